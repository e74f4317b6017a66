"""One job: tell a sentence in fewer letters: of all that it can lose (`omissions`), what loses least."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

from bot.french.typography import french
from bot.summaries.labels import without_dateline
from bot.summaries.omissions import (
    endings,
    without_aside,
    without_brackets,
    without_day,
    without_explanation,
    without_heading,
    without_opening,
    without_place,
    without_report,
)

_TYPED = 20
"""Characters by which French typography may shorten a text; what is longer need not be set to know that it
is too long."""
_READ = 800
"""Characters of a sentence; one that is longer is no sentence."""
_TEXTS_TRIED = 30


def fits(text: str, most: int) -> bool:
    """Whether `text` takes at most `most` characters once it is set in French typography."""
    return len(text) <= most + _TYPED and len(french(text)) <= most


def shortened(sentence: str, most: int) -> str:
    """A sentence in at most `most` characters, without its full stop; empty where no steps make it fit.

    Of all that would fit, what leaves out least: `_STEPS` says what each step takes away.
    """
    if len(sentence) > _READ:
        return ""
    text = without_dateline(sentence).lstrip("-–—• ")
    text = text if text.endswith("..") else text.removesuffix(".")
    waiting = [(0, text)]
    seen = {text}
    for _ in range(_TEXTS_TRIED):
        if not waiting:
            break
        lost, text = heappop(waiting)
        if fits(text, most):
            return text
        for price, step in _STEPS:
            for less in step(text):
                if less not in seen:
                    seen.add(less)
                    heappush(waiting, (lost + price + len(text) - len(less), less))
    return ""


def _once(step: Callable[[str], str]) -> Callable[[str], Iterable[str]]:
    """A step that gives one text, as one that gives several."""
    return lambda text: (step(text),)


_STEPS: tuple[tuple[int, Callable[[str], Iterable[str]]], ...] = (
    (0, _once(without_brackets)),
    (0, _once(without_day)),
    (2, _once(without_place)),
    (6, _once(without_aside)),
    (6, _once(without_report)),
    (12, _once(without_opening)),
    (12, _once(without_explanation)),
    (16, _once(without_heading)),
    (10, endings),
)
"""Each step, and what it loses besides the characters that it takes away, counted in characters."""
