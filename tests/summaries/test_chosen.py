"""Extracts as an encoder likes them: its liking decides among what may be told, and nothing else changes."""

import asyncio
import pickle

import numpy as np
import pytest

from bot.errors import ModelFailed, TooShort
from bot.french.typography import french
from bot.model import Method
from bot.summaries import choice
from bot.summaries.chosen import ChosenSummariser, summarise, version
from bot.summaries.extractive import VERSION, ExtractiveSummariser
from bot.summaries.fallback import Outcome, Tally, WithFallback
from bot.summaries.models.choosers import read
from bot.summaries.prose import of_article
from tests.summaries.examples import BRIDGE, article, summary
from tests.summaries.models.paper import taught

STORY = article(*BRIDGE)


@pytest.fixture
def chooser(tmp_path):
    """One that nobody can load: its files are nothing but their names."""
    return read(taught(tmp_path / "plume"))


def liking_of(wanted):
    """Likes one choice of sentences, and nothing else."""

    def liking(texts, scores, every):
        return np.array([50.0 * (one == wanted) for one in every], np.float32)

    return liking


def endings(sentences):
    """By which sentences are known again that were mended at their heads."""
    return [sentence.split()[-3:] for sentence in map(french, sentences)]


@pytest.mark.parametrize("wanted", [(0,), (1,), (3, 6)])
def test_what_it_likes_best_is_told(wanted):
    sentences = of_article(STORY)
    told = choice.summarise(STORY, VERSION, liking=liking_of(wanted))
    assert endings(told.sentences) == endings(sentences[at] for at in wanted)


def test_what_may_never_be_told_it_cannot_have():
    """A question opens no digest, whoever likes it."""
    asking = "Les deux présidents se retrouveront-ils vraiment le 12 mars prochain à la frontière ?"
    told = choice.summarise(article(asking, *BRIDGE), VERSION, liking=liking_of((0,)))
    assert not any("?" in sentence for sentence in told.sentences)


def test_its_window_need_not_hold_everything():
    """What it did not read is worth nothing to it."""

    def liking(texts, scores, every):
        return np.array([0.0 if one == (1,) else -np.inf for one in every], np.float32)

    told = choice.summarise(STORY, VERSION, liking=liking)
    assert endings(told.sentences) == endings([of_article(STORY)[1]])


def test_its_version_names_it(chooser):
    assert version(chooser).startswith("chosen-1-plume-")
    assert version(chooser).endswith(chooser.fingerprint)


@pytest.mark.model
def test_a_chooser_that_cannot_be_loaded_fails_once_for_all(chooser):
    pytest.importorskip("ctranslate2", reason="needs the extra `chooser`")
    with pytest.raises(ModelFailed, match="does not work"):
        summarise(chooser, [STORY, STORY])


class Worker:
    """A worker process; its answers are given."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.batches = []

    async def __call__(self, work, chooser, articles):
        assert pickle.loads(pickle.dumps((work, chooser))) == (work, chooser), "it travels"
        self.batches.append([one.text for one in articles])
        await asyncio.sleep(0)
        return [self.answers.pop(0) if self.answers else summary(one.text) for one in articles]


async def at_once(work, *arguments):
    return work(*arguments)


async def test_where_it_fails_columns_choose(chooser):
    tally = Tally()
    chosen = ChosenSummariser(Worker(ModelFailed("broken")), chooser)
    told = await WithFallback(chosen, ExtractiveSummariser(at_once), tally).summarise(STORY)
    assert (told.method, told.version) == (Method.EXTRACT, VERSION)
    assert "broken" in told.note
    assert tally == {(version(chooser), Outcome.FAILED): 1}


async def test_a_text_too_short_stays_too_short(chooser):
    with pytest.raises(TooShort):
        await ChosenSummariser(Worker(TooShort("one line")), chooser).summarise(article("Oui."))


async def test_who_waits_goes_before_the_backlog(chooser):
    worker = Worker()
    summariser = ChosenSummariser(worker, chooser, batch=1)
    backlog = [asyncio.create_task(summariser.summarise(article(f"Récit {n}."))) for n in range(3)]
    while not worker.batches:  # noqa: ASYNC110 - it yields to the batch, it waits for nothing
        await asyncio.sleep(0)
    await summariser.on_demand.summarise(article("Le mien."))
    await asyncio.gather(*backlog)
    assert worker.batches.index(["Le mien."]) == 1
