"""A story is opened where it is listed; the message itself is all that is known of the list."""

import pytest

from bot.chat import texts
from bot.chat.reply import Shown
from bot.model import Button
from tests.chat.visiting import ANNE, PAGE, Answer

SHARE = "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%3Fstart%3Dstory_{id}&text={text}"


async def test_a_number_opens_its_story_in_place_and_the_list_comes_back(visit):
    await visit.publish("Un", "Deux", "Trois", "Quatre", about=["Russie"])
    listed = await visit.say("/latest")
    assert list(listed.numbers) == ["1", "2", "3"]
    opened = await visit.touch_in(listed, "2")
    assert opened.redraws
    assert opened.text.split("\n")[:3] == ["Les dernières nouvelles", "", "Deux"]
    assert list(opened.numbers) == ["1", "· 2 ·", "3"]
    assert list(opened.buttons) == [
        "‹ La liste",
        "Suivre Russie",
        "Partager ce thème",
        "👍",
        "👎",
        "Partager",
        "Signaler une erreur",
        "Plus anciens ›",
    ]
    assert opened.buttons["Partager"] == SHARE.format(id=2, text="Deux")
    other = await visit.touch_in(opened, "3")
    assert (other.text.split("\n")[2], list(other.numbers)) == ("Trois", ["1", "2", "· 3 ·"])
    again = await visit.touch_in(other, "‹ La liste")
    assert (again.numbered, again.numbers, again.buttons) == (listed.numbered, listed.numbers, listed.buttons)


@pytest.fixture
async def edition(visit):
    """An edition of two topics, the stories of each under its heading."""
    await visit.say("/follow russie")
    await visit.say("/follow phare")
    await visit.publish("La Russie vote", "Moscou sous la neige", about=["Russie"])
    await visit.publish("Le phare de Kervannec rallumé", "Un gardien quitte le phare")
    return await visit.say("/digest")


async def test_the_headings_of_an_edition_come_back_with_it(visit, edition):
    assert ("\n\nRussie\n\n" in edition.numbered, "\n\nphare\n\n" in edition.numbered) == (True, True)
    opened = await visit.touch_in(edition, "3")
    again = await visit.touch_in(opened, "‹ La liste")
    assert (again.numbered, again.numbers, again.buttons) == (
        edition.numbered,
        edition.numbers,
        edition.buttons,
    )


async def test_a_suite_is_called_so_when_it_is_opened_and_in_its_list(visit):
    await visit.publish("Un", "Deux")
    await visit.say("/latest")
    rows = ((Button("1", data="open:1+"), Button("2", data="open:2")),)
    opened = Answer(await visit.chat.pressed(ANNE, "open:1+", visit.now, Shown("Votre édition", rows)))
    again = await visit.touch_in(opened, "‹ La liste")
    assert "Suite\u00a0: Un" in opened.text
    assert ("1. Suite\u00a0: Un" in again.numbered, "2. Deux" in again.numbered) == (True, True)
    assert again.message.rows == rows


async def test_a_heading_that_is_followed_no_more_stays_if_its_topic_has_a_name(visit, edition):
    opened = await visit.touch_in(edition, "1")
    await visit.say("/unfollow russie")
    await visit.say("/unfollow phare")
    again = await visit.touch_in(opened, "‹ La liste")
    assert again.numbered == edition.numbered.replace("\n\nphare\n\n", "\n\nDivers\n\n")


async def test_a_heading_that_begins_a_later_message_comes_back_once(visit, edition):
    numbers, *others = edition.message.rows
    edition.message = Shown(edition.numbered[edition.numbered.index("Russie\n\n") :], (numbers[2:], *others))
    opened = await visit.touch_in(edition, "4")
    again = await visit.touch_in(opened, "‹ La liste")
    assert again.numbered == edition.message.text


async def test_one_story_alone_is_opened_too(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    listed = await visit.say("/topic russie")
    opened = await visit.touch_in(listed, "En savoir plus")
    again = await visit.touch_in(opened, "‹ La liste")
    assert (again.numbered, again.numbers) == (listed.numbered, listed.numbers)


async def test_a_message_that_can_be_changed_no_more_is_answered_with_another(visit):
    await visit.publish("Un", "Deux")
    await visit.say("/latest")
    opened = await visit.touch("open:1")
    assert (opened.redraws, opened.text.split("\n")[0]) == (False, "Un")


async def test_pages_turn_in_place_and_the_numbers_go_on(visit):
    await visit.publish(*(f"Récit {number}" for number in range(PAGE + 1)))
    first = await visit.say("/latest")
    second = await visit.touch_in(first, "Plus anciens ›")
    assert (second.redraws, list(second.numbers), "4. Récit 3" in second.numbered) == (True, ["4"], True)
    back = await visit.touch_in(second, "‹ Plus récents")
    assert (back.redraws, back.numbered) == (True, first.numbered)


async def test_the_dots_under_a_push_show_what_else_one_can_do(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    await visit.say("/follow russie")
    shown = await visit.touch("dots:1")
    assert list(shown.buttons) == [
        "Ne plus suivre Russie",
        "Pourquoi ce message\u202f?",
        "👍",
        "👎",
        "Partager",
        "Signaler une erreur",
    ]
    assert "La Russie vote" in (await visit.press("Pourquoi ce message\u202f?")).text


@pytest.mark.parametrize("data", ["open:77", "open:", "list:", "dots:", "dots:zz", "dots:4d"])
async def test_what_is_gone_or_forged_is_told_so(visit, data):
    await visit.publish("Un")
    assert (await visit.touch(data)).notice == str(texts.OLD_BUTTON)
