"""One message to one chat; every error of the library becomes one of ours."""

import asyncio
import inspect
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram import Bot, error
from telegram.error import TelegramError

from bot import errors
from bot.errors import (
    ChatMoved,
    DeliveryError,
    NotAllowed,
    NotYet,
    Rejected,
    SubscriberGone,
    ThreadGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Attachment, Button, Message, Preview
from bot.sandbox import groups
from bot.sandbox.faults import Fault, Kind
from bot.telegram.channel import TelegramChannel, delivery_error, keyboard, link_preview
from bot.telegram.rate_limiter import TooSoon
from bot.telegram.wire import Failed, Odd, Unheard, Unsent, Wire
from tests.sandbox.serving import ANNE, BRUNO, TOKEN, png, serving

BONJOUR = Message("<b>Bonjour</b> &amp; bonsoir")


@asynccontextmanager
async def unknown_bot(url):
    """One that has not asked who it is, with a single connection."""
    async with Wire(1) as request:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=request)


BECOMES = [
    (error.Forbidden, "Forbidden: bot was blocked by the user", SubscriberGone),
    (error.ChatMigrated, -100123, ChatMoved),
    (error.RetryAfter, 7, Throttled),
    (TooSoon, 7, NotYet),
    (error.BadRequest, "Chat not found", SubscriberGone),
    (error.BadRequest, "Can't parse entities", Rejected),
    (error.BadRequest, "Not enough rights to send text messages to the chat", NotAllowed),
    (error.BadRequest, "Have no rights to send a message", NotAllowed),
    (error.BadRequest, "Need administrator rights in the channel chat", NotAllowed),
    (error.BadRequest, "Topic_closed", ThreadGone),
    (error.BadRequest, "TOPIC_CLOSED", ThreadGone),
    (error.BadRequest, "Message thread not found", ThreadGone),
    (error.InvalidToken, "Unauthorized", DeliveryError),
    (error.EndPointNotFound, "Not Found", DeliveryError),
    (error.Conflict, "Conflict: terminated by other getUpdates request", DeliveryError),
    (error.PassportDecryptionError, "no key", Unanswered),
    (error.NetworkError, "Unknown HTTPError (599)", Unanswered),
    (error.TimedOut, "Timed out", Unanswered),
    (TelegramError, "Invalid server response", Unanswered),
    (Unsent, "not sent in time", Unreachable),
    (Unheard, "no answer within 15 s", Unanswered),
    (Odd, "Bad Gateway", Unanswered),
    (Failed, "Internal Server Error", DeliveryError),
]


@pytest.mark.parametrize(
    ("kind", "said", "ours"), [pytest.param(*row, id=f"{row[0].__name__}: {row[1]}") for row in BECOMES]
)
def test_an_error_of_telegram_becomes_one_of_ours(kind, said, ours):
    became = delivery_error(ANNE, kind(said))
    assert (type(became), became.chat) == (ours, ANNE)
    assert str(ANNE) in str(became)


def test_no_error_of_the_library_is_forgotten():
    """When this fails, the library has a new error: say above, and in the channel, what it becomes."""
    classes = {
        each for _, each in inspect.getmembers(error, inspect.isclass) if issubclass(each, TelegramError)
    }
    assert classes <= {kind for kind, *_ in BECOMES}


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [(7, 7), (timedelta(minutes=2), 120), (timedelta(milliseconds=1500), 1.5)],
    ids=str,
)
def test_how_long_to_wait_is_kept(retry_after, seconds):
    assert delivery_error(ANNE, error.RetryAfter(retry_after)).retry_after_s == seconds


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_how_long_to_wait_is_kept_in_the_older_type_too(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "0")
    assert delivery_error(ANNE, error.RetryAfter(7)).retry_after_s == 7


def test_where_the_chat_went_is_kept():
    assert delivery_error(ANNE, error.ChatMigrated(-100123)).new_chat == -100123


def test_every_delivery_error_is_one_that_the_channel_raises():
    ours = {
        each for each in vars(errors).values() if inspect.isclass(each) and issubclass(each, DeliveryError)
    }
    assert ours == {ours for *_, ours in BECOMES}


def test_buttons_open_an_address_or_send_their_data():
    rows = ((Button("Lire", url="https://phare.example.org/"),), (Button("Suivre", data="follow:pays:ru"),))
    assert keyboard(rows) == {
        "inline_keyboard": [
            [{"text": "Lire", "url": "https://phare.example.org/"}],
            [{"text": "Suivre", "callback_data": "follow:pays:ru"}],
        ]
    }
    assert keyboard(()) is None


async def test_a_message_arrives_with_its_markup_and_its_buttons():
    async with serving() as served:
        served.start(ANNE)
        await TelegramChannel(served.bot, 5).send(
            ANNE, Message(BONJOUR.html, ((Button("Oui", data="oui"),),))
        )
        (_, arrived) = served.sandbox.state.messages.values()
        assert (arrived["text"], arrived["entities"][0]["type"]) == ("Bonjour & bonsoir", "bold")
        assert arrived["reply_markup"] == {"inline_keyboard": [[{"text": "Oui", "callback_data": "oui"}]]}


