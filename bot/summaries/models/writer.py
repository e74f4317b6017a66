"""Edge, one job: a directory, loaded once in a worker process, and what its model writes about articles."""

from collections.abc import Sequence
from functools import lru_cache

from bot.errors import ModelFailed
from bot.summaries.gate import Candidates
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.directory import EngineName, ModelDir
from bot.summaries.models.engines import Engine, engine, usable
from bot.summaries.models.tokenizer import Tokens
from bot.summaries.models.windows import window


class Writer:
    """Writes about articles, each given as its sentences and how telling each is."""

    def __init__(self, model: ModelDir, tokens: Tokens, computing: Engine) -> None:
        self._how = model.generation
        self._tokens = tokens
        self._engine = computing
        self._prefix = tokens.encode(model.generation.prefix.strip()) if model.generation.prefix else []
        self._room = model.reads - tokens.marks - len(self._prefix)

    def write(
        self, articles: Sequence[tuple[Sequence[str], Sequence[float]]]
    ) -> list[Candidates | ModelFailed]:
        """Write about each, together; if that fails, one by one, so that a failure is one article's.

        Returns: for each article what the model wrote, the same for the same articles; or why it could not.
        """
        try:
            written = self._engine.write([self.read(*article) for article in articles], self._how)
        except RuntimeError as err:  # what both engines raise
            if len(articles) == 1:
                return [ModelFailed(f"the model stumbled: {err}")]
            return [one for article in articles for one in self.write([article])]
        return [tuple(dict.fromkeys(map(self._tokens.decode, candidates))) for candidates in written]

    def read(self, sentences: Sequence[str], scores: Sequence[float]) -> list[int]:
        """The ids that the model reads of an article: its most telling sentences, whole, in order.

        A text without a sentence that fits is cut: better to read its beginning than nothing.
        """
        ids = [self._tokens.encode(sentence) for sentence in sentences]
        chosen = window(scores, [len(one) for one in ids], self._room)
        inside = [token for at in chosen for token in ids[at]][: self._room]
        return self._tokens.framed([*self._prefix, *inside])


@lru_cache(maxsize=1)
def loaded(model: ModelDir) -> Writer:
    """Load a model, or take the one that this process has.

    Raises: ModelFailed if a library is missing, the files are broken, or the vocabulary is not the model's.
    """
    with usable(model):
        tokens = vocabulary.load(model)
        if model.engine is EngineName.TORCH:  # transformers is here anyway: hear what it thinks of the ids
            from bot.summaries.models.torch_engine import compare

            compare(model, tokens)
        return Writer(model, tokens, engine(model, tokens.layout))
