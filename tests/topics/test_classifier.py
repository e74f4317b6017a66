import json
from hashlib import sha256
from importlib import resources

import bot.topics
from bot.topics.classifier import BUCKETS, CARD, WEIGHTS, Classifier, bucket, classifiers, tokens

SIZE_MAX = 1_000_000


def test_the_weights_are_those_of_their_card_small_and_for_themes_of_the_catalogue(catalogue):
    folder = resources.files(bot.topics)
    packed = folder.joinpath(WEIGHTS).read_bytes()
    card = json.loads(folder.joinpath(CARD).read_text(encoding="utf-8"))
    assert card["weights_sha256"] == sha256(packed).hexdigest()
    assert card["licence"]
    assert len(packed) <= SIZE_MAX
    first, second = classifiers()
    assert all(len(level.weights) == BUCKETS * len(level.themes) for level in (first, second))
    assert set(first.themes) <= catalogue.topics.keys() - catalogue.parents.keys()
    assert set(second.themes) <= catalogue.parents.keys()
    assert all(list(level.themes) == sorted(level.themes) for level in (first, second))


def weighted(**of: tuple[int, int]) -> Classifier:
    """A model of two themes with the given weights."""
    weights = bytearray(2 * BUCKETS)
    for token, (one, other) in of.items():
        at = 2 * bucket(token)
        weights[at : at + 2] = bytes([one % 256, other % 256])
    return Classifier(("theme:deux", "theme:deux-un"), (0.0, 0.0), 0.1, bytes(weights))


def test_words_pull_towards_their_themes_and_away_from_the_others():
    chances = weighted(vent=(60, -60), pluie=(5, 0)).chances(["vent", "pluie", "chaise"])
    assert chances["theme:deux"] > 0.9
    assert chances["theme:deux-un"] < 0.1


def test_two_themes_may_be_as_sure_as_each_other():
    chances = weighted(vent=(60, 60)).chances(["vent"])
    assert min(chances.values()) > 0.9


def test_nothing_to_go_by_tells_nothing():
    assert weighted().chances([]) == {}
    assert weighted().chances(["chaise"]) == {"theme:deux": 0.5, "theme:deux-un": 0.5}


def test_only_what_is_below_a_theme_can_be_asked_for():
    assert weighted().chances(["chaise"], "theme:deux") == {"theme:deux-un": 0.5}
    assert weighted().chances(["chaise"], "theme:de") == {}


def test_each_stem_counts_once_more_in_the_title_and_so_do_different_words_of_a_list():
    words = {"vent": ("theme:meteo",), "grand vent": ("theme:meteo-tempetes",), "match": ("theme:sport",)}
    found = tokens(["vent"], ["grand", "vent", "vent"], words, {"theme:meteo-tempetes": "theme:meteo"})
    assert sorted(found) == ["grand", "vent", "vent", "vent", "§theme:meteo", "§theme:meteo", "¶vent"]