async def test_a_picture_arrives_above_its_words():
    async with serving() as served:
        served.start(ANNE)
        message = Message(BONJOUR.html, ((Button("Oui", data="oui"),),), png(640, 480))
        number = await TelegramChannel(served.bot, 5).send(ANNE, message)
        arrived = served.sandbox.state.messages[number]
        (photo,) = arrived["photo"]
        assert served.sandbox.state.files[photo["file_id"]].content == message.picture
        assert (arrived["caption"], arrived["caption_entities"][0]["type"]) == ("Bonjour & bonsoir", "bold")
        assert arrived["reply_markup"] == {"inline_keyboard": [[{"text": "Oui", "callback_data": "oui"}]]}


async def test_a_file_arrives_with_its_name_and_its_words():
    async with serving() as served:
        served.start(ANNE)
        given = Attachment("laconique.json", b"{}")
        number = await TelegramChannel(served.bot, 5).send(ANNE, Message("Tout.", attachment=given))
        arrived = served.sandbox.state.messages[number]
        document = arrived["document"]
        assert (document["file_name"], arrived["caption"]) == ("laconique.json", "Tout.")
        assert served.sandbox.state.files[document["file_id"]].content == given.content


async def test_an_answer_arrives_as_one_and_by_itself_when_what_it_answers_is_gone():
    async with serving() as served:
        served.start(ANNE)
        channel = TelegramChannel(served.bot, 5)
        first = await channel.send(ANNE, BONJOUR)
        second = await channel.send(ANNE, BONJOUR, reply_to=first)
        third = await channel.send(ANNE, BONJOUR, reply_to=7777)
        messages = served.sandbox.state.messages
        assert messages[second]["reply_to_message"]["message_id"] == first
        assert "reply_to_message" not in messages[third]


@pytest.mark.parametrize(
    ("fault", "becomes", "arrived"),
    [
        pytest.param(Fault(Kind.FORBID), SubscriberGone, False, id="blocked"),
        pytest.param(Fault(Kind.THROTTLE, seconds=7), Throttled, False, id="too fast"),
        pytest.param(Fault(Kind.REJECT), Rejected, False, id="refused"),
        pytest.param(Fault(Kind.FAIL), DeliveryError, False, id="Telegram is ill"),
        pytest.param(Fault(Kind.DROP), Unanswered, True, id="half an answer came"),
        pytest.param(Fault(Kind.HOLD, seconds=0.6), Unanswered, False, id="no answer came in time"),
    ],
)
async def test_what_telegram_does_is_told_in_our_words(fault, becomes, arrived):
    async with serving() as served:
        served.start(ANNE)
        served.sandbox.faults.append(fault)
        with pytest.raises(DeliveryError) as caught:
            await TelegramChannel(served.bot, 0.2).send(ANNE, BONJOUR)
        assert type(caught.value) is becomes
        assert (len(served.sandbox.state.messages) == 2) is arrived


async def test_an_answer_that_comes_drop_by_drop_is_not_waited_for():
    """No single read takes long; the request as a whole does."""

    gone = asyncio.Event()

    async def drip(reader, writer):
        with suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.01)
        writer.close()
        gone.set()

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with unknown_bot(url) as bot:
            with pytest.raises(Unanswered, match=r"no answer within 0\.2 s"):
                await TelegramChannel(bot, 0.2).send(ANNE, BONJOUR)
        await gone.wait()


async def test_what_found_no_free_connection_was_surely_not_sent():
    async with serving() as served, unknown_bot(served.url) as bot:
        served.sandbox.faults.append(Fault(Kind.HOLD, method="getMe", seconds=0.8))
        holding = asyncio.create_task(bot.get_me())
        await asyncio.sleep(0.1)
        with pytest.raises(Unreachable):
            await TelegramChannel(bot, 0.8).send(ANNE, BONJOUR)
        await holding


async def test_who_never_wrote_is_not_there_and_who_moved_is_elsewhere():
    async with serving() as served:
        channel = TelegramChannel(served.bot, 5)
        with pytest.raises(SubscriberGone):
            await channel.send(BRUNO, BONJOUR)
        group = groups.found(served.sandbox, ANNE, "Le quartier").id
        groups.set_bot(served.sandbox, ANNE, group, "member")
        groups.migrate(served.sandbox, ANNE, group)
        with pytest.raises(ChatMoved) as caught:
            await channel.send(group, BONJOUR)
        await channel.send(caught.value.new_chat, BONJOUR)


async def test_when_the_server_is_gone_nothing_was_sent():
    async with serving() as served:
        served.start(ANNE)
        nowhere = Bot(TOKEN, base_url="http://127.0.0.1:9/bot", request=served.bot.request)
        with pytest.raises(Unreachable):
            await TelegramChannel(nowhere, 5).send(ANNE, BONJOUR)


@pytest.mark.parametrize(
    ("preview", "asked"),
    [
        pytest.param(None, {"is_disabled": True}, id="no preview, whatever the links"),
        pytest.param(
            Preview("https://phare.example.org/1"),
            {"url": "https://phare.example.org/1", "prefer_small_media": True, "show_above_text": False},
            id="a small picture below the text",
        ),
        pytest.param(
            Preview("https://phare.example.org/1", large=True),
            {"url": "https://phare.example.org/1", "prefer_large_media": True, "show_above_text": True},
            id="a large one above it",
        ),
    ],
)
def test_what_is_shown_of_a_page(preview, asked):
    assert link_preview(preview) == asked
