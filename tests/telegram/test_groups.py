"""In groups: who is answered, where, who may change what, and what happens when we come and go."""

from dataclasses import replace

import pytest

from bot.chat import group_texts, texts
from bot.chat.failures import explained
from bot.errors import LaconiqueError
from bot.sandbox import groups
from bot.sandbox.faults import Fault, Kind
from bot.store import reviews
from tests.chat.visiting import FREELY
from tests.sandbox.serving import ANNE, BRUNO
from tests.store.shelf import SPORT
from tests.telegram.gathering import labels

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("role", ["member", "administrator"], ids=["privacy mode on", "off"])
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        pytest.param("/latest", True, id="a command"),
        pytest.param("/latest@laconique_bot", True, id="a command to us by name"),
        pytest.param("/latest@other_bot", False, id="a command to another bot"),
        pytest.param("/pizza", False, id="a command that is most likely another bot's"),
        pytest.param("/pizza@laconique_bot", True, id="one that we do not know, to us by name"),
        pytest.param("@laconique_bot, les énergies ?", True, id="a question that names us"),
        pytest.param("été 🎉 @Laconique_Bot énergies", True, id="our name behind accents and emoji"),
        pytest.param("@laconique_bot", True, id="our name alone"),
        pytest.param("@laconique_bots énergies", False, id="a longer name"),
        pytest.param("quoi de neuf ?", False, id="words for the others"),
        pytest.param("https://phare.example.org/port", False, id="a link for the others"),
    ],
)
async def test_in_a_group_we_answer_who_calls_us_and_nobody_else(people, role, said, answered):
    chat = people.group(role=role)
    await people.hears(chat)
    asked = people.write(said, BRUNO, chat)
    await people.quiet()
    replies = [one["reply_to_message"]["message_id"] for one in people.told(chat)[1:]]
    assert replies == ([asked] if answered else [])


async def test_our_name_is_no_part_of_the_question(people):
    chat = people.group()
    people.write("@laconique_bot zyxvanie", BRUNO, chat)
    answer = (await people.hears(chat, 2))["text"]
    assert ("zyxvanie" in answer, "laconique_bot" in answer) == (True, False)


async def test_the_reply_to_what_we_said_is_for_us(people):
    chat = people.group()
    ours = (await people.hears(chat))["message_id"]
    people.write("merci", BRUNO, chat, reply_to=ours)
    assert (await people.hears(chat, 2))["text"] == str(texts.SAYINGS["thanks"])


async def test_who_answers_our_thanks_for_a_report_says_in_words_what_is_wrong(people):
    chat = people.group()
    people.write("/follow sport", ANNE, chat)
    await people.hears(chat, 2)
    await people.touch("Dès la parution", ANNE, chat)
    await people.story("Une coupe", SPORT)
    for label in ("⋯", "Signaler une erreur", "Un fait est faux"):
        await people.touch(label, BRUNO, chat)
    thanks = people.told(chat)[-1]
    assert thanks["text"] == str(texts.REPORTED)
    people.write("Elle a perdu.", BRUNO, chat, reply_to=thanks["message_id"])
    await people.quiet()
    assert people.told(chat)[-1]["text"] == str(texts.WORDS_KEPT)
    ((found,), _total) = await reviews.open_reports(people.database, 9)
    assert found.words == ("Elle a perdu.",)


async def test_an_answer_stays_in_its_thread_and_replies_to_its_question(people):
    chat = people.group(forum=True)
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Sport")
    asked = people.write("/sources", BRUNO, chat, thread=thread)
    answer = await people.hears(chat, 2)
    assert (answer["message_thread_id"], answer["reply_to_message"]["message_id"]) == (thread, asked)
    people.write("/sources", BRUNO, chat)
    assert "message_thread_id" not in await people.hears(chat, 3)


async def test_what_is_said_in_a_thread_is_no_reply_to_us_because_the_thread_is(people):
    chat = people.group(forum=True, role="administrator")
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Sport")
    await people.hears(chat)
    people.write("bonjour à tous", BRUNO, chat, thread=thread)
    await people.quiet()
    assert len(people.told(chat)) == 1


async def test_only_who_runs_the_group_changes_it_and_the_others_are_told_once(people):
    chat = people.group()
    for _ in range(2):
        people.write("/follow russie", BRUNO, chat)
    assert (await people.hears(chat, 2))["text"] == str(group_texts.ADMINS_ONLY)
    assert await people.followed(chat) == {}
    people.write("/follow russie", ANNE, chat)
    assert "Vous suivez maintenant" in (await people.hears(chat, 3))["text"]
    people.write("/follow chine", BRUNO, chat, anonymous=False)
    await people.quiet()
    assert await people.followed(chat) == {"Russie": None}


async def test_who_runs_the_group_without_a_name_changes_it_too(people):
    chat = people.group()
    people.write("/follow russie", ANNE, chat, anonymous=True)
    await people.hears(chat, 2)
    assert await people.followed(chat) == {"Russie": None}


