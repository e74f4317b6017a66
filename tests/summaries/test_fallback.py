"""When the model fails, the extract stands in, and says so."""

import pytest

from bot.errors import DeadlineExceeded, ModelFailed, TooShort, WorkerCrashed
from bot.model import Method
from bot.summaries.fallback import WithFallback
from tests.summaries.examples import BRIDGE, article, summary


class Fake:
    """Answers what it was given; raises it if it is an error."""

    def __init__(self, answer):
        self.answer = answer

    async def summarise(self, article):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


EXTRACT = summary("Un extrait.")


async def test_a_model_that_works_is_shown():
    written = summary("Le modèle parle.")
    assert await WithFallback(Fake(written), Fake(EXTRACT)).summarise(article(*BRIDGE)) == written


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(ModelFailed("no weights"), id="it is broken"),
        pytest.param(DeadlineExceeded("after 30 s"), id="it is late"),
        pytest.param(WorkerCrashed("out of memory"), id="it died"),
    ],
)
async def test_a_model_that_fails_gives_way_to_the_extract_with_the_reason(failure):
    told = await WithFallback(Fake(failure), Fake(EXTRACT)).summarise(article(*BRIDGE))
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
        await WithFallback(Fake(model), Fake(extract)).summarise(article("Oui."))
