"""Stories that turned out to tell one event are joined, by one process for all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.clock import clock
from bot.app.core import core
from bot.app.second_look import SECOND_LOOK, second_look
from bot.model import Dating
from bot.ports import Event, What
from bot.settings.loading import load
from bot.store import story_edits
from bot.store.leases import LeaseStore
from tests.databases import furnished
from tests.store.shelf import article, new, shelve

CARGO = article("Un cargo de blé s’échoue à l’entrée du port de Valmer", url="https://gazette.example/1")
AGAIN = article("Port de Valmer : un cargo de blé échoué à l’entrée", url="https://gazette.example/2")


@pytest.fixture
async def built(tmp_path):
    settings = load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    async with core(settings) as made:
        for number, written in enumerate((CARGO, AGAIN)):
            moment = clock() - timedelta(hours=number)
            await shelve(made.archive, new(replace(written, dating=Dating(moment))), moment)
        yield made


async def test_two_stories_of_one_event_become_one_and_the_operator_is_told(built):
    assert await second_look(built, clock()) == 1
    (story,) = await story_edits.recent(built.database, 9)
    assert (story.id, len(story.articles)) == (1, 2)
    [(_, event)] = await built.events.latest(1)
    assert event == Event(What.STORY_JOINED, "1", fields={"other": 2})
    assert await second_look(built, clock()) == 0


async def test_nobody_looks_while_another_process_does(built):
    assert await LeaseStore(built.database, "other").take(SECOND_LOOK, clock(), 60)
    assert await second_look(built, clock()) == 0
