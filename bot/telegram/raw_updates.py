"""Updates as Telegram sends them, read no further than needed to keep them: a bad one costs itself only."""

import json
from typing import Any, TypeGuard

from bot.errors import BadUpdate
from bot.ports import Incoming
from bot.telegram.parted import may_be_parted

_NUMBER_MAX = 2**63


def incoming(raw: Any) -> Incoming:  # noqa: ANN401 - whatever came
    """One update, whatever is in it. Raises: BadUpdate when it has no number."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if not _is_number(number):
        raise BadUpdate("an update without a number")
    said = raw.get("message")
    return Incoming(number, _chat_id(raw), json.dumps(raw), isinstance(said, dict) and may_be_parted(said))


def _chat_id(raw: Any) -> int | None:  # noqa: ANN401 - whatever came
    """The chat that said it: of a button, the one where it stands; of who asks inline, the one with us."""
    for kind, part in raw.items():
        said = part.get("message", part) if isinstance(part, dict) else None
        chat = said.get("from" if kind == "inline_query" else "chat") if isinstance(said, dict) else None
        if isinstance(chat, dict) and _is_number(chat.get("id")):
            return int(chat["id"])
    return None


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and -_NUMBER_MAX <= value < _NUMBER_MAX
