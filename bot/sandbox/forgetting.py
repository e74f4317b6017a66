"""A reader is forgotten: what was said in their chat goes out of the state and out of the journal."""

from collections.abc import Iterator

from bot.sandbox.chats import Json, is_of
from bot.sandbox.hub import Hub
from bot.sandbox.state import Event


def forget(hub: Hub, chat: int) -> None:
    """Erase what was said in `chat`, and when it had another number.

    What the bot has not read yet stays, and the message whose button was pressed: it is answered there.
    """
    state = hub.state
    chats = [chat, *(old for old, new in state.moved.items() if new == chat)]
    ours = [message for message in state.messages.values() if message["chat"]["id"] in chats]
    hub.erase(
        {
            "event": "forgotten",
            "chats": chats,
            "kept": [query["message_id"] for query in state.queries.values()],
            "files": sorted({id_ for message in ours for id_ in _file_ids(message)}),
            "last_message": state.last_message,
            "last_update": state.last_update,
        },
        without,
    )


def without(event: Event, forgotten: Event, waiting: frozenset[int]) -> Event | None:
    """What is left of an earlier event; `waiting` are the updates that the bot has not read."""
    match event["event"]:
        case "message" if event["message"]["chat"]["id"] in forgotten["chats"]:
            return event if event["message"]["message_id"] in forgotten["kept"] else None
        case "update" if event["update"]["update_id"] not in waiting:
            return None if _chat_of(event["update"]) in forgotten["chats"] else event
        case "commands" if is_of(event["key"], forgotten["chats"]):
            return None
        case "file" if event["id"] in forgotten["files"]:
            return event | {"name": "", "content": ""}
        case _:
            return event


def _chat_of(update: Json) -> int | None:
    """Where it was said; what was asked inline, in the asker's own chat."""
    for content in update.values():
        if isinstance(content, dict):
            place = content.get("message", content)
            return int(place.get("chat", place["from"])["id"])
    return None


def _file_ids(message: Json) -> Iterator[str]:
    if "document" in message:
        yield message["document"]["file_id"]
    for size in message.get("photo", ()):
        yield size["file_id"]
