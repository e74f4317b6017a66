"""`/tendances`: what the press tells more than it used to."""

import asyncio
import shutil
from datetime import timedelta
from itertools import count

import pytest

from bot.chat import texts
from bot.errors import WorkerCrashed
from bot.store.database import Database
from bot.topics.tagger import tags
from bot.trends.terms import terms
from tests.chat.visiting import Visit
from tests.conftest import NOW
from tests.store.shelf import article, new, shelve

_numbers = count()
SEISM = "Un séisme secoue Tromsø, en Norvège"


async def tell(visit, title, *hours):
    """Put an article on the shelf as the pipeline does, for each of these ages."""
    for age in hours:
        moment = visit.now - timedelta(hours=age)
        written = article(
            title, f"{title}. Récit n° {next(_numbers)} de notre envoyé sur place.", moment=moment
        )
        about = tags(written, visit.catalogue)
        counted = terms(written, about, visit.catalogue.named)
        await shelve(visit.archive, new(written, *about, counted_for=counted), visit.now)


@pytest.fixture(scope="module")
def weather(migrated, tmp_path_factory):
    """A database with four articles a day on the weather, for a fortnight and a day; copied for each test."""
    path = tmp_path_factory.mktemp("weather") / "weather.db"
    shutil.copy(migrated, path)

    async def fill():
        database = Database(f"sqlite+aiosqlite:///{path}")
        await tell(Visit(database, NOW), "La météo du jour", *range(3, 24 * 16, 6))
        await database.close()

    asyncio.run(fill())
    return path


@pytest.fixture
async def ordinary(weather, tmp_path, now):
    """A reader of a press that has told nothing but the weather."""
    path = tmp_path / "ordinary.db"
    shutil.copy(weather, path)
    database = Database(f"sqlite+aiosqlite:///{path}")
    yield Visit(database, now)
    await database.close()


async def test_before_the_first_article_there_is_a_kind_word(visit):
    answer = await visit.say("/tendances")
    assert answer.text == str(texts.NOTHING_LATELY)


async def test_a_young_archive_says_that_it_is(visit):
    for day in range(5):
        await tell(visit, SEISM, *[24 * day] * 10)
    answer = await visit.say("/tendances")
    assert "au moins 7 jours d’articles à comparer ; j’en ai 3" in answer.text.replace("\u202f", " ")
    assert answer.pictures == []


async def test_an_ordinary_day_is_called_so_without_a_picture(ordinary):
    answer = await ordinary.say("/tendances")
    assert answer.text.count("Rien ne sort de l’ordinaire.") == 2
    assert answer.pictures == []


async def test_what_rises_is_told_drawn_and_leads_to_its_articles(ordinary):
    await tell(ordinary, SEISM, *range(6))
    answer = await ordinary.say("/tendances")
    assert "Norvège (Tromsø) : 6 articles, aucun d’habitude" in answer.text.replace("\u00a0", " ")
    assert answer.pictures == [b"picture 1"]
    (drawn,) = ordinary.drawn
    assert [bar.articles for panel in drawn.panels for bar in panel.bars] == [6]
    assert "Un séisme secoue Tromsø" in (await ordinary.press("Norvège")).text


async def test_what_is_no_topic_is_found_by_its_words(ordinary):
    await tell(ordinary, "Jean-Luc Delamare démissionne", *range(6))
    await ordinary.say("/tendances")
    assert "Delamare démissionne" in (await ordinary.press("Jean-Luc Delamare")).text


async def test_without_the_picture_the_words_still_come(ordinary):
    await tell(ordinary, SEISM, *range(6))
    ordinary.drawing = WorkerCrashed("no memory")
    answer = await ordinary.say("/tendances")
    assert "Norvège" in answer.text
    assert answer.pictures == []


async def test_for_five_minutes_everybody_gets_the_same_answer(ordinary):
    await tell(ordinary, SEISM, *range(6))
    first = await ordinary.say("/tendances")
    ordinary.now += timedelta(minutes=4)
    assert (await ordinary.say("/trends", who=7002)).pictures == first.pictures
    ordinary.now += timedelta(minutes=1)
    assert (await ordinary.say("/tendances")).pictures == [b"picture 2"]


async def test_a_hostile_name_does_no_harm(ordinary):
    await tell(ordinary, "La <b>Kerlanic</b> & <script>alert</script> en tête", *range(6))
    assert "Kerlanic" in (await ordinary.say("/tendances")).text
