"""What Telegram tells us reaches the chat, and the replies reach the reader."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.chat import texts
from bot.chat.commands import menu
from bot.chat.failures import explained
from bot.chat.reply import Reply, plain, say
from bot.errors import DatabaseError, LaconiqueError, TooLarge
from bot.model import Button, Message, Raw
from bot.sandbox import person
from bot.sandbox.faults import Fault, Kind
from bot.sources.media import DOCX
from tests.sandbox.serving import ANNE, BRUNO, png
from tests.telegram.talking import MENU

pytestmark = pytest.mark.asyncio(loop_scope="module")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
STICKER |= {"is_animated": False, "is_video": False}


async def test_the_menu_of_commands_is_ours(talk):
    commands = await talk.bot.get_my_commands()
    assert [(each.command, each.description) for each in commands] == menu()


async def test_each_reader_is_spoken_to_in_their_own_language(talk):
    """That which they chose; before they have, that of their app: English to who has it so, else French."""
    person.speak(talk.sandbox, BRUNO, "en")
    talk.say("bonjour", ANNE)
    await talk.answered()
    talk.say("hello", BRUNO)
    await talk.until(lambda: len(talk.chat.spoken) == 2)
    talk.readership.languages = {ANNE: "en", BRUNO: "fr"}
    talk.say("et encore", ANNE)
    talk.say("and again", BRUNO)
    await talk.until(lambda: len(talk.chat.spoken) == 4)
    assert talk.chat.spoken[:2] == ["fr", "en"]
    assert sorted(talk.chat.spoken[2:]) == ["en", "fr"]


async def test_words_and_commands_reach_the_chat_and_its_answer_the_reader(talk, now):
    talk.say("/topic russie")
    assert await talk.answered() == ["Vous dites : /topic russie"]
    talk.say("L’été & <b>\nsuite")
    assert (await talk.answered(2))[1] == "Vous dites : L’été & <b>\nsuite"
    assert talk.chat.heard == [(ANNE, "/topic russie", now), (ANNE, "L’été & <b>\nsuite", now)]


async def test_two_readers_are_not_mixed_up(talk):
    talk.say("bonjour")
    talk.say("bonsoir", BRUNO)
    await talk.until(lambda: talk.said(ANNE) and talk.said(BRUNO))
    assert (talk.said(ANNE), talk.said(BRUNO)) == (["Vous dites : bonjour"], ["Vous dites : bonsoir"])


@pytest.mark.parametrize(
    ("name", "media_type", "taken_for"),
    [
        pytest.param("été.txt", "text/plain", "text/plain", id="a text"),
        pytest.param("page.html", "text/html", "text/html", id="a page"),
        pytest.param("loups.docx", DOCX, DOCX, id="a Word document"),
        pytest.param("loups.docx", "application/octet-stream", DOCX, id="one told by its name alone"),
        pytest.param("loups.eml", "message/rfc822", "message/rfc822", id="a mail"),
        pytest.param("loups.eml", "text/plain", "message/rfc822", id="a mail told by its name"),
        pytest.param("page.xhtml", "application/xhtml+xml", "text/html", id="an XHTML page"),
        pytest.param(
            "a.bin", "application/octet-stream", "text/plain", id="whatever else: it will be looked at"
        ),
    ],
)
async def test_a_file_reaches_the_chat_with_all_its_bytes(talk, now, name, media_type, taken_for):
    content = bytes(range(256)) * 4
    person.hand_over(talk.sandbox, ANNE, name, media_type, content)
    assert await talk.answered() == ["1024 octets"]
    assert talk.chat.heard == [(ANNE, Raw("", content, taken_for), now)]


async def test_a_file_that_is_too_large_is_not_fetched(talk):
    person.hand_over(talk.sandbox, ANNE, "a.txt", "text/plain", b"a" * 8_000_001)
    assert await talk.answered() == [explained(TooLarge())]
    assert talk.chat.heard == []


async def test_a_button_answers_redraws_and_says_more(talk):
    shown = ((Button("✓ Russie", data="topic:pays:ru"),),)
    talk.chat.presses = [Reply((plain("Et voilà."),), rows=shown, notice="Vous suivez maintenant : Russie.")]
    talk.say("/topics")
    await talk.answered()
    query = talk.press("topic:pays:ru")
    assert await talk.answered(2) == ["Vous dites : /topics", "Et voilà."]
    assert query not in talk.sandbox.state.queries
    (menu,) = [one for one in talk.sandbox.state.messages.values() if one.get("reply_markup")]
    assert menu["text"] == "Vous dites : /topics"
    assert menu["reply_markup"]["inline_keyboard"] == [
        [{"text": "✓ Russie", "callback_data": "topic:pays:ru"}]
    ]


async def test_a_button_may_replace_its_message(talk):
    talk.chat.presses = [Reply(instead=plain("Quand <recevoir> ?", ((Button("8 h", data="slot:480"),),)))]
    talk.say("/topics")
    await talk.answered()
    talk.press("topic:pays:ru")
    await talk.until(lambda: talk.said() == ["Quand <recevoir> ?"])
    (menu,) = [one for one in talk.sandbox.state.messages.values() if one.get("reply_markup")]
    assert menu["reply_markup"]["inline_keyboard"] == [[{"text": "8 h", "callback_data": "slot:480"}]]


@pytest.mark.parametrize(
    "reply", [Reply(rows=MENU, notice="Encore"), Reply(instead=plain("Vous dites : x", MENU))]
)
async def test_a_button_touched_twice_changes_nothing_and_breaks_nothing(talk, reply):
    """Telegram refuses an edit that changes nothing."""
    talk.say("x")
    await talk.answered()
    talk.chat.presses = [reply, reply, say("suite")]
    with capture_logs() as logged:
        for left in (2, 1, 0):
            talk.press("topic:pays:ru")
            await talk.until(lambda left=left: len(talk.chat.presses) == left)
        assert (await talk.answered(2))[1] == "suite"
    assert logged == []


async def test_a_button_pressed_while_we_were_away_still_does_its_deed(talk):
    talk.say("x")
    await talk.answered()
    talk.sandbox.faults.append(Fault(Kind.REJECT, method="answerCallbackQuery", reason=TOO_OLD))
    talk.chat.presses = [Reply((plain("suite"),), rows=(), notice="Trop tard")]
    talk.press("topic:pays:ru")
    assert (await talk.answered(2))[1] == "suite"
    assert not any("reply_markup" in one for one in talk.sandbox.state.messages.values())


async def test_where_pictures_are_refused_the_words_come_alone(talk):
    talk.say("x")
    await talk.answered()
    talk.sandbox.faults.append(Fault(Kind.REJECT, method="sendPhoto", reason="not enough rights"))
    talk.chat.presses = [Reply((Message("suite", picture=png(640, 480)),))]
    with capture_logs() as logged:
        talk.press("topic:pays:ru")
        assert (await talk.answered(2))[1] == "suite"
    assert [(one["event"], one["chat"]) for one in logged] == [("picture not sent", ANNE)]


async def test_a_long_notice_is_cut_to_what_telegram_shows(talk):
    talk.say("x")
    await talk.answered()
    talk.chat.presses = [Reply(notice="é" * 500)]
    query = talk.press("topic:pays:ru")
    await talk.until(lambda: query not in talk.sandbox.state.queries)


async def test_who_blocks_us_gets_no_more_pushes(talk):
    talk.say("/start")
    await talk.answered()
    person.block(talk.sandbox, ANNE, blocked=True)
    person.block(talk.sandbox, ANNE, blocked=False)
    talk.say("me revoilà")
    await talk.answered(2)
    await talk.until(lambda: talk.readership.paused)
    assert talk.readership.paused == {ANNE: "the reader blocked the bot"}


async def test_who_takes_us_back(talk, now):
    talk.say("/start")
    await talk.answered()
    person.block(talk.sandbox, ANNE, blocked=True)
    person.block(talk.sandbox, ANNE, blocked=False)
    await talk.until(lambda: talk.readership.paused)
    talk.say("me revoilà")
    await talk.answered(2)
    assert talk.readership.returned == [(ANNE, now)]


async def test_an_answer_that_does_not_arrive_is_said_in_the_log(talk):
    talk.sandbox.faults.append(Fault(Kind.FORBID))
    with capture_logs() as logged:
        talk.say("un")
        await talk.until(lambda: logged)
        talk.say("deux")
        assert await talk.answered() == ["Vous dites : deux"]
    told = [(one["event"], one["chat"], one["reason"]) for one in logged]
    assert told == [("answer not sent", ANNE, "Forbidden: bot was blocked by the user")]


async def test_an_answer_that_telegram_would_not_take_now_is_put_off_and_not_dropped(talk):
    talk.sandbox.faults.append(Fault(Kind.THROTTLE, seconds=43_838))
    talk.say("un")
    await talk.until_in(talk.waiting)
    assert await talk.waiting() == [("Vous dites : un", timedelta(seconds=43_838))]
    assert talk.said() == []


async def test_when_we_fail_the_reader_is_told_and_the_operator_why(talk):
    talk.chat.failure = failure = RuntimeError("a bug")
    with capture_logs() as logged:
        talk.say("/latest")
        assert await talk.answered() == [explained(LaconiqueError())]
    assert [(line["event"], line["exc_info"]) for line in logged] == [("update not answered", failure)]
    talk.chat.failure = None
    talk.say("encore")
    assert (await talk.answered(2))[1] == "Vous dites : encore"


async def test_what_the_database_would_not_take_is_asked_of_it_again_and_then_said(talk):
    talk.chat.failure = DatabaseError("disk full")
    talk.say("/latest")
    with capture_logs() as logged:
        for tries in (1, 2, 3, 4):
            await talk.until(lambda tries=tries: len(logged) == tries)
            assert talk.said() == []
            talk.clock.forward(2**tries)
        assert await talk.answered() == [explained(LaconiqueError())]
    assert [one["event"] for one in logged] == ["update put off"] * 4 + ["update not answered"]


async def test_a_command_takes_effect_as_soon_as_the_database_is_back(talk):
    talk.chat.failure = DatabaseError("gone")
    talk.say("/latest")
    talk.say("et encore")
    with capture_logs() as logged:
        await talk.until(lambda: logged)
        talk.chat.failure = None
        talk.clock.forward(1)
        assert await talk.answered(2) == ["Vous dites : /latest", "Vous dites : et encore"]


async def test_what_is_neither_text_nor_file_is_answered_too(talk):
    send(talk, sticker=STICKER)
    assert await talk.answered() == [str(texts.EMPTY_MESSAGE)]


async def test_the_words_under_a_picture_are_said(talk, now):
    send(talk, photo=PHOTO, caption="quoi de neuf ?")
    await talk.answered()
    assert talk.chat.heard == [(ANNE, "quoi de neuf ?", now)]


async def test_a_link_may_stand_behind_words_or_in_what_is_answered(talk, now):
    behind = [{"type": "text_link", "offset": 0, "length": 4, "url": "https://phare.example.org/port"}]
    send(talk, text="Ceci", entities=behind)
    await talk.answered()
    send(talk, text="résume", reply_to_message=message(talk, text="Ceci", entities=behind))
    await talk.answered(2)
    assert talk.chat.heard == [
        (ANNE, "Ceci", now, "https://phare.example.org/port"),
        (ANNE, "résume", now, "https://phare.example.org/port", "Ceci"),
    ]


async def test_an_album_is_answered_once_by_the_words_under_one_of_its_pictures(talk):
    send(talk, photo=PHOTO, media_group_id="1")
    send(talk, photo=PHOTO, media_group_id="1", caption="la Russie")
    send(talk, photo=PHOTO, media_group_id="1")
    send(talk, photo=PHOTO, media_group_id="2")
    await until_taken_in(talk, 4)
    talk.clock.forward(1)
    assert await talk.answered(2) == ["Vous dites : la Russie", str(texts.EMPTY_MESSAGE)]


async def test_a_text_that_the_app_has_cut_is_put_together(talk):
    send(talk, text="Le port rouvre. " * 199 + "Le port rouvre.")
    send(talk, text="Le reste, et la fin.")
    send(talk, text="/latest")
    await until_taken_in(talk, 3)
    talk.clock.forward(1)
    await talk.answered(2)
    (_, text, _), (_, command, _) = talk.chat.heard
    assert (text.count("Le port rouvre."), text[-36:]) == (200, "Le port rouvre.\nLe reste, et la fin.")
    assert command == "/latest"


def message(talk, **content):
    """A message of Anne's, as Telegram tells it."""
    chat = {"id": ANNE, "type": "private", "first_name": "Anne"}
    said_by = {"id": ANNE, "is_bot": False, "first_name": "Anne"}
    head = {"message_id": talk.sandbox.state.last_message + 1, "date": talk.sandbox.now}
    return head | {"chat": chat, "from": said_by} | content


