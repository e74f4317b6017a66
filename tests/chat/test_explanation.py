"""«Pourquoi ce message ?»: what led to a push or an edition, and the ways out."""

from datetime import timedelta

import pytest

from bot.chat import texts
from bot.editions.buttons import coded
from bot.model import Source, SourceKind
from bot.store.intake import IntakeStore
from tests.store.shelf import article, new, shelve


@pytest.fixture
async def story(visit, database, now):
    """A story about Russia, tagged as such, from «Le Monde – Sport»."""
    await IntakeStore(database).list_sources(
        [Source("Le Monde – Sport", SourceKind.FEED, "https://m.example.org")], now
    )
    topics = [visit.catalogue.topics["pays:ru"], visit.catalogue.topics["theme:sport"]]
    written = article(
        "La Russie privée de tournoi",
        "La Russie ne jouera pas. Les athlètes russes protestent.",
        "À Moscou, on parle de la réforme des règles.",
        source="Le Monde – Sport",
    )
    await shelve(visit.archive, new(written, *topics), now)
    (found,) = await visit.archive.stories(limit=1)
    return found


@pytest.mark.parametrize(
    ("follows", "because"),
    [
        pytest.param(
            "russie",
            "Vous suivez Russie\u00a0: 4 mentions dans l’article, jusque dans son titre.",
            id="a country",
        ),
        pytest.param("sport", "Vous suivez Sport\u00a0: l’article est classé dans ce thème.", id="a theme"),
        pytest.param(
            "tournois", "Vous suivez tournois\u00a0: ces mots sont dans le titre.", id="words of the title"
        ),
        pytest.param(
            "« athlètes russes »",
            "Vous suivez “athlètes russes”\u00a0: ces mots sont dans l’article.",
            id="a phrase of the lead",
        ),
        pytest.param("« réforme des règles »", "Vous avez changé vos choix", id="what it merely mentions"),
        pytest.param(
            "Le Monde", "Vous suivez Le Monde\u00a0: l’article vient de cette source.", id="a source"
        ),
        pytest.param("chine", "Vous avez changé vos choix depuis", id="nothing any more"),
    ],
)
async def test_the_reason_is_told(visit, story, follows, because):
    await visit.say(f"/follow {follows}")
    assert because in (await visit.touch(f"why:{coded([story])}")).text


async def test_how_much_the_press_makes_of_a_story_is_told(visit, story, now):
    for source, ago_h in (("La Gazette", 5), ("Le Courrier", 1)):
        moment = now - timedelta(hours=ago_h)
        other = article(f"La Russie ne jouera pas, dit {source}", source=source, moment=moment)
        await shelve(visit.archive, new(other, story_id=story.id), now)
    answer = await visit.touch(f"why:{coded([story])}")
    assert "Nouvelle racontée par 3 éditeurs, dont 2 depuis moins de trois heures." in answer.text


async def test_the_ways_out_are_offered(visit, story):
    await visit.say("/follow russie")
    answer = await visit.touch(f"why:{coded([story])}")
    assert list(answer.buttons) == ["Ne plus suivre Russie", "Ne plus rien recevoir de Le Monde"]
    assert (
        await visit.press("Ne plus rien recevoir de Le Monde")
    ).text == "Vous ignorez maintenant\u00a0: Le Monde."
    assert (await visit.touch(f"follow:{'pays:ru'}")).text == "Vous ne suivez plus\u00a0: Russie."


async def test_an_edition_explains_each_of_its_stories(visit, story, now):
    await shelve(visit.archive, new(article("La digue")), now)
    stories = await visit.archive.stories(limit=2)
    await visit.say("/follow russie, digue")
    answer = await visit.touch(f"why:{coded(stories)}")
    for line in ("La digue", "La Russie privée de tournoi", "Vous suivez digue", "Vous suivez Russie"):
        assert line in answer.text
    assert answer.text.count("Une seule source raconte cette nouvelle") == 2
    assert answer.buttons == {}


@pytest.mark.parametrize("data", ["why:", "why:zz", "why:ffffff", "why:1.", "why:" + "f" * 60])
async def test_a_story_that_is_none_is_an_old_button(visit, data):
    assert (await visit.touch(data)).notice == str(texts.OLD_BUTTON)
