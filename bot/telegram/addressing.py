"""What of a message is for us: in private all of it, in a group what calls us."""

from telegram import Bot, MaybeInaccessibleMessage, Message, MessageEntity
from telegram.constants import ChatType

from bot.chat.intents import addressee

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
_AFTER_NAME = " ,:;\n"
_ONLY_CALLED = "/help"


def in_group(message: MaybeInaccessibleMessage) -> bool:
    """Whether others read it, too."""
    return message.chat.type in _GROUPS


def thread_of(message: Message) -> int | None:
    """The topic of a forum in which it was said; none: General, or no forum."""
    return message.message_thread_id if message.is_topic_message else None


def for_us(message: Message, text: str, bot: Bot) -> str | None:
    """What of `text` is said to us, without our name; none when it is for others.

    In a group that is a command which names no other bot, what mentions us, and the reply to what we said.
    """
    if message.via_bot is not None and message.via_bot.id == bot.id:  # a story of ours that was chosen inline
        return None
    if named := addressee(text):
        return text if named.lower() == bot.username.lower() else None
    if message.chat.type == ChatType.PRIVATE:
        return text
    if not in_group(message) or message.is_automatic_forward:
        return None
    if text.startswith("/"):
        return text
    if ours := _mentions(message, bot):
        return _without(text, ours) or _ONLY_CALLED
    return text if _answers_us(message, bot) else None


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    parsed = message.parse_caption_entities if message.caption else message.parse_entities
    name = f"@{bot.username}".lower()
    return [
        entity
        for entity, words in parsed(_MENTIONS).items()
        if words.lower() == name or (entity.user is not None and entity.user.id == bot.id)
    ]


def _without(text: str, entities: list[MessageEntity]) -> str:
    """The text without what these mark, whose places are counted in UTF-16 units."""
    units = bytearray(text.encode("utf-16-le"))
    for entity in sorted(entities, key=lambda one: one.offset, reverse=True):
        del units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return units.decode("utf-16-le", "replace").strip(_AFTER_NAME)


def _answers_us(message: Message, bot: Bot) -> bool:
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.forum_topic_created:
        return False  # in a thread, what replies to nothing replies to its opening
    return answered.from_user.id == bot.id
