"""Who may speak to the sandbox: programs, and its own page; and how much may be said at once.

From where, and under which name, is decided at the door of the one port.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from bot.sandbox.refusals import Refusal


def foreign_origin(request: Request) -> bool:
    """Whether a page of another site sends this."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    except ValueError:  # no address at all
        return True


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
