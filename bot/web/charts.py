"""Where the bars and points of a chart stand, in a box that its page stretches as wide as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ports.dashboard import Series

WIDTH, HEIGHT = 480.0, 80.0
_GAP: Final = 1.0
_LEAST: Final = 1.0
"""What is not nothing can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, and what it says."""

    x: float
    y: float
    width: float
    height: float
    told: str


def bars(series: Series) -> Sequence[Bar]:
    """One bar a value, side by side from left to right; the greatest is as high as the box."""
    if not series.values:
        return ()
    step, top = WIDTH / len(series.values), max(series.values)
    made = []
    for place, (value, span) in enumerate(zip(series.values, series.spans, strict=True)):
        height = max(HEIGHT * value / top, _LEAST) if value > 0 else 0.0
        told = f"{span}\u00a0: {value:g} {series.unit}".strip()
        made.append(
            Bar(
                x=round(place * step, 2),
                y=round(HEIGHT - height, 2),
                width=round(max(step - _GAP, _LEAST), 2),
                height=round(height, 2),
                told=told,
            )
        )
    return made
