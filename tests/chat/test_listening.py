"""What readers think of a story: votes that decide nothing, and mistakes that an operator sees to."""

import pytest

from bot.chat import texts
from bot.chat.listening import COMPLAINTS
from bot.chat.reply import Shown
from bot.model import Complaint, Kind, Mode, Vote
from bot.store import reviews
from tests.chat.visiting import ANNE, BRUNO

LABELS = [str(label) for label in COMPLAINTS.values()]


@pytest.fixture
async def opened(visit):
    """A story of Russia, opened in the place of its list."""
    await visit.publish("La Russie vote", "Le phare", about=["Russie"])
    return await visit.touch_in(await visit.say("/latest"), "1")


async def test_a_vote_is_kept_and_ticked_and_a_second_touch_takes_it_back(visit, opened):
    liked = await visit.touch_in(opened, "👍")
    assert (liked.notice, "✓ 👍" in liked.buttons, list(liked.numbers)) == (
        str(texts.VOTED),
        True,
        ["· 1 ·", "2"],
    )
    assert await visit.feedback.voted(ANNE, 1) is Vote.UP
    back = await visit.touch_in(liked, "✓ 👍")
    assert (back.notice, await visit.feedback.voted(ANNE, 1)) == (str(texts.VOTE_TAKEN_BACK), None)
    assert back.buttons == opened.buttons


async def test_touched_twice_in_haste_it_is_one_vote_and_asks_once(visit, opened):
    first, second = [await visit.touch_in(opened, "👎") for _ in range(2)]
    assert (first.text, second.text) == (str(texts.LESS_OF_THIS), "")
    assert await visit.feedback.voted(ANNE, 1) is Vote.DOWN


async def test_one_changes_ones_mind(visit, opened):
    liked = await visit.touch_in(opened, "👍")
    await visit.touch_in(liked, "👎")
    assert (await visit.feedback.voted(ANNE, 1), await visit.feedback.voted(BRUNO, 1)) == (Vote.DOWN, None)


async def test_who_does_not_like_it_may_have_less_of_it_or_not(visit, opened):
    await visit.say("/follow russie")
    await visit.touch_in(opened, "👎")
    offered = visit.shown[ANNE]
    assert [label for label in offered if label not in opened.buttons] == [
        "Ignorer Russie",
        "Plus rien de La Gazette de Valmont",
        "Non, merci",
        "✓ 👎",
    ]
    assert (await visit.touch(offered["Non, merci"])).text == str(texts.NOTHING_CHANGES)
    assert await visit.follows() == ["Russie"]
    for _ in range(2):  # touched twice it is muted still
        muted = await visit.touch(offered["Ignorer Russie"])
        assert muted.redraws
        assert "Ne plus ignorer Russie" in muted.buttons
    assert dict(await _chosen(visit)) == {"Russie": Mode.MUTE}
    assert "Gazette" in (await visit.touch(offered["Plus rien de La Gazette de Valmont"])).text


async def _chosen(visit):
    return [(topic.label, mode) for topic, mode in await visit.readership.chosen(ANNE)]


async def test_less_of_a_kind_of_texts(visit):
    await visit.publish("Ce que j'en pense", kind=Kind.OPINION)
    await visit.touch("vote:1:down")
    for _ in range(2):
        refused = await visit.press("Plus rien du genre\u00a0: Opinions")
        assert "Opinions" in refused.text
        visit.shown[ANNE] = {"Plus rien du genre\u00a0: Opinions": "nokind:opinion"}
    assert Kind.OPINION not in visit.readers.wanted_by(await visit.readership.subscriber(ANNE))


async def test_a_mistake_is_asked_for_in_place_and_kept(visit, opened, database):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    assert asked.redraws
    assert [label for label in asked.buttons if label in LABELS] == LABELS
    told = await visit.touch_in(asked, str(COMPLAINTS[Complaint.MISSED]))
    assert told.text == str(texts.REPORTED)
    assert "✓ Erreur signalée" in told.buttons
    ((found,), _total) = await reviews.open_reports(database, 9)
    assert (found.story_id, found.kinds) == (1, {Complaint.MISSED: 1})


async def test_the_same_mistake_twice_is_thanked_once_and_another_kind_replaces_it(visit, opened, database):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    await visit.touch_in(asked, str(COMPLAINTS[Complaint.FACT]))
    again = await visit.touch_in(asked, str(COMPLAINTS[Complaint.GROUPED]))
    assert (again.text, again.notice) == ("", str(texts.NOTED))
    ((found,), _total) = await reviews.open_reports(database, 9)
    assert found.kinds == {Complaint.GROUPED: 1}


async def test_nothing_is_wrong_after_all(visit, opened, database):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    back = await visit.touch_in(asked, "‹ Rien, finalement")
    assert back.buttons == opened.buttons
    assert await reviews.open_reports(database, 9) == ([], 0)


async def test_a_report_is_taken_back(visit, opened, database):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    await visit.touch_in(asked, str(COMPLAINTS[Complaint.FACT]))
    assert (await visit.press("Annuler le signalement")).text == str(texts.REPORTED_NO_MORE)
    assert await reviews.open_reports(database, 9) == ([], 0)


async def test_words_in_answer_to_the_thanks_go_with_the_report(visit, opened, database):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    reported = await visit.chat.pressed(ANNE, "wrong:1:fact", visit.now, asked.message)
    thanks = _seen(reported.messages[0])
    said = await visit.said(ANNE, "Il est de Brest.", quoted=thanks.text, answered=thanks)
    assert said.messages[0].html == str(texts.WORDS_KEPT)
    ((found,), _total) = await reviews.open_reports(database, 9)
    assert found.words == ("Il est de Brest.",)
    await reviews.dismiss(database, 1, visit.now)
    late = await visit.said(ANNE, "Et alors ?", answered=thanks)
    assert late.messages[0].html == str(texts.SEEN_TO)


async def test_words_in_answer_to_anything_else_are_what_they_are(visit, opened):
    said = await visit.said(ANNE, "quoi de neuf ?", answered=opened.message)
    assert "La Russie vote" in said.messages[0].html


def _seen(message):
    return Shown(message.html, message.buttons)


async def test_where_the_message_can_t_be_changed_the_question_is_one(visit, opened):
    asked = await visit.touch("wrong:1")
    assert asked.text == str(texts.WHAT_IS_WRONG)
    assert list(asked.buttons)[:-1] == LABELS


async def test_an_open_question_does_not_stay_when_another_story_is_opened(visit, opened):
    asked = await visit.touch_in(opened, "Signaler une erreur")
    other = await visit.touch_in(asked, "2")
    assert [label for label in other.buttons if label in LABELS] == []
    listed = await visit.touch_in(asked, "‹ La liste")
    assert not set(listed.buttons) & {*LABELS, "👍", "Partager"}


@pytest.mark.parametrize(
    "data",
    ["vote:12:up", "vote:1:sideways", "vote::up", "wrong:12", "wrong:1:fishy", "nokind:news", "unsay:"],
)
async def test_what_is_gone_or_forged_changes_nothing(visit, opened, database, data):
    assert (await visit.touch(data)).notice == str(texts.OLD_BUTTON)
    assert await reviews.open_reports(database, 9) == ([], 0)
