"""«Et 12 autres»: what the editions had no room for, and what a reader opens."""

from datetime import timedelta

import pytest

from bot.editions.render import OFFERED
from bot.model import Topic
from bot.ports import Telling, Why
from tests.chat.visiting import ANNE, BRUNO
from tests.store.shelf import article, new, shelve

RUSSIA = Topic("pays:ru", "Russie")
TITLES = ("Valmer inondé", "Le cargo de Brisseuil", "Kervannec rallume son phare")


@pytest.fixture
async def left_out(visit, now):
    """Three stories wait for Anne's next edition, the last one told by two sources."""
    await visit.say("/follow russie")
    for title in TITLES:
        stored = await shelve(visit.archive, new(article(title)), now)
        why = {ANNE: Why(RUSSIA.key)}
        await visit.tellings.tell(Telling(stored.story_id, next_edition=(ANNE,), why=why), now)
    other = article("Le phare de Kervannec est rallumé", source="Le Courrier")
    await shelve(visit.archive, new(other, story_id=stored.story_id), now)
    return visit


async def test_all_of_it_comes_under_its_topic_the_most_important_first_and_nothing_twice(left_out):
    answer = await left_out.touch("rest:")
    assert answer.text.splitlines()[0] == "Ce que l’édition ne montrait pas"
    assert "Russie\n• " in answer.text
    assert answer.text.index(TITLES[2]) < min(answer.text.index(title) for title in TITLES[:2])
    assert all(answer.text.count(title) == 1 for title in TITLES)
    assert "Pourquoi ces nouvelles\u202f?" in answer.buttons
    assert "Il ne reste rien" in (await left_out.touch("rest:")).text


async def test_of_too_many_the_most_important_come_and_the_others_are_counted(left_out, now):
    for number in range(OFFERED):
        stored = await shelve(left_out.archive, new(article(f"Nouvelle {number}x{number}")), now)
        why = {ANNE: Why("mots:gone")}
        await left_out.tellings.tell(Telling(stored.story_id, next_edition=(ANNE,), why=why), now)
    answer = await left_out.touch("rest:")
    assert f"les {OFFERED} nouvelles les plus importantes, sur {OFFERED + len(TITLES)}" in answer.text
    assert answer.text.count("• ") == OFFERED


async def test_what_a_first_edition_of_the_archive_promises_is_there(visit):
    north = (
        "Brisseuil vote, Valmer chante, Kervannec plante, Lanjing répare, Corvella inaugure, Ostrelle peint"
    )
    south = "Sablonne traduit, Tervieux restaure, Maruvic fête, Isnelle creuse, Dorbac élit, Quimerch ferme"
    await visit.publish(*north.split(", "), about=["Russie"])
    await visit.publish(*south.split(", "), about=["Sport"])
    await visit.say("/follow russie, sport")
    first = await visit.say("/digest")
    (rest,) = [label for label in first.buttons if label.startswith("Et ")]
    left = await visit.press(rest)
    assert left.text.count("• ") == int(rest.split()[1])
    titles = [*north.split(", "), *south.split(", ")]
    assert all((title in first.text) != (title in left.text) for title in titles)
    assert "Il ne reste rien" in (await visit.touch("rest:")).text


async def test_what_is_a_day_old_is_left_out_for_good(left_out):
    left_out.now += timedelta(hours=25)
    assert "Il ne reste rien" in (await left_out.touch("rest:")).text


async def test_another_reader_has_nothing_left(left_out):
    assert "Il ne reste rien" in (await left_out.touch("rest:", BRUNO)).text


async def test_a_story_that_a_reader_opens_makes_its_topic_a_favourite(left_out, now):
    since = now - timedelta(days=30)
    assert (await left_out.tellings.pending(ANNE, now, since)).opened == {}
    await left_out.touch("more:1")
    await left_out.touch("more:2", BRUNO)
    assert (await left_out.tellings.pending(ANNE, now, since)).opened == {RUSSIA.key: 1}
