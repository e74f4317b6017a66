"""Trends -> a picture for a phone: a light card of its own, so that it reads in a dark chat too.

Bars against a mark for what is usual. The two colours (blue and orange of Okabe and Ito's palette) differ in
lightness as well, and no meaning rests on colour alone: each bar says its numbers.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from bot.french.typography import NARROW, NO_BREAK

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH = 1080
"""Pixels; Telegram shows a photo as wide as the chat, about 360 points on a phone: a third of this."""

_MARGIN = 48
_CARD, _EMPTY, _LINE = "#ffffff", "#eef1f6", "#d5dbe5"
_INK, _SOFT = "#16202e", "#4a556b"
_BAR, _USUAL = "#0072b2", "#d55e00"
_TITLE, _HEAD, _LABEL, _SMALL = 64, 46, 46, 38
_BAR_HEIGHT = 34
_ROW = 130
_RADIUS = 8
_HALF_MARK = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One trend: its name, what is said beside it, its articles, how many are usual."""

    label: str
    told: str
    articles: int
    usual: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One window: a heading over its bars, or over `instead` when it has none."""

    heading: str
    bars: tuple[Bar, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the picture says, in the reader's language. `key_bar` and `key_usual` name the two marks."""

    title: str
    when: str
    panels: tuple[Panel, ...]
    key_bar: str
    key_usual: str
    source: str


def draw(chart: Chart) -> bytes:
    """Draw the chart.

    Args:
        chart: texts of any length; what is too wide is cut with an ellipsis.

    Returns: a PNG, 1080 pixels wide, under 200 KB.
    """
    from PIL import Image, ImageDraw

    height = _height(chart)
    image = Image.new("RGB", (WIDTH, height), _CARD)
    canvas = ImageDraw.Draw(image)
    y = _text(canvas, _MARGIN, chart.title, _TITLE, _INK, bold=True)
    y = _text(canvas, y + 10, chart.when, _SMALL, _SOFT)
    y = _keys(canvas, y + 26, chart)
    for panel in chart.panels:
        y = _panel(canvas, y + 34, panel)
    canvas.line((_MARGIN, y + 8, WIDTH - _MARGIN, y + 8), fill=_LINE, width=2)
    _text(canvas, y + 26, chart.source, _SMALL, _SOFT)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _height(chart: Chart) -> int:
    lines = sum(_line_height(size) for size in (_TITLE, _SMALL, _SMALL, _SMALL))
    panels = sum(34 + 20 + _line_height(_HEAD) + _ROW * max(1, len(panel.bars)) for panel in chart.panels)
    return _MARGIN + lines + 10 + 26 + panels + 26 + _MARGIN


def _panel(canvas: "ImageDraw", y: int, panel: Panel) -> int:
    y = _text(canvas, y, panel.heading, _HEAD, _INK, bold=True) + 20
    if not panel.bars:
        _text(canvas, y, panel.instead, _LABEL, _SOFT)
        return y + _ROW
    widest = max(max(bar.articles, bar.usual) for bar in panel.bars)
    for bar in panel.bars:
        _row(canvas, y, bar, widest)
        y += _ROW
    return y


def _row(canvas: "ImageDraw", y: int, bar: Bar, widest: float) -> None:
    """The name and the numbers on one line, the bar under them."""
    font = _font(_SMALL, bold=False)
    room = WIDTH - 2 * _MARGIN
    told = _cut(bar.told, font, room // 2)
    told_width = font.getlength(told)
    below = _text(canvas, y, bar.label, _LABEL, _INK, room=int(room - told_width - 24))
    canvas.text((WIDTH - _MARGIN, below), told, _SOFT, font, anchor="rd")
    top, right = below + 8, WIDTH - _MARGIN
    bottom = top + _BAR_HEIGHT
    canvas.rounded_rectangle((_MARGIN, top, right, bottom), _RADIUS, fill=_EMPTY)
    canvas.rounded_rectangle((_MARGIN, top, _place(bar.articles, widest), bottom), _RADIUS, fill=_BAR)
    _mark(canvas, _place(bar.usual, widest), top, bottom)


def _mark(canvas: "ImageDraw", x: int, top: int, bottom: int) -> None:
    """What is usual: a bar across, edged in white so that it shows on the other bar too."""
    canvas.rectangle((x - _HALF_MARK, top - 5, x + _HALF_MARK, bottom + 5), fill=_CARD)
    canvas.rectangle((x - 4, top - 5, x + 4, bottom + 5), fill=_USUAL)


def _place(count: float, widest: float) -> int:
    return round(_MARGIN + _HALF_MARK + (WIDTH - 2 * _MARGIN - 2 * _HALF_MARK) * count / widest)


def _keys(canvas: "ImageDraw", y: int, chart: Chart) -> int:
    font = _font(_SMALL, bold=False)
    middle = y + _line_height(_SMALL) // 2
    bar, usual = (_cut(text, font, WIDTH // 3) for text in (chart.key_bar, chart.key_usual))
    canvas.rounded_rectangle((_MARGIN, middle - 13, _MARGIN + 48, middle + 13), 6, fill=_BAR)
    canvas.text((_MARGIN + 64, middle), bar, _SOFT, font, anchor="lm")
    x = _MARGIN + 64 + round(font.getlength(bar)) + 48
    _mark(canvas, x, middle - 13, middle + 13)
    canvas.text((x + 22, middle), usual, _SOFT, font, anchor="lm")
    return y + _line_height(_SMALL)


def _text(
    canvas: "ImageDraw",
    y: int,
    text: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    room: int = WIDTH - 2 * _MARGIN,
) -> int:
    """Write one line, cut where it does not fit; returns where the next one may begin."""
    font = _font(size, bold=bold)
    canvas.text((_MARGIN, y + _line_height(size)), _cut(text, font, room), colour, font, anchor="ld")
    return y + _line_height(size)


def _cut(text: str, font: "FreeTypeFont", room: float) -> str:
    shown = "".join(letter for letter in text if letter.isprintable() or letter in (NO_BREAK, NARROW))[:200]
    if font.getlength(shown) <= room:
        return shown
    while shown and font.getlength(shown + "…") > room:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def _line_height(size: int) -> int:
    return round(size * 1.25)


@cache
def _font(size: int, *, bold: bool) -> "FreeTypeFont":
    import font_roboto
    from PIL import ImageFont

    path: str = font_roboto.RobotoBold if bold else font_roboto.Roboto
    # The other layout engine is a library that may be there or not, and fails on odd letters.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
