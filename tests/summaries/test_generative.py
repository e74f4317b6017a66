"""The model's road, from an article to sentences that may be shown."""

import asyncio
import pickle

import pytest

from bot.errors import ModelFailed, TooShort, Unfaithful, WorkerCrashed
from bot.french.typography import french
from bot.model import Method
from bot.summaries.extractive import ExtractiveSummariser, rank
from bot.summaries.fallback import Tally, WithFallback
from bot.summaries.gate import told
from bot.summaries.generative import GenerativeSummariser, summarise, version
from bot.summaries.models.directory import read
from bot.summaries.prose import of_article
from tests.summaries.examples import BRIDGE, article, summary
from tests.summaries.models.paper import BARTHEZ, on_paper

STORY = article(*BRIDGE)
FAITHFUL = "Anne Lefort et son homologue valdorien Paul Castel se retrouveront."
OTHER = "Les deux pays se disputent depuis 1\u202f200 jours les droits de pêche."
INVENTED = "Anne Lefort et Paul Castel se verront à Rochefort."
WITH_MODEL = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]
LONG_NAME = "a-model-with-a-name-that-is-much-longer-than-any-column-of-the-database-would-ever-like-it-to-be"


@pytest.fixture
def model(tmp_path):
    """A model that nobody can load: what it would write is given."""
    return read(on_paper(tmp_path / "plume"))


# What it wrote, and what of it may be shown


def test_what_the_model_writes_is_shown_when_the_article_says_it_too(model):
    written = (
        "La présidente morvanienne Anne Lefort et son homologue valdorien Paul Castel se retrouveront le "
        "12 mars. Les deux pays se disputent depuis 1 200 jours les droits de pêche."
    )
    shown = told(version(model), STORY, (written,))
    assert shown.sentences == (
        (
            "La présidente morvanienne Anne Lefort et son homologue valdorien Paul Castel se retrouveront le "
            "12 mars."
        ),
        "Les deux pays se disputent depuis 1\u202f200 jours les droits de pêche.",
    )
    assert (shown.method, shown.version, shown.note) == (Method.MODEL, version(model), "")


def test_the_long_form_and_the_key_points_are_the_extracts(model):
    shown = told(
        version(model),
        STORY,
        ("Anne Lefort et son homologue valdorien Paul Castel se retrouveront le 12 mars.",),
    )
    assert set(shown.long) <= {french(sentence) for sentence in of_article(STORY)}
    assert shown.long
    assert "Anne Lefort" in shown.points.who


def test_an_invented_sentence_is_dropped_and_noted(model):
    shown = told(version(model), STORY, (f"{FAITHFUL} Ils se verront à Rochefort.",))
    assert shown.sentences == (FAITHFUL,)
    assert "Rochefort" in shown.note


def test_a_sentence_that_the_model_could_not_end_is_dropped(model):
    shown = told(version(model), STORY, (f"{FAITHFUL} Ils parleront de la",))
    assert shown.sentences == (FAITHFUL,)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param((INVENTED, FAITHFUL), FAITHFUL, id="the first that can be shown"),
        pytest.param((f"{FAITHFUL} {INVENTED}", OTHER), OTHER, id="whole before in part"),
        pytest.param((INVENTED, f"{FAITHFUL} {INVENTED}"), FAITHFUL, id="in part before not at all"),
        pytest.param((OTHER, FAITHFUL), OTHER, id="the likeliest of two that can"),
    ],
)
def test_of_several_candidates_one_that_can_be_shown_is_taken(model, written, shown):
    assert told(version(model), STORY, written).sentences == (shown,)


@pytest.mark.parametrize(
    "written", [(), ("",), ("le le la la",), ("Marc Dupont viendra en avril.",), ("Oui.", INVENTED)]
)
def test_when_nothing_can_be_shown_the_model_was_unfaithful(model, written):
    failure = told(version(model), STORY, written)
    assert isinstance(failure, Unfaithful)
    assert "nothing it wrote can be shown" in str(failure)


def test_why_it_wrote_nothing_is_passed_on(model):
    failure = ModelFailed("the model stumbled")
    assert told(version(model), STORY, failure) is failure


