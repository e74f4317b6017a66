"""Reading what was announced: an article, in its story, or the reason why not."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import (
    DeadlineExceeded,
    Forbidden,
    LaconiqueError,
    Missing,
    NotAnArticle,
    Postponed,
    TooLarge,
    Unfetchable,
    Unreadable,
    WorkerCrashed,
)
from bot.model import DateOrigin, Entry, Form, Raw
from bot.ports import Look, Telling
from bot.settings import Ingest
from bot.workers import Workers
from tests.conftest import BOTH
from tests.pipeline.house import (
    COURRIER,
    GAZETTE,
    INBOX,
    LEASE_S,
    LIGHTHOUSE,
    OTHER_EVENT,
    SAME_EVENT,
    an_entry,
    announce_one_event,
    carried,
    dump,
    in_full,
    numbered,
    page,
)

# Reading entries


async def test_the_page_is_read_and_what_the_entry_announced_wins(house):
    await house.known(GAZETTE)
    entry = an_entry(house, text=carried(LIGHTHOUSE[:1]))
    house.announce(GAZETTE, entry)
    house.reader.pages[entry.address] = page(entry.address, "Un autre titre", LIGHTHOUSE)
    await house.everything()
    (story,) = await house.archive.stories(limit=9)
    lead = story.lead
    assert (lead.title, lead.url, lead.source) == (entry.title, entry.address, GAZETTE.name)
    assert (lead.dating.moment, lead.dating.origin) == (entry.published, DateOrigin.STATED)
    assert len(lead.paragraphs) == len(LIGHTHOUSE)


async def test_what_a_feed_says_of_an_article_is_its_description_and_not_its_text(house):
    await house.known(GAZETTE)
    described = "Après deux ans de silence, le phare de Kervannec éclaire de nouveau la côte et ses marins."
    short, whole = an_entry(house, text=f"<p>{described}</p>"), an_entry(house, 2, in_full(OTHER_EVENT))
    house.announce(GAZETTE, short, whole)
    house.reader.pages[short.address] = page(short.address, "Le phare", LIGHTHOUSE)
    studied = {}

    async def studying(work, *args):
        new = work(*args)
        studied[new.article.url] = new.article
        return new

    await house.everything(house.pipeline(studying))
    assert studied[short.address].description == described
    assert described not in studied[short.address].text
    assert studied[whole.address].description == ""


async def test_a_feed_that_carries_the_whole_article_saves_the_page(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    assert await house.everything() == (1, 1, 1)
    assert house.reader.fetched == []
    assert await house.stories() == ["Annonce 1"]


async def test_an_entry_without_an_address_is_its_text(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, Entry("k", "", "Le phare", house.now, carried(LIGHTHOUSE)))
    await house.everything()
    assert await house.stories() == ["Le phare"]


async def test_when_the_page_never_answers_the_text_of_the_feed_stands_in_at_last(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=carried(LIGHTHOUSE)))
    for _ in range(3):
        await house.everything()
        assert await house.stories() == []
        await house.later()
    await house.everything()
    assert await house.stories() == ["Annonce 1"]


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(NotAnArticle("a list of links"), id="its page holds no article"),
        pytest.param(Forbidden("a private network"), id="its page may not be opened"),
        pytest.param(Unreadable("a picture"), id="its page is no text"),
        pytest.param(Raw("", b"<html><body>Bonjour</body></html>", "text/html"), id="its page says nothing"),
    ],
)
async def test_a_title_and_a_description_are_enough_where_the_page_cannot_be_read(house, failure):
    await house.known(GAZETTE)
    entry = an_entry(house, text="Deux sapeurs-pompiers sont morts à Kervannec.")
    house.announce(GAZETTE, entry)
    house.reader.pages[entry.address] = failure
    await house.everything()
    (story,) = await house.archive.stories(limit=9)
    assert (story.lead.title, story.lead.form) == (entry.title, Form.ANNOUNCED)
    assert story.lead.text == "Deux sapeurs-pompiers sont morts à Kervannec."


@pytest.mark.parametrize(
    "text", ["", "<img src='a.png'>", "Annonce 1"], ids=["none", "a picture", "its title"]
)
async def test_a_description_that_says_nothing_is_no_article(house, text):
    await house.known(GAZETTE)
    entry = an_entry(house, text=text)
    house.announce(GAZETTE, entry)
    house.reader.pages[entry.address] = NotAnArticle("a list of links")
    await house.everything()
    assert await house.entry() == ("failed", "a list of links", None)


@pytest.mark.parametrize(
    ("failure", "state", "again_in_s"),
    [
        pytest.param(Unfetchable("https://gazette.example/1", "503"), "new", 600, id="no answer: later"),
        pytest.param(DeadlineExceeded("read was stopped"), "new", 600, id="it took too long: later"),
        pytest.param(WorkerCrashed("out of memory"), "new", 600, id="a worker died: later"),
        pytest.param(Forbidden("a private network"), "failed", None, id="where we never go: no more"),
        pytest.param(TooLarge("9 GB"), "failed", None, id="too large: no more"),
        pytest.param(Unreadable("a picture"), "failed", None, id="no text: no more"),
        pytest.param(NotAnArticle("a list of links"), "failed", None, id="no article: no more"),
        pytest.param(Missing("no such file"), "new", 10, id="no such file here: another process may have it"),
    ],
)
async def test_an_entry_that_cannot_be_read(house, failure: LaconiqueError, state, again_in_s):
    """What will fail the same way tomorrow is not tried again; either way the reason is kept."""
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    house.reader.pages["https://gazette.example/1"] = failure
    await house.everything()
    assert await house.entry() == (state, str(failure), again_in_s)


async def test_a_page_without_an_article_is_kept_as_failed_and_stops_no_other(house):
    await house.known(GAZETTE)
    first, second = an_entry(house), an_entry(house, 2)
    house.announce(GAZETTE, first, second)
    house.reader.pages[first.address] = Raw(first.address, b"<html><body>404</body></html>", "text/html")
    house.reader.pages[second.address] = page(second.address, "Le phare", LIGHTHOUSE)
    assert await house.everything() == (2, 2, 1)
    assert await house.stories() == ["Annonce 2"]


async def test_an_entry_with_neither_a_link_nor_a_text_is_kept_with_the_reason(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, Entry("k", "", "Alerte"))
    await house.everything()
    assert await house.entry() == ("failed", "Alerte: neither a link nor a text was announced", None)


async def test_an_entry_that_its_host_puts_off_waits_for_as_long_and_loses_no_try(house):
    await house.known(GAZETTE)
    entry = an_entry(house, text=carried(LIGHTHOUSE))
    house.announce(GAZETTE, entry)
    house.reader.pages[entry.address] = Postponed(
        entry.address, "its site may be asked later", retry_after_s=20
    )
    for _ in range(9):  # more often than a failure would be forgiven
        await house.everything()
        assert await house.entry() == ("new", "", 20)
        await house.later(timedelta(seconds=20))
    house.reader.pages[entry.address] = page(entry.address, "Le phare", LIGHTHOUSE)
    await house.everything()
    assert await house.stories() == ["Annonce 1"]


async def test_an_entry_that_fails_again_and_again_is_given_up_with_its_reason(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    for _ in range(6):
        await house.everything()
        await house.later()
    assert len(house.reader.fetched) == 4
    state, reason, due_in = await house.entry()
    assert (state, due_in) == ("failed", None)
    assert "nobody there" in reason


async def test_a_file_that_one_machine_has_and_the_other_claims_is_read_by_the_one(house):
    await house.known(INBOX)
    entry = Entry("a.txt", "/data/inbox/a.txt")
    house.announce(INBOX, entry)
    await house.everything()
    assert (await house.entry())[0] == "new"
    await house.later()
    house.reader.files[entry.address] = dump(entry.address, LIGHTHOUSE)
    await house.everything()
    assert len(await house.stories()) == 1


async def test_a_file_that_is_nowhere_is_given_up(house):
    await house.known(INBOX)
    house.announce(INBOX, Entry("a.txt", "/data/inbox/a.txt"))
    for _ in range(4):
        await house.everything()
        await house.later()
    assert await house.entry() == ("failed", "/data/inbox/a.txt: no such file", None)


async def test_an_entry_whose_every_try_took_the_process_down_is_given_up_unread(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    await house.pipeline().look(house.now)
    for _ in range(4):
        assert len(await house.intake.claim_entries(9, house.now, LEASE_S)) == 1
        await house.later()
    await house.everything()
    assert house.reader.fetched == []
    assert (await house.entry())[:2] == ("failed", "given up: every try ended without a word")


# The same article, the same story


@BOTH
async def test_the_same_article_announced_by_two_sources_is_stored_once_and_both_entries_are_done(house):
    await house.known(GAZETTE, COURRIER)
    for source in (GAZETTE, COURRIER):
        house.announce(source, an_entry(house, text=in_full(LIGHTHOUSE)))
    assert await house.everything() == (2, 2, 1)
    await house.later()
    assert await house.everything() == (0, 0, 0)
    (story,) = await house.archive.stories(limit=9)
    assert story.others == ()


@pytest.mark.parametrize("parallel", [1, 4], ids=["one after the other", "read at the same moment"])
@BOTH
async def test_two_articles_on_one_event_become_one_story(house, parallel):
    await announce_one_event(house)
    assert await house.everything(house.pipeline(settings=Ingest(parallel=parallel))) == (3, 3, 3)
    stories = await house.archive.stories(limit=9)
    assert sorted(len(story.others) for story in stories) == [0, 1]
    assert len(await house.tellings.untold(9)) == 2


@BOTH
async def test_news_is_read_before_the_backlog_of_a_new_source(house):
    await house.intake.list_sources([GAZETTE], house.now)
    house.announce(GAZETTE, an_entry(house, 1, in_full(LIGHTHOUSE)))
    await house.pipeline().look(house.now)
    await house.known(GAZETTE, COURRIER)
    house.announce(COURRIER, an_entry(house, 2, in_full(OTHER_EVENT)))
    await house.later()
    await house.pipeline().look(house.now)
    one_by_one = house.pipeline(settings=Ingest(parallel=1))
    await one_by_one.read(house.now)
    await one_by_one.summarise(house.now)
    assert await house.stories() == ["Annonce 2"]


async def test_news_of_a_story_known_from_a_backlog_is_told_by_the_news_and_once(house):
    await announce_one_event(house, known=())
    old, fresh = house.reader.feeds[GAZETTE.name], house.reader.feeds[COURRIER.name]
    house.reader.feeds[COURRIER.name] = Look()
    await house.everything()
    assert await house.tellings.untold(9) == []
    house.announce(COURRIER, *fresh.entries)
    await house.later()
    await house.everything()
    (untold,) = await house.tellings.untold(9)
    assert untold.story.lead.url == fresh.entries[0].address
    assert [other.url for other in untold.story.others] == [old.entries[0].address]
    await house.tellings.tell(Telling(untold.story.id), house.now)
    house.announce(INBOX, Entry("k2", "/srv/inbox/phare.txt"))
    house.reader.files["/srv/inbox/phare.txt"] = dump("/srv/inbox/phare.txt", (*SAME_EVENT, "La foule a ri."))
    await house.later()
    await house.everything()
    assert len((await house.archive.story(untold.story.id)).others) == 2
    assert await house.tellings.untold(9) == []


async def test_an_event_of_last_week_takes_no_article_of_today_in(house):
    await announce_one_event(house)
    house.reader.feeds[COURRIER.name], again = Look(), house.reader.feeds[COURRIER.name]
    await house.everything()
    await house.later(timedelta(days=8))
    house.announce(COURRIER, *(replace(entry, published=house.now) for entry in again.entries))
    await house.everything()
    assert len(await house.stories()) == 3


def noted(folder, work, *args):
    """Leaves the number of the process that works, and works."""
    (folder / str(os.getpid())).touch()
    return work(*args)


@pytest.mark.slow
@BOTH
async def test_workers_killed_in_the_middle_of_a_pass_lose_nothing_and_repeat_nothing(house, tmp_path):
    """As the kernel does it when memory runs out: the bot itself lives on."""
    await house.known(GAZETTE)
    announced = [an_entry(house, number, in_full(numbered(number))) for number in range(1, 7)]
    house.announce(GAZETTE, *announced)
    workers = Workers(processes=2, deadline_s=20, memory_mb=1024, idle_s=60)
    folder = tmp_path / "at work"
    folder.mkdir()
    pipeline = house.pipeline(partial(workers.run, noted, folder))
    try:
        await pipeline.look(house.now)
        reading = asyncio.create_task(pipeline.read(house.now))
        while not list(folder.iterdir()):  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(0.01)
        for at_work in folder.iterdir():  # a fresh one: to load what reads a page takes it a second
            os.kill(int(at_work.name), signal.SIGKILL)
        assert await reading == Ingest().parallel
        reasons = {reason for _, reason in await house.waiting()} - {""}
        assert len(reasons) == 1
        assert "ProcessExpired" in reasons.pop()
        await house.later()
        await house.everything(pipeline)
    finally:
        await workers.close()
    assert await house.waiting() == []
    assert sorted(await house.urls()) == sorted(entry.address for entry in announced)
