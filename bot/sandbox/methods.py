"""The other methods of the Bot API, and the table of all that answer at once."""

import json
from collections.abc import Callable
from pathlib import PurePosixPath
from string import ascii_lowercase, digits
from typing import Final

from bot.sandbox import members, messages, queries, updates
from bot.sandbox.attachments import file_json
from bot.sandbox.chats import Json, Person, Place, of_chat, scope_key
from bot.sandbox.hub import Hub
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request
from bot.sandbox.state import State, StoredFile

COMMAND_SIGNS: Final = frozenset(ascii_lowercase + digits + "_")
COMMAND_MAX: Final = 32
DESCRIPTION_MAX: Final = 256
COMMANDS_MAX: Final = 100
FILE_MAX: Final = 20 * 2**20


def get_me(hub: Hub, _: Params) -> Json:
    """The bot, as itself."""
    return hub.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(hub: Hub, params: Params) -> bool:
    """Replace the menu of commands of one scope and language."""
    asked = params.json("commands", "commands") or []
    if not isinstance(asked, list):
        raise bad_request("expected an Array of BotCommand")
    if len(asked) > COMMANDS_MAX:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(command) for command in asked]
    hub.commit({"event": "commands", "key": _scope(hub, params), "commands": commands})
    return True


def get_my_commands(hub: Hub, params: Params) -> list[Json]:
    """The menu of commands of exactly one scope and language."""
    return hub.state.commands.get(_scope(hub, params), [])


def delete_my_commands(hub: Hub, params: Params) -> bool:
    """Let one scope and language have no menu of its own; that it had none is no error."""
    key = _scope(hub, params)
    if key in hub.state.commands:
        hub.commit({"event": "commands", "key": key, "commands": []})
    return True


def menu(state: State, user: int, chat: int = 0) -> list[Json]:
    """The commands that a person sees in a group, or in the private chat with the bot.

    Source: https://core.telegram.org/bots/api#determining-list-of-commands.
    """
    person, group = state.people[user], state.groups.get(chat)
    if group is None:
        scopes = [of_chat("chat", user), "all_private_chats", "default"]
    else:
        runs = group.is_run_by(user)
        scopes = [
            of_chat("chat_member", group.id, user),
            *([of_chat("chat_administrators", group.id)] if runs else []),
            of_chat("chat", group.id),
            *(["all_chat_administrators"] if runs else []),
            "all_group_chats",
            "default",
        ]
    keys = [scope_key(scope, language) for scope in scopes for language in (person.language, "")]
    return next((state.commands[key] for key in keys if state.commands.get(key)), [])


def get_file(hub: Hub, params: Params) -> Json:
    """Where the bot can read a file."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = hub.state.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > FILE_MAX:
        raise bad_request("file is too big")
    return file_json(file_id, file) | {"file_path": file_path(file_id, file)}


def file_path(file_id: str, file: StoredFile) -> str:
    """The path under /file/bot<token>/."""
    folder = "photos" if file.media_type.startswith("image/") else "documents"
    return f"{folder}/{file_id}{PurePosixPath(file.name).suffix}"


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    name, description = command["command"].strip().removeprefix("/"), command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_MAX:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_MAX}")
    if len(name) > COMMAND_MAX or not COMMAND_SIGNS.issuperset(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _scope(hub: Hub, params: Params) -> str:
    scope = params.json("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or not isinstance(scope.get("type"), str):
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    chat = {key: value for key, value in scope.items() if key != "type"}
    if "chat_id" in chat and not _is_known(hub.state.place(chat["chat_id"])):
        raise bad_request("chat not found")
    kind = scope["type"] + (json.dumps(chat, sort_keys=True) if chat else "")
    return scope_key(kind, params.text("language_code"))


def _is_known(place: Place | None) -> bool:
    """Whether the bot may know of it: of a person it does once they have written."""
    return place.started if isinstance(place, Person) else place is not None


METHODS: Final[dict[str, Callable[[Hub, Params], object]]] = {
    "getme": get_me,
    "sendmessage": messages.send_message,
    "senddocument": messages.send_document,
    "sendphoto": messages.send_photo,
    "sendchataction": messages.send_chat_action,
    "editmessagetext": messages.edit_message_text,
    "editmessagecaption": messages.edit_message_caption,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "answercallbackquery": queries.answer_callback_query,
    "answerinlinequery": queries.answer_inline_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getfile": get_file,
    **members.METHODS,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.webhook_info,
}
