"""The same text is not summarised twice for those who ask, and a failure is not remembered."""

import asyncio

import pytest

from bot.errors import ModelFailed
from bot.summaries.arriving import Arriving
from bot.summaries.remembered import Remembered
from tests.fakes import FakeSummariser
from tests.summaries.examples import BRIDGE, article, summary

STORY, OTHER = article(*BRIDGE), article(*BRIDGE[1:])


async def unknown(content_hash, version):
    return None


@pytest.fixture
def inner():
    return FakeSummariser()


async def test_the_same_words_are_told_as_before(inner):
    remembered = Remembered(inner, unknown)
    first = await remembered.summarise(STORY)
    again = article(*(paragraph.replace("'", "’") for paragraph in BRIDGE))
    assert await remembered.summarise(again) == first
    await remembered.summarise(OTHER)
    assert inner.asked == [STORY, OTHER]


async def test_many_who_ask_at_once_cost_one_summary(inner):
    remembered = Remembered(inner, unknown)
    await asyncio.gather(*(remembered.summarise(STORY) for _ in range(9)))
    assert inner.asked == [STORY]


async def test_what_the_archive_has_by_this_method_is_not_made_again(inner):
    asked = []

    async def known(content_hash, version):
        asked.append(version)
        return summary("Le pont rouvrira.")

    told = await Remembered(inner, known).summarise(STORY)
    assert (told.sentences, asked, inner.asked) == (("Le pont rouvrira.",), ["fake-1"], [])


async def test_when_a_model_arrives_it_is_asked_what_the_stopgap_had_told(inner):
    arriving, model = Arriving(inner), FakeSummariser()
    model.version = "model-1"
    remembered = Remembered(arriving, unknown)
    await remembered.summarise(STORY)
    arriving.arrive(model)
    await remembered.summarise(STORY)
    assert (remembered.version, inner.asked, model.asked) == ("model-1", [STORY], [STORY])


async def test_a_failure_is_tried_again(inner):
    inner.failures = [ModelFailed("out of breath")]
    remembered = Remembered(inner, unknown)
    with pytest.raises(ModelFailed):
        await remembered.summarise(STORY)
    await remembered.summarise(STORY)
    assert len(inner.asked) == 2


async def test_what_another_method_made_instead_is_not_kept(inner):
    class Stopgap:
        version = "model-2"
        summarise = inner.summarise

    remembered = Remembered(Stopgap(), unknown)
    assert (await remembered.summarise(STORY)).version == "fake-1"
    await remembered.summarise(STORY)
    assert len(inner.asked) == 2


async def test_only_the_last_few_are_kept(inner):
    remembered = Remembered(inner, unknown, most=1)
    for given in (STORY, OTHER, OTHER, STORY):
        await remembered.summarise(given)
    assert inner.asked == [STORY, OTHER, STORY]


async def test_who_goes_away_does_not_take_it_from_the_others(inner):
    free = asyncio.Event()

    async def slow(content_hash, version):
        await free.wait()

    remembered = Remembered(inner, slow)
    leaving, staying = (asyncio.create_task(remembered.summarise(STORY)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    free.set()
    assert (await staying).version == "fake-1"
