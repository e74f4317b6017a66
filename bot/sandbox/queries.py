"""The methods that answer who waits: at a pressed button, or before the results of an inline query."""

from typing import Any, Final

from bot.sandbox.chats import Json
from bot.sandbox.hub import Hub
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.markup import utf16_len
from bot.sandbox.messages import text_content
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request

ANSWER_MAX: Final = 200
QUERY_LIFE_S: Final = 15
STALE_QUERY: Final = "query is too old and response timeout expired or query ID is invalid"
RESULTS_MAX: Final = 50
RESULT_ID_BYTES: Final = 64
OFFSET_BYTES: Final = 64
OFFERED_MAX: Final = 50
"""Answers from which something may still be chosen."""


def answer_callback_query(hub: Hub, params: Params) -> bool:
    """Stop the button's spinner, with a note or an alert when `text` is there."""
    query = hub.state.queries.get(params.text("callback_query_id"))
    if query is None or hub.now - query["date"] > QUERY_LIFE_S:
        raise bad_request(STALE_QUERY)
    text = params.text("text")
    if utf16_len(text) > ANSWER_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "alert": params.flag("show_alert")}
    where = {key: query[key] for key in ("user", "message_id", "chat")}
    hub.commit({"event": "answered", "id": query["id"], **where, **answer})
    return True


def answer_inline_query(hub: Hub, params: Params) -> bool:
    """Show the results under what is typed. Source: https://core.telegram.org/bots/api#answerinlinequery."""
    id_ = params.text("inline_query_id")
    asked = hub.inline.get(id_)
    if asked is None or hub.now - asked["date"] > QUERY_LIFE_S:
        raise bad_request(STALE_QUERY)
    given = params.json("results", "inline query results")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InlineQueryResult")
    if len(given) > RESULTS_MAX:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.text("next_offset").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = [_article(result) for result in given]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    del hub.inline[id_]
    next_offset = params.text("next_offset")
    hub.offered[id_] = {
        "results": results,
        "next_offset": next_offset,
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.flag("is_personal"),
    }
    while len(hub.offered) > OFFERED_MAX:
        del hub.offered[next(iter(hub.offered))]
    shown = {"id": id_, "user": asked["user"], "results": results, "next_offset": next_offset}
    hub.tell({"event": "offered"} | shown)
    return True


def _article(result: Any) -> Json:  # noqa: ANN401 - JSON from outside
    """An article as it would be shown and sent; other kinds of results are unknown here."""
    if not isinstance(result, dict) or result.get("type") != "article":
        raise bad_request("can't parse inline query result: Unallowed inline query result type")
    id_, title = str(result.get("id", "")), str(result.get("title", ""))
    if not 1 <= len(id_.encode()) <= RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    keyboard = inline_keyboard(result.get("reply_markup"))
    return {
        "id": id_,
        "title": title,
        "description": str(result.get("description", "")),
        **text_content(Params(content | {"text": content.get("message_text")})),
        **({"reply_markup": keyboard} if keyboard else {}),
    }
