"""The application of python-telegram-bot, and how it gets its updates."""

import traceback

import httpx
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs
from telegram.error import BadRequest

from bot.errors import SettingsError
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.sandbox import Sandbox
from bot.telegram import connection
from tests.sandbox.serving import ANNE, BRUNO, TOKEN, listening
from tests.telegram.talking import talking

pytestmark = pytest.mark.asyncio(loop_scope="module")
REFUSED = "4343:another-token"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


async def test_updates_come_through_the_webhook(hooked):
    hooked.say("bonjour")
    assert await hooked.answered() == ["Vous dites : bonjour"]
    info = await hooked.bot.get_webhook_info()
    assert (info.url, set(info.allowed_updates)) == (
        hooked.sandbox.state.webhook["url"],
        {"message", "callback_query", "inline_query", "my_chat_member", "chat_member"},
    )


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param("a" * 64, id="another"),
        pytest.param("é".encode("latin-1"), id="no ASCII"),
    ],
)
async def test_who_does_not_know_the_secret_is_turned_away(hooked, secret):
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "faux"}}
    update["message"]["chat"] = {"id": ANNE, "type": "private"}
    headers = {} if secret is None else {SECRET: secret}
    async with httpx.AsyncClient(trust_env=False) as stranger:
        answer = await stranger.post(hooked.sandbox.state.webhook["url"], json=update, headers=headers)
        assert (answer.status_code, answer.content) == (403, b"")
        assert (await stranger.get(hooked.sandbox.state.webhook["url"])).status_code == 405
    hooked.say("vrai")
    await hooked.answered()
    assert [words for _, words, _ in hooked.chat.heard] == ["vrai"]


async def nobody(_updates) -> None:
    """Keeps no update."""


def update(number: int, words: str) -> dict:
    said = {"message_id": number, "date": 1, "text": words, "chat": {"id": ANNE, "type": "private"}}
    return {"update_id": number, "message": said}


async def post(hooked, what: dict) -> int:
    """What Telegram is answered when it delivers this."""
    webhook = hooked.sandbox.state.webhook
    async with httpx.AsyncClient(trust_env=False) as telegram:
        answer = await telegram.post(webhook["url"], json=what, headers={SECRET: webhook["secret_token"]})
        return answer.status_code


async def test_an_update_that_is_delivered_twice_is_answered_once(hooked):
    hooked.say("bonjour")
    await hooked.answered()
    assert [await post(hooked, update(901, "une")), await post(hooked, update(901, "une"))] == [200, 200]
    assert await post(hooked, update(902, "deux")) == 200
    await hooked.answered(3)
    assert [words for _, words, _ in hooked.chat.heard] == ["bonjour", "une", "deux"]


async def test_of_one_chat_the_last_word_comes_last(hooked):
    """A text takes longer than a command, and both were typed in a breath."""
    words = ["https://example.org/un", "/deux", "trois mots", "/quatre", "cinq", "/six"]
    hooked.sandbox.faults.append(Fault(Kind.HOLD, method="sendChatAction", seconds=0.05))
    for word in words:
        hooked.say(word)
    await hooked.answered(len(words))
    assert [heard for _, heard, _ in hooked.chat.heard] == words
    assert hooked.said() == [f"Vous dites : {word}" for word in words]


async def test_who_waits_for_nobody_is_not_held_up_by_another_chat(hooked):
    hooked.sandbox.faults.append(Fault(Kind.HOLD, method="sendChatAction", seconds=0.2))
    hooked.say("https://example.org/un")
    hooked.say("/deux", BRUNO)
    await hooked.until(lambda: hooked.said(BRUNO))
    assert hooked.said(ANNE) == []
    await hooked.answered()


async def test_while_the_database_is_gone_telegram_is_asked_to_deliver_again(hooked):
    hooked.say("bonjour")
    await hooked.answered()
    hooked.inbox.gone = True
    assert await post(hooked, update(903, "une")) == 503
    hooked.inbox.gone = False
    assert await post(hooked, update(903, "une")) == 200
    await hooked.answered(2)


async def test_the_secret_is_not_the_token(hooked):
    given = hooked.sandbox.state.webhook["secret_token"]
    assert len(given) == 64
    assert hooked.bot.token not in given


async def test_without_a_public_address_updates_are_fetched(talk):
    assert (await talk.bot.get_webhook_info()).url == ""
    talk.say("bonjour")
    assert await talk.answered() == ["Vous dites : bonjour"]


async def test_what_goes_wrong_while_connected_comes_out_as_it_was():
    """And not as the complaint of a poller that nobody stopped."""
    sandbox = Sandbox(TOKEN)
    async with listening(Starlette(routes=sandbox.routes())) as url:
        with pytest.raises(KeyError, match="oops"):
            async with connection.connected(connection.build(TOKEN, url), nobody):
                raise KeyError("oops")
        sandbox.close()


async def test_a_token_that_telegram_refuses_is_a_setting_to_mend_and_is_not_shown():
    sandbox = Sandbox(TOKEN)
    async with listening(Starlette(routes=sandbox.routes())) as url:
        with pytest.raises(SettingsError, match="TELEGRAM_TOKEN: ") as caught:
            async with connection.connected(connection.build(REFUSED, url), nobody):
                pytest.fail("it is not connected")
        shown = "".join(traceback.format_exception(caught.value))
        assert REFUSED not in shown
        sandbox.close()


@pytest.mark.parametrize(
    ("token", "fault", "told"),
    [
        pytest.param(TOKEN, None, "", id="it answers"),
        pytest.param(REFUSED, None, "the token is refused", id="it does not know us"),
        pytest.param(TOKEN, Fault(Kind.FAIL, method="getMe"), "Internal Server Error", id="it is in trouble"),
    ],
)
async def test_whether_telegram_answers_is_asked_once_and_told_without_the_token(token, fault, told):
    sandbox = Sandbox(TOKEN)
    sandbox.faults.extend([fault] if fault else [])
    async with listening(Starlette(routes=sandbox.routes())) as url:
        said = await connection.trouble(connection.build(token, url))
        sandbox.close()
    assert (told in said) if told else (said == "")
    assert token not in said


@pytest.mark.slow
async def test_a_network_that_comes_up_after_us_is_waited_for():
    sandbox = Sandbox(TOKEN)
    sandbox.faults.append(Fault(Kind.FAIL, method="getMe"))
    async with listening(Starlette(routes=sandbox.routes())) as url:
        with capture_logs() as logged:
            async with connection.connected(connection.build(TOKEN, url), nobody):
                assert sandbox.state.commands
        sandbox.close()
    assert [line["event"] for line in logged] == ["Telegram is not reached"]
    assert TOKEN not in str(logged)


async def test_what_waiting_would_not_mend_is_not_waited_for():
    sandbox = Sandbox(TOKEN)
    sandbox.faults.append(Fault(Kind.REJECT, method="setMyCommands", reason="command is invalid"))
    async with listening(Starlette(routes=sandbox.routes())) as url:
        with pytest.raises(BadRequest, match="ommand is invalid"):
            async with connection.connected(connection.build(TOKEN, url), nobody):
                pytest.fail("it is not connected")
        sandbox.close()


async def test_the_sandbox_is_reached_whatever_proxy_the_environment_names(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with talking() as talk:
        talk.say("bonjour")
        assert await talk.answered() == ["Vous dites : bonjour"]
