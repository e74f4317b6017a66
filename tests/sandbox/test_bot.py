"""The real python-telegram-bot talks to the sandbox and notices nothing."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict

from bot.sandbox import person
from bot.sandbox.methods import menu
from tests.sandbox.serving import ANNE, BRUNO, png, ptb

PNG = png(640, 480)
PLAIN = LinkPreviewOptions(is_disabled=True)
YES = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="oui")]])


async def test_a_message_comes_back_as_telegram_writes_it(online, clock):
    online.start()
    sent = await online.bot.send_message(ANNE, "<b>Bonjour</b> 😀", parse_mode="HTML", reply_markup=YES)
    assert sent.from_user.is_bot
    assert (sent.chat.id, sent.chat.type, sent.chat.first_name) == (ANNE, "private", "Anne")
    assert (sent.text, sent.text_html) == ("Bonjour 😀", "<b>Bonjour</b> 😀")
    assert sent.date == datetime.fromtimestamp(clock.now, UTC)
    assert sent.reply_markup == YES


async def test_messages_are_edited_in_place_and_deleted(served, clock):
    served.start()
    sent = await served.bot.send_message(ANNE, "un", reply_markup=YES)
    edited = await sent.edit_text("deux")
    assert (edited.message_id, edited.text, edited.reply_markup) == (sent.message_id, "deux", None)
    assert edited.edit_date is not None
    assert (await edited.edit_reply_markup(YES)).reply_markup == YES
    assert await sent.delete()
    assert sent.message_id not in served.sandbox.state.messages


async def test_an_answer_shows_what_it_answers(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "oui ?", reply_parameters=ReplyParameters(1))
    assert sent.reply_to_message.text == "/start"
    lone = ReplyParameters(77, allow_sending_without_reply=True)
    assert (await served.bot.send_message(ANNE, "seul", reply_parameters=lone)).reply_to_message is None


async def test_the_page_behind_a_link_is_shown_as_the_bot_asked(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "https://a.fr", link_preview_options=PLAIN)
    assert sent.link_preview_options == PLAIN
    assert (await sent.edit_text("https://b.fr")).link_preview_options is None


async def test_what_a_person_writes_is_an_update_until_it_is_confirmed(served):
    person.say(served.sandbox, ANNE, "/topic russie")
    person.say(served.sandbox, BRUNO, "bonjour")
    first, second = await served.bot.get_updates()
    assert (first.message.from_user.first_name, second.message.text) == ("Anne", "bonjour")
    assert first.message.entities[0].type == "bot_command"
    assert [update.update_id for update in await served.bot.get_updates(limit=1)] == [first.update_id]
    assert await served.bot.get_updates(offset=first.update_id + 1) == (second,)
    assert await served.bot.get_updates(offset=second.update_id + 1) == ()
    assert await served.bot.get_updates() == ()


async def test_a_negative_offset_keeps_the_last_updates(served):
    for word in ("un", "deux", "trois"):
        person.say(served.sandbox, ANNE, word)
    assert [u.message.text for u in await served.bot.get_updates(offset=-1)] == ["trois"]
    assert len(await served.bot.get_updates()) == 1


async def test_a_long_poll_ends_when_something_arrives(online):
    poll = asyncio.create_task(online.bot.get_updates(timeout=50))
    await online.polling()
    person.say(online.sandbox, ANNE, "me voici")
    (update,) = await poll
    assert update.message.text == "me voici"


async def test_a_second_poll_ends_the_first(online):
    first = asyncio.create_task(online.bot.get_updates(timeout=50))
    await online.polling()
    async with ptb(online.url) as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match="Conflict: terminated by other getUpdates request; make sure"):
        await first


async def test_kinds_that_the_bot_does_not_want_are_not_queued(served):
    await served.bot.get_updates(allowed_updates=["message"])
    served.start()
    person.block(served.sandbox, ANNE, blocked=True)
    assert await served.bot.get_updates() == ()


async def test_blocking_and_unblocking_tells_the_bot(served):
    served.start()
    person.block(served.sandbox, ANNE, blocked=True)
    person.block(served.sandbox, ANNE, blocked=False)
    told = [update.my_chat_member for update in await served.bot.get_updates()]
    assert [change.new_chat_member.status for change in told] == ["kicked", "member"]


async def test_a_pressed_button_is_answered_once(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "On y va ?", reply_markup=YES)
    pressed = await served.page("press", user=ANNE, message_id=sent.message_id, data="oui")
    assert pressed.status_code == 200
    (update,) = await served.bot.get_updates()
    query = update.callback_query
    assert (query.data, query.message.text, query.from_user.id) == ("oui", "On y va ?", ANNE)
    assert await query.answer("C’est fait", show_alert=True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()


async def test_a_button_pressed_long_ago_cannot_be_answered(served, clock):
    served.start()
    sent = await served.bot.send_message(ANNE, "On y va ?", reply_markup=YES)
    query = person.press(served.sandbox, ANNE, sent.message_id, "oui")
    clock.now += 16
    with pytest.raises(BadRequest, match="Query is too old"):
        await served.bot.answer_callback_query(query)


async def test_only_buttons_that_are_there_can_be_pressed(served):
    served.start()
    sent = await served.bot.send_message(ANNE, "On y va ?", reply_markup=YES)
    for data, message in (("non", sent.message_id), ("oui", 77)):
        answer = await served.page("press", user=ANNE, message_id=message, data=data)
        assert answer.status_code == 409


async def test_the_menu_of_commands_follows_its_scope(served):
    await served.bot.set_my_commands([BotCommand("latest", "Les dernières nouvelles")])
    assert [c.command for c in await served.bot.get_my_commands()] == ["latest"]
    assert [c["command"] for c in menu(served.sandbox.state, ANNE)] == ["latest"]
    private = BotCommandScopeAllPrivateChats()
    await served.bot.set_my_commands([("topic", "Un sujet")], scope=private, language_code="fr")
    assert [c["command"] for c in menu(served.sandbox.state, ANNE)] == ["topic"]
    assert await served.bot.get_my_commands(scope=private) == ()
    own = BotCommandScopeChat(ANNE)
    served.start()
    await served.bot.set_my_commands([("latest", "News")], scope=own)
    assert [c["description"] for c in menu(served.sandbox.state, ANNE)] == ["News"]
    for _ in range(2):  # once more is no error
        assert await served.bot.delete_my_commands(scope=own)
    assert [c["command"] for c in menu(served.sandbox.state, ANNE)] == ["topic"]


async def test_a_file_from_a_person_can_be_read_by_the_bot(online):
    content = bytes(range(256)) + b"\r\n--x\r\n"
    person.hand_over(online.sandbox, ANNE, "dossier/été.txt", "text/plain", content)
    (update,) = await online.bot.get_updates()
    document = update.message.document
    assert (document.file_name, document.mime_type, document.file_size) == ("été.txt", "text/plain", 263)
    file = await document.get_file()
    assert bytes(await file.download_as_bytearray()) == content


async def test_a_file_from_the_bot_is_kept_byte_for_byte(online):
    online.start()
    content = b"\r\n\r\n--\r\n" + bytes(range(256))
    sent = await online.bot.send_document(
        ANNE, content, "<i>Le texte</i>", filename="revue été.txt", parse_mode="HTML"
    )
    assert (sent.document.file_name, sent.caption_html) == ("revue été.txt", "<i>Le texte</i>")
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == content
    again = await online.bot.send_document(ANNE, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("x")


async def test_a_photo_has_its_size(served):
    served.start()
    sent = await served.bot.send_photo(ANNE, PNG, caption="Vue")
    assert (sent.photo[0].width, sent.photo[0].height, sent.caption) == (640, 480, "Vue")
    shown = await served.http.get(f"/sandbox/files/{sent.photo[0].file_id}")
    assert (shown.headers["content-type"], shown.content) == ("image/png", PNG)


async def test_the_bot_knows_itself(served):
    me = await served.bot.get_me()
    assert (me.id, me.is_bot, me.username) == (4242, True, "laconique_bot")
