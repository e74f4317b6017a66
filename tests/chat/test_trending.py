"""`/tendances`: what the press tells more than it used to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import texts
from bot.errors import WorkerCrashed
from bot.topics.tagger import tags
from bot.trends.terms import terms
from tests.chat.visiting import Visit
from tests.store.shelf import article, new, shelve

SEISM = "Un séisme secoue Tromsø, en Norvège"


@pytest.fixture
def visit(database, now):
    return Visit(database, now)


@pytest.fixture
def told(visit, now):
    """Put an article on the shelf as the pipeline does, published that many hours ago."""
    numbers = iter(range(1000))

    async def told(title, hours):
        text = f"{title}. Récit n° {next(numbers)} de notre envoyé sur place."
        written = article(title, text, moment=now - timedelta(hours=hours))
        about = tags(written, visit.catalogue)
        counted = terms(written, about, visit.catalogue.named)
        await shelve(visit.archive, replace(new(written, *about), terms=counted), now)

    return told


@pytest.fixture
async def ordinary(told):
    """Four articles a day on the weather, for a fortnight and a day."""
    for hours in range(3, 24 * 16, 6):
        await told("La météo du jour", hours)


async def test_before_the_first_article_there_is_a_kind_word(visit):
    answer = await visit.say("/tendances")
    assert answer.text == texts.NOTHING_LATELY


async def test_a_young_archive_says_that_it_is(visit, told):
    for day in range(5):
        for _ in range(10):
            await told(SEISM, 24 * day)
    answer = await visit.say("/tendances")
    assert "au moins 7 jours d’articles à comparer ; j’en ai 3" in answer.text.replace("\u202f", " ")
    assert answer.pictures == []


async def test_an_ordinary_day_is_called_so_without_a_picture(visit, ordinary):
    answer = await visit.say("/tendances")
    assert answer.text.count("Rien ne sort de l’ordinaire.") == 2
    assert answer.pictures == []


async def test_what_rises_is_told_drawn_and_leads_to_its_articles(visit, ordinary, told):
    for hour in range(6):
        await told(SEISM, hour)
    answer = await visit.say("/tendances")
    assert "Norvège (Tromsø, séisme) : 6 articles, aucun d’habitude" in answer.text.replace("\u00a0", " ")
    assert answer.pictures == [b"picture 1"]
    (drawn,) = visit.drawn
    assert [bar.articles for panel in drawn.panels for bar in panel.bars] == [6]
    assert "Un séisme secoue Tromsø" in (await visit.press("Norvège")).text


async def test_what_is_no_topic_is_found_by_its_words(visit, ordinary, told):
    for hour in range(6):
        await told("Jean-Luc Delamare démissionne", hour)
    await visit.say("/tendances")
    assert "Delamare démissionne" in (await visit.press("Jean-Luc Delamare")).text


async def test_without_the_picture_the_words_still_come(visit, ordinary, told):
    for hour in range(6):
        await told(SEISM, hour)
    visit.drawing = WorkerCrashed("no memory")
    answer = await visit.say("/tendances")
    assert "Norvège" in answer.text
    assert answer.pictures == []


async def test_for_five_minutes_everybody_gets_the_same_answer(visit, ordinary, told):
    for hour in range(6):
        await told(SEISM, hour)
    first = await visit.say("/tendances")
    visit.now += timedelta(minutes=4)
    assert (await visit.say("/trends", who=7002)).pictures == first.pictures
    visit.now += timedelta(minutes=1)
    assert (await visit.say("/tendances")).pictures == [b"picture 2"]


async def test_a_hostile_name_does_no_harm(visit, ordinary, told):
    for hour in range(6):
        await told("La <b>Kerlanic</b> & <script>alert</script> en tête", hour)
    assert "Kerlanic" in (await visit.say("/tendances")).text
