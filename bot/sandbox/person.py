"""What a person does: write, press a button, ask inline, send files or a place, block the bot, join.

One deed, one transaction.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.sandbox.attachments import document, file_event, photo
from bot.sandbox.chats import ANONYMOUS, CHANNEL, RESTRICTED, SUPERGROUP, Group, Json, Person, Place
from bot.sandbox.entities import complete
from bot.sandbox.hearing import hears
from bot.sandbox.hub import Hub
from bot.sandbox.markup import utf16_len
from bot.sandbox.messages import CAPTION_MAX, TEXT_MAX, quoting
from bot.sandbox.pictures import media_type as seen_type
from bot.sandbox.refusals import Refusal
from bot.sandbox.state import Event

NAME_MAX: Final = 64
PEOPLE_MAX: Final = 50
ALBUM_MAX: Final = 10
INLINE_MAX: Final = 256
SHOWN_ONLY: Final = ("id", "title", "description")
"""What an inline result has for the list it is chosen from."""
LANGUAGES: Final = ("fr", "en")
CHAT_INSTANCE: Final = "1"


class Impossible(Exception):
    """A deed that cannot be done; says why, in a few English words."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is said: nothing is the private chat with the bot.

    `thread` is a topic of a forum, `reply_to` a message there; `anonymous` speaks as the group itself,
    which its administrators may.
    """

    chat: int = 0
    thread: int = 0
    reply_to: int = 0
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a person sends; as a picture, if it is one."""

    name: str
    media_type: str
    content: bytes
    as_picture: bool = False


ALONE: Final = Where()


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


def speak(hub: Hub, user: int, language: str) -> None:
    """Choose the language of the person's app."""
    if language not in LANGUAGES:
        raise Impossible("no such language")
    hub.commit({"event": "language", "user": known(hub, user).id, "language": language})


def say(hub: Hub, user: int, text: str, where: Where = ALONE) -> Json:
    """Write `text`; returns the message."""
    return _write(hub, user, where, _words("text", "entities", text, TEXT_MAX))


def hand_over(hub: Hub, user: int, name: str, media_type: str, content: bytes, where: Where = ALONE) -> Json:
    """Send a file to the bot as a document; returns the message."""
    return give(hub, user, [Given(name, media_type, content)], where=where)[0]


def give(hub: Hub, user: int, files: Sequence[Given], caption: str = "", where: Where = ALONE) -> list[Json]:
    """Send one file or an album of up to ten, with a caption on the first; returns the messages."""
    if not 1 <= len(files) <= ALBUM_MAX:
        raise Impossible(f"an album has 1 to {ALBUM_MAX} files")
    first = _words("caption", "caption_entities", caption, CAPTION_MAX) if caption.strip() else {}
    album = {"media_group_id": secrets.token_hex(8)} if len(files) > 1 else {}
    sent: list[Json] = []
    for file in files:
        kind = seen_type(file.content) if file.as_picture else file.media_type
        file_id, stored, event = file_event(hub, file.name, kind, file.content)
        try:
            borne = (photo if file.as_picture else document)(file_id, stored)
        except Refusal as refusal:
            raise Impossible(refusal.description) from refusal
        sent.append(_write(hub, user, where, borne | album | ({} if sent else first), event))
    return sent


def share_place(hub: Hub, user: int, latitude: float, longitude: float, where: Where = ALONE) -> Json:
    """Send where one is; returns the message."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Impossible("no such place on earth")
    return _write(hub, user, where, {"location": {"latitude": latitude, "longitude": longitude}})


def tell(hub: Hub, user: int, content: Json) -> Json:
    """What a person does with a key of the bot's keyboard, in private; returns the message."""
    return _write(hub, user, ALONE, content)


def press(hub: Hub, user: int, message_id: int, data: str) -> str:
    """Press the button of a message that carries `data`; returns the id of the query."""
    person = known(hub, user)
    message = hub.state.messages.get(message_id)
    if message is None or not _present(hub, person, message["chat"]["id"]):
        raise Impossible("no such message")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise Impossible("no such button")
    query = {
        "id": secrets.token_hex(8),
        "from": person.user_json,
        "chat_instance": CHAT_INSTANCE,
        "data": data,
    }
    # Of a message that was sent through the bot, it learns no more than that.
    query |= {"inline_message_id": f"inline_{message_id}"} if "via_bot" in message else {"message": message}
    asked: Event = {"event": "query", "id": query["id"], "date": hub.now}
    asked |= {"user": user, "message_id": message_id, "chat": message["chat"]["id"]}
    hub.commit(asked, *hub.update("callback_query", query))
    return str(query["id"])


def block(hub: Hub, user: int, *, blocked: bool) -> None:
    """Block or unblock the bot; it learns of it by `my_chat_member`."""
    person = known(hub, user)
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


