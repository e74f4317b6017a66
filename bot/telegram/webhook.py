"""Where Telegram delivers updates, if it is told to."""

import hashlib
import hmac

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from bot.errors import BadUpdate, DatabaseError
from bot.telegram.polling import WANTED, TakeIn
from bot.telegram.raw_updates import incoming

PATH = "/telegram"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

log = structlog.get_logger()


async def hook(bot: Bot, public_url: str) -> None:
    """Have updates delivered at `public_url`. Raises: TelegramError."""
    url = public_url.rstrip("/") + PATH
    await bot.set_webhook(url, secret_token=_secret(bot), allowed_updates=WANTED)


def webhook(bot: Bot, take_in: TakeIn) -> Route:
    """Where they are delivered; whoever does not know the secret is turned away.

    What is not kept is asked for again; what no one can read is said in the log and never asked for again.
    """

    async def receive(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), _secret(bot).encode()):
            return Response(status_code=403)
        try:
            await take_in([incoming(await request.json())])
        except DatabaseError as err:
            log.warning("update not taken in", reason=str(err))
            return Response(status_code=503)
        except (BadUpdate, ValueError, RecursionError) as err:
            log.warning("an update is passed over", reason=type(err).__name__)
        return Response()

    return Route(PATH, receive, methods=["POST"])


def _secret(bot: Bot) -> str:
    """Known to whoever knows the token, and to nobody else; the same after a restart."""
    return hashlib.sha256(b"webhook:" + bot.token.encode()).hexdigest()
