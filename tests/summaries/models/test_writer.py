"""Articles in, texts out: the window that is read, and one article's failure that is only its own."""

import pytest

from bot.errors import ModelFailed
from bot.lab.trial import trial
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.directory import read
from bot.summaries.models.writer import Writer, loaded
from bot.summaries.prose import of_article
from tests.summaries.examples import BRIDGE, article
from tests.summaries.models.paper import on_paper

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]
STORY = of_article(article(*BRIDGE))


@pytest.fixture
def model(exact):
    return read(exact("barthez"))


class Stumbles:
    """An engine that cannot take a batch with one token in it."""

    def __init__(self, poison):
        self.poison = poison

    def write(self, texts, how):
        if any(self.poison in text for text in texts):
            raise RuntimeError("it stumbles")
        return [[list(text)] for text in texts]


class Echo:
    """An engine that gives back what it was given, twice."""

    def write(self, texts, how):
        return [[list(text)] * 2 for text in texts]


def writer(model, engine):
    return Writer(model, vocabulary.load(model), engine)


def test_a_short_article_is_read_whole(model):
    sentences = ["Le pont rouvrira.", "La paix sur le fleuve."]
    (read_back,) = writer(model, Echo()).write([(sentences, [0.0, 1.0])])
    assert read_back == ("Le pont rouvrira. La paix sur le fleuve.",), "what comes twice is told once"


def test_of_a_long_one_the_most_telling_sentences_are_read_in_order(model):
    sentences = [*STORY, "Le pont rouvrira.", *STORY]
    scores = [float(at == len(STORY)) for at in range(len(sentences))]
    ((read_back,),) = writer(model, Echo()).write([(sentences, scores)])
    assert "Le pont rouvrira." in read_back
    assert len(writer(model, Echo()).read(sentences, scores)) <= model.reads


def test_a_text_without_a_sentence_that_fits_is_cut(model):
    ids = writer(model, Echo()).read(["le pont " * 999], [1.0])
    assert (len(ids), ids[0], ids[-1]) == (model.reads, 0, 2)


def test_a_conversion_loads_once_and_writes_the_same_each_time(model):
    given = [(STORY, [1.0] * len(STORY))] * 3
    assert loaded(model).write(given) == loaded(model).write(given)
    assert loaded(model) is loaded(model)


def test_one_text_that_the_engine_cannot_take_costs_only_itself(model):
    told = [(["Le pont."], [1.0]), (["Une fable."], [1.0]), (["La paix."], [1.0])]
    poison = vocabulary.load(model).encode("Une fable.")[0]
    first, second, third = writer(model, Stumbles(poison)).write(told)
    assert (first, third) == (("Le pont.",), ("La paix.",))
    assert isinstance(second, ModelFailed)
    assert "it stumbles" in str(second)


def test_a_model_that_cannot_be_loaded_is_nobodys_fault_in_particular(tmp_path):
    with pytest.raises(ModelFailed):
        loaded(read(on_paper(tmp_path)))


def test_a_trial_measures_and_keeps_what_was_written(model):
    measured = trial(model, [article(*BRIDGE)] * 2, [[1.0] * len(STORY)] * 2)
    assert measured.start_s > 0 < measured.seconds
    assert measured.peak_mb > 10
    assert len(measured.written) == 2
