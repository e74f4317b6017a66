"""What changes a chat, and what only reads: in a group that is everybody's, in private it is one's own."""

from bot.chat import texts
from bot.chat.commands import ALIASES
from bot.chat.intents import Command, Intent

_READING = frozenset(
    ("latest", "topic", "tendances", "sources", "digest", "privacy", "topics", "share", *texts.SAYINGS)
)
_READING_BUTTONS = frozenset(
    (
        *"look last rest why more open list dots card".split(),
        *"vote wrong nothanks unsay admin".split(),
    )
)
"""What is shown; what readers think of a story; and the operator's, who are asked for elsewhere."""
_FORGETTING = frozenset({"erase", "forget"})
OF_CHANNELS = "channel"


def name_of(wish: Intent) -> str:
    """The command that a wish is, by its own name; empty when it is none."""
    return ALIASES.get(wish.name, wish.name) if isinstance(wish, Command) else ""


def changes(wish: Intent) -> bool:
    """Whether a wish changes what a chat gets, or erases what is known of it."""
    name = name_of(wish)
    return bool(name) and name not in _READING


def is_of_a_channel(wish: Intent) -> bool:
    """Whether a wish is about the channel that is set up, where one is; `/start` is one's own again."""
    return name_of(wish) == "topics" or (changes(wish) and name_of(wish) != "start")


def changes_by(data: str) -> bool:
    """Whether a button changes something."""
    return data.partition(":")[0] not in _READING_BUTTONS


def votes(data: str) -> bool:
    """Whether a button says what somebody thinks of a story."""
    return data.partition(":")[0] == "vote"


def forgets(data: str) -> bool:
    """Whether a button leads to being forgotten."""
    return data.partition(":")[0] in _FORGETTING
