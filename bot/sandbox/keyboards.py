"""reply_markup: what Telegram takes, and its words for what it does not."""

from typing import Any, Final

from bot.sandbox.markup import link_fault
from bot.sandbox.refusals import bad_request

DATA_BYTES: Final = 64
BUTTONS: Final = 100
OTHER_MARKUPS: Final = ("keyboard", "remove_keyboard", "force_reply")
REQUESTS: Final = ("request_location", "request_contact", "request_chat", "request_users", "request_poll")
RIGHTS: Final = (
    *("is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
BUTTON_ACTIONS: Final = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "switch_inline_query",
    "pay",
    "login_url",
)


def inline_keyboard(markup: object) -> dict[str, Any] | None:
    """Check `markup`; returns the inline keyboard to keep with the message, or None when it has none.

    Raises: Refusal in Telegram's words.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if any(key in markup for key in OTHER_MARKUPS):
        return None
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def reply_keyboard(markup: object, *, private: bool) -> list[list[dict[str, Any]]]:
    """Check `markup`; returns the rows of the keyboard below the line on which one writes, if it has one.

    Raises: Refusal, also where something is asked for that people share in private only.
    """
    rows = markup.get("keyboard", []) if isinstance(markup, dict) else []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    kept = [[_key({"text": key} if isinstance(key, str) else key) for key in row] for row in rows if row]
    asking = any(request in key for row in kept for key in row for request in REQUESTS)
    if asking and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return kept


def _key(key: object) -> dict[str, Any]:
    if not isinstance(key, dict) or not isinstance(key.get("text"), str) or not key["text"].strip():
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    asked = key.get("request_chat")
    if asked is None:
        return dict(key)
    if not isinstance(asked, dict) or not isinstance(asked.get("request_id"), int):
        raise bad_request("can't parse keyboard button: Can't find field \"request_id\"")
    if not isinstance(asked.get("chat_is_channel"), bool):
        raise bad_request("can't parse keyboard button: Can't find field \"chat_is_channel\"")
    theirs, ours = (_rights(asked.get(f"{who}_administrator_rights")) for who in ("user", "bot"))
    if ours - theirs:
        raise bad_request("bot administrator rights must be a subset of user administrator rights")
    return dict(key)


def _rights(rights: object) -> set[str]:
    """Those that are asked for. Raises: Refusal when one is missing that must be said."""
    if rights is None:
        return set()
    if not isinstance(rights, dict):
        raise bad_request("can't parse ChatAdministratorRights: expected an Object")
    for right in RIGHTS:
        if not isinstance(rights.get(right), bool):
            raise bad_request(f"can't parse ChatAdministratorRights: Can't find field \"{right}\"")
    return {right for right, given in rights.items() if given}


def _button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not any(action in button for action in BUTTON_ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button and not _data_fits(button["callback_data"]):
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and (fault := link_fault(str(button["url"]))):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {fault}")
    return dict(button)


def _data_fits(data: object) -> bool:
    return isinstance(data, str) and 1 <= len(data.encode()) <= DATA_BYTES
