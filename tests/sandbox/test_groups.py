"""Groups, forums and channels: who may do what there, and what the bot is told, as in Telegram."""

import pytest
from telegram import BotCommandScopeAllChatAdministrators, BotCommandScopeAllGroupChats
from telegram.error import BadRequest, Forbidden

from bot.sandbox import groups, person
from bot.sandbox.methods import menu
from bot.sandbox.person import Given, Impossible, Where
from tests.sandbox.serving import ANNE, BRUNO, CHLOE, TOKEN, png

BOT = int(TOKEN.partition(":")[0])
KEY = {"inline_keyboard": [[{"text": "Suivre", "callback_data": "suivre"}]]}


async def heard(served):
    """What the bot has not read yet."""
    told = await served.bot.get_updates()
    served.sandbox.commit({"event": "confirmed", "before": served.sandbox.state.last_update + 1})
    return told


async def group(served, kind="group", role="member", *, forum=False):
    """A group of Anne's with Bruno and the bot in it, of which the bot has been told."""
    made = groups.found(served.sandbox, ANNE, "Le quartier", kind, forum=forum, members=[BRUNO])
    groups.set_bot(served.sandbox, ANNE, made.id, role)
    await heard(served)
    return made.id


async def test_a_bot_that_is_let_in_is_told_and_may_write(served):
    chat = groups.found(served.sandbox, ANNE, "Le quartier").id
    with pytest.raises(BadRequest, match="Chat not found"):
        await served.bot.send_message(chat, "x")
    groups.set_bot(served.sandbox, ANNE, chat, "member")
    change, service = await served.bot.get_updates()
    assert change.my_chat_member.new_chat_member.status == "member"
    assert [user.id for user in service.message.new_chat_members] == [BOT]
    sent = await served.bot.send_message(chat, "Bonjour")
    assert (sent.chat.type, sent.chat.title, sent.from_user.id) == ("group", "Le quartier", BOT)


@pytest.mark.parametrize(
    ("kind", "role", "error", "words"),
    [
        ("group", "left", Forbidden, "Forbidden: bot is not a member of the group chat"),
        ("supergroup", "kicked", Forbidden, "Forbidden: bot was kicked from the supergroup chat"),
        ("supergroup", "restricted", BadRequest, "Not enough rights to send text messages to the chat"),
        ("channel", "left", Forbidden, "Forbidden: bot is not a member of the channel chat"),
    ],
)
async def test_a_bot_that_lost_its_place_is_told_so_and_refused(served, kind, role, error, words):
    chat = await group(served, kind, "administrator")
    groups.set_bot(served.sandbox, ANNE, chat, role)
    (change,) = await heard(served)
    assert change.my_chat_member.new_chat_member.status == role
    with pytest.raises(error, match=words):
        await served.bot.send_message(chat, "x")
    groups.set_bot(served.sandbox, ANNE, chat, "administrator")
    assert await served.bot.send_message(chat, "x")


async def test_who_may_not_post_in_a_channel_does_not(served):
    chat = await group(served, "channel", "administrator")
    groups.set_bot(served.sandbox, ANNE, chat, "administrator", posts=False)
    (change,) = await heard(served)
    assert not change.my_chat_member.new_chat_member.can_post_messages
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await served.bot.send_message(chat, "x")
    with pytest.raises(Impossible):
        groups.set_bot(served.sandbox, ANNE, chat, "member")


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("bonjour à tous", False),
        ("/latest", True),
        ("/latest@laconique_bot", True),
        ("/latest@another_bot", False),
        ("@laconique_bot quoi de neuf ?", True),
        ("@quelqu_un quoi de neuf ?", False),
    ],
)
async def test_in_a_group_the_bot_hears_what_is_for_it(served, text, is_heard):
    chat = await group(served)
    person.say(served.sandbox, BRUNO, text, Where(chat))
    assert bool(await heard(served)) == is_heard


async def test_an_answer_to_the_bot_is_for_it_and_an_administrator_hears_all(served):
    chat = await group(served, "supergroup")
    sent = await served.bot.send_message(chat, "Bonjour")
    said = person.say(served.sandbox, BRUNO, "merci", Where(chat, reply_to=sent.message_id))
    (update,) = await heard(served)
    assert update.message.reply_to_message.message_id == sent.message_id
    assert said["message_thread_id"] == sent.message_id, "as Telegram numbers a thread of answers"
    groups.set_bot(served.sandbox, ANNE, chat, "administrator")
    person.say(served.sandbox, BRUNO, "entre nous", Where(chat))
    assert [one.message.text for one in await heard(served) if one.message] == ["entre nous"]


async def test_an_anonymous_administrator_speaks_as_the_group(served):
    chat = await group(served)
    person.say(served.sandbox, ANNE, "/settings", Where(chat, anonymous=True))
    (update,) = await heard(served)
    assert (update.message.from_user.username, update.message.sender_chat.id) == ("GroupAnonymousBot", chat)
    with pytest.raises(Impossible, match="administrators"):
        person.say(served.sandbox, BRUNO, "/settings", Where(chat, anonymous=True))


