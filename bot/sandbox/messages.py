"""The methods of the Bot API that send, change and delete messages, with Telegram's checks."""

from typing import Any, Final

from bot.sandbox.attachments import document, named_file, photo
from bot.sandbox.chats import CHANNEL, Group, Json, Place
from bot.sandbox.entities import complete
from bot.sandbox.hub import Hub
from bot.sandbox.keyboards import inline_keyboard, reply_keyboard
from bot.sandbox.markup import Entity, parse_html, utf16_len
from bot.sandbox.params import Params
from bot.sandbox.reach import thread_of, writable
from bot.sandbox.refusals import bad_request
from bot.sandbox.state import Event

TEXT_MAX: Final = 4096
CAPTION_MAX: Final = 1024
DELETABLE_S: Final = 48 * 3600
UPLOADS: Final = ("photo", "video", "voice", "document", "video_note")
CHAT_ACTIONS: Final = frozenset(
    {"typing", "choose_sticker", "find_location", "record_video", "record_voice", "record_video_note"}
    | {f"upload_{kind}" for kind in UPLOADS}
)
_SHOWN: Final = ("text", "entities", "link_preview_options")
UNCHANGED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def send_message(hub: Hub, params: Params) -> Json:
    """Send a text."""
    place = writable(hub, params)
    content = text_content(params)
    return _send(hub, params, place, content)


def send_document(hub: Hub, params: Params) -> Json:
    """Send a file of any kind, with a caption."""
    place = writable(hub, params, "documents")
    file_id, file, kept = named_file(hub, params, "document")
    return _send(hub, params, place, document(file_id, file) | _caption(params), *kept)


def send_photo(hub: Hub, params: Params) -> Json:
    """Send a picture, PNG or JPEG, with a caption."""
    place = writable(hub, params, "photos")
    file_id, file, kept = named_file(hub, params, "photo")
    return _send(hub, params, place, photo(file_id, file) | _caption(params), *kept)


def edit_message_text(hub: Hub, params: Params) -> Json:
    """Replace the text and the keyboard of a message of the bot."""
    content = text_content(params)
    message = _editable(hub, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(hub, message, content | _keyboard(params), (*_SHOWN, "reply_markup"))


def edit_message_caption(hub: Hub, params: Params) -> Json:
    """Replace the caption and the keyboard of a picture or a file of the bot."""
    message = _editable(hub, params)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(
        hub, message, _caption(params) | _keyboard(params), ("caption", "caption_entities", "reply_markup")
    )


def edit_message_reply_markup(hub: Hub, params: Params) -> Json:
    """Replace the keyboard of a message of the bot."""
    message = _editable(hub, params)
    return _edit(hub, message, _keyboard(params), ("reply_markup",))


def delete_message(hub: Hub, params: Params) -> bool:
    """Delete a message for everyone; in a group, another's only where the bot is an administrator."""
    place = writable(hub, params)
    message = _message(hub, place, params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if hub.now - message["date"] > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    if isinstance(place, Group) and not (_is_ours(hub, message) or place.is_run_by(hub.bot["id"])):
        raise bad_request("message can't be deleted")
    hub.commit({"event": "deleted", "message_id": message["message_id"], "chat": place.id})
    return True


def send_chat_action(hub: Hub, params: Params) -> bool:
    """Show the chat what the bot is doing, for five seconds or until its next message."""
    place = writable(hub, params)
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = thread_of(params, place, bot=hub.bot["id"]).get("message_thread_id")
    hub.tell({"event": "typing", "chat": place.id, "thread": thread, "action": action})
    return True


def text_content(params: Params) -> Json:
    """A text and its entities. Raises: Refusal for one that Telegram would not send."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = _parsed(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_len(text) > TEXT_MAX:
        raise bad_request("message is too long")
    preview = params.json("link_preview_options", "link preview options")
    if preview is not None and not isinstance(preview, dict):
        raise bad_request("object expected as link preview options")
    shown = {"text": text, "entities": entities, "link_preview_options": preview}
    return {name: value for name, value in shown.items() if value}


def _send(hub: Hub, params: Params, place: Place, content: Json, *before: Event) -> Json:
    """Keep one message of the bot, after the events that it needs."""
    answered = _answered(hub, params, place)
    message: Json = {
        "message_id": hub.state.last_message + 1,
        **_sender(hub, place),
        "chat": place.chat_json,
        "date": hub.now,
        **thread_of(params, place, answered, hub.bot["id"]),
        **(quoting(answered) if answered else {}),
        **content,
        **_keyboard(params),
        **_below(params, private=not isinstance(place, Group)),
    }
    hub.commit(*before, {"event": "message", "message": message})
    return message


def _sender(hub: Hub, place: Place) -> Json:
    """Who says it; in a channel, the channel itself."""
    if isinstance(place, Group) and place.kind == CHANNEL:
        return {"sender_chat": place.chat_json}
    return {"from": hub.bot}


def quoting(answered: Json) -> Json:
    """What a message bears of the one that it answers."""
    return {"reply_to_message": {key: value for key, value in answered.items() if key != "reply_to_message"}}


def _edit(hub: Hub, message: Json, content: Json, fields: tuple[str, ...]) -> Json:
    old = {name: message[name] for name in fields if name in message}
    if old == content:
        raise bad_request(UNCHANGED)
    kept = {name: value for name, value in message.items() if name not in fields}
    changed = kept | {"edit_date": hub.now} | content
    hub.commit({"event": "message", "message": changed})
    return changed


def _editable(hub: Hub, params: Params) -> Json:
    place = writable(hub, params)
    id_ = params.integer("message_id")
    if not id_:
        raise bad_request("message identifier is not specified")
    message = _message(hub, place, id_)
    if message is None:
        raise bad_request("message to edit not found")
    edits = isinstance(place, Group) and place.kind == CHANNEL  # an administrator changes every post
    if not (edits or _is_ours(hub, message)):
        raise bad_request("message can't be edited")
    return message


def _is_ours(hub: Hub, message: Json) -> bool:
    return bool(message.get("from", {}).get("id") == hub.bot["id"])


def _message(hub: Hub, place: Place, id_: int) -> Json | None:
    message = hub.state.messages.get(id_)
    return message if message and message["chat"]["id"] == place.id else None


def _caption(params: Params) -> Json:
    text, entities = _parsed(params, "caption", "caption_entities")
    if utf16_len(text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    found = {"caption_entities": entities} if entities else {}
    return {"caption": text} | found if text else {}


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


def _below(params: Params, *, private: bool) -> Json:
    """The keyboard below the line on which one writes, which Telegram shows and does not tell of."""
    keys = reply_keyboard(params.json("reply_markup", "reply keyboard markup"), private=private)
    return {"reply_keyboard": keys} if keys else {}


def _answered(hub: Hub, params: Params, place: Place) -> Json | None:
    """The message that this one answers, if any."""
    asked = params.json("reply_parameters", "reply parameters") or {}
    if not isinstance(asked, dict):
        raise bad_request("object expected as reply parameters")
    id_ = asked.get("message_id", params.integer("reply_to_message_id"))
    if not id_:
        return None
    original = _message(hub, place, id_) if isinstance(id_, int) else None
    lone = asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if original is None and not lone:
        raise bad_request("message to be replied not found")
    return original
