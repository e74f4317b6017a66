"""The methods of the Bot API that send, change and delete messages, with Telegram's checks."""

import base64
from pathlib import PurePosixPath
from typing import Any, Final

from bot.sandbox.entities import complete
from bot.sandbox.hub import Hub
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.markup import Entity, parse_html, utf16_len
from bot.sandbox.params import Params, Upload
from bot.sandbox.pictures import dimensions, media_type
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.state import Event, Json, Person, StoredFile

TEXT_MAX: Final = 4096
CAPTION_MAX: Final = 1024
PHOTO_MAX: Final = 10 * 2**20
PHOTO_SIDES_MAX: Final = 10_000
"""Pixels, width and height together."""
PHOTO_RATIO_MAX: Final = 20
DELETABLE_S: Final = 48 * 3600
UPLOADS: Final = ("photo", "video", "voice", "document", "video_note")
CHAT_ACTIONS: Final = frozenset(
    {"typing", "choose_sticker", "find_location", "record_video", "record_voice", "record_video_note"}
    | {f"upload_{kind}" for kind in UPLOADS}
)
UNCHANGED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def send_message(hub: Hub, params: Params) -> Json:
    """Send a text."""
    person = reachable(hub, params)
    content = text_content(params)
    return _send(hub, params, person, content)


def send_document(hub: Hub, params: Params) -> Json:
    """Send a file of any kind, with a caption."""
    person = reachable(hub, params)
    file_id, file, kept = _file(hub, params, "document")
    document = file_json(file_id, file) | {"file_name": file.name, "mime_type": file.media_type}
    return _send(hub, params, person, {"document": document} | _caption(params), *kept)


def send_photo(hub: Hub, params: Params) -> Json:
    """Send a picture, PNG or JPEG, with a caption."""
    person = reachable(hub, params)
    file_id, file, kept = _file(hub, params, "photo")
    size = _photo_size(file)
    photo = file_json(file_id, file) | {"width": size[0], "height": size[1]}
    return _send(hub, params, person, {"photo": [photo]} | _caption(params), *kept)