async def test_a_button_of_the_group_works_for_who_runs_it(people):
    chat = people.group()
    people.write("/topics", BRUNO, chat)
    await people.hears(chat, 2)
    assert await people.touch("Sport", BRUNO, chat) == str(group_texts.ADMINS_ONLY)
    assert await people.followed(chat) == {}
    assert "Sport" in await people.touch("Sport", ANNE, chat)
    assert await people.followed(chat) == {"Sport": None}


@pytest.fixture
def by_invitation(people):
    people.door = FREELY.model_copy(update={"open": False})
    yield people
    people.door = FREELY


async def test_a_bot_by_invitation_is_opened_to_a_group_by_a_reader_who_runs_it(by_invitation):
    people = by_invitation
    chat = people.group()
    assert (await people.hears(chat))["text"] == str(group_texts.GROUP_BY_INVITATION)
    for said in ("/latest", "/latest", "/follow sport"):
        people.write(said, BRUNO, chat)
    people.write("/start", ANNE, chat)
    await people.hears(chat, 2)
    await people.readership.join(ANNE, "Europe/Paris", people.clock())
    people.write("/start", BRUNO, chat)
    assert (await people.hears(chat, 3))["text"] == str(group_texts.ADMINS_ONLY)
    people.write("/start", ANNE, chat)
    assert (await people.hears(chat, 4))["text"] == str(group_texts.CHOOSE_TOPICS)
    people.write("/sources", BRUNO, chat)
    await people.hears(chat, 5)
    await people.readership.forget(ANNE)


async def test_a_member_votes_and_only_who_runs_the_group_has_less_of_it(people):
    chat = people.group()
    await people.story("Un brochet géant au lac", SPORT)
    people.write("/topic brochet", BRUNO, chat)
    await people.hears(chat, 2)
    for label in ("En savoir plus", "👎"):
        await people.touch(label, BRUNO, chat)
    await people.hears(chat, 2)
    for label in ("✓ 👎", "👎"):
        await people.touch(label, ANNE, chat)
    await people.hears(chat, 3)
    assert await people.touch("Ignorer Sport", BRUNO, chat) == str(group_texts.ADMINS_ONLY)
    await people.touch("Ignorer Sport", ANNE, chat)
    assert await people.followed(chat) == {"Sport": None}


async def test_while_telegram_does_not_say_who_runs_it_nobody_changes_it(people):
    chat = people.group()
    await people.hears(chat)
    people.sandbox.faults.append(Fault(Kind.FAIL, method="getChatAdministrators"))
    people.write("/follow russie", ANNE, chat)
    assert (await people.hears(chat, 2))["text"] == str(group_texts.NOT_SURE_WHO)
    assert await people.followed(chat) == {}


async def test_who_is_given_rights_has_them_at_once(people):
    chat = people.group(role="administrator")
    people.write("/follow russie", BRUNO, chat)
    await people.hears(chat, 2)
    groups.set_role(people.sandbox, ANNE, chat, BRUNO, "administrator")
    people.write("/follow russie", BRUNO, chat)
    await people.hears(chat, 3)
    groups.set_role(people.sandbox, ANNE, chat, BRUNO, "member")
    people.write("/follow chine", BRUNO, chat)
    await people.quiet()
    assert await people.followed(chat) == {"Russie": None}


async def test_a_topic_followed_in_a_thread_comes_there_and_the_thread_says_so(people):
    chat = people.group(forum=True)
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Le monde")
    people.write("/topics", ANNE, chat, thread=thread)
    assert (await people.hears(chat, 2))["text"].startswith("Rien ne vient dans ce fil.")
    people.write("/follow russie", ANNE, chat, thread=thread)
    people.write("/follow sport", ANNE, chat)
    people.write("/topics", ANNE, chat, thread=thread)
    assert (await people.hears(chat, 5))["text"].startswith(group_texts.COMES_HERE.format(topics="Russie"))
    people.write("/topics", ANNE, chat)
    assert (await people.hears(chat, 6))["text"].startswith(texts.FOLLOWED.format(topics="Sport"))
    assert await people.followed(chat) == {"Russie": thread, "Sport": None}
    people.write("/unfollow russie", ANNE, chat, thread=thread)
    await people.hears(chat, 7)
    assert await people.followed(chat) == {"Sport": None}


async def test_an_answer_whose_thread_is_deleted_meanwhile_comes_to_general(people):
    chat = people.group(forum=True)
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Le monde")
    await people.hears(chat)
    people.write("/sources", BRUNO, chat, thread=thread)
    groups.delete_thread(people.sandbox, ANNE, chat, thread)
    assert "message_thread_id" not in await people.hears(chat, 2)


