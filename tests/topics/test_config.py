"""What we ship in config/ is whole."""

import tomllib
from datetime import date
from itertools import pairwise

import pytest

from bot.french.gazetteer import countries
from bot.model import TopicKind
from bot.topics.configured import TopicsFile
from bot.topics.query import KEY_MAX
from tests.topics.conftest import CONFIG

MEMBERS = """
ad ae af ag al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm
cn co cr cu cv cy cz de dj dk dm do dz ec ee eg er es et fi fj fm fr ga gb gd ge gh gm gn gq gr gt gw gy hn
hr ht hu id ie il in iq ir is it jm jo jp ke kg kh ki km kn kp kr kw kz la lb lc li lk lr ls lt lu lv ly ma
mc md me mg mh mk ml mm mn mr mt mu mv mw mx my mz na ne ng ni nl no np nr nz om pa pe pg ph pk pl pt pw py
qa ro rs ru rw sa sb sc sd se sg si sk sl sm sn so sr ss st sv sy sz td tg th tj tl tm tn to tr tt tv tz ua
ug us uy uz vc ve vn vu ws ye za zm zw
"""


def test_the_members_of_the_united_nations_and_their_observers_have_names_demonyms_and_capitals(topics_toml):
    told = {
        key.removeprefix("pays:"): texts
        for _, key, texts in TopicsFile(topics_toml, "t").entries("countries")
    }
    members = {*MEMBERS.split(), "va", "ps"}
    assert len(members) == 195
    assert [
        (code, part)
        for code in sorted(members)
        for part in ("name", "demonyms", "capital")
        if not told.get(code, {}).get(part)
    ] == []


def test_every_territory_of_the_world_can_be_followed_by_its_name(catalogue):
    assert len(countries()) == 250
    for code in countries():
        topic = catalogue.topics[f"pays:{code}"]
        assert catalogue.named(topic.label) == topic


def test_leaders_in_office_stand_for_one_place_at_a_time(catalogue):
    for some in catalogue.phrases.values():
        for phrase in some:
            terms = sorted(phrase.terms, key=lambda term: term.since or date.min)
            assert all(one.until and one.until <= later.since for one, later in pairwise(terms)), phrase.words


def test_every_theme_has_words(topics_toml):
    """But «International», which is told by sections and places."""
    themes = {name: theme.get("words", ()) for name, theme in topics_toml["themes"].items()}
    assert [name for name, words in themes.items() if len(words) < 20] == ["international"]
    assert all(len(theme["words"]) >= 5 for theme in topics_toml["subthemes"].values())


def test_keys_travel_in_a_button_and_name_their_layer(catalogue):
    for key, topic in catalogue.topics.items():
        assert topic.key == key
        assert len(key.encode()) <= KEY_MAX
        assert topic.kind in set(TopicKind) - {TopicKind.WORDS, TopicKind.SOURCE}


def test_every_name_leads_to_its_topic(catalogue):
    for topic in catalogue.topics.values():
        assert catalogue.named(topic.label) == topic


def test_about_eighteen_topics_are_offered_first(catalogue):
    assert len(set(catalogue.menu)) == len(catalogue.menu) == 18


def test_every_word_declared_ambiguous_or_unsure_is_claimed(catalogue, topics_toml):
    """A misspelt exception would be silent otherwise."""
    held = {" ".join(one.words): one for some in catalogue.phrases.values() for one in some}
    owned = {
        " ".join(words): len(held[" ".join(words)].owners) for words in map(_words, topics_toml["ambiguous"])
    }
    assert set(owned.values()) == {2}
    assert not any(held[" ".join(_words(one))].sure for one in topics_toml["unsure"])


def _words(text: str) -> list[str]:
    from bot.french.words import words

    return words(text)


@pytest.fixture(scope="module")
def sources():
    return tomllib.loads((CONFIG / "sources.toml").read_text(encoding="utf-8"))["sources"]


def test_the_sources_have_names_and_addresses_of_their_own(sources):
    assert len(sources) >= 40
    assert len({source["name"] for source in sources}) == len(sources)
    assert len({source["address"] for source in sources}) == len(sources)


def test_the_sources_are_feeds_on_https_and_one_watched_folder(sources):
    folders = [source for source in sources if source["kind"] == "folder"]
    assert [(folder["name"], folder["address"]) for folder in folders] == [("Dossier surveillé", "inbox")]
    feeds = [source for source in sources if source["kind"] == "feed"]
    assert len(feeds) + 1 == len(sources)
    assert all(feed["address"].startswith("https://") and feed["language"] == "fr" for feed in feeds)
