"""Updates on their way to the bot: getUpdates with its long polling, and the webhook."""

import asyncio
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.sandbox.chats import Json
from bot.sandbox.hub import Hub
from bot.sandbox.params import TOKEN_SIGNS, Params
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.state import Event

FIRST_RETRY_S: Final = 0.5
LONGEST_RETRY_S: Final = 30.0
ANSWER_TIMEOUT_S: Final = 60.0
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLL: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Delivery:
    """The one road of updates: a poll, or the webhook."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._poll: object = None
        self._task: asyncio.Task[None] | None = None
        hub.after_commit = self._ensure_courier

    async def get_updates(self, params: Params) -> list[Json]:
        """Confirm what is before `offset`, then answer what waits, or wait up to `timeout` seconds for it.

        Raises: Refusal, 409 when the webhook is set or another getUpdates begins.
        """
        if self._hub.state.webhook:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._poll = poll = object()
        self._hub.ring()
        self._confirm(params)
        limit = params.integer("limit", 100)
        limit = limit if 1 <= limit <= 100 else 100
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(max(params.integer("timeout"), 0), 50)
        while not self._hub.state.updates and not self._hub.closed:
            arrival = self._hub.arrival
            try:
                async with asyncio.timeout_at(deadline):
                    await arrival.wait()
            except TimeoutError:
                break
            if self._hub.state.webhook:
                raise Refusal(409, "terminated by setWebhook request")
            if self._poll is not poll:
                raise Refusal(409, OTHER_POLL)
        return self._hub.state.updates[:limit]

    def _confirm(self, params: Params) -> None:
        """Forget what the bot says it has; a negative offset keeps that many of the last updates."""
        waiting = self._hub.state.updates
        offset = params.integer("offset")
        if offset < 0:
            offset = waiting[offset]["update_id"] if -offset <= len(waiting) else 0
        done = offset > 0 and any(update["update_id"] < offset for update in waiting)
        self._hub.commit(
            *([{"event": "confirmed", "before": offset}] if done else []), *_allowed(self._hub, params)
        )

    def _ensure_courier(self) -> None:
        idle = self._task is None or self._task.done()
        if idle and self._hub.state.webhook and self._hub.state.updates:
            self._task = asyncio.get_running_loop().create_task(self._carry())

    async def _carry(self) -> None:
        """Post the waiting updates one by one, in order; one that fails is tried again, later and later."""
        wait_s = FIRST_RETRY_S
        async with httpx.AsyncClient(trust_env=False, timeout=ANSWER_TIMEOUT_S) as client:
            while self._hub.state.webhook and self._hub.state.updates and not self._hub.closed:
                update = self._hub.state.updates[0]
                trouble = await self._post(client, update)
                if not trouble:
                    wait_s = FIRST_RETRY_S
                    self._hub.commit({"event": "confirmed", "before": update["update_id"] + 1})
                    continue
                self._hub.webhook_trouble = {
                    "last_error_date": self._hub.now,
                    "last_error_message": trouble,
                }
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, LONGEST_RETRY_S)

    async def _post(self, client: httpx.AsyncClient, update: Json) -> str:
        """Post one update; returns what went wrong, in Telegram's words, or an empty string."""
        webhook = self._hub.state.webhook
        secret = webhook["secret_token"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            answer = await client.post(webhook["url"], json=update, headers=headers)
        except httpx.TimeoutException:
            return "Read timeout expired"
        except httpx.HTTPError as err:
            return f"Connection failed: {type(err).__name__}"
        if answer.is_success:
            return ""
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"


def set_webhook(hub: Hub, params: Params) -> bool:
    """Send updates to `url` from now on; an empty one deletes the webhook."""
    url, secret = params.text("url").strip(), params.text("secret_token")
    if not url:
        return delete_webhook(hub, params)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not TOKEN_SIGNS.issuperset(secret):
        raise bad_request("secret token contains unallowed characters")
    webhook = {
        "url": url,
        "secret_token": secret,
        "max_connections": min(max(params.integer("max_connections", 40), 1), 100),
    }
    hub.webhook_trouble = {}
    hub.commit(*_dropped(hub, params), *_allowed(hub, params), {"event": "webhook", "webhook": webhook})
    return True


def delete_webhook(hub: Hub, params: Params) -> bool:
    """Go back to getUpdates."""
    gone: list[Event] = [{"event": "webhook", "webhook": {}}] if hub.state.webhook else []
    hub.commit(*_dropped(hub, params), *gone)
    return True


def webhook_info(hub: Hub, _: Params) -> Json:
    """The WebhookInfo."""
    webhook = hub.state.webhook
    info: Json = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(hub.state.updates),
    }
    if webhook:
        info |= {"max_connections": webhook["max_connections"], **hub.webhook_trouble}
    return info | ({"allowed_updates": hub.state.allowed} if hub.state.allowed else {})


def _dropped(hub: Hub, params: Params) -> list[Event]:
    asked = params.flag("drop_pending_updates") and hub.state.updates
    return [{"event": "confirmed", "before": hub.state.last_update + 1}] if asked else []


def _allowed(hub: Hub, params: Params) -> list[Event]:
    """The kinds that the call asks for; a call that says nothing changes nothing."""
    kinds = params.json("allowed_updates", "allowed updates")
    if kinds is None:
        return []
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates JSON object")
    return [{"event": "allowed", "kinds": kinds}] if kinds != hub.state.allowed else []