def send(talk, **content):
    sent = message(talk, **content)
    talk.sandbox.commit({"event": "message", "message": sent}, *talk.sandbox.update("message", sent))


async def until_taken_in(talk, count):
    async def are_there():
        return len(await talk.unheeded()) == count

    await talk.until_in(are_there)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        pytest.param("/latest", True, id="a command"),
        pytest.param("/latest@{me}", True, id="to us by name"),
        pytest.param("/latest@{ME}", True, id="in capitals"),
        pytest.param("/start@Other", False, id="to another bot"),
        pytest.param("bonjour à tous", False, id="words"),
        pytest.param("https://phare.example.org/port", False, id="a link"),
    ],
)
async def test_in_a_group_only_commands_are_for_us(talk, said, heard):
    me = talk.bot.username
    said = said.format(me=me, ME=me.upper())
    for text in (said, "/fin"):
        in_group(talk, text=text)
    await talk.until(lambda: [words for _, words, _ in talk.chat.heard][-1:] == ["/fin"])
    assert [words for _, words, _ in talk.chat.heard] == ([said] if heard else []) + ["/fin"]


async def test_in_a_group_a_file_is_for_the_others(talk):
    in_group(talk, document={"file_id": "f", "file_unique_id": "f", "file_name": "a.txt"})
    in_group(talk, text="/fin")
    await talk.until(lambda: talk.chat.heard)
    assert [words for _, words, _ in talk.chat.heard] == ["/fin"]