async def test_an_answer_goes_into_the_topic_of_a_forum(served):
    chat = await group(served, "supergroup", forum=True)
    thread = groups.open_thread(served.sandbox, ANNE, chat, "Sport")
    person.say(served.sandbox, BRUNO, "/topic sport", Where(chat, thread))
    opened, asked = await heard(served)
    assert opened.message.forum_topic_created.name == "Sport"
    assert (asked.message.message_thread_id, asked.message.is_topic_message) == (thread, True)
    assert asked.message.reply_to_message.forum_topic_created, "what opened the topic"
    sent = await served.bot.send_message(chat, "Voici", message_thread_id=thread)
    assert sent.message_thread_id == thread
    answer = await served.bot.send_message(chat, "Voici", reply_to_message_id=asked.message.message_id)
    assert answer.message_thread_id == thread


async def test_a_topic_that_is_closed_or_nowhere_takes_nothing(served):
    chat = await group(served, "supergroup", forum=True)
    thread = groups.open_thread(served.sandbox, ANNE, chat, "Sport")
    groups.close_thread(served.sandbox, ANNE, chat, thread, closed=True)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await served.bot.send_message(chat, "x", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await served.bot.send_message(chat, "x", message_thread_id=1)
    with pytest.raises(Impossible):
        person.say(served.sandbox, BRUNO, "x", Where(chat, thread))
    groups.set_bot(served.sandbox, ANNE, chat, "administrator")
    assert await served.bot.send_message(chat, "x", message_thread_id=thread)
    plain = await group(served)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await served.bot.send_message(plain, "x", message_thread_id=thread)


async def test_a_channel_speaks_in_its_own_name(served):
    chat = await group(served, "channel", "administrator")
    sent = await served.bot.send_message(chat, "À la une", reply_markup=KEY)
    assert (sent.from_user, sent.sender_chat.id) == (None, chat)
    person.say(served.sandbox, ANNE, "Bienvenue", Where(chat))
    (update,) = await heard(served)
    assert (update.channel_post.text, update.message) == ("Bienvenue", None)
    with pytest.raises(Impossible, match="administrators"):
        person.say(served.sandbox, BRUNO, "x", Where(chat))
    person.press(served.sandbox, BRUNO, sent.message_id, "suivre")
    (pressed,) = await heard(served)
    assert (pressed.callback_query.from_user.id, pressed.callback_query.message.chat.id) == (BRUNO, chat)


async def test_who_is_in_a_chat(served):
    chat = await group(served, "supergroup", "administrator")
    everybody = {ANNE: "creator", BRUNO: "member", CHLOE: "left", BOT: "administrator"}
    for user, role in everybody.items():
        assert (await served.bot.get_chat_member(chat, user)).status == role
    assert {one.user.id for one in await served.bot.get_chat_administrators(chat)} == {ANNE, BOT}
    assert await served.bot.get_chat_member_count(chat) == 3
    assert (await served.bot.get_chat(chat)).title == "Le quartier"
    with pytest.raises(BadRequest, match="User not found"):
        await served.bot.get_chat_member(chat, 99)
    served.start()
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await served.bot.get_chat_administrators(ANNE)


async def test_the_bot_leaves(served):
    chat = await group(served)
    assert await served.bot.leave_chat(chat)
    (change,) = await heard(served)
    assert change.my_chat_member.from_user.id == BOT
    with pytest.raises(Forbidden, match="not a member"):
        await served.bot.get_chat(chat)


async def test_a_group_becomes_a_supergroup_and_its_past_stays_where_it_was(served):
    old = await group(served)
    sent = await served.bot.send_message(old, "Bonjour", reply_markup=KEY)
    new = groups.migrate(served.sandbox, ANNE, old).id
    left, arrived = await heard(served)
    assert (left.message.chat.id, left.message.migrate_to_chat_id) == (old, new)
    assert (arrived.message.chat.id, arrived.message.migrate_from_chat_id) == (new, old)
    person.press(served.sandbox, BRUNO, sent.message_id, "suivre")
    (pressed,) = await heard(served)
    assert pressed.callback_query.message.chat.id == old
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await served.bot.edit_message_text("x", new, sent.message_id)
    shown = (await served.http.get("/sandbox/state")).json()["groups"][0]
    assert "Bonjour" in [message.get("text") for message in shown["messages"]]


async def test_members_come_and_go_and_only_who_runs_the_group_decides(served):
    chat = await group(served)
    with pytest.raises(Impossible):
        groups.set_role(served.sandbox, BRUNO, chat, CHLOE, "member")
    groups.set_role(served.sandbox, ANNE, chat, CHLOE, "member")
    groups.set_role(served.sandbox, BRUNO, chat, BRUNO, "left")
    came, went = await heard(served)
    assert came.message.new_chat_members[0].id == CHLOE
    assert went.message.left_chat_member.id == BRUNO
    with pytest.raises(Impossible, match="not a member"):
        person.say(served.sandbox, BRUNO, "x", Where(chat))
    groups.set_role(served.sandbox, ANNE, chat, CHLOE, "restricted")
    with pytest.raises(Impossible, match="may not write"):
        person.say(served.sandbox, CHLOE, "x", Where(chat))


async def test_only_an_administrator_deletes_what_others_say(served):
    chat = await group(served)
    said = person.say(served.sandbox, BRUNO, "/latest", Where(chat))
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await served.bot.delete_message(chat, said["message_id"])
    groups.set_bot(served.sandbox, ANNE, chat, "administrator")
    assert await served.bot.delete_message(chat, said["message_id"])


async def test_the_menu_of_a_group_depends_on_who_looks(served):
    chat = await group(served)
    everyone, those_who_run = BotCommandScopeAllGroupChats(), BotCommandScopeAllChatAdministrators()
    await served.bot.set_my_commands([("latest", "Nouvelles")], everyone)
    await served.bot.set_my_commands([("latest", "News")], everyone, "en")
    await served.bot.set_my_commands([("settings", "Réglages")], those_who_run)
    person.speak(served.sandbox, BRUNO, "en")
    state = served.sandbox.state
    assert menu(state, ANNE, chat) == [{"command": "settings", "description": "Réglages"}]
    assert menu(state, BRUNO, chat) == [{"command": "latest", "description": "News"}]
    assert menu(state, ANNE) == []


async def test_an_album_has_its_caption_on_its_first_picture(served):
    files = [Given("a.png", "image/png", png(8, 8), as_picture=True)] * 2
    person.give(served.sandbox, ANNE, files, "Deux vues https://exemple.fr/a")
    first, second = (update.message for update in await heard(served))
    assert (first.caption, second.caption) == ("Deux vues https://exemple.fr/a", None)
    assert first.media_group_id == second.media_group_id
    assert first.caption_entities[0].type == "url"
    with pytest.raises(Impossible, match="IMAGE_PROCESS_FAILED"):
        person.give(served.sandbox, ANNE, [Given("a.png", "image/png", b"x", as_picture=True)])


async def test_a_place_on_earth_is_shared(served):
    person.share_place(served.sandbox, ANNE, 48.85, 2.35)
    (update,) = await heard(served)
    assert (update.message.location.latitude, update.message.location.longitude) == (48.85, 2.35)
    with pytest.raises(Impossible):
        person.share_place(served.sandbox, ANNE, 91, 0)


async def test_what_is_chosen_inline_is_sent_through_the_bot(served):
    chat = await group(served)
    query = person.ask_inline(served.sandbox, BRUNO, "russie")
    content = {"message_text": "<b>Une</b> nouvelle", "parse_mode": "HTML"}
    article = {"type": "article", "id": "7", "title": "Une", "input_message_content": content}
    await heard(served)
    answer = await served.call(
        "answerInlineQuery", inline_query_id=query, results=[article | {"reply_markup": KEY}]
    )
    assert answer["ok"]
    sent = person.choose(served.sandbox, BRUNO, query, "7", Where(chat))
    assert (sent["text"], sent["via_bot"]["id"], sent["from"]["id"]) == ("Une nouvelle", BOT, BRUNO)
    person.press(served.sandbox, BRUNO, sent["message_id"], "suivre")
    told, pressed = await heard(served)
    assert told.message.via_bot.id == BOT
    assert (pressed.callback_query.message, bool(pressed.callback_query.inline_message_id)) == (None, True)
    with pytest.raises(Impossible):
        person.choose(served.sandbox, BRUNO, query, "8", Where(chat))


@pytest.mark.parametrize(
    ("deed", "asked"),
    [
        ("groups", {"title": "Le quartier", "kind": "supergroup", "forum": True, "members": [BRUNO]}),
        (
            "files",
            {"files": [{"name": "a.txt", "content": "eA==", "media_type": "text/plain"}], "caption": "x"},
        ),
        ("location", {"latitude": 1, "longitude": 2}),
        ("inline", {"query": "russie"}),
        ("language", {"language": "en"}),
    ],
)
async def test_the_page_asks_for_each_deed(served, deed, asked):
    assert (await served.page(deed, user=ANNE, **asked)).status_code == 200
    assert (await served.page(deed, user=99, **asked)).status_code == 409


async def test_the_page_runs_a_forum(served):
    chat = (await served.page("groups", user=ANNE, title="Forum", kind="supergroup", forum=True)).json()[
        "chat"
    ]
    await served.page("role", user=ANNE, chat=chat, of="bot", role="administrator")
    await served.page("role", user=ANNE, chat=chat, of=BRUNO, role="member")
    thread = (await served.page("threads", user=ANNE, chat=chat, name="Sport")).json()["thread"]
    await served.page("threads", user=ANNE, chat=chat, thread=thread, closed=True)
    shown = (await served.http.get("/sandbox/state")).json()["groups"][0]
    assert (shown["bot"], shown["kind"], shown["forum"]) == ("administrator", "supergroup", True)
    assert shown["members"] == [{"id": ANNE, "role": "creator"}, {"id": BRUNO, "role": "member"}]
    assert shown["threads"] == [{"id": thread, "name": "Sport", "closed": True}]
