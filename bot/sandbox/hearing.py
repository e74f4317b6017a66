"""What the bot hears in a group, by Telegram's privacy mode, and in a channel.

Source: https://core.telegram.org/bots/features#privacy-mode.
"""

from collections.abc import Iterator
from typing import Final

from bot.sandbox.chats import CHANNEL, Group, Json
from bot.sandbox.hub import Hub

SERVICE: Final = (
    *("new_chat_members", "left_chat_member", "group_chat_created", "supergroup_chat_created"),
    *("migrate_to_chat_id", "migrate_from_chat_id", "new_chat_title"),
    *("forum_topic_created", "forum_topic_closed", "forum_topic_reopened"),
)


def hears(hub: Hub, group: Group, message: Json) -> bool:
    """Whether the bot is told of a message: all that is done, and of what people say what is for it."""
    bot = hub.bot
    if not group.holds(bot["id"]):
        return False
    if group.kind == CHANNEL or group.is_run_by(bot["id"]) or any(kind in message for kind in SERVICE):
        return True
    answered = message.get("reply_to_message", {})
    ours = message.get("via_bot", answered.get("from", {})).get("id") == bot["id"]
    return bool(ours) or any(_names(entity, words, bot["username"]) for entity, words in _marked(message))


def _names(entity: Json, words: str, username: str) -> bool:
    """Whether a command is not another bot's, or a mention is ours."""
    if entity["type"] == "bot_command":
        addressee = words.partition("@")[2]
        return not addressee or addressee.lower() == username.lower()
    return bool(entity["type"] == "mention" and words.lower() == f"@{username}".lower())


def _marked(message: Json) -> Iterator[tuple[Json, str]]:
    """The entities of a message, each with what it marks."""
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        units = message.get(text, "").encode("utf-16-le")
        for entity in message.get(entities, ()):
            start = 2 * entity["offset"]
            yield entity, units[start : start + 2 * entity["length"]].decode("utf-16-le", "replace")
