"""Sources and entries: what is due for a look, what is to be read, and what became of it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import Cause
from bot.model import Entry, Source, SourceKind
from bot.ports import Checked, Look, Watched
from bot.store.archive import ArchiveStore
from bot.store.intake import IntakeStore
from bot.store.schema import entries
from tests.store.shelf import GAZETTE, INBOX, article, new

LEASE_S = 300
HAND = Source("À la main", SourceKind.HAND, "")
NO, GONE = Cause.NO_ARTICLE, Cause.MISSING
A, B, C = (Entry(key, f"https://gazette.example/{key}") for key in "abc")


@pytest.fixture
def intake(database) -> IntakeStore:
    return IntakeStore(database)


def after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


async def watch(intake: IntakeStore, now: datetime, source: Source = GAZETTE) -> Watched:
    """List one source, and claim it."""
    await intake.list_sources([source], now)
    (watched,) = await intake.due_sources(9, now, LEASE_S)
    return watched


async def due(intake: IntakeStore, now: datetime) -> list[str]:
    return [watched.source.name for watched in await intake.due_sources(9, now, LEASE_S)]


async def kept(database) -> dict[str, tuple[str, str]]:
    """State and reason of each entry, by key."""
    async with database.read() as connection:
        rows = await connection.execute(select(entries))
        return {row.key: (row.state, row.reason) for row in rows}


# Sources


async def test_a_new_source_is_due_at_once_and_known_to_be_new(intake, now):
    assert await watch(intake, now) == Watched(1, GAZETTE, first_look=True)


async def test_a_claimed_source_is_due_again_only_when_the_lease_has_run_out(intake, now):
    await watch(intake, now)
    assert await due(intake, after(now, LEASE_S - 1)) == []
    assert await due(intake, after(now, LEASE_S)) == [GAZETTE.name]


async def test_a_folder_that_was_claimed_in_an_outage_is_due_again_soon(intake, now):
    await watch(intake, now, INBOX)
    assert await due(intake, after(now, 19)) == []
    assert await due(intake, after(now, 20)) == [INBOX.name]


async def test_two_passes_at_once_share_the_sources_out(intake, now):
    await intake.list_sources([GAZETTE, INBOX], now)
    both = await asyncio.gather(due(intake, now), due(intake, now))
    assert sorted(both[0] + both[1]) == [INBOX.name, GAZETTE.name]


async def test_a_few_sources_are_claimed_at_a_time_the_folders_first_then_the_longest_due(intake, now):
    other = replace(GAZETTE, name="Le Courrier", address="https://courrier.example/flux")
    await intake.list_sources([other], now)
    await intake.list_sources([GAZETTE, INBOX, other], after(now, 60))
    claims = [await intake.due_sources(1, after(now, 60), LEASE_S) for _ in range(4)]
    assert [[watched.source for watched in claim] for claim in claims] == [[INBOX], [other], [GAZETTE], []]


async def test_a_source_that_left_the_configuration_is_not_looked_at_and_comes_back_as_it_was(intake, now):
    watched = await watch(intake, now)
    await intake.looked(watched, Look((A,), etag="v1"), now, after(now, 900), keep=None)
    await intake.list_sources([], now)
    assert await due(intake, after(now, 10_000)) == []
    assert await intake.states(now) == []
    await intake.list_sources([GAZETTE], now)
    (again,) = await intake.due_sources(9, after(now, 900), LEASE_S)
    assert (again.id, again.etag, again.first_look) == (watched.id, "v1", False)


async def test_a_source_whose_address_changed_starts_afresh(intake, now):
    watched = await watch(intake, now)
    await intake.looked(watched, Look((A,), "v1", "hier"), now, after(now, 900), keep=None)
    moved = replace(GAZETTE, address="https://gazette.example/nouveau")
    assert await watch(intake, now, moved) == Watched(watched.id, moved, first_look=True)


async def test_listing_the_same_source_again_does_not_hurry_its_next_look(intake, now):
    watched = await watch(intake, now)
    await intake.looked(watched, Look(), now, after(now, 900), keep=None)
    await intake.list_sources([GAZETTE], after(now, 10))
    assert await due(intake, after(now, 899)) == []
    assert await due(intake, after(now, 900)) == [GAZETTE.name]


async def test_a_renamed_section_reaches_the_next_look(intake, now):
    await watch(intake, now)
    await intake.list_sources([replace(GAZETTE, section="côte")], now)
    (watched,) = await intake.due_sources(9, after(now, LEASE_S), LEASE_S)
    assert watched.source.section == "côte"


async def test_looks_that_found_nothing_new_are_stored_at_once(intake, now):
    other = replace(GAZETTE, name="Le Courrier", address="https://courrier.example/flux")
    await intake.list_sources([GAZETTE, other], now)
    first, second = await intake.due_sources(9, now, LEASE_S)
    looks = [
        Checked(first, Look(etag="v1"), after(now, 60)),
        Checked(second, Look(etag="v2"), after(now, 90)),
    ]
    await intake.unchanged(looks, now)
    await intake.unchanged([], now)
    assert [state.succeeded_at for state in await intake.states(now)] == [now, now]
    assert await due(intake, after(now, 59)) == []
    found = [
        (w.source, w.etag) for at in (60, 90) for w in await intake.due_sources(9, after(now, at), LEASE_S)
    ]
    assert found == [(first.source, "v1"), (second.source, "v2")]


async def test_failed_looks_in_a_row_are_counted_and_a_good_one_forgives_them(intake, now):
    watched = await watch(intake, now)
    await intake.look_failed(watched, "no answer", now, now, dead=False)
    await intake.look_failed(watched, "still no answer", now, now, dead=False)
    (failing,) = await intake.due_sources(9, now, LEASE_S)
    assert (failing.errors, failing.first_look) == (2, True)
    assert [(state.errors, state.reason) for state in await intake.states(now)] == [(2, "still no answer")]
    await intake.looked(failing, Look(etag="v2", last_modified="lundi"), now, now, keep=None)
    assert await intake.due_sources(9, now, LEASE_S) == [Watched(1, GAZETTE, "v2", "lundi")]
    assert [(state.errors, state.reason) for state in await intake.states(now)] == [(0, "")]


async def test_the_operator_sees_each_listed_source_with_its_articles(intake, database, now):
    await intake.list_sources([GAZETTE, INBOX], now)
    watched = next(one for one in await intake.due_sources(9, now, LEASE_S) if one.source == GAZETTE)
    await intake.looked(watched, Look((A, B)), now, now, keep=None)
    job, _ = await intake.claim_entries(10, now, LEASE_S)
    await ArchiveStore(database).add(new(article()), now, job)
    assert [(state.source, sum(state.days)) for state in await intake.states(now)] == [
        (INBOX, 0),
        (GAZETTE, 1),
    ]


# Entries


async def test_an_entry_is_new_only_once(intake, now):
    watched = await watch(intake, now)
    assert await intake.looked(watched, Look((A, B)), now, now, keep=None) == 2
    assert await intake.looked(watched, Look((B, C, C)), now, now, keep=None) == 1
    assert [job.entry for job in await intake.claim_entries(10, now, LEASE_S)] == [A, B, C]


async def test_two_looks_at_once_at_the_same_feed_announce_its_entries_once(intake, now):
    watched = await watch(intake, now)
    looks = (intake.looked(watched, Look((A, B)), now, now, keep=None) for _ in range(2))
    assert sorted(await asyncio.gather(*looks)) == [0, 2]


async def test_the_same_key_in_two_sources_is_two_entries(intake, now):
    await intake.list_sources([GAZETTE, INBOX], now)
    for watched in await intake.due_sources(9, now, LEASE_S):
        assert await intake.looked(watched, Look((A,)), now, now, keep=None) == 1


async def test_a_feed_of_a_thousand_entries_is_taken_whole(intake, now):
    many = Look(tuple(Entry(str(number), "") for number in range(1100)))
    watched = await watch(intake, now)
    assert await intake.looked(watched, many, now, now, keep=None) == 1100
    assert await intake.looked(watched, many, now, now, keep=None) == 0


async def test_of_the_backlog_of_a_first_look_the_newest_are_read_quietly_and_the_rest_kept_as_skipped(
    intake, database, now
):
    old, older, oldest = (replace(e, published=after(now, -3600 * n)) for n, e in enumerate((C, A, B)))
    watched = await watch(intake, now)
    assert await intake.looked(watched, Look((oldest, old, older)), now, now, keep=2) == 3
    jobs = await intake.claim_entries(10, now, LEASE_S)
    assert [(job.entry, job.quiet) for job in jobs] == [(old, True), (older, True)]
    assert (await kept(database))[oldest.key] == ("skipped", "backlog of a new source")


async def test_what_the_first_look_finds_is_quiet_and_what_comes_later_is_not(intake, now):
    watched = await watch(intake, now, INBOX)
    await intake.looked(watched, Look((A,)), now, now, keep=None)
    (watched,) = await intake.due_sources(9, now, LEASE_S)
    await intake.looked(watched, Look((A, B)), now, now, keep=None)
    jobs = await intake.claim_entries(10, now, LEASE_S)
    assert [(job.entry.key, job.quiet) for job in jobs] == [("a", True), ("b", False)]


async def test_news_is_claimed_before_the_backlog_of_a_new_source(intake, now):
    await intake.looked(await watch(intake, now), Look((A, B)), now, now, keep=None)
    (watched,) = await intake.due_sources(9, now, LEASE_S)
    await intake.looked(watched, Look((A, B, C)), after(now, 60), now, keep=None)
    claims = [await intake.claim_entries(1, after(now, 60), LEASE_S) for _ in range(3)]
    assert [[(job.entry, job.quiet) for job in claim] for claim in claims] == [
        [(C, False)],
        [(A, True)],
        [(B, True)],
    ]


async def test_the_source_that_has_most_to_read_does_not_keep_the_others_waiting(intake, now):
    other = replace(GAZETTE, name="Le Courrier", address="https://courrier.example/flux")
    await intake.list_sources([GAZETTE, other], now)
    for watched in await intake.due_sources(9, now, LEASE_S):
        await intake.looked(watched, Look(), now, now, keep=None)
    many, few = await intake.due_sources(9, now, LEASE_S)
    await intake.looked(many, Look((A, B, C)), now, now, keep=None)
    await intake.looked(few, Look((A, B)), after(now, 60), now, keep=None)
    claims = [await intake.claim_entries(2, after(now, 60), LEASE_S) for _ in range(3)]
    assert [[(job.source.name, job.entry.key) for job in claim] for claim in claims] == [
        [(many.source.name, "a"), (few.source.name, "a")],
        [(many.source.name, "b"), (few.source.name, "b")],
        [(many.source.name, "c")],
    ]


async def test_what_is_put_off_is_due_then_and_its_try_does_not_count(intake, now):
    watched = await watch(intake, now)
    await intake.looked(watched, Look((A,)), now, now, keep=None)
    (job,) = await intake.claim_entries(9, now, LEASE_S)
    await intake.postpone_entry(job, after(now, 20))
    await intake.postpone_look(watched, after(now, 30))
    assert await intake.claim_entries(9, after(now, 19), LEASE_S) == ()
    (again,) = await intake.claim_entries(9, after(now, 20), LEASE_S)
    assert (again.entry, again.tries) == (A, 1)
    assert await due(intake, after(now, 29)) == []
    assert await due(intake, after(now, 30)) == [GAZETTE.name]


async def test_a_claimed_entry_carries_everything_that_was_announced(intake, now):
    whole = Entry("k", "https://gazette.example/k", "Le titre", after(now, -60), "<p>Le texte.</p>")
    await intake.looked(await watch(intake, now), Look((whole,)), now, now, keep=None)
    (job,) = await intake.claim_entries(10, now, LEASE_S)
    assert (job.source, job.entry, job.tries) == (GAZETTE, whole, 1)


async def test_claims_are_exclusive_and_come_back_after_the_lease(intake, now):
    await intake.looked(await watch(intake, now), Look((A, B, C)), now, now, keep=None)
    first, second = await asyncio.gather(*(intake.claim_entries(2, now, LEASE_S) for _ in range(2)))
    assert sorted(job.entry.key for job in (*first, *second)) == ["a", "b", "c"]
    assert await intake.claim_entries(10, after(now, LEASE_S - 1), LEASE_S) == ()
    again = await intake.claim_entries(10, after(now, LEASE_S), LEASE_S)
    assert [(job.entry.key, job.tries) for job in again] == [("a", 2), ("b", 2), ("c", 2)]


async def test_the_entry_of_a_stored_article_is_done(intake, database, now):
    await intake.looked(await watch(intake, now), Look((A,)), now, now, keep=None)
    (job,) = await intake.claim_entries(10, now, LEASE_S)
    await ArchiveStore(database).add(new(article()), now, job)
    assert await intake.claim_entries(10, after(now, 10 * LEASE_S), LEASE_S) == ()
    assert await kept(database) == {"a": ("done", "")}


async def test_an_entry_that_failed_for_now_is_tried_again_at_its_time_with_the_reason_kept(
    intake, database, now
):
    await intake.looked(await watch(intake, now), Look((A,)), now, now, keep=None)
    (job,) = await intake.claim_entries(10, now, LEASE_S)
    await intake.entry_failed(job, "the page did not answer", after(now, 600))
    assert await kept(database) == {"a": ("new", "the page did not answer")}
    assert await intake.claim_entries(10, after(now, 599), LEASE_S) == ()
    (again,) = await intake.claim_entries(10, after(now, 600), LEASE_S)
    assert again.tries == 2


async def test_an_entry_that_failed_for_good_is_kept_with_its_reason_and_left_alone(intake, database, now):
    await intake.looked(await watch(intake, now), Look((A,)), now, now, keep=None)
    (job,) = await intake.claim_entries(10, now, LEASE_S)
    await intake.entry_failed(job, "no article in it", None)
    assert await kept(database) == {"a": ("failed", "no article in it")}
    assert await intake.claim_entries(10, after(now, 1e6), LEASE_S) == ()


async def test_the_operator_sees_what_failed_by_cause(intake, now):
    nowhere = Entry("n", "", "Sans adresse")
    await intake.looked(await watch(intake, now), Look((A, nowhere, B)), now, now, keep=None)
    for job, cause in zip(await intake.claim_entries(10, now, LEASE_S), (NO, NO, GONE), strict=True):
        await intake.entry_failed(job, f"{job.entry.key}: why", None, cause)
    assert await intake.failed() == [(NO, 2, "n: why"), (GONE, 1, "b: why")]


async def test_the_operator_may_have_what_failed_tried_again_as_if_for_the_first_time(intake, now):
    await intake.looked(await watch(intake, now), Look((A, B, C)), now, now, keep=None)
    first, second, _ = await intake.claim_entries(10, now, LEASE_S)
    await intake.entry_failed(first, "no article in it", None)
    await intake.entry_failed(second, "no answer", after(now, 600))
    assert await intake.retry(after(now, 1)) == 1
    (again,) = await intake.claim_entries(10, after(now, 1), LEASE_S)
    assert (again.id, again.tries) == (first.id, 1)
    assert await intake.failed() == []


# By hand


async def test_what_is_given_by_hand_is_claimed_by_the_giver_and_survives_its_death(intake, now):
    job = await intake.hand(HAND, A, now)
    assert (job.source, job.entry, job.tries, job.quiet) == (HAND, A, 1, False)
    assert await intake.claim_entries(10, now, LEASE_S) == ()
    (orphan,) = await intake.claim_entries(10, after(now, LEASE_S), LEASE_S)
    assert (orphan.id, orphan.entry, orphan.tries) == (job.id, A, 2)


async def test_what_is_given_twice_is_the_same_entry_read_again(intake, database, now):
    first = await intake.hand(HAND, A, now)
    await intake.entry_failed(first, "no article in it", None)
    assert await intake.hand(HAND, A, now) == first
    assert await kept(database) == {"a": ("new", "")}


async def test_what_is_given_by_hand_is_no_source_to_look_at(intake, now):
    await intake.hand(HAND, A, now)
    await intake.list_sources([GAZETTE], now)
    assert await due(intake, after(now, 1e6)) == [GAZETTE.name]
    assert [state.source for state in await intake.states(now)] == [GAZETTE]
