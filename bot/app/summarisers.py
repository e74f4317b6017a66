"""Which summariser the settings ask for: extracts, a model before them, or a model that is still to come.

In front of either stands what the publisher itself wrote.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import structlog

from bot.errors import ModelFailed, SettingsError
from bot.settings import Settings
from bot.summaries import Summariser
from bot.summaries.arriving import Arriving
from bot.summaries.described import WithDescription
from bot.summaries.extractive import ExtractiveSummariser
from bot.summaries.fallback import Tally, WithFallback
from bot.summaries.models import choosers
from bot.summaries.models.choosers import ChooserDir
from bot.summaries.models.directory import ModelDir, read
from bot.summaries.models.engines import require
from bot.summaries.models.installed import find, wanted
from bot.wording import Remark
from bot.workers import Workers

log = structlog.get_logger()


class Summarisers:
    """The one for the backlog and the one for readers who wait; a model that is named may come later."""

    def __init__(self, settings: Settings, workers: Workers, stack: AsyncExitStack) -> None:
        """Build them; what they hold is closed with `stack`.

        Raises: SettingsError if the directory of a model that is set can't be used.
        """
        self.tally: Tally = Tally()
        self._settings = settings
        self._workers = workers
        self._stack = stack
        self._extracts, self._asked_extracts = self._extracting()
        self._news, self._asked = Arriving(self._extracts), Arriving(self._asked_extracts)
        self.news: Summariser = WithDescription(workers.run, self._news)
        self.on_demand: Summariser = WithDescription(workers.run, self._asked)
        wanted_at_all = settings.summary.method != "extract"
        self._awaited = wanted_at_all and bool(settings.model) and not settings.model_url
        if settings.model_url and wanted_at_all:
            self._ask_server()
        elif settings.model_dir is not None and wanted_at_all:
            self._use(_given(settings))
        elif settings.summary.method == "model" and not settings.model:
            raise SettingsError(
                Remark(
                    "LACONIQUE_MODEL_DIR : il faut le dossier d'un modèle, ou dans LACONIQUE_MODEL son nom : "
                    "summary.method demande un modèle"
                )
            )
        if self._awaited:
            with suppress(ModelFailed):
                self._use(self._installed())

    @property
    def pasted_to_server(self) -> bool:
        """Whether what readers give to be summarised goes to a server."""
        summary = self._settings.summary
        return bool(self._settings.model_url) and summary.pasted_to_server and summary.method != "extract"

    async def arrive(self) -> None:
        """Use the model that is named, if it is not yet used: fetch it, if it is not there.

        Raises: ModelFailed with the reason; readers have extracts meanwhile.
        """
        if not self._awaited:
            return
        try:
            model = self._installed()
        except ModelFailed:
            log.info("fetching the model", name=self._settings.model, meanwhile="extracts")
            await _fetched(self._settings)
            model = self._installed()
        self._use(model)
        log.info("the model is there", version=self._news.version)

    def _installed(self) -> ModelDir:
        asked = wanted(self._settings.model)
        found = find(self._settings.model_folders, asked)
        if found is None:
            raise ModelFailed(f"{asked.repository} is not installed")
        model = read(found.path)
        require(model)
        return model

    def _ask_server(self) -> None:
        from bot.summaries.served import ServedSummariser, client

        settings, deadline_s = self._settings, self._settings.workers.model_deadline_s
        asked = client(settings.model_url, settings.model_key.get_secret_value(), deadline_s)
        self._stack.push_async_callback(asked.aclose)
        served = ServedSummariser(
            self._workers.run, asked, settings.model, at_once=settings.summary.batch, deadline_s=deadline_s
        )
        self._news.arrive(WithFallback(served, self._extracts, self.tally))
        if self.pasted_to_server:
            self._asked.arrive(WithFallback(served.on_demand, self._asked_extracts, self.tally))

    def _extracting(self) -> tuple[Summariser, Summariser]:
        """Extracts for the backlog and for who waits: chosen by an encoder where one is set, else by columns.

        A chooser that can't be used costs nobody a digest: columns choose, the log and `doctor` say why.
        """
        columns = ExtractiveSummariser(self._workers.run)
        folder = self._settings.chooser
        if folder is None:
            return columns, columns
        try:
            chooser = usable_chooser(folder)
        except ModelFailed as err:
            log.warning("the chooser can't be used", reason=str(err), meanwhile="columns choose")
            return columns, columns
        from bot.summaries.chosen import ChosenSummariser

        chosen = ChosenSummariser(self._apart().run, chooser)
        return (
            WithFallback(chosen, columns, self.tally),
            WithFallback(chosen.on_demand, columns, self.tally),
        )

    def _apart(self) -> Workers:
        """A process for a model: it uses all cores by itself, and a second one would load it again."""
        work = self._settings.workers
        apart = Workers(1, work.model_deadline_s, work.model_memory_mb, work.idle_s)
        self._stack.push_async_callback(apart.close)
        return apart

    def _use(self, model: ModelDir) -> None:
        from bot.summaries.generative import GenerativeSummariser

        self._awaited = False
        apart = self._apart()
        written = GenerativeSummariser(apart.run, model, batch=self._settings.summary.batch)
        self._news.arrive(WithFallback(written, self._extracts, self.tally))
        self._asked.arrive(WithFallback(written.on_demand, self._asked_extracts, self.tally))


def usable_chooser(folder: Path) -> ChooserDir:
    """The chooser in a folder. Raises: ModelFailed if there is none, or the libraries are not installed."""
    chooser = choosers.read(folder)
    require(chooser, choosers.NEEDS)
    return chooser


def _given(settings: Settings) -> ModelDir:
    assert settings.model_dir is not None  # noqa: S101 - whoever calls has looked
    try:
        model = read(settings.model_dir)
        require(model)
    except ModelFailed as err:
        told = Remark("LACONIQUE_MODEL_DIR : {why}", why=err)
        raise SettingsError(told, *filter(None, [err.remedy])) from err
    return model


async def _fetched(settings: Settings) -> None:
    """Let a process of its own fetch and convert it: what that takes of memory is given back.

    Raises: ModelFailed with the last thing it said.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("LACONIQUE_")}
    told = {
        "LACONIQUE_HOME": str(settings.home),
        "LACONIQUE_CONFIG": str(settings.config),
        "HF_TOKEN": settings.hub_token.get_secret_value(),
    }
    command = ("-m", "bot", "model", "get", settings.model)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env=ours | told, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:  # we are to end: what has arrived is kept for the next time
            process.terminate()
            await process.wait()
    if process.returncode:
        last = (said.decode(errors="replace").strip().splitlines() or ["it died"])[-1].strip()
        raise ModelFailed(f"LACONIQUE_MODEL: {settings.model} can't be fetched: {last}")
