"""The body of a request to the Bot API -> its parameters and files.

Telegram takes the query string, urlencoded forms, multipart forms and JSON alike.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message as Headers
from email.parser import HeaderParser
from string import ascii_letters, digits
from typing import Any, Final
from urllib.parse import parse_qsl

from bot.sandbox.refusals import bad_request

TRUE: Final = ("true", "1", "yes", "t", "y")
DIGITS_MAX: Final = 19
"""Of a number of 64 bits."""
TOKEN_SIGNS: Final = frozenset(ascii_letters + digits + "_-")
"""What tokens and secrets are written with."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """What a call asks: `values` are texts, or JSON values when the body was JSON."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter as text; empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a whole number, or `default` when it is none."""
        text = self.text(name).strip()
        unsigned = text[1:] if text[:1] in {"+", "-"} else text
        return int(text) if is_number(unsigned, DIGITS_MAX) else default

    def flag(self, name: str) -> bool:
        """The parameter as yes or no."""
        return self.text(name).strip().lower() in TRUE

    def json(self, name: str, what: str) -> Any:  # noqa: ANN401 - any JSON
        """The parameter as JSON, or None when absent; `what` names it in the refusal."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as err:
            raise bad_request(f"can't parse {what} JSON object") from err


def is_number(text: str, most: int) -> bool:
    """Whether it is one to `most` of the digits 0 to 9, and nothing else."""
    return text.isascii() and text.isdecimal() and len(text) <= most


def read_params(query: str, content_type: str, body: bytes) -> Params:
    """Read one request.

    Args:
        query: the query string, without its question mark.
        content_type: the header, or an empty string.
        body: the bytes; may be empty.

    Raises: Refusal when the body is not what its header says.
    """
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return Params(values)
    if kind == "application/json":
        return Params(values | _json_object(body))
    if kind == "multipart/form-data":
        fields, files = _multipart(content_type, body)
        return Params(values | fields, files)
    if kind in ("application/x-www-form-urlencoded", ""):
        return Params(values | dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True)))
    return Params(values)


def read_json(body: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON whose texts can be written as UTF-8 again.

    Raises: ValueError; as UnicodeEncodeError when an escape is half of a surrogate pair.
    """
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as err:
        raise ValueError("nested too deep") from err
    return value


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = read_json(body)
    except UnicodeEncodeError as err:
        raise bad_request("strings must be encoded in UTF-8") from err
    except ValueError as err:
        raise bad_request("object expected as JSON") from err
    if not isinstance(value, dict):
        raise bad_request("object expected as JSON")
    return value


def _multipart(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    """Split at the boundary; exact for any bytes, which a mail parser is not."""
    header = Headers()
    header["Content-Type"] = content_type
    boundary = header.get_boundary("")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = HeaderParser().parsestr(head.decode(errors="replace"))
        name = headers.get_param("name", "", "Content-Disposition")
        if not isinstance(name, str) or not name:
            continue
        filename = headers.get_filename()
        if filename is None:
            fields[name] = content.decode(errors="replace")
        else:
            files[name] = Upload(filename, headers.get_content_type(), content)
    return fields, files