def edit_message_text(hub: Hub, params: Params) -> Json:
    """Replace the text and the keyboard of a message of the bot."""
    content = text_content(params)
    message = _editable(hub, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(hub, message, content | _keyboard(params), ("text", "entities", "reply_markup"))


def edit_message_reply_markup(hub: Hub, params: Params) -> Json:
    """Replace the keyboard of a message of the bot."""
    message = _editable(hub, params)
    return _edit(hub, message, _keyboard(params), ("reply_markup",))


def delete_message(hub: Hub, params: Params) -> bool:
    """Delete a message, the bot's or the person's, for both."""
    person = reachable(hub, params)
    message = _message(hub, person, params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if hub.now - message["date"] > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    hub.commit({"event": "deleted", "message_id": message["message_id"], "user": person.id})
    return True


def send_chat_action(hub: Hub, params: Params) -> bool:
    """Show the person what the bot is doing, for five seconds or until its next message."""
    person = reachable(hub, params)
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    hub.tell({"event": "typing", "user": person.id, "action": action})
    return True


def reachable(hub: Hub, params: Params) -> Person:
    """Who is in the chat that the call names.

    Raises: Refusal if nobody ever wrote first from there, the person blocked the bot, or the chat moved.
    """
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = params.integer("chat_id")
    if chat in hub.state.moved:
        new = hub.state.moved[chat]
        raise Refusal(400, "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new})
    person = hub.state.person_at(chat)
    if person is None or not person.started:
        raise bad_request("chat not found")
    if person.blocked:
        raise Refusal(403, "bot was blocked by the user")
    return person


def file_json(file_id: str, file: StoredFile) -> Json:
    """What every kind of file says of itself."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(file.content)}


def file_event(hub: Hub, name: str, kind: str, content: bytes) -> tuple[str, StoredFile, Event]:
    """A new file: its id, what is kept of it, and the event that keeps it."""
    file_id = f"file_{len(hub.state.files)}"
    short = PurePosixPath(name.replace("\\", "/")).name[:120] or "document"
    encoded = base64.b64encode(content).decode()
    event = {"event": "file", "id": file_id, "name": short, "media_type": kind, "content": encoded}
    return file_id, StoredFile(short, kind, content), event


def text_content(params: Params) -> Json:
    """A text and its entities. Raises: Refusal for one that Telegram would not send."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = _parsed(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_len(text) > TEXT_MAX:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def _send(hub: Hub, params: Params, person: Person, content: Json, *before: Event) -> Json:
    """Keep one message of the bot, after the events that it needs."""
    message: Json = {
        "message_id": hub.state.last_message + 1,
        "from": hub.bot,
        "chat": person.chat_json,
        "date": hub.now,
        **_reply(hub, params, person),
        **content,
        **_keyboard(params),
    }
    hub.commit(*before, {"event": "message", "message": message})
    return message


def _edit(hub: Hub, message: Json, content: Json, fields: tuple[str, ...]) -> Json:
    old = {name: message[name] for name in fields if name in message}
    if old == content:
        raise bad_request(UNCHANGED)
    kept = {name: value for name, value in message.items() if name not in fields}
    changed = kept | {"edit_date": hub.now} | content
    hub.commit({"event": "message", "message": changed})
    return changed


def _editable(hub: Hub, params: Params) -> Json:
    person = reachable(hub, params)
    id_ = params.integer("message_id")
    if not id_:
        raise bad_request("message identifier is not specified")
    message = _message(hub, person, id_)
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != hub.bot["id"]:
        raise bad_request("message can't be edited")
    return message


def _message(hub: Hub, person: Person, id_: int) -> Json | None:
    message = hub.state.messages.get(id_)
    return message if message and message["chat"]["id"] == person.chat else None


def _caption(params: Params) -> Json:
    text, entities = _parsed(params, "caption", "caption_entities")
    if utf16_len(text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    found = {"caption_entities": entities} if entities else {}
    return {"caption": text} | found if text else {}


def _photo_size(file: StoredFile) -> tuple[int, int]:
    """The width and height of a photo that Telegram takes: https://core.telegram.org/bots/api#sendphoto."""
    if len(file.content) > PHOTO_MAX:
        weighs = f"file of size {len(file.content)} bytes is too big for a photo"
        raise bad_request(f"{weighs}; the maximum size is {PHOTO_MAX} bytes")
    size = dimensions(file.content)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > PHOTO_SIDES_MAX or max(size) > PHOTO_RATIO_MAX * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _parsed(params: Params, text_name: str, entities_name: str) -> tuple[str, list[Entity]]:
    text, mode = params.text(text_name), params.text("parse_mode").lower()
    if mode == "html":
        return complete(*parse_html(text))
    if mode:
        raise bad_request("unsupported parse_mode")
    given = params.json(entities_name, "entities") or []
    if not isinstance(given, list) or not all(_is_entity(entity) for entity in given):
        raise bad_request("can't parse entities: MessageEntity must be an Object")
    return complete(text, given)


def _is_entity(value: Any) -> bool:  # noqa: ANN401 - JSON from outside
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and isinstance(value.get("offset"), int)
        and isinstance(value.get("length"), int)
    )


def _keyboard(params: Params) -> Json:
    keyboard = inline_keyboard(params.json("reply_markup", "reply keyboard markup"))
    return {"reply_markup": keyboard} if keyboard else {}


def _reply(hub: Hub, params: Params, person: Person) -> Json:
    """What the message answers to, if anything."""
    asked = params.json("reply_parameters", "reply parameters") or {}
    if not isinstance(asked, dict):
        raise bad_request("object expected as reply parameters")
    id_ = asked.get("message_id", params.integer("reply_to_message_id"))
    if not id_:
        return {}
    original = _message(hub, person, id_) if isinstance(id_, int) else None
    if original:
        return {"reply_to_message": {k: v for k, v in original.items() if k != "reply_to_message"}}
    if asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _file(hub: Hub, params: Params, field: str) -> tuple[str, StoredFile, list[Event]]:
    """The file that the call carries, or names by its id, and the event that keeps a new one."""
    named = params.text(field)
    upload: Upload | None = params.files.get(named.removeprefix("attach://") or field)
    if upload:
        kind = media_type(upload.content) if field == "photo" else upload.media_type
        file_id, file, event = file_event(hub, upload.name, kind, upload.content)
        return file_id, file, [event]
    if not named:
        raise bad_request(f"there is no {field} in the request")
    if named not in hub.state.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return named, hub.state.files[named], []
