"""Updates posted to the bot instead of fetched by it."""

import asyncio

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import Conflict

from bot.sandbox import person
from tests.sandbox.serving import ANNE, listening


class Hook:
    """A bot's webhook: answers what it is told to, and keeps what it took."""

    def __init__(self):
        self.answers = []
        self.taken = asyncio.Queue()
        self.url = ""

    async def take(self, request):
        code = self.answers.pop(0) if self.answers else 200
        if code == 200:
            secret = request.headers.get("x-telegram-bot-api-secret-token")
            self.taken.put_nowait((secret, await request.json()))
        return Response(status_code=code)


@pytest_asyncio.fixture
async def hook():
    hook = Hook()
    async with listening(Starlette(routes=[Route("/hook", hook.take, methods=["POST"])])) as url:
        hook.url = f"{url}/hook"
        yield hook


async def test_updates_go_to_the_webhook_in_order_with_the_secret(served, hook):
    person.say(served.sandbox, ANNE, "un")
    assert await served.bot.set_webhook(hook.url, secret_token="a-secret_1")
    person.say(served.sandbox, ANNE, "deux")
    taken = [await hook.taken.get() for _ in range(2)]
    assert [(secret, update["message"]["text"]) for secret, update in taken] == [
        ("a-secret_1", "un"),
        ("a-secret_1", "deux"),
    ]


async def test_an_update_that_the_webhook_refuses_is_posted_again(served, hook):
    hook.answers = [503]
    await served.bot.set_webhook(hook.url)
    person.say(served.sandbox, ANNE, "un")
    _, update = await hook.taken.get()
    assert update["message"]["text"] == "un"
    info = await served.bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (
        hook.url,
        "Wrong response from the webhook: 503 Service Unavailable",
    )


async def test_polling_and_a_webhook_exclude_each_other(served, hook):
    poll = asyncio.create_task(served.bot.get_updates(timeout=50))
    await served.polling()
    await served.bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await served.bot.get_updates()
    await served.bot.delete_webhook()
    assert await served.bot.get_updates() == ()


async def test_waiting_updates_can_be_dropped(served):
    person.say(served.sandbox, ANNE, "vieux")
    await served.bot.delete_webhook(drop_pending_updates=True)
    assert await served.bot.get_updates() == ()
    assert (await served.bot.get_webhook_info()).pending_update_count == 0
