"""Two engines, one interface: what CTranslate2 computes is what transformers computes, in every family."""

import json
from itertools import pairwise

import pytest

from bot.errors import ModelFailed
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.ctranslate_engine import VOCABULARY, CTranslate2Engine
from bot.summaries.models.directory import EngineName, read
from bot.summaries.models.engines import require, usable
from bot.summaries.models.generation import Generation
from bot.summaries.models.torch_engine import TorchEngine, network
from tests.summaries.examples import BRIDGE
from tests.summaries.models.paper import on_paper
from tests.summaries.models.tiny import SHAPES

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]
TOLERANCE = 1e-2
"""Of a log-probability between -5 and -200, in float32."""


@pytest.mark.parametrize("family", SHAPES)
def test_a_conversion_gives_each_word_the_same_probability(published, exact, family):
    """Position, scale, normalisation and vocabulary are in the right place, or these would differ."""
    import ctranslate2
    import torch

    model = read(published(family))
    tokens = vocabulary.load(model)
    names, start = tokens.layout.vocabulary, tokens.layout.start
    read_ids = tokens.framed(tokens.encode(BRIDGE[0])[:60])
    written = [*start, *tokens.encode(BRIDGE[2])[:12]]
    spelt = [[names[one] for one in ids] for ids in (read_ids, written)]
    (scored,) = ctranslate2.Translator(str(exact(family))).score_batch(spelt[:1], spelt[1:])
    with torch.inference_mode():
        odds = network(model)(
            input_ids=torch.tensor([read_ids]), decoder_input_ids=torch.tensor([written])
        ).logits
    expected = odds.log_softmax(-1)[0]
    known = [float(expected[at, token]) for at, token in enumerate(written[1:])]
    assert scored.log_probs[: len(known)] == pytest.approx(known, abs=TOLERANCE)


@pytest.fixture(params=[EngineName.CTRANSLATE2, EngineName.TORCH])
def engine(request, published, exact):
    """Both engines, on the same tiny BARThez, with its tokens."""
    model = read(published("barthez"))
    tokens = vocabulary.load(model)
    if request.param is EngineName.TORCH:
        return TorchEngine(model, tokens.layout), tokens
    return CTranslate2Engine(read(exact("barthez")), tokens.layout), tokens


HOW = Generation(beams=2, most=12, fewest=6)


def test_an_engine_writes_as_much_as_it_may_and_the_same_each_time(engine):
    writing, tokens = engine
    texts = [tokens.framed(tokens.encode(sentence)[:50]) for sentence in BRIDGE[:3]]
    written = writing.write(texts, HOW)
    assert len(written) == 3
    for candidates in written:
        assert len(candidates) == HOW.beams
        for ids in candidates:
            told = [one for one in ids if one not in {0, 1, 2}]
            assert 1 <= len(told) <= HOW.most
            assert all(0 <= one < len(tokens.layout.vocabulary) for one in ids)
    assert writing.write(texts, HOW) == written


def test_no_run_of_tokens_comes_twice(engine):
    writing, tokens = engine
    ((ids, *_others),) = writing.write(
        [tokens.framed(tokens.encode(BRIDGE[0])[:50])], Generation(most=30, fewest=20, ngram=2)
    )
    told = [one for one in ids if one not in {0, 1, 2}]
    runs = list(pairwise(told))
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize("family", SHAPES)
def test_every_family_writes_with_both_engines(published, exact, family):
    model = read(published(family))
    tokens = vocabulary.load(model)
    text = [tokens.framed([*tokens.encode("Le pont rouvrira.")])]
    for writing in (TorchEngine(model, tokens.layout), CTranslate2Engine(read(exact(family)), tokens.layout)):
        (candidates,) = writing.write(text, HOW)
        assert min(map(len, candidates)) >= HOW.fewest


def test_a_conversion_beside_another_vocabulary_is_refused(exact, tmp_path):
    for file in exact("barthez").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    names = json.loads((tmp_path / VOCABULARY).read_text())
    (tmp_path / VOCABULARY).write_text(json.dumps([*names[:-2], names[-1], names[-2]]))
    model = read(tmp_path)
    with pytest.raises(ModelFailed, match="of two models") as caught:
        CTranslate2Engine(model, vocabulary.load(model).layout)
    assert "refaites la conversion" in caught.value.remedy


# Without the libraries


@pytest.fixture
def bare(tmp_path):
    return read(on_paper(tmp_path))


def test_a_library_that_is_not_installed_is_named_with_its_extra(bare):
    needs = {EngineName.TORCH: ("torch", ("sys", "no_such_library"))}
    with pytest.raises(ModelFailed, match=r"no_such_library.*laconique\[torch\]") as caught:
        require(bare, needs)
    assert "pip install" in caught.value.remedy


def test_what_a_library_raises_is_a_failure_of_the_model(bare):
    with pytest.raises(ModelFailed, match=r"does not work: KeyError: 'shared.weight'"), usable(bare):
        raise KeyError("shared.weight")


def test_an_import_that_fails_is_a_missing_extra(bare):
    with pytest.raises(ModelFailed, match=r"not installed.*laconique\[torch\]"), usable(bare):
        import no_such_library  # noqa: F401


def test_no_memory_is_the_workers_business(bare):
    with pytest.raises(MemoryError), usable(bare):
        raise MemoryError
