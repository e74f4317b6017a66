"""A channel is set up from the private chat of who runs it, and by nobody else."""

import pytest

from bot.chat import group_texts, texts
from bot.errors import NotAllowed
from bot.model import Message
from bot.sandbox import groups, person
from bot.sandbox.chats import CHANNEL
from bot.telegram.channel import TelegramChannel
from tests.sandbox.serving import ANNE, BRUNO
from tests.telegram.gathering import labels

pytestmark = pytest.mark.asyncio(loop_scope="module")
BACK = "‹ Mes propres réglages"


@pytest.fixture
def channel(people):
    """Anne's, in which the bot may post; she has written to the bot before, Bruno too."""

    async def found(**more) -> int:
        for user in (ANNE, BRUNO):
            if not people.sandbox.state.people[user].started:
                person.say(people.sandbox, user, "bonjour")
        await people.quiet()
        chat = groups.found(people.sandbox, ANNE, "Le phare", CHANNEL, **more).id
        groups.set_bot(people.sandbox, ANNE, chat, "administrator")
        await people.quiet()
        return chat

    return found


async def said(people, text, user=ANNE):
    """Say it in private; returns the last answer."""
    person.say(people.sandbox, user, text)
    await people.quiet()
    return people.told(user)[-1]


async def test_who_adds_us_to_a_channel_is_told_how_to_go_on_and_sets_it_up_by_buttons(people, channel):
    chat = await channel()
    told = people.told(ANNE)[-1]
    assert told["text"] == group_texts.ADDED_TO_CHANNEL.format(channel="Le phare")
    await people.touch("Régler Le phare", ANNE, ANNE)
    menu = people.told(ANNE)[-1]
    assert menu["text"].startswith(group_texts.SETTING.format(channel="Le phare"))
    assert labels(menu)[-1] == BACK
    assert "Sport" in await people.touch("Sport", ANNE, ANNE)
    assert await people.followed(chat) == {"Sport": None}
    menu = people.told(ANNE)[-1]
    assert ("✓ Sport" in labels(menu), labels(menu)[-1]) == (True, BACK)
    await people.touch("Continuer ›", ANNE, ANNE)
    (morning,) = [one for one in labels(people.told(ANNE)[-1]) if "le matin" in one]
    await people.touch(" ".join(morning.split()), ANNE, ANNE)
    await people.touch("Terminé", ANNE, ANNE)
    assert people.told(ANNE)[-1]["text"].startswith(group_texts.SETTING.format(channel="Le phare"))
    known = await people.readership.subscriber(chat)
    assert (known.slots, known.instant, known.channel) == ((480,), False, True)
    assert people.told(chat) == []


async def test_a_channel_is_named_and_what_is_typed_then_is_its_until_one_comes_back(people, channel):
    chat = await channel(username="phare")
    answer = await said(people, "/channel @phare")
    assert answer["text"].startswith(group_texts.SETTING.format(channel="@phare"))
    answer = await said(people, "/follow russie")
    assert answer["text"].startswith(group_texts.SETTING.format(channel="@phare"))
    assert await people.followed(chat) == {"Russie": None}
    assert await people.touch(BACK, ANNE, ANNE) == str(group_texts.YOUR_OWN_AGAIN)
    answer = await said(people, "/follow chine")
    assert answer["text"].startswith(texts.NOW_FOLLOWED.format(topic="Chine"))
    assert await people.followed(chat) == {"Russie": None}
    assert "Chine" in await people.followed(ANNE)


async def test_after_an_hour_of_silence_one_means_oneself_again(people, channel):
    chat = await channel(username="phare_a")
    await said(people, "/channel @phare_a")
    people.clock.forward(3700)
    await said(people, "/follow chine")
    assert await people.followed(chat) == {}


async def test_what_only_reads_is_one_s_own(people, channel):
    await channel(username="phare_b")
    await said(people, "/channel @phare_b")
    answer = await said(people, "/sources")
    assert "Vous réglez" not in answer["text"]


async def test_how_it_is_done_is_told_with_a_link_that_leads_to_it(people, channel):
    await channel(username="phare_c")
    await said(people, "/canal @phare_c")
    answer = await said(people, "/canal")
    assert answer["text"].startswith(str(group_texts.CHANNEL_HOW))
    assert "@phare_c" in labels(answer)
    urls = [button.get("url", "") for row in answer["reply_markup"]["inline_keyboard"] for button in row]
    assert urls[-1] == "https://t.me/laconique_bot?startchannel&admin=post_messages"


@pytest.mark.parametrize(
    ("prepared", "named", "told"),
    [
        pytest.param({}, "@nulle_part", "NOT_THERE", id="one that is not there"),
        pytest.param({}, "le canal des phares", "NOT_THERE", id="no name at all"),
        pytest.param({"by": BRUNO}, "{number}", "NOT_YOURS", id="another's"),
        pytest.param({"posts": False}, "{number}", "MAY_NOT_POST", id="one where we may not post"),
        pytest.param({"role": "left"}, "{number}", "NOT_THERE", id="one that we have left"),
        pytest.param({"kind": "supergroup"}, "{number}", "IS_NO_CHANNEL", id="a group"),
    ],
)
async def test_what_can_not_be_set_up_is_told_why(people, channel, prepared, named, told):
    chat = people.group() if prepared.get("kind") else await channel()
    if "kind" not in prepared and ("posts" in prepared or "role" in prepared):
        role = prepared.get("role", "administrator")
        groups.set_bot(people.sandbox, ANNE, chat, role, posts=prepared.get("posts", True))
    before = len(await people.set_up())
    answer = await said(people, "/channel " + named.format(number=chat), prepared.get("by", ANNE))
    assert answer["text"] == str(getattr(group_texts, told))
    assert len(await people.set_up()) == before