@pytest.mark.parametrize(
    ("given", "failure"),
    [
        pytest.param(article("Oui."), TooShort, id="too short"),
        pytest.param(article(), TooShort, id="empty"),
        pytest.param(article(*BRIDGE, language="en"), ModelFailed, id="not in French"),
    ],
)
def test_what_a_model_is_not_made_for_never_wakes_it(model, given, failure):
    (answer,) = summarise(model, [given], rank)
    assert isinstance(answer, failure)


# Its version: nothing that it made is mistaken for what another would make


def test_the_version_names_the_model_and_changes_with_it(tmp_path):
    one, other = (read(on_paper(tmp_path / "plume", BARTHEZ | {"num_beams": n})) for n in (2, 4))
    assert version(one).startswith("model-4-plume-")
    assert version(one) != version(other)


def test_the_version_fits_its_column(tmp_path):
    assert len(version(read(on_paper(tmp_path / LONG_NAME)))) <= 80


# In batches, those first for whom a person waits


class Worker:
    """A worker process whose model repeats the first paragraph; it dies of any article about Rochefort."""

    def __init__(self):
        self.batches = []

    async def __call__(self, work, model, articles, rank):
        assert pickle.loads(pickle.dumps((work, model, rank))) == (work, model, rank), "it travels"
        self.batches.append(len(articles))
        await asyncio.sleep(0)
        if any("Rochefort" in one.text for one in articles):
            raise WorkerCrashed("killed")
        return [summary(one.paragraphs[0]) for one in articles]


async def test_articles_that_wait_together_are_written_about_together(model):
    worker = Worker()
    summariser = GenerativeSummariser(worker, model, batch=3)
    stories = [article(f"Récit {number}.", *BRIDGE) for number in range(5)]
    answers = await asyncio.gather(*map(summariser.summarise, stories))
    assert [one.sentences[0] for one in answers] == [f"Récit {number}." for number in range(5)]
    assert worker.batches == [3, 2]


async def test_an_article_that_kills_the_model_gets_its_extract_and_the_others_their_summaries(model):
    worker = Worker()

    class Extract:
        version = "extract-0"

        async def summarise(self, article):
            return summary("Un extrait.")

    summariser = WithFallback(GenerativeSummariser(worker, model), Extract(), Tally())
    stories = [article("Récit."), article("Rochefort."), article("Autre récit.")]
    first, second, third = await asyncio.gather(*map(summariser.summarise, stories))
    assert [one.sentences[0] for one in (first, second, third)] == ["Récit.", "Un extrait.", "Autre récit."]
    assert "killed" in second.note
    assert worker.batches == [3, 1, 1, 1]


async def test_a_reader_who_waits_goes_before_the_backlog(model):
    worker = Worker()
    summariser = GenerativeSummariser(worker, model, batch=1)
    backlog = [asyncio.create_task(summariser.summarise(STORY)) for _ in range(4)]
    while not worker.batches:  # noqa: ASYNC110 - it yields to the batch, it waits for nothing
        await asyncio.sleep(0)
    await summariser.on_demand.summarise(article("Le mien."))
    assert [one.done() for one in backlog] == [True, False, False, False]
    await asyncio.gather(*backlog)
    assert summariser.on_demand.version == summariser.version


def test_every_sentence_has_a_rank():
    assert len(rank(STORY)) == len(of_article(STORY))


class TestWithModel:
    """On a real, tiny model, with both engines."""

    pytestmark = WITH_MODEL

    @pytest.fixture(params=["published", "converted"])
    def directory(self, request, published, exact):
        return (published if request.param == "published" else exact)("barthez")

    async def test_gibberish_never_reaches_a_reader(self, directory):
        async def at_once(work, *arguments):
            return work(*arguments)

        model = read(directory)
        summariser = WithFallback(
            GenerativeSummariser(at_once, model), ExtractiveSummariser(at_once), Tally()
        )
        shown = await summariser.summarise(STORY)
        assert shown.method is Method.EXTRACT
        assert "nothing it wrote can be shown" in shown.note

    def test_a_batch_has_an_answer_for_each_in_order(self, directory):
        given = [STORY, article("Oui."), article(*BRIDGE, language="en"), STORY]
        first, short, foreign, last = summarise(read(directory), given, rank)
        assert isinstance(short, TooShort)
        assert "reads French" in str(foreign)
        assert str(first) == str(last)
