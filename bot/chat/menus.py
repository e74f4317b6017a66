"""The buttons, and what their data means: `verb:rest`, at most 64 bytes.

topic:KEY    follow it, or no more; redraws the menu      leave:KEY   no more of it, said under a push
look:KEY+N   stories of a topic from the Nth on           last:N      latest stories from the Nth on
follow:KEY   follow it, or no more; said under an answer  now:        each story at once, or no more
slot:MINUTE  an edition at this minute, or no more        calm:       quiet hours, or none
week:        the recap of the week, or none               nothing:    say when there is nothing new, or no more
zones:       show the zones                               zone:NAME   live in this zone
hours:       show the hours                               themes:     show the topics
more:ID      this story at length, with its key points
wrong:ID     this story's summary is wrong                forget:     erase all we know of the reader
"""

import re
from collections.abc import Iterable, Sequence
from gettext import gettext as _

from bot.model import Button, Mode, Subscriber, Topic

_NUMBER = re.compile("[0-9]{1,18}")

Rows = tuple[tuple[Button, ...], ...]


def number(data: str) -> int:
    """A number in a button's data.

    Raises: ValueError when it is none, or too large for one of ours.
    """
    if not _NUMBER.fullmatch(data):
        raise ValueError(data)
    return int(data)


def topics(offered: Iterable[Topic], subscriber: Subscriber) -> Rows:
    """The topics to choose from, two a row, the followed ones ticked."""
    buttons = [
        Button(
            tick(topic.label, on=subscriber.topics.get(topic.key) is Mode.FOLLOW), data=f"topic:{topic.key}"
        )
        for topic in offered
    ]
    return (*pairs(buttons), (Button(_("Quand recevoir ?"), data="hours:"),))


def pages(data: str, offset: int, size: int, *, more: bool) -> tuple[Button, ...]:
    """Earlier and later pages of a list; `data` is what the offset is appended to."""
    newer = [Button(_("‹ Plus récents"), data=f"{data}{max(offset - size, 0)}")] if offset else []
    older = [Button(_("Plus anciens ›"), data=f"{data}{offset + size}")] if more else []
    return (*newer, *older)


def follow(topic: Topic, *, followed: bool) -> Button:
    """Follow this topic, or no more."""
    label = _("Ne plus suivre {topic}") if followed else _("Suivre {topic}")
    return Button(label.format(topic=_short(topic.label)), data=f"follow:{topic.key}")


def forget() -> Rows:
    """Erase all, or think better of it by doing nothing."""
    return ((Button(_("Tout effacer"), data="forget:"),),)


def suggestions(found: Sequence[Topic]) -> Rows:
    """«Vouliez-vous dire»: topics to look at."""
    return tuple((look(topic.label, topic),) for topic in found)


def look(label: str, topic: Topic) -> Button:
    """What the press tells of a topic."""
    return Button(_short(label), data=f"look:{topic.key}+0")


def pairs(buttons: Sequence[Button], width: int = 2) -> Rows:
    """So many a row."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def tick(label: str, *, on: bool) -> str:
    """A label, ticked when what it says is on."""
    return f"✓ {label}" if on else label


def _short(label: str) -> str:
    return label if len(label) <= 30 else f"{label[:29]}…"
