"""A running bot reads its configuration again: what may change between two passes is taken over in place."""

from datetime import timedelta
from functools import partial

import pytest
from structlog.testing import capture_logs

from bot.app.clock import clock
from bot.app.configuration import checked
from bot.app.core import core
from bot.app.reloading import Reloading, ask
from bot.errors import DatabaseError
from bot.ports import Event, What
from bot.settings.loading import load
from bot.store.intake import IntakeStore
from bot.study import unpacked
from tests.databases import furnished
from tests.running import BRISK, SOURCES, make_config

MORE = SOURCES + '\n[[sources]]\nname = "Deux"\nkind = "folder"\naddress = "inbox/deux"\n'
MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(tmp_path):
    return make_config(tmp_path / "config")


@pytest.fixture
def environment(config, tmp_path):
    return {"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "LACONIQUE_CONFIG": str(config)}


@pytest.fixture
async def built(environment):
    async with core(load(environment)) as made:
        yield made


class Process:
    """A process of the database: how often it read its configuration, and whether it began anew."""

    def __init__(self, environment, since):
        self.read, self.anew = 0, False
        self._environment = environment
        self.reloading = Reloading(self._read, self._begin_anew, since)

    def _read(self):
        self.read += 1
        return checked(self._environment)

    def _begin_anew(self):
        self.anew = True


@pytest.fixture
def process(environment):
    return Process(environment, clock())


async def told(built):
    return [event for _, event in await built.events.latest(9)]


async def test_new_sources_and_topics_are_taken_over_between_two_passes(built, process, config, environment):
    (config / "sources.toml").write_text(MORE, encoding="utf-8")
    topics = (config / "topics.toml").read_text(encoding="utf-8")
    (config / "topics.toml").write_text(
        topics.replace('"sportif"]', '"sportif", "zyxvanie"]'), encoding="utf-8"
    )
    at_work, heard = built.pipeline, []
    built.after_reload = partial(heard.append, True)
    process.reloading.tell()
    await process.reloading.look(built)
    _, catalogue = checked(environment)
    assert [state.source.name for state in await built.intake.states(clock())] == [
        "Deux",
        "Dossier surveillé",
        "Exemples",
    ]
    assert (built.settings.home / "inbox" / "deux").is_dir()
    assert built.catalogue == catalogue
    assert unpacked(built.pipeline.catalogue) == catalogue
    assert unpacked(at_work.catalogue) != catalogue, "who is at work ends with what it began with"
    assert heard == [True]
    numbers = {"sources": 2, "topics": len(catalogue.topics)}
    assert await told(built) == [Event(What.RELOADED, fields=numbers), Event(What.RELOAD_ASKED)]
    assert not process.anew


async def test_a_configuration_that_is_wrong_changes_nothing_and_is_told(built, process, config):
    (config / "sources.toml").write_text(MORE, encoding="utf-8")
    (config / "topics.toml").write_text("[colours]", encoding="utf-8")
    before = built.settings, built.catalogue, built.pipeline
    await ask(built)
    with capture_logs() as logs:
        await process.reloading.look(built)
    assert (built.settings, built.catalogue, built.pipeline) == before
    assert await built.intake.states(clock()) == []
    (refused, _) = await told(built)
    assert refused.what is What.RELOAD_REFUSED
    assert "colours\u00a0: clé inconnue" in refused.reason
    assert "colours: unknown key" in logs[0]["reason"]


async def test_what_can_t_be_taken_over_in_place_is_named_and_the_process_begins_anew(built, process, config):
    make_config(config, sources=MORE, bot=BRISK + "[summary]\nbatch = 2\n[web]\neditable = true\n")
    await ask(built)
    await process.reloading.look(built)
    assert process.anew
    assert (await told(built))[0] == Event(What.RELOAD_ANEW, fields={"settings": "summary, web"})
    assert await built.intake.states(clock()) == [], "that is done by who begins anew"


async def test_all_processes_hear_of_it_and_each_reads_once(built, process, environment):
    other = Process(environment, clock())
    for _ in range(2):
        for one in (process, other):
            await one.reloading.look(built)
    assert (process.read, other.read) == (0, 0), "nobody has asked"
    process.reloading.tell()
    for _ in range(2):
        for one in (process, other):
            await one.reloading.look(built)
    assert (process.read, other.read) == (1, 1)
    await ask(built)
    await other.reloading.look(built)
    assert other.read == 2


@pytest.mark.parametrize(
    ("began", "reads"),
    [
        pytest.param(MINUTE, 0, id="before it read its configuration"),
        pytest.param(-MINUTE, 1, id="while it started"),
    ],
)
async def test_who_starts_when_somebody_has_just_asked(built, environment, began, reads):
    await ask(built)
    process = Process(environment, clock() + began)
    await process.reloading.look(built)
    assert process.read == reads


async def test_a_clock_that_was_put_back_hides_no_question(built, environment):
    process = Process(environment, clock() - MINUTE)
    for at in (clock() + MINUTE, clock()):
        await built.leases.note("reload", at)
        await process.reloading.look(built)
    assert process.read == 2


async def test_a_database_that_fails_meanwhile_is_asked_again(built, process):
    class Full(IntakeStore):
        full = True

        async def list_sources(self, listed, now):
            if self.full:
                raise DatabaseError("database or disk is full")
            await super().list_sources(listed, now)

    built.intake = Full(built.database)
    await ask(built)
    with pytest.raises(DatabaseError):
        await process.reloading.look(built)
    built.intake.full = False
    await process.reloading.look(built)
    assert (await told(built))[0].what is What.RELOADED
