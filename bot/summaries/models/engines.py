"""One job: the interface of what computes, and which one a directory asks for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from bot.errors import LaconiqueError, ModelFailed
from bot.summaries.models.directory import EngineName, ModelDir
from bot.summaries.models.generation import Generation
from bot.summaries.models.layouts import Layout
from bot.wording import _

Needs = Mapping[EngineName, tuple[str, tuple[str, ...]]]
"""The extra of pyproject.toml that brings an engine, and what is imported of it."""
NEEDS: Needs = {
    EngineName.CTRANSLATE2: ("model", ("ctranslate2", "sentencepiece")),
    EngineName.TORCH: ("torch", ("torch", "transformers", "sentencepiece")),
}


class Folder(Protocol):
    """What is asked of a directory here, whatever kind of model lies there."""

    @property
    def path(self) -> Path:
        """Where it is."""
        ...

    @property
    def engine(self) -> EngineName:
        """Who computes."""
        ...


def require(model: Folder, needs: Needs = NEEDS) -> None:
    """Raise ModelFailed if the libraries for this directory are not installed; nothing is loaded."""
    extra, libraries = needs[model.engine]
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        raise _not_installed(", ".join(missing), extra)


class Engine(Protocol):
    """Writes: token ids in, token ids out."""

    def write(self, texts: Sequence[Sequence[int]], how: Generation) -> list[list[list[int]]]:
        """What the model writes about each text, the best of each of `how.beams` beams, the likeliest first.

        It is the same for the same text.

        Args:
            texts: the ids of each text, marks included.
            how: the settings.

        Returns: for each text its candidates, as ids, some marks perhaps included.
        """
        ...


def engine(model: ModelDir, laid_out: Layout) -> Engine:
    """Load the engine of a directory. Raises: ModelFailed, ImportError, or whatever its library raises."""
    if model.engine is EngineName.CTRANSLATE2:
        from bot.summaries.models.ctranslate_engine import CTranslate2Engine

        return CTranslate2Engine(model, laid_out)
    from bot.summaries.models.torch_engine import TorchEngine

    return TorchEngine(model, laid_out)


@contextmanager
def usable(model: Folder, needs: Needs = NEEDS) -> Iterator[None]:
    """Whatever a library raises inside the block becomes a ModelFailed, but for a MemoryError."""
    try:
        yield
    except (LaconiqueError, MemoryError):
        raise
    except ImportError as err:
        raise _not_installed(str(err), needs[model.engine][0]) from err
    except Exception as err:  # broken files break these libraries in countless ways
        reason = next(iter(str(err).splitlines()), "")
        raise ModelFailed(
            f"the model in {model.path} does not work: {type(err).__name__}: {reason}",
            _("Le modèle de {path} ne fonctionne pas : {reason}").format(path=model.path, reason=reason),
        ) from err


def _not_installed(missing: str, extra: str) -> ModelFailed:
    command = f"pip install 'laconique[{extra}]'"
    return ModelFailed(
        f"not installed: {missing}; {command}",
        _("Il manque une bibliothèque ({missing}) : {command}").format(missing=missing, command=command),
    )
