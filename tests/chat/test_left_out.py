"""«Et 12 autres»: what the editions had no room for, and what a reader opens."""

from datetime import timedelta

import pytest

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


async def test_the_most_important_comes_first_and_nothing_comes_twice(left_out):
    left_out.readers.__dict__["edition_stories"] = 2
    answer = await left_out.touch("rest:")
    assert answer.text.index(TITLES[2]) < answer.text.index("Aussi")
    first = [title for title in TITLES if title in answer.text]
    more = await left_out.press("Et une autre")
    assert sorted([*first, *(title for title in TITLES if title in more.text)]) == sorted(TITLES)
    assert "Il ne reste rien" in (await left_out.touch("rest:")).text


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
