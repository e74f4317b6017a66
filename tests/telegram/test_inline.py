"""Who asks from within another chat is offered stories, and leaves no trace."""

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.chat.inline import Offer, Offers
from bot.errors import DatabaseError
from bot.model import Button, Message
from bot.sandbox import person
from bot.store.schema import events, outbox, updates
from tests.sandbox.serving import ANNE

pytestmark = pytest.mark.asyncio(loop_scope="module")
LINKS = ((Button("Lire", url="https://gazette.example/1"),),)
OFFERS = Offers((Offer(12, "La digue", "La Gazette", Message("<b>La digue</b>\nCède.", LINKS)),), "20")
NOTHING = {"results": [], "next_offset": "", "cache_time": 0, "is_personal": True}


async def test_what_is_found_is_offered_and_nothing_said_in_a_chat(talk, now):
    talk.chat.offers = OFFERS
    answer = await talk.offered("digue", "0")
    assert talk.chat.heard == [(ANNE, "digue", "0", now)]
    (shown,) = answer.pop("results")
    assert answer == {"next_offset": "20", "cache_time": 60, "is_personal": True}
    assert (shown["id"], shown["title"], shown["description"]) == ("12", "La digue", "La Gazette")
    assert shown["text"] == "La digue\nCède."
    assert shown["reply_markup"] == {"inline_keyboard": [[{"text": "Lire", "url": LINKS[0][0].url}]]}
    assert talk.said() == []


@pytest.mark.parametrize("failure", [DatabaseError("digue"), ValueError("digue")], ids=repr)
async def test_a_search_that_fails_offers_nothing_and_its_log_quotes_nobody(talk, failure):
    talk.chat.failure = failure
    with capture_logs() as logs:
        assert await talk.offered("digue") == NOTHING
    assert "digue" not in str(logs)
    assert str(ANNE) not in str(logs)
    assert [line["reason"] for line in logs if line["log_level"] == "error"] == [type(failure).__name__]
    assert talk.said() == []


async def test_who_asked_and_what_is_kept_nowhere(talk):
    await talk.offered("digue")
    async with talk.database.read() as connection:
        (row,) = (await connection.execute(select(updates))).all()
        assert (row.chat_id, row.body, row.reason) == (None, None, "")
        for table in (outbox, events):
            assert (await connection.execute(select(table))).all() == []


async def test_an_answer_that_comes_too_late_costs_nothing(talk):
    query = person.ask_inline(talk.sandbox, ANNE, "digue")
    talk.sandbox.inline.clear()
    await talk.until(lambda: talk.chat.heard)
    talk.say("bonjour")
    assert await talk.answered() == ["Vous dites : bonjour"]
    assert query not in talk.sandbox.offered


async def test_a_story_that_was_chosen_and_sent_to_us_is_no_text_to_summarise(talk):
    talk.chat.offers = OFFERS
    await talk.offered("digue")
    *_, query = talk.sandbox.offered
    person.choose(talk.sandbox, ANNE, query, "12")
    talk.say("bonjour")
    assert await talk.answered() == ["Vous dites : bonjour"]
