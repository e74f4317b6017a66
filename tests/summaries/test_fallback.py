"""When the model fails, the extract stands in, and says so."""

import pytest

from bot.errors import DeadlineExceeded, ModelFailed, TooShort, Unfaithful, WorkerCrashed
from bot.model import Method
from bot.summaries.fallback import Outcome, Tally, WithFallback
from tests.summaries.examples import BRIDGE, article, summary


class Fake:
    """Answers what it was given; raises it if it is an error."""

    version = "plume-1"

    def __init__(self, answer):
        self.answer = answer

    async def summarise(self, article):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


EXTRACT = summary("Un extrait.")


async def test_a_model_that_works_is_shown():
    written = summary("Le modèle parle.")
    tally = Tally()
    assert await WithFallback(Fake(written), Fake(EXTRACT), tally).summarise(article(*BRIDGE)) == written
    assert tally == {("plume-1", Outcome.TOLD): 1}


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        pytest.param(ModelFailed("no weights"), Outcome.FAILED, id="it is broken"),
        pytest.param(DeadlineExceeded("after 30 s"), Outcome.FAILED, id="it is late"),
        pytest.param(WorkerCrashed("out of memory"), Outcome.FAILED, id="it died"),
        pytest.param(Unfaithful("it invents"), Outcome.REFUSED, id="it invents"),
    ],
)
async def test_a_model_that_fails_gives_way_to_the_extract_with_the_reason(failure, outcome):
    tally = Tally()
    told = await WithFallback(Fake(failure), Fake(EXTRACT), tally).summarise(article(*BRIDGE))
    assert tally == {("plume-1", outcome): 1}
    assert told.sentences == EXTRACT.sentences
    assert told.method is Method.EXTRACT
    assert str(failure) in told.note


@pytest.mark.parametrize(
    ("model", "extract"),
    [
        pytest.param(TooShort("one line"), EXTRACT, id="the model says so"),
        pytest.param(ModelFailed("no weights"), TooShort("one line"), id="the extract says so"),
    ],
)
async def test_a_text_too_short_is_too_short_for_both(model, extract):
    with pytest.raises(TooShort):
        await WithFallback(Fake(model), Fake(extract), Tally()).summarise(article("Oui."))
