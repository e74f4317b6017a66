"""reply_markup: what Telegram takes, and its words for what it does not."""

from typing import Any, Final

from bot.sandbox.markup import link_fault
from bot.sandbox.refusals import bad_request

DATA_BYTES: Final = 64
BUTTONS: Final = 100
OTHER_MARKUPS: Final = ("keyboard", "remove_keyboard", "force_reply")
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