async def test_a_story_arrives_in_the_thread_of_its_topic_and_in_general_when_that_is_closed(people):
    chat = people.group(forum=True)
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Sport")
    people.write("/follow sport", ANNE, chat, thread=thread)
    await people.hears(chat, 2)
    await people.touch("Dès la parution", ANNE, chat)
    await people.story("Un match", SPORT)
    told = await people.hears(chat, 3)
    assert (told["message_thread_id"], told["text"].splitlines()[0]) == (thread, "Un match")
    groups.close_thread(people.sandbox, ANNE, chat, thread, closed=True)
    people.clock.forward(4)
    await people.story("Une régate", SPORT)
    for _ in range(2):
        people.clock.forward(4)
        await people.send()
    *_, story, notice = people.told(chat)
    assert story["text"].splitlines()[0] == "Une régate"
    assert notice["text"] == group_texts.THREAD_GONE.format(topics="Sport")
    assert "message_thread_id" not in story | notice
    assert await people.followed(chat) == {"Sport": None}


async def test_a_group_where_we_may_not_write_has_its_stories_as_soon_as_we_may_again(people):
    chat = people.group()
    people.write("/follow sport", ANNE, chat)
    await people.hears(chat, 2)
    await people.touch("Dès la parution", ANNE, chat)
    groups.set_bot(people.sandbox, ANNE, chat, "restricted")
    await people.quiet()
    people.clock.forward(4)
    await people.story("Le tournoi", SPORT)
    assert (len(people.told(chat)), await people.paused(chat)) == (2, "")
    groups.set_bot(people.sandbox, ANNE, chat, "member")
    assert (await people.hears(chat, 3))["text"].splitlines()[0] == "Le tournoi"


async def test_that_we_failed_is_said_where_it_was_asked(people):
    chat = people.group(forum=True)
    thread = groups.open_thread(people.sandbox, ANNE, chat, "Sport")
    await people.hears(chat)
    people.fails = True
    people.write("/sources", BRUNO, chat, thread=thread)
    told = await people.hears(chat, 2)
    people.fails = False
    assert (told["text"], told["message_thread_id"]) == (explained(LaconiqueError()), thread)


async def test_a_group_is_welcomed_once_and_its_topics_are_chosen_from_there(people):
    chat = people.group(forum=True)
    welcome = await people.hears(chat)
    assert "@laconique_bot" in welcome["text"]
    assert "écrit dans un fil" in welcome["text"]
    assert labels(welcome) == ["Choisir ce que le groupe reçoit"]
    assert chat not in await people.known()
    await people.touch(labels(welcome)[0], ANNE, chat)
    assert people.told(chat)[-1]["text"] == str(group_texts.CHOOSE_TOPICS)
    people.write("/start", ANNE, chat)
    assert (await people.hears(chat, 3))["text"] == str(group_texts.CHOOSE_TOPICS), "nobody is greeted twice"
    assert (await people.readership.subscriber(chat)).slots == (8 * 60,)


async def test_a_group_is_greeted_in_the_language_that_who_adds_us_has_chosen(people):
    known = await people.readership.join(ANNE, "Europe/Paris", people.clock())
    await people.readership.choose(replace(known, language="en"), people.clock())
    assert (await people.hears(people.group()))["text"].startswith("Hello!")
    await people.readership.forget(ANNE)


async def test_put_out_and_let_in_again_within_minutes_we_say_nothing_more(people):
    chat = people.group()
    people.write("/follow russie", ANNE, chat)
    await people.hears(chat, 2)
    groups.set_bot(people.sandbox, ANNE, chat, "kicked")
    await people.quiet()
    assert "put out" in await people.paused(chat)
    groups.set_bot(people.sandbox, ANNE, chat, "member")
    await people.quiet()
    assert (await people.paused(chat), len(people.told(chat))) == ("", 2)
    groups.set_bot(people.sandbox, ANNE, chat, "left")
    await people.quiet()
    people.clock.forward(601)
    groups.set_bot(people.sandbox, ANNE, chat, "member")
    assert (await people.hears(chat, 3))["text"] == str(group_texts.BACK_IN_GROUP)


async def test_a_group_is_forgotten_by_who_runs_it(people):
    chat = people.group()
    people.write("/follow russie", ANNE, chat)
    people.write("/forget", BRUNO, chat)
    people.write("/forget", ANNE, chat)
    await people.hears(chat, 4)
    assert await people.touch("Tout effacer", BRUNO, chat) == str(group_texts.ADMINS_ONLY)
    assert chat in await people.known()
    await people.touch("Tout effacer", ANNE, chat)
    assert chat not in await people.known()


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_chose(people):
    chat = people.group("group")
    people.write("/follow russie", ANNE, chat)
    await people.hears(chat, 2)
    new = groups.migrate(people.sandbox, ANNE, chat).id
    await people.quiet()
    assert (await people.followed(new), await people.followed(chat)) == ({"Russie": None}, {})
    people.write("/topics", ANNE, new)
    assert "Russie" in (await people.hears(new))["text"]
