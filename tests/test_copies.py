"""Backups that are made by themselves, by one process for all, and go when they are old."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.clock import clock
from bot.app.copies import BACKUP, keep_copies
from bot.app.core import Core, core
from bot.app.folders import backups
from bot.ports import What
from bot.settings import Backup
from bot.settings.loading import load
from bot.store.backup import check, name
from tests.databases import furnished

DAY = timedelta(days=1)


def settings_of(tmp_path: Path, **backup):
    made = load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    return made.model_copy(update={"backup": Backup(**backup)})


@pytest.fixture
async def built(tmp_path):
    async with core(settings_of(tmp_path)) as made:
        yield made


def made(built: Core) -> list[Path]:
    return sorted(backups(built.settings).glob("*"))


async def last_was(built: Core, ago: timedelta) -> None:
    """As if the last backup had been made so long ago, and nobody had tried since."""
    await built.leases.note(BACKUP, clock() - ago)


async def test_one_is_made_each_day(built):
    await keep_copies(built)
    await keep_copies(built)
    [one] = made(built)
    check(one)
    await last_was(built, DAY)
    one.rename(one.with_name(name(clock() - DAY, built.settings.database_url)))
    await keep_copies(built)
    assert len(made(built)) == 2


async def test_one_made_by_hand_counts(built):
    await last_was(built, DAY / 2)
    await keep_copies(built)
    assert made(built) == []


async def test_those_that_were_kept_long_enough_go(built):
    backups(built.settings).mkdir()
    old, young = (name(clock() - ago * DAY, built.settings.database_url) for ago in (8, 6))
    for one in (old, young):
        (backups(built.settings) / one).touch()
    await keep_copies(built)
    left = [path.name for path in made(built)]
    assert (old in left, young in left, len(left)) == (False, True, 2)


async def test_none_is_made_where_the_operator_wants_none(tmp_path):
    async with core(settings_of(tmp_path, every_days="never", keep_days="forever")) as built:
        await keep_copies(built)
        assert made(built) == []


async def test_one_that_could_not_be_made_is_told_once_and_tried_again_in_an_hour(built):
    backups(built.settings).write_text("no folder", encoding="utf-8")
    await keep_copies(built)
    await keep_copies(built)
    [(_, event)] = await built.events.latest(9)
    assert event.what is What.BACKUP_FAILED
    assert event.reason
    assert await built.leases.done_at(BACKUP) is None
    for minutes, free in ((59, False), (61, True)):
        assert await built.leases.take(BACKUP, clock() + timedelta(minutes=minutes), 1) is free


async def test_nobody_else_reads_what_is_ours(tmp_path):
    """What an earlier version left open, too; a watched folder belongs to whoever puts files there."""
    settings = settings_of(tmp_path)
    home = settings.home
    (home / "inbox").mkdir(parents=True)
    for file in (home / "sandbox.jsonl", home / "inbox" / "a.txt"):
        file.touch(mode=0o644)
    async with core(settings) as built:
        await keep_copies(built)
    async with core(settings):
        modes = {path.relative_to(home).as_posix(): path.stat().st_mode & 0o777 for path in home.rglob("*.*")}
    assert modes.pop("inbox/a.txt") == 0o644
    assert set(modes.values()) == {0o600}
    assert {"laconique.db", "sandbox.jsonl"} < set(modes)