def ask_inline(hub: Hub, user: int, query: str, offset: str = "", chat_type: str = "group") -> str:
    """Type the bot's name and `query` in a chat; returns the id of the inline query."""
    if utf16_len(query) > INLINE_MAX:
        raise Impossible(f"an inline query has up to {INLINE_MAX} characters")
    asked: Json = {"id": secrets.token_hex(8), "from": known(hub, user).user_json}
    asked |= {"query": query, "offset": offset, "chat_type": chat_type}
    hub.inline[asked["id"]] = {"date": hub.now, "user": user}
    hub.commit(*hub.update("inline_query", asked))
    return str(asked["id"])


def choose(hub: Hub, user: int, query: str, result: str, where: Where = ALONE) -> Json:
    """Send a result of an answered inline query; the message says through which bot it came."""
    offered = hub.offered.get(query, {"results": ()})["results"]
    chosen = next((one for one in offered if one["id"] == result), None)
    if chosen is None:
        raise Impossible("no such result")
    content = {key: value for key, value in chosen.items() if key not in SHOWN_ONLY}
    return _write(hub, user, where, content | {"via_bot": hub.bot})


def known(hub: Hub, user: int) -> Person:
    """The person of this number. Raises: Impossible."""
    if user not in hub.state.people:
        raise Impossible("no such person")
    return hub.state.people[user]


def _words(text_name: str, entities_name: str, text: str, most: int) -> Json:
    body, entities = complete(text)
    if not body or utf16_len(body) > most:
        raise Impossible(f"a {text_name} has 1 to {most} characters")
    return {text_name: body} | ({entities_name: entities} if entities else {})


def _write(hub: Hub, user: int, where: Where, content: Json, *before: Event) -> Json:
    """Keep what a person sends, and tell the bot of it where it may hear it."""
    person = known(hub, user)
    place = _place(hub, person, where)
    answered = hub.state.messages.get(where.reply_to)
    if where.reply_to and (answered is None or answered["chat"]["id"] != place.id):
        raise Impossible("no such message to answer")
    message: Json = {
        "message_id": hub.state.last_message + 1,
        **_speaker(person, place, where),
        "chat": place.chat_json,
        "date": hub.now,
        **_thread(hub, place, where, answered),
        **(quoting(answered) if answered else {}),
        **content,
    }
    heard = not isinstance(place, Group) or hears(hub, place, message)
    kind = "channel_post" if isinstance(place, Group) and place.kind == CHANNEL else "message"
    told = hub.update(kind, message) if heard else []
    hub.commit(*before, {"event": "message", "message": message}, *told)
    return message


def _place(hub: Hub, person: Person, where: Where) -> Place:
    """Where someone may write what they are about to. Raises: Impossible."""
    if where.chat in (0, person.id):
        if person.blocked:
            raise Impossible("this person blocked the bot")
        return person
    group = hub.state.groups.get(where.chat)
    if group is None or not group.holds(person.id):
        raise Impossible("not a member of this chat")
    if (group.kind == CHANNEL or where.anonymous) and not group.is_run_by(person.id):
        raise Impossible("only administrators do this")
    if group.role(person.id) == RESTRICTED:
        raise Impossible("this person may not write here")
    return group


def _speaker(person: Person, place: Place, where: Where) -> Json:
    if isinstance(place, Group) and place.kind == CHANNEL:
        return {"sender_chat": place.chat_json}
    if where.anonymous and isinstance(place, Group):
        return {"from": ANONYMOUS, "sender_chat": place.chat_json}
    return {"from": person.user_json}


def _thread(hub: Hub, place: Place, where: Where, answered: Json | None) -> Json:
    """The topic of a forum it is written in; outside of forums, the thread of answers it belongs to."""
    if not isinstance(place, Group) or place.kind != SUPERGROUP:
        return {}
    if not place.forum:
        root = answered and answered.get("message_thread_id", answered["message_id"])
        return {"message_thread_id": root} if root else {}
    thread = where.thread or (answered or {}).get("message_thread_id", 0)
    if not thread:
        return {}
    if thread not in place.threads or place.threads[thread].closed:
        raise Impossible("no such topic, or it is closed")
    # What answers nothing in particular answers the message that opened the topic.
    return {"message_thread_id": thread, "is_topic_message": True} | quoting(hub.state.messages[thread])


def _present(hub: Hub, person: Person, chat: int) -> bool:
    """Whether someone can press what is in this chat: also under the number that a group had before."""
    group = hub.state.groups.get(hub.state.moved.get(chat, chat))
    if group is None:
        return chat == person.id and not person.blocked
    return group.holds(person.id)


def _member(hub: Hub, *, blocked: bool) -> Json:
    user = {"user": hub.bot}
    return user | ({"status": "kicked", "until_date": 0} if blocked else {"status": "member"})
