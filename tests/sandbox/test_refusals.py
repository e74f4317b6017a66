"""What Telegram refuses is refused here, in the same words."""

import pytest
from telegram.error import BadRequest, Forbidden

from bot.sandbox import person
from bot.sandbox.queries import STALE_QUERY
from tests.sandbox.serving import ANNE, BRUNO, TOKEN, png

LINK = "http://exemple.fr/"


def keyboard(*buttons):
    return {"inline_keyboard": [list(buttons)]}


def asking(request):
    """A keyboard below the line on which one writes, which asks for a chat."""
    return {"keyboard": [[{"text": "Choisir", "request_chat": request}]]}


def button(**action):
    return {"text": "Ouvrir", **action}


@pytest.mark.parametrize(
    ("method", "values", "reason"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 99, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@anne", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": BRUNO, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": ANNE}, "message text is empty"),
        ("sendMessage", {"chat_id": ANNE, "text": ""}, "message text is empty"),
        ("sendMessage", {"chat_id": ANNE, "text": " \n"}, "text must be non-empty"),
        ("sendMessage", {"chat_id": ANNE, "text": "é" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": ANNE, "text": "😀" * 2049}, "message is too long"),
        ("sendMessage", {"chat_id": ANNE, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "<h1>x</h1>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "h1" at byte offset 0',
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": "["},
            "can't parse reply keyboard markup JSON object",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": "[]"},
            "object expected as reply markup",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(button(callback_data=""))},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(button(callback_data="é" * 33))},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(button(url="http://localhost/"))},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(button(url="ftp://exemple.fr"))},
            "inline keyboard button URL 'ftp://exemple.fr' is invalid: Unsupported URL protocol",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": {"keyboard": [[{"request_location": True}]]}},
            "can't parse keyboard button: Can't find field \"text\"",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": asking({"chat_is_channel": True})},
            "can't parse keyboard button: Can't find field \"request_id\"",
        ),
        (
            "sendMessage",
            {
                "chat_id": ANNE,
                "text": "x",
                "reply_markup": asking(
                    {"request_id": 1, "chat_is_channel": True, "bot_administrator_rights": {}}
                ),
            },
            "can't parse ChatAdministratorRights: Can't find field \"is_anonymous\"",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(button())},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_markup": keyboard(*[button(url=LINK)] * 101)},
            "reply markup is too long",
        ),
        (
            "sendMessage",
            {"chat_id": ANNE, "text": "x", "reply_parameters": {"message_id": 77}},
            "message to be replied not found",
        ),
        ("editMessageText", {"chat_id": ANNE, "text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"chat_id": ANNE, "message_id": 77, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"chat_id": ANNE, "message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageReplyMarkup", {"chat_id": ANNE, "message_id": 77}, "message to edit not found"),
        ("deleteMessage", {"chat_id": ANNE, "message_id": 77}, "message to delete not found"),
        ("sendChatAction", {"chat_id": ANNE, "action": "dancing"}, "wrong parameter action in request"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "12"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Majuscule", "description": "x"}]},
            "BOT_COMMAND_INVALID",
        ),
        ("setMyCommands", {"commands": [{"command": "é", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "x", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "x", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat", "chat_id": BRUNO}},
            "chat not found",
        ),
        ("deleteMyCommands", {"scope": {"type": "chat", "chat_id": 77}}, "chat not found"),
        ("sendDocument", {"chat_id": ANNE}, "there is no document in the request"),
        ("sendPhoto", {"chat_id": ANNE, "photo": "nowhere"}, "wrong file identifier/HTTP URL specified"),
        ("getFile", {"file_id": "nowhere"}, "wrong file_id or the file is temporarily unavailable"),
        (
            "setWebhook",
            {"url": "http://exemple.fr/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:1/", "secret_token": "a+b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_telegram_would_refuse(served, method, values, reason):
    served.start()
    before = dict(served.sandbox.state.messages)
    answer = await served.call(method, **values)
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {reason}")
    assert served.sandbox.state.messages == before


async def test_the_limits_themselves_are_allowed(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "<b>" + "é" * 4096 + "</b>", parse_mode="HTML")
    assert len(sent.text) == 4096
    exact = keyboard(button(callback_data="é" * 32))
    assert (await served.call("sendMessage", chat_id=ANNE, text="x", reply_markup=exact))["ok"]


async def test_a_message_that_stays_the_same_cannot_be_edited(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "<b>un</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await sent.edit_text("<strong>un</strong>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(None)


async def test_a_long_caption_is_refused(served):
    served.start()
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await served.bot.send_document(ANNE, b"x", caption="é" * 1025)


async def test_a_photo_must_be_a_picture(served):
    served.start()
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await served.bot.send_photo(ANNE, b"not a picture")


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        pytest.param(png(9000, 1001), "Photo_invalid_dimensions", id="too large"),
        pytest.param(png(2100, 100), "Photo_invalid_dimensions", id="too narrow"),
        pytest.param(png(100, 0), "Image_process_failed", id="flat"),
        pytest.param(png(100, 100, 10 * 2**20 + 1), "is too big for a photo", id="too heavy"),
    ],
)
async def test_a_photo_has_its_limits(served, picture, reason):
    served.start()
    with pytest.raises(BadRequest, match=reason):
        await served.bot.send_photo(ANNE, picture)


@pytest.mark.parametrize("picture", [png(9000, 1000), png(2000, 100), png(100, 100, 10 * 2**20)])
async def test_the_limits_of_a_photo_are_allowed(served, picture):
    served.start()
    sent = await served.bot.send_photo(ANNE, picture, caption="<b>" + "é" * 1024 + "</b>", parse_mode="HTML")
    assert len(sent.caption) == 1024


async def test_old_messages_cannot_be_deleted(served, clock):
    served.start()
    sent = await served.bot.send_message(ANNE, "x")
    clock.now += 48 * 3600 + 1
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await sent.delete()


async def test_who_blocked_the_bot_is_out_of_reach(served):
    served.start()
    await served.page("block", user=ANNE, blocked=True)
    for call in (served.bot.send_message(ANNE, "x"), served.bot.send_chat_action(ANNE, "typing")):
        with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
            await call
    await served.page("block", user=ANNE, blocked=False)
    assert (await served.bot.send_message(ANNE, "x")).text == "x"


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        (f"/bot{TOKEN}/makeCoffee", 404, "Not Found"),
        ("/bot4242:other/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
    ],
)
async def test_wrong_names_and_tokens(served, path, code, description):
    answer = await served.http.post(path)
    assert answer.status_code == code
    assert answer.json() == {"ok": False, "error_code": code, "description": description}


async def test_a_body_that_is_no_json_object_is_refused(served):
    for body in (b"{", b"[]", b'{"text": "\\ud800"}'):
        answer = await served.http.post(
            f"/bot{TOKEN}/getMe", content=body, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 400


def result(**changed):
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "x", "input_message_content": content} | changed


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"results": [result(id=str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [result(), result()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [result(id="é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [result(id="")]}, "RESULT_ID_INVALID"),
        ({"results": [result(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [result(input_message_content={"message_text": ""})]}, "message text is empty"),
        (
            {"results": [result(reply_markup=keyboard(button(callback_data="é" * 33)))]},
            "BUTTON_DATA_INVALID",
        ),
        ({"results": {}}, "expected an Array of InlineQueryResult"),
        ({"results": [], "next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "inline_query_id": "another"}, STALE_QUERY),
    ],
)
async def test_an_answer_to_an_inline_query_is_refused(served, values, reason):
    asked = {"inline_query_id": person.ask_inline(served.sandbox, ANNE, "russie")}
    answer = await served.call("answerInlineQuery", **asked | values)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_an_inline_query_is_answered_once_and_in_time(served, clock):
    first = {"inline_query_id": person.ask_inline(served.sandbox, ANNE, "russie"), "results": [result()]}
    assert (await served.call("answerInlineQuery", **first))["ok"]
    assert not (await served.call("answerInlineQuery", **first))["ok"]
    late = {"inline_query_id": person.ask_inline(served.sandbox, ANNE, "russie"), "results": []}
    clock.now += 16
    assert not (await served.call("answerInlineQuery", **late))["ok"]
