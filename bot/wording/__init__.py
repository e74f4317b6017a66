"""What we say ourselves: marked where it stands, said in the reader's language, set in its typography.

It is typed in French and as on a keyboard, with plain spaces and straight apostrophes, so that `grep` finds
whatever a reader quotes; the special ones come in here, and nowhere else. What an article says was set when
it was read, and stays French. What operators read (`app`, `cli`, `web`, `lab`) is marked too, but stands in
no catalogue, except for what the commands say of themselves (`cli/helps`) and what has to be mended, a
`Remark`.

`_("…")` says a text at once, inside a function. A constant holds `Marked("…")`, which is said when it is
used: who reads it is not known before.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from bot.french.typography import french, unbroken
from bot.wording.catalogues import catalogue
from bot.wording.english import english

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = {FRENCH: "Français", ENGLISH: "English"}
"""What we speak, and how each language calls itself."""

_SET: Mapping[str, Callable[[str], str]] = {FRENCH: french, ENGLISH: english}
"""`unbroken` besides, in both; not what an article says, which is read once more, for dates."""
_spoken: ContextVar[str] = ContextVar("language", default=FRENCH)


def language_of(code: str | None) -> str:
    """What to speak to a stranger whose app has this IETF tag: English to who reads it so, French to others.

    The news are French: who reads them in a third language's app knows French, and maybe no English.
    """
    return ENGLISH if (code or "").lower().partition("-")[0] == ENGLISH else FRENCH


def spoken() -> str:
    """The language that is spoken now."""
    return _spoken.get()


def speak(language: str) -> None:
    """Speak this language from here on, to the end of the task; French instead of one that we don't know."""
    _spoken.set(language if language in LANGUAGES else FRENCH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language while the block runs."""
    before = _spoken.set(language if language in LANGUAGES else FRENCH)
    try:
        yield
    finally:
        _spoken.reset(before)


def _(text: str) -> str:
    """The text in the language that is spoken, in its typography.

    Args:
        text: as typed, its {fields} still unfilled: what fills them keeps the spelling it came with.
            Addresses, commands and plain tags stay as they are; links are put around texts, not into them.
    """
    return _said(text, _spoken.get())


def plural(one: str, many: str, number: int) -> str:
    """`one` or `many`, as the language that is spoken counts; both marked as in `_`, {number} unfilled."""
    return _counted(one, many, number, _spoken.get())


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that is said later, each time in the language that is spoken then."""

    typed: str

    def __str__(self) -> str:
        return _(self.typed)

    def format(self, **fields: object) -> str:
        """The text with its fields filled."""
        return _(self.typed).format(**fields)

    def remark(self, **fields: object) -> "Remark":
        """The text with what fills it later."""
        return Remark(self.typed, **fields)

    @property
    def everywhere(self) -> frozenset[str]:
        """What it is in each language: a button that was sent keeps the one of its day."""
        return frozenset(_said(self.typed, language) for language in LANGUAGES)


class Remark:
    """What an operator has to mend: a text and what fills it, said when it is read, wherever it stands.

    What fills it may be a remark itself.
    """

    def __init__(self, text: str, /, **fields: object) -> None:
        self._typed = text
        self._fields = fields

    def __str__(self) -> str:
        return _(self._typed).format(**self._fields)


@cache
def _said(text: str, language: str) -> str:
    return _typeset(text if language == FRENCH else catalogue(language).gettext(text), language)


def _counted(one: str, many: str, number: int, language: str) -> str:
    if language == FRENCH:  # 0 and 1,5 are singular
        return _said(one if abs(number) < 2 else many, language)
    return _typeset(catalogue(language).ngettext(one, many, number), language)


def _typeset(text: str, language: str) -> str:
    return unbroken(_SET[language](text))