async def test_who_has_lost_the_right_to_post_changes_nothing_any_more(people, channel):
    chat = await channel(username="phare_d")
    groups.set_role(people.sandbox, ANNE, chat, BRUNO, "administrator")
    await said(people, "/channel @phare_d", BRUNO)
    groups.set_role(people.sandbox, ANNE, chat, BRUNO, "member")
    assert await people.touch("Sport", BRUNO, BRUNO) == str(group_texts.NOT_YOURS)
    assert (await said(people, "/follow russie", BRUNO))["text"] == str(group_texts.NOT_YOURS)
    assert await people.followed(chat) == {}


@pytest.mark.parametrize("there", [True, False], ids=["we are in it", "we were put out"])
async def test_a_channel_is_forgotten_from_the_private_chat(people, channel, there):
    chat = await channel(username=f"phare_e{there}".lower())
    await said(people, f"/channel {chat}")
    if not there:
        groups.set_bot(people.sandbox, ANNE, chat, "kicked")
        await people.quiet()
        assert await people.paused(chat)
        await said(people, "/channel")
        await people.touch(f"@phare_e{there}".lower(), ANNE, ANNE)
    else:
        await said(people, "/forget")
    await people.touch("Tout effacer", ANNE, ANNE)
    assert chat not in await people.known()
    assert chat not in [one for one, _ in await people.set_up()]


async def test_a_button_of_a_channel_that_is_forgotten_is_no_longer_valid(people, channel):
    chat = await channel(username="phare_f")
    await said(people, "/channel @phare_f")
    await people.readership.forget(chat)
    assert await people.touch("Sport", ANNE, ANNE) == str(texts.OLD_BUTTON)
    assert "Sport" not in await people.followed(chat)


async def test_a_group_sends_who_asks_for_channels_to_the_private_chat(people):
    chat = people.group()
    people.write("/channel", ANNE, chat)
    assert (await people.hears(chat, 2))["text"] == str(group_texts.CHANNEL_IN_PRIVATE)


async def test_who_adds_us_without_the_right_to_post_is_told_so(people, channel):
    await channel()
    chat = groups.found(people.sandbox, ANNE, "Le port", CHANNEL).id
    groups.set_bot(people.sandbox, ANNE, chat, "administrator", posts=False)
    await people.quiet()
    assert people.told(ANNE)[-1]["text"] == group_texts.ADDED_WITHOUT_POSTING.format(channel="Le port")


async def test_a_channel_where_we_may_not_post_now_is_on_hold(people, channel):
    chat = await channel()
    groups.set_bot(people.sandbox, ANNE, chat, "administrator", posts=False)
    sends = TelegramChannel(people.bot, 5)
    with pytest.raises(NotAllowed):
        await sends.send(chat, Message("Le phare"))
    groups.set_bot(people.sandbox, ANNE, chat, "administrator", posts=True)
    assert await sends.send(chat, Message("Le phare"))


async def test_telegram_s_own_list_of_channels_leads_to_the_settings_of_the_one_that_is_touched(people):
    person.say(people.sandbox, ANNE, "bonjour")
    await people.quiet()
    chat = groups.found(people.sandbox, ANNE, "La vigie", CHANNEL).id
    await said(people, "/channel")
    await people.touch("Choisir un canal", ANNE, ANNE)
    asking = people.told(ANNE)[-1]
    assert asking["text"] == str(group_texts.PICK_CHANNEL)
    groups.share(people.sandbox, ANNE, asking["message_id"], chat)
    await people.quiet()
    assert people.told(ANNE)[-1]["text"].startswith(group_texts.SETTING.format(channel="La vigie"))
    assert people.sandbox.state.groups[chat].role(people.sandbox.bot["id"]) == "administrator"
    assert (chat, "La vigie") in await people.set_up()


async def test_who_shares_where_they_are_has_the_zone_there_and_nothing_of_it_is_kept(people):
    chloe = person.join(people.sandbox, "Chloé").id
    person.say(people.sandbox, chloe, "/zone")
    await people.quiet()
    await people.touch("Partager ma position", chloe, chloe)
    ((key,),) = people.told(chloe)[-1]["reply_keyboard"]
    assert key == {"text": "Partager ma position", "request_location": True}
    person.share_place(people.sandbox, chloe, 14.716, -17.467)
    await people.quiet()
    assert people.told(chloe)[-1]["text"].startswith("Là, le fuseau est\u00a0: Dakar.")
    assert await people.bodies() == []
    await people.touch("Prendre le fuseau : Dakar", chloe, chloe)
    assert (await people.readership.subscriber(chloe)).zone == "Africa/Dakar"


async def test_a_position_that_is_shared_in_a_group_is_for_the_others(people):
    chat = people.group(role="administrator")
    await people.hears(chat)
    person.share_place(people.sandbox, BRUNO, 48.39, -4.486, person.Where(chat))
    await people.quiet()
    assert len(people.told(chat)) == 1
