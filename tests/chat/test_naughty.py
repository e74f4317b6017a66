"""Whatever a person is called, says or presses, and whatever a paper prints, is answered and shown as it is.

The strings are the Big List of Naughty Strings (tests/data/blns): injections, odd numbers, right-to-left and
invisible letters, emoji, names of files and devices. Every answer passes the strict Bot API.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ports import Heard
from bot.sandbox import person
from bot.sandbox.person import Given
from bot.telegram.channel import TelegramChannel
from tests.chat.visiting import PAGE, Visit
from tests.conftest import NOW
from tests.fakes import FakeClock
from tests.sandbox.serving import ANNE, at_hand, png
from tests.store.shelf import article, new, shelve
from tests.telegram.talking import handlers

ALL = json.loads((Path(__file__).parents[1] / "data" / "blns" / "blns.json").read_text(encoding="utf-8"))
TITLES = [string for string in ALL if string.strip(" \n\t\r\v\f\u00a0")]
"""Telegram lets nobody send nothing, and nobody prints it."""
CAPTION = "under a picture"
WAYS = ("", "/topic", CAPTION, "/follow", "", "/mute", CAPTION, "/unfollow", "", "/zone", "/latest", "/start")
"""In which each in its turn is said; all in all ways would take minutes."""

DATA_MAX = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton

pytestmark = pytest.mark.slow


class Post:
    """The bot's side, an update at a time: whatever fails on the way fails here."""

    def __init__(self, served, visit, database):
        self.sandbox = served.sandbox
        self.bot = served.bot
        self._database = database
        self._hear = handlers(
            lambda _thread: visit.chat, visit.readership, database, served.bot, FakeClock(NOW)
        )
        self._channel = TelegramChannel(served.bot, 5)

    async def heed(self):
        """Answer all that was said; returns the texts of the answers."""
        answers = []
        for update in list(self.sandbox.state.updates):
            said = next(part for kind, part in update.items() if kind != "update_id")
            chat = said.get("message", said)["chat"]["id"]
            async with self._database.unit():
                reaction = await self._hear(Heard(update["update_id"], chat, json.dumps(update)))
            for response in reaction.responses:
                if response.replaces is None:
                    number = await self._channel.send(chat, response.message)
                    message = self.sandbox.state.messages[number]
                    answers.append(message.get("text") or message.get("caption", ""))
                else:
                    await self._channel.redraw(chat, response.replaces, response.message)
            if reaction.confirm is not None:
                assert await reaction.confirm()
        self.sandbox.commit({"event": "confirmed", "before": self.sandbox.state.last_update + 1})
        return answers


@pytest.fixture
def visit(database):
    return Visit(database, NOW)


@pytest.fixture
async def post(database, visit):
    async with at_hand() as served:
        yield Post(served, visit, database)


def plainly(text):
    """A text as one reads it: how blanks are wide and lines end is nobody's concern."""
    return " ".join(text.split())


def say(post, way, string):
    if way == CAPTION:
        person.give(post.sandbox, ANNE, [Given("a.png", "image/png", png(8, 8), as_picture=True)], string)
    else:
        person.say(post.sandbox, ANNE, f"{way} {string}" if way else string)


async def test_whatever_a_reader_is_called_and_says(post):
    for number, string in enumerate(TITLES):
        name = plainly(string)[: person.NAME_MAX].rstrip()
        post.sandbox.commit({"event": "person", "id": ANNE, "name": name})
        say(post, WAYS[number % len(WAYS)], string)
        assert post.sandbox.state.updates[-1]["message"]["from"]["first_name"] == name
        assert await post.heed(), string


async def test_whatever_a_button_bears(post):
    person.say(post.sandbox, ANNE, "/start")
    await post.heed()
    for string in ALL:
        if 1 <= len(string.encode()) <= DATA_MAX:
            key = InlineKeyboardMarkup([[InlineKeyboardButton("?", callback_data=string)]])
            sent = await post.bot.send_message(ANNE, "?", reply_markup=key)
            person.press(post.sandbox, ANNE, sent.message_id, string)
            await post.heed()
    assert not post.sandbox.state.queries, "each was acknowledged"


async def test_whatever_a_title_says(visit, database):
    async with database.unit():
        for age, string in enumerate(TITLES):
            written = article(string, moment=NOW - timedelta(minutes=age), source=string)
            await shelve(visit.archive, new(written), NOW)
    pages = [await visit.touch(f"last:{start}") for start in range(0, len(TITLES), PAGE)]
    shown = plainly(" ".join(page.text for page in pages))
    assert not [string for string in TITLES if plainly(string) not in shown]
