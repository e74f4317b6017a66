"""Tells the language of a text."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.french.words import FUNCTION_WORDS, words

_LANGUAGES = (
    "fr", "en", "de", "es", "it", "pt", "nl", "ca", "ro", "pl", "ru", "uk", "el", "tr", "ar", "zh", "ja",
)  # fmt: skip
"""Those of the press that a French reader meets; fewer languages, fewer mistakes on short texts."""
_ENOUGH = 1000
"""Letters; more text does not make the answer surer, only slower."""
_SURE = 0.6
_TELLING = 8
"""Words; of fewer no one can tell the language."""
_FRENCH_SHARE, _CLAIMED_SHARE = 0.2, 0.1
"""A text in French has as many function words, a list of names in it half as many."""
_PLAIN_SHARE, _PLAIN_WORDS = 0.4, 60
"""So many among so many words are French without a doubt, and no model is asked, which takes a process 0.4 s
to load. It took none of 5,400 such articles for another language; Catalan, Spanish and Occitan reach 0.35.
"""


def language_of(text: str, claimed: str = "") -> str:
    """Return the ISO 639-1 code of the language of `text`.

    It is French only with French function words in it, fewer when its page calls itself French, or when it is
    too short to tell.

    Args:
        text: some sentences.
        claimed: the code that the page gives itself; or nothing.
    """
    text = text[:_ENOUGH]
    said = words(text)
    if len(said) >= _PLAIN_WORDS and _function_words(said) >= _PLAIN_SHARE * len(said):
        return "fr"
    known, sure = _identified(text, _LANGUAGES)
    foreign = sure and known != "fr" and len(said) >= _TELLING
    share = _CLAIMED_SHARE if claimed == "fr" else _FRENCH_SHARE
    if len(said) < _TELLING or (not foreign and _function_words(said) >= share * len(said)):
        return "fr"
    any_of_all, surely = _identified(text, ())
    return any_of_all if surely and any_of_all != "fr" else known


def _function_words(said: Sequence[str]) -> int:
    return sum(word in FUNCTION_WORDS for word in said)


def _identified(text: str, among: Sequence[str]) -> tuple[str, bool]:
    """The likeliest language among these, or all that are known; and whether that is sure."""
    code, probability = _identifier(tuple(among)).classify(text)
    return str(code), probability >= _SURE


@cache
def _identifier(among: tuple[str, ...]) -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model once a process: our own instance, for the library's is shared by all who import it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if among:
        identifier.set_languages(among)
    return identifier