async def test_a_command_to_another_bot_is_not_for_us_in_private_either(talk):
    talk.say("/start@Other")
    talk.say("bonjour")
    assert await talk.answered() == ["Vous dites : bonjour"]


async def test_the_answer_comes_even_when_we_cannot_be_seen_typing(talk):
    talk.sandbox.faults.append(Fault(Kind.FAIL, method="sendChatAction", times=2))
    with capture_logs() as logged:
        talk.say("https://example.org/a")
        assert await talk.answered() == ["Vous dites : https://example.org/a"]
        person.hand_over(talk.sandbox, ANNE, "a.txt", "text/plain", b"abc")
        assert (await talk.answered(2))[1] == "3 octets"
    assert (logged, talk.sandbox.faults) == ([], [])


async def test_a_question_is_answered_without_a_call_before(talk):
    talk.sandbox.faults.append(Fault(Kind.FAIL, method="sendChatAction"))
    talk.say("le port de Brest")
    await talk.answered()
    assert len(talk.sandbox.faults) == 1  # nobody ran into it
    talk.sandbox.faults.clear()


async def test_a_menu_that_cannot_be_redrawn_is_said_in_the_log_and_the_answer_comes(talk):
    talk.say("x")
    await talk.answered()
    talk.sandbox.faults.append(Fault(Kind.REJECT, method="editMessageReplyMarkup", reason="too old"))
    talk.chat.presses = [Reply((plain("suite"),), rows=())]
    with capture_logs() as logged:
        talk.press("topic:pays:ru")
        assert (await talk.answered(2))[1] == "suite"
    assert [line["event"] for line in logged] == ["menu not redrawn"]


