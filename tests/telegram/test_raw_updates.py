"""Of an update only that is read which is needed to keep it: its number, and who said it."""

import json

import pytest

from bot.errors import BadUpdate
from bot.telegram.raw_updates import incoming

CHAT = {"id": 7001, "type": "private"}


@pytest.mark.parametrize(
    ("more", "chat"),
    [
        pytest.param({"message": {"chat": CHAT, "text": "bonjour"}}, 7001, id="words"),
        pytest.param({"callback_query": {"id": "1", "message": {"chat": CHAT}}}, 7001, id="a button"),
        pytest.param({"my_chat_member": {"chat": CHAT}}, 7001, id="a block"),
        pytest.param({"inline_query": {"from": {"id": 7001}}}, 7001, id="an inline query: of who asks"),
        pytest.param({"inline_query": {"from": None}}, None, id="an inline query of nobody"),
        pytest.param({"of_a_newer_api": {"chat": CHAT}}, 7001, id="a kind that nobody knows yet"),
        pytest.param({"poll": {"id": "1"}}, None, id="of no chat"),
        pytest.param({}, None, id="empty"),
        pytest.param({"message": {"chat": "7001"}}, None, id="a chat that is none"),
        pytest.param({"message": {"chat": {"id": "7001"}}}, None, id="a chat whose number is a text"),
        pytest.param({"message": {"chat": {"id": 2**70}}}, None, id="a chat whose number is too large"),
        pytest.param({"message": ["a"], "callback_query": None}, None, id="parts of a wrong type"),
        pytest.param({"message": {"text": "\ud83d \0"}}, None, id="half a sign, and none"),
    ],
)
def test_whatever_is_in_it_an_update_is_kept(more, chat):
    raw = {"update_id": 9} | more
    kept = incoming(raw)
    assert (kept.id, kept.chat_id, json.loads(kept.body)) == (9, chat, raw)
    assert kept.body.isascii(), "and so any database keeps it"


@pytest.mark.parametrize(
    "raw",
    [None, [], "update", 9, {}, {"update_id": "9"}, {"update_id": True}, {"update_id": 2**63}],
    ids=repr,
)
def test_one_without_a_number_is_none(raw):
    with pytest.raises(BadUpdate):
        incoming(raw)
