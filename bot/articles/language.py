"""Tells the language of a text."""

from functools import lru_cache
from typing import Any

_LANGUAGES = (
    "fr",
    "en",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "ca",
    "ro",
    "pl",
    "ru",
    "uk",
    "el",
    "tr",
    "ar",
    "zh",
    "ja",
)
"""Those of the press that a French reader meets; fewer languages, fewer mistakes on short texts."""
_ENOUGH = 1000
"""Letters; more text does not make the answer surer, only slower."""
_SURE = 0.6


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`: French when it is too short to tell."""
    code, probability = _identifier().classify(text[:_ENOUGH])
    return str(code) if probability >= _SURE else "fr"


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model once a process: our own instance, for the library's is shared by all who import it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