def in_group(talk, **content):
    """Someone says this in a group."""
    group = {"id": -42, "type": "group", "title": "La rédaction"}
    message = {"message_id": 1, "date": 1, "chat": group, "from": {"id": ANNE, "is_bot": False}} | content
    message["from"]["first_name"] = "Anne"
    talk.sandbox.commit(*talk.sandbox.update("message", message))


async def test_a_group_that_becomes_a_supergroup_keeps_its_choices(talk):
    group = {"id": -42, "type": "group", "title": "La rédaction"}
    message = {"message_id": 1, "date": 1, "chat": group, "migrate_to_chat_id": -100123}
    talk.sandbox.commit(*talk.sandbox.update("message", message))
    await talk.until(lambda: talk.readership.moved)
    assert talk.readership.moved == {-42: -100123}


async def test_a_file_of_who_is_not_let_in_is_not_fetched_and_a_sticker_gets_the_same_word(talk):
    talk.chat.refused = say("Sur invitation.")
    person.hand_over(talk.sandbox, ANNE, "a.txt", "text/plain", b"a" * 300)
    assert await talk.answered() == ["Sur invitation."]
    send(talk, sticker=STICKER)
    assert await talk.answered(2) == ["Sur invitation."] * 2
    assert talk.chat.heard == []
