"""What a button carries, `verb:rest`, at most 64 bytes: written here, and read here when it is touched.

topic:KEY    follow it, or no more; redraws the menu      leave:KEY   no more of it, said under a push
look:ASKED+N stories of a topic, of some days, from the Nth on
rest:        what the editions have left out while it is fresh
last:N       latest stories from the Nth on               why:IDS     why these stories came
follow:KEY   follow it, or no more; said under an answer  mute:KEY    mute it, or no more
first:KEY    topic:, said to a newcomer                   when:       show a newcomer the times
homes:       regions:, said to a newcomer                 home:KEY    region:, said to a newcomer
welcome:     themes:, said to a newcomer
plan:NAME    a newcomer's times                           live:NAME   a newcomer's zone
begin:       a newcomer is done                           data:       show what is kept
setup:       begin with the topics of a group             own:ID      no more of this channel: one's own again
channel:ID   set up this channel                      pick:       ask which channel
card:KEY     a picture by which others follow it, too
place:       ask where the reader is
export:      all that is kept, as a file                  erase:      ask whether to erase it
slot:MINUTE  an edition at this minute, or no more        now:        each story at once, or no more;
                                                                      now:on, now:off
away:DAYS    hear nothing for so many days           back:       no more pause
alerts:      another cap of alerts                        pause:      no pushes for now, or again
calm:        quiet hours, or none                         week:       the recap of the week, or none
nothing:     say when there is nothing new, or no more     pictures:   the next size of pictures
regions:     ask for the region                       region:KEY  follow it, or no more; shows the topics
kinds:       show the kinds of texts                 kind:NAME  texts of this kind, or no more
zones:       show the zones                               zone:NAME   live in this zone
languages:   show the languages                           speak:CODE  speak this language
greet:CODE   speak:, said to a newcomer
hours:       show the hours                               themes:     show the topics
more:ID      this story at length, with its key points
open:ID, open:ID+:SIGN                                    the same in the place of its list, +: a «Suite»
list:        the list again                               dots:ID     what else a push can do
vote:ID:up   like this story; vote:ID:down, vote:ID: neither
wrong:ID     ask what is wrong with this story            wrong:ID:KIND  that it is this; :no takes it back
unsay:ID     take a report back                           enough:KEY  mute it, said after a vote
nokind:NAME  no more texts of this kind                   nothanks:   leave all as it is
forget:      erase all we know of the reader

Topics' keys and what is asked are read by `topics/query`. Whatever can't be read, a button of another age or
a forged one, is a `StaleButton`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.errors import StaleButton
from bot.model import Message, Story

_DIGITS_MAX = 18
"""Of a number; the largest still fits a column of the database."""
_HEX_DIGITS_MAX = 15


def number(data: str) -> int:
    """A number that is not negative. Raises: StaleButton when it is none, or too large for one of ours."""
    if not (data.isascii() and data.isdecimal() and len(data) <= _DIGITS_MAX):
        raise StaleButton(data)
    return int(data)


def coded(stories: Iterable[Story]) -> str:
    """The stories as `why:` carries them: their ids in hexadecimal, a dot between."""
    return ".".join(f"{story.id:x}" for story in stories)


def story_ids(data: str) -> list[int]:
    """The ids of the stories that `why:` carries. Raises: StaleButton when it carries none."""
    return [_hexadecimal(part) for part in data.split(".")]


@dataclass(frozen=True, slots=True)
class Opened:
    """A story as its list showed it; `sign` is its heading's, empty where it had none."""

    story_id: int
    sign: str
    suite: bool


def opening(story: Story, heading: str) -> str:
    """What opens a story in the place of its list, and shows it again there as it stood."""
    suite, signed = "+" if story.suite else "", f":{sign(heading)}" if heading else ""
    return f"open:{story.id}{suite}{signed}"


def opened(data: str) -> Opened:
    """What `open:` carries. Raises: StaleButton when it is no story."""
    story_id, _, signed = data.removeprefix("open:").partition(":")
    return Opened(number(story_id.removesuffix("+")), signed, suite=story_id.endswith("+"))


def sign(heading: str) -> str:
    """What a button has room for of a heading: eight hexadecimal digits."""
    return blake2b(heading.encode(), digest_size=4).hexdigest()


def for_all(message: Message) -> Message:
    """The message as a channel bears it: what leads somewhere stays, what asks us something goes."""
    rows = (tuple(button for button in row if button.url) for row in message.buttons)
    return replace(message, buttons=tuple(filter(None, rows)))


def _hexadecimal(data: str) -> int:
    if not (data and len(data) <= _HEX_DIGITS_MAX and set(data) <= set("0123456789abcdef")):
        raise StaleButton(data)
    return int(data, 16)
