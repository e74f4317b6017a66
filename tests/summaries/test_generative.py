"""The model's road, from a directory to sentences that may be shown."""

import json
import pickle
from pathlib import Path

import pytest

from bot.errors import ModelFailed, TooShort
from bot.model import Method
from bot.summaries.extractive import ExtractiveSummariser
from bot.summaries.fallback import WithFallback
from bot.summaries.generative import GenerativeSummariser, generate, token_ids
from tests.summaries.examples import BRIDGE, article

STORY = article(*BRIDGE)
MODEL_DIR = Path("models/plume")


def writes(text):
    """A worker whose model always writes the same."""

    async def run(work, *arguments):
        return text

    return run


async def at_once(work, *arguments):
    """A worker that is no process of its own."""
    return work(*arguments)


async def test_what_the_model_writes_is_shown_when_the_article_says_it_too():
    told = await GenerativeSummariser(
        writes('Anne Lefort verra Paul Castel le 12 mars. Elle parlera de "paix".'), MODEL_DIR
    ).summarise(STORY)
    assert told.sentences == (
        "Anne Lefort verra Paul Castel le 12 mars.",
        "Elle parlera de «\u202fpaix\u202f».",
    )
    assert (told.method, told.version, told.note) == (Method.MODEL, "model-plume", "")


async def test_an_invented_sentence_is_dropped_and_noted():
    told = await GenerativeSummariser(
        writes("Anne Lefort verra Paul Castel. Ils se verront à Rochefort."), MODEL_DIR
    ).summarise(STORY)
    assert told.sentences == ("Anne Lefort verra Paul Castel.",)
    assert "Rochefort" in told.note


async def test_a_sentence_that_the_model_could_not_end_is_dropped():
    told = await GenerativeSummariser(
        writes("Anne Lefort verra Paul Castel. Ils parleront de la"), MODEL_DIR
    ).summarise(STORY)
    assert told.sentences == ("Anne Lefort verra Paul Castel.",)


@pytest.mark.parametrize("written", ["", "le le la la", "Marc Dupont viendra en avril.", "Oui."])
async def test_when_nothing_can_be_shown_the_model_has_failed(written):
    with pytest.raises(ModelFailed, match="nothing it wrote can be shown"):
        await GenerativeSummariser(writes(written), MODEL_DIR).summarise(STORY)


async def test_a_text_too_short_never_wakes_the_model():
    with pytest.raises(TooShort):
        await GenerativeSummariser(writes("Anne Lefort viendra."), MODEL_DIR).summarise(article("Oui."))


def test_a_directory_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelFailed, match="there is no model") as caught:
        generate(str(tmp_path), STORY.text)
    assert str(tmp_path) in str(pickle.loads(pickle.dumps(caught.value)))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """A few thousand random weights in BARThez's shape, with a vocabulary learnt on invented sentences."""
    needed = "needs the `model` extra"
    torch = pytest.importorskip("torch", reason=needed)
    transformers = pytest.importorskip("transformers", reason=needed)
    sentencepiece = pytest.importorskip("sentencepiece", reason=needed)
    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = folder / "sentencepiece.bpe.model"
    with vocabulary.open("wb") as target:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([*BRIDGE, *(f"Le pont n° {n} rouvrira !" for n in range(99))]),
            model_writer=target,
            vocab_size=120,
            hard_vocab_limit=False,
            bos_id=0,
            pad_id=1,
            eos_id=2,
            unk_id=3,
            user_defined_symbols=["<mask>"],
            minloglevel=2,
        )
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BarthezTokenizer"}))
    size = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary)).get_piece_size()
    torch.manual_seed(7)
    layers = {f"{side}_{part}": n for side in ("encoder", "decoder") for part, n in SHAPE.items()}
    config = transformers.MBartConfig(
        vocab_size=size, d_model=16, max_position_embeddings=256, decoder_start_token_id=2, **layers
    )
    transformers.MBartForConditionalGeneration(config).save_pretrained(folder)
    return folder


SHAPE = {"layers": 1, "attention_heads": 2, "ffn_dim": 16}

with_model = [
    pytest.mark.model,
    # sentencepiece's SWIG types, from Python 3.12 on
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]


class TestWithModel:
    """On a real, tiny model."""

    pytestmark = with_model

    def test_it_loads_and_writes_the_same_each_time(self, tiny):
        written = generate(str(tiny), STORY.text)
        assert written
        assert generate(str(tiny), STORY.text) == written

    def test_a_text_longer_than_the_model_reads_is_cut(self, tiny):
        assert generate(str(tiny), STORY.text * 50)

    def test_the_marks_of_beginning_and_end_are_put_back(self, tiny):
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(tiny, local_files_only=True)
        ids = token_ids(tokenizer, "Le pont rouvre\u00a0!", 30)
        assert (ids[0], ids[-1], ids.count(0), ids.count(2)) == (0, 2, 1, 1)
        assert tokenizer.unk_token_id not in ids
        assert len(token_ids(tokenizer, "Le pont rouvre. " * 50, 30)) == 30

    def test_broken_weights_are_a_failure_that_names_the_directory(self, tiny, tmp_path):
        for part in ("config.json", "tokenizer_config.json", "sentencepiece.bpe.model"):
            (tmp_path / part).write_bytes((tiny / part).read_bytes())
        (tmp_path / "model.safetensors").write_bytes(b"not weights")
        with pytest.raises(ModelFailed, match="does not work") as caught:
            generate(str(tmp_path), STORY.text)
        assert str(tmp_path) in str(caught.value)

    async def test_gibberish_never_reaches_a_reader(self, tiny):
        told = await WithFallback(
            GenerativeSummariser(at_once, tiny), ExtractiveSummariser(at_once)
        ).summarise(STORY)
        assert told.method is Method.EXTRACT
        assert "nothing it wrote can be shown" in told.note
