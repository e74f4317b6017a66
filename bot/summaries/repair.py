"""One job: mend what would read badly out of its place, without changing what is claimed.

    opener(text, setting)          as it may open a digest: no connective, nobody but by name, no long start
    follower(text, setting, told)  as it may follow a sentence that is not the one before it in the article
    dated(text, published)         with day and month behind a bare weekday (`weekdays`)

Each gives the sentence back unchanged where nothing is sure. `connectives` drops what only ties it to the
one before, `referents` says whom a pronoun means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.french.clauses import is_verb
from bot.french.dates import CALENDAR
from bot.french.phrases import listed
from bot.french.tokens import placed, tokens
from bot.french.words import visible_words
from bot.summaries.connectives import without_connectives
from bot.summaries.omissions import without_opening
from bot.summaries.referents import named
from bot.summaries.weekdays import dated

__all__ = ["Setting", "dated", "follower", "opener"]

_BACKDROPS = listed("repair", "backdrops")
_LONG = 40
"""Words of a sentence that may lose the occasion told before its subject."""
_LETTERS = 3 * _LONG
"""Characters that so many words take at least."""
_MEANING = frozenset("il elle ils elles lui leur eux en y celui celle ceux celles".split())
_NEAR = 15
"""Words within which a pronoun may mean what was cut before it."""
_WORTH = 6
"""Words and marks of an opening that is worth cutting."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a sentence."""

    title: str
    before: Sequence[str]
    """The article's sentences before it, in reading order."""
    published: date | None
    """None where the day is not surely known."""


def opener(text: str, setting: Setting) -> str:
    """The sentence as it may open a digest: without connectives, with names and days, not too long."""
    mended = named(without_connectives(text), setting.title, setting.before)
    return dated(_without_long_opening(mended), setting.published)


def follower(text: str, setting: Setting, told: str) -> str:
    """The sentence as it may follow `told`, which is not the one right before it in the article.

    What adds («par ailleurs», «également») may stay; what opposes or concludes would do so
    with the wrong sentence.
    """
    mended = named(without_connectives(text, adding=False), setting.title, setting.before, told)
    return dated(mended, setting.published)


def _without_long_opening(text: str) -> str:
    """Without the occasion told before the subject of a long sentence; a day in it or whom it means stay."""
    if len(text) < _LETTERS or len(visible_words(text)) <= _LONG or not _BACKDROPS.opening(tokens(text)):
        return text
    kept = without_opening(text)
    cut, rest = tokens(text[: len(text) - len(kept)]), placed(kept)
    dated = any(word in CALENDAR or word[0].isdecimal() for word in cut)
    means = any(
        token.folded in _MEANING or (token.folded == "l" and is_verb(rest, at + 1))
        for at, token in enumerate(rest[:_NEAR])
    )
    return text if dated or means or len(cut) < _WORTH else kept
