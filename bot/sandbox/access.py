"""Who may speak to the sandbox: this machine only, and its own page; and how much may be said at once."""

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.sandbox.refusals import Refusal

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def foreign_host(request: Request) -> bool:
    """Whether the request came under another name than this machine's: DNS rebinding."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname not in LOOPBACK
    except ValueError:
        return True


def foreign_origin(request: Request) -> bool:
    """Whether a page of another site sends this."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


async def body_of(request: Request, limit: int) -> bytes:
    """Read the body, of at most `limit` bytes.

    Raises: Refusal (413) when it is longer.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise Refusal(413)
    return bytes(body)
