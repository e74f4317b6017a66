"""Whether Telegram answers this process."""

from contextlib import suppress
from datetime import timedelta

import pytest
from telegram.error import TelegramError

from bot.telegram.contact import Contact, Contacts
from bot.telegram.wire import Wire
from tests.fakes import FakeClock
from tests.telegram.test_wire import closes, says, serving


@pytest.fixture
def clock(now):
    return FakeClock(now)


def test_one_request_that_fails_is_weather(clock):
    contact = Contact(clock)
    contact.missed("reset")
    clock.forward(3600)
    assert contact.lost is None


def test_when_all_fail_for_half_a_minute_it_is_lost_since_the_first(clock):
    contact, first = Contact(clock), clock()
    contact.missed("reset")
    clock.forward(30)
    contact.missed("no answer")
    assert contact.lost == (first, "no answer")


def test_any_answer_ends_it(clock):
    contact = Contact(clock)
    contact.missed("reset")
    clock.forward(60)
    contact.heard()
    contact.missed("reset")
    assert contact.lost is None


@pytest.mark.parametrize(
    ("answer", "missed"),
    [
        pytest.param(says(b"200 OK", b'{"ok":true,"result":{}}'), False, id="yes"),
        pytest.param(says(b"400 Bad Request", b'{"ok":false}'), False, id="no, but an answer"),
        pytest.param(says(b"401 Unauthorized", b'{"ok":false}'), True, id="our token is refused"),
        pytest.param(says(b"409 Conflict", b'{"ok":false}'), True, id="another program has our updates"),
        pytest.param(says(b"502 Bad Gateway", b"<html>"), True, id="a gateway"),
        pytest.param(closes, True, id="nothing"),
    ],
)
async def test_the_wire_tells_it_of_every_request(clock, answer, missed):
    contact = Contact(clock)
    async with serving(answer) as url, Wire(1, contact=contact) as wire:
        for _ in range(2):
            with suppress(TelegramError):
                await wire.do_request(f"{url}/bot42:x/getMe", "POST")
            clock.forward(timedelta(minutes=1).total_seconds())
    assert (contact.lost is not None) is missed


def test_calls_that_are_answered_do_not_hide_that_no_updates_come(clock):
    contacts, first = Contacts(clock), clock()
    contacts.updates.missed("409")
    clock.forward(60)
    contacts.updates.missed("409")
    contacts.calls.heard()
    assert contacts.lost == (first, "409")


def test_of_both_the_longer_silence_is_told(clock):
    contacts, first = Contacts(clock), clock()
    for contact in (contacts.calls, contacts.updates):
        contact.missed("reset")
        clock.forward(60)
    contacts.calls.missed("calls")
    contacts.updates.missed("updates")
    assert contacts.lost == (first, "calls")
    contacts.calls.heard()
    assert contacts.lost == (first + timedelta(minutes=1), "updates")
