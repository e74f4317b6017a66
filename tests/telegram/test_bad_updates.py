"""An update that can't be read costs that update only, whichever way it came."""

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.ports import What
from bot.store.events import EventStore
from bot.store.schema import updates
from tests.sandbox.serving import ANNE, BRUNO

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSON = {"id": ANNE, "is_bot": False, "first_name": "Anne"}
CHAT = {"id": ANNE, "type": "private", "first_name": "Anne"}
SAID = {"message_id": 2, "date": 1, "chat": CHAT, "from": PERSON, "text": "Le phare est rallumé"}
HIDDEN = {"type": "hidden_user", "date": 1}  # and no name


@pytest.fixture(params=["talk", "hooked"], ids=["polling", "webhook"])
def either(request):
    return request.getfixturevalue(request.param)


BAD = {
    "a forward without the name of its origin": {"message": SAID | {"forward_origin": HIDDEN}},
    "an answer to one": {"message": SAID | {"reply_to_message": SAID | {"forward_origin": HIDDEN}}},
    "a date beyond the calendar": {"message": SAID | {"date": 10**18}},
    "a date that is none": {"message": SAID | {"date": "hier"}},
    "a message without a chat": {"message": {"message_id": 2, "date": 1, "text": "x"}},
    "a list for a chat": {"message": SAID | {"chat": []}},
    "a button of nobody": {"callback_query": {"id": "1", "data": "x"}},
    "a text for a message": {"message": "Le phare"},
}
"""Each of a kind of its own: what the library can't read."""
FOREIGN = {
    "a kind of a newer Bot API": {"shiny_thing": {"chat": CHAT, "sparkle": 3}},
    "a member of a newer Bot API": {"message": SAID | {"shiny": {"sparkle": True}}},
    "a kind that we did not ask for": {"edited_message": SAID},
    "a message of a channel": {"channel_post": SAID | {"chat": {"id": -100, "type": "channel"}}},
    "nothing at all": {},
}
"""What is no error."""


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_a_bad_update_is_said_once_and_passed_over_and_the_others_are_answered(either, bad):
    with capture_logs() as logged:
        either.sandbox.commit(*updated(either, bad))
        either.say("bonjour", BRUNO)
        await either.until(lambda: either.said(BRUNO) == ["Vous dites : bonjour"])
        await either.until_in(lambda: over(either))
    said = [line for line in logged if line["event"] == "an update is passed over"]
    assert (len(said), either.passed_over) == (1, 1)
    assert "phare" not in str(logged), "no word of a reader's"
    assert await reasons(either) == [said[0]["reason"]]
    [(_, event)] = await EventStore(either.database).latest(9)
    assert event.what is What.UPDATE_PASSED_OVER


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
async def test_what_is_new_to_us_is_no_error(either, foreign):
    with capture_logs() as logged:
        either.say("/start")
        await either.answered()
        either.sandbox.commit(*updated(either, foreign))
        either.say("bonjour", BRUNO)
        await either.until(lambda: either.said(BRUNO) == ["Vous dites : bonjour"])
        await either.until_in(lambda: over(either))
    assert (logged, await reasons(either)) == ([], [])


def updated(talk, content):
    """An update of this content, as the sandbox would tell of its own."""
    return [{"event": "update", "update": {"update_id": talk.sandbox.state.last_update + 1} | content}]


async def over(talk) -> bool:
    return not await talk.unheeded()


async def reasons(talk) -> list[str]:
    async with talk.database.read() as connection:
        return list(await connection.scalars(select(updates.c.reason).where(updates.c.reason != "")))
