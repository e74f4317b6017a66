"""What a person does: write, press a button, ask inline, send a file, block the bot, join.

One deed, one transaction.
"""

import secrets
from typing import Final

from bot.sandbox.entities import complete
from bot.sandbox.hub import Hub
from bot.sandbox.markup import utf16_len
from bot.sandbox.messages import TEXT_MAX, file_event, file_json
from bot.sandbox.state import Event, Json, Person

NAME_MAX: Final = 40
PEOPLE_MAX: Final = 50
INLINE_MAX: Final = 256
CHAT_INSTANCE: Final = "1"


class Impossible(Exception):
    """A deed that cannot be done; says why, in a few English words."""


def join(hub: Hub, name: str) -> Person:
    """Add someone who has not written yet."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= NAME_MAX:
        raise Impossible(f"a name has 1 to {NAME_MAX} characters")
    if len(hub.state.people) >= PEOPLE_MAX:
        raise Impossible("too many people")
    id_ = max(hub.state.people) + 1
    hub.commit({"event": "person", "id": id_, "name": name})
    return hub.state.people[id_]


def say(hub: Hub, user: int, text: str) -> Json:
    """Write `text` to the bot; returns the message."""
    body, entities = complete(text)
    if not body or utf16_len(body) > TEXT_MAX:
        raise Impossible(f"a message has 1 to {TEXT_MAX} characters")
    return _write(hub, user, {"text": body} | ({"entities": entities} if entities else {}))


def hand_over(hub: Hub, user: int, name: str, media_type: str, content: bytes) -> Json:
    """Send a file to the bot as a document; returns the message."""
    file_id, file, event = file_event(hub, name, media_type, content)
    document = file_json(file_id, file) | {"file_name": file.name, "mime_type": file.media_type}
    return _write(hub, user, {"document": document}, event)


def press(hub: Hub, user: int, message_id: int, data: str) -> str:
    """Press the button of a message that carries `data`; returns the id of the query."""
    person = _able(hub, user)
    message = hub.state.messages.get(message_id)
    if message is None or message["chat"]["id"] != person.chat:
        raise Impossible("no such message")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise Impossible("no such button")
    query = {
        "id": secrets.token_hex(8),
        "from": person.user_json,
        "message": message,
        "chat_instance": CHAT_INSTANCE,
        "data": data,
    }
    asked: Event = {"event": "query", "id": query["id"], "date": hub.now}
    asked |= {"user": user, "message_id": message_id}
    hub.commit(asked, *hub.update("callback_query", query))
    return str(query["id"])


def ask_inline(hub: Hub, user: int, query: str, offset: str = "") -> str:
    """Type the bot's name and `query` in another chat; returns the id of the inline query."""
    if utf16_len(query) > INLINE_MAX:
        raise Impossible(f"an inline query has up to {INLINE_MAX} characters")
    asked: Json = {"id": secrets.token_hex(8), "from": _known(hub, user).user_json}
    asked |= {"query": query, "offset": offset, "chat_type": "group"}
    hub.inline[asked["id"]] = hub.now
    hub.commit(*hub.update("inline_query", asked))
    return str(asked["id"])


def block(hub: Hub, user: int, *, blocked: bool) -> None:
    """Block or unblock the bot; it learns of it by `my_chat_member`."""
    person = _known(hub, user)
    if person.blocked == blocked:
        return
    old, new = _member(hub, blocked=not blocked), _member(hub, blocked=blocked)
    change = {
        "chat": person.chat_json,
        "from": person.user_json,
        "date": hub.now,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    updates = hub.update("my_chat_member", change) if person.started else []
    hub.commit({"event": "blocked", "user": user, "blocked": blocked}, *updates)


def move(hub: Hub, user: int, chat: int) -> None:
    """Turn the chat into a supergroup with another id, as Telegram does to groups."""
    person = _known(hub, user)
    if chat in hub.state.moved or hub.state.person_at(chat) or chat >= 0:
        raise Impossible("the new chat needs a new, negative id")
    hub.commit({"event": "moved", "user": person.id, "chat": chat})


def _write(hub: Hub, user: int, content: Json, *before: Event) -> Json:
    person = _able(hub, user)
    message: Json = {
        "message_id": hub.state.last_message + 1,
        "from": person.user_json,
        "chat": person.chat_json,
        "date": hub.now,
        **content,
    }
    hub.commit(*before, {"event": "message", "message": message}, *hub.update("message", message))
    return message


def _known(hub: Hub, user: int) -> Person:
    if user not in hub.state.people:
        raise Impossible("no such person")
    return hub.state.people[user]


def _able(hub: Hub, user: int) -> Person:
    person = _known(hub, user)
    if person.blocked:
        raise Impossible("this person blocked the bot")
    return person


def _member(hub: Hub, *, blocked: bool) -> Json:
    user = {"user": hub.bot}
    return user | ({"status": "kicked", "until_date": 0} if blocked else {"status": "member"})
