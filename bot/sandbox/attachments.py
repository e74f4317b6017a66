"""Files on their way through a chat: what is kept of them, and what a message says of them."""

import base64
from pathlib import PurePosixPath
from typing import Final

from bot.sandbox.chats import Json
from bot.sandbox.hub import Hub
from bot.sandbox.params import Params, Upload
from bot.sandbox.pictures import dimensions, media_type
from bot.sandbox.refusals import bad_request
from bot.sandbox.state import Event, StoredFile

PHOTO_MAX: Final = 10 * 2**20
PHOTO_SIDES_MAX: Final = 10_000
"""Pixels, width and height together."""
PHOTO_RATIO_MAX: Final = 20


def document(file_id: str, file: StoredFile) -> Json:
    """A file of any kind, as a message bears it."""
    return {"document": file_json(file_id, file) | {"file_name": file.name, "mime_type": file.media_type}}


def photo(file_id: str, file: StoredFile) -> Json:
    """A picture, as a message bears it. Raises: Refusal for what Telegram does not take as one."""
    width, height = _photo_size(file)
    return {"photo": [file_json(file_id, file) | {"width": width, "height": height}]}


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


def named_file(hub: Hub, params: Params, field: str) -> tuple[str, StoredFile, list[Event]]:
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
