"""What the Bot API answers when it says no, in Telegram's own words."""

from collections.abc import Mapping
from typing import Final

PREFIX: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class Refusal(Exception):
    """An answer with `ok: false`: part of the protocol, not an error of ours.

    `reason` follows the prefix of its code ("Bad Request: chat not found"); `parameters` is what the Bot API
    calls ResponseParameters.
    """

    def __init__(self, code: int, reason: str = "", parameters: Mapping[str, int] | None = None) -> None:
        self.code = code
        self.description = f"{PREFIX[code]}: {reason}" if reason else PREFIX[code]
        self.parameters = dict(parameters or {})
        super().__init__(self.description)

    @property
    def body(self) -> dict[str, object]:
        """The JSON that goes out."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> Refusal:
    """A 400, the most common refusal."""
    return Refusal(400, reason)
