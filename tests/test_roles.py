"""Each role in processes of its own, two of each, behind a load balancer.

Everything once, whoever is killed.
"""

import asyncio
import itertools
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import person
from tests.conftest import ON_BOTH
from tests.nursery import Started
from tests.running import BRISK, WAIT_S, begun, environment, laconique, make_config
from tests.sandbox.serving import ANNE, TOKEN, Served, listening, serving

pytestmark = pytest.mark.slow
DATA = Path(__file__).parent / "data"
STORY = (DATA / "russie.txt").read_text(encoding="utf-8")
ANOTHER = """La Finlande ouvre son premier jardin botanique sous la neige
Helsinki, le 14 octobre 2026
Le jardin botanique d’Orvanen, dans le nord de la Finlande, a ouvert mercredi après six ans de travaux.
Trois mille plantes poussent sous une serre chauffée par les eaux d’une ancienne mine de cuivre.
La directrice, Mme Sirkka Tuovala, attend quarante mille visiteurs avant la fin de l’hiver.
Les écoles finlandaises pourront y entrer sans payer, a précisé la mairie dans un communiqué.
"""
TELEGRAM = "/telegram"
SECRET = "zanzibarette"
"""What a reader asks for is nobody else's affair."""
AT_ONCE = "now:on"
"""The button of who wants each story at once: who never chose has a morning edition."""


class Process:
    """One `laconique run --role …`."""

    def __init__(self, role: str, process: Started, address: str) -> None:
        self.role, self.address = role, address
        self._process = process

    async def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(by)
        await asyncio.to_thread(self._process.wait, WAIT_S)


class Balancer:
    """Gives each request to the next of the processes that are there; passes over those that are not."""

    def __init__(self) -> None:
        self.behind: list[Process] = []
        self.taken: list[str] = []
        self._turn = itertools.count()

    def app(self) -> Starlette:
        return Starlette(routes=[Route(TELEGRAM, self._pass_on, methods=["POST"])])

    async def _pass_on(self, request: Request) -> Response:
        body, turn = await request.body(), next(self._turn)
        async with httpx.AsyncClient(trust_env=False) as client:
            for place in range(len(self.behind)):
                process = self.behind[(turn + place) % len(self.behind)]
                try:
                    answer = await client.post(
                        process.address + TELEGRAM, content=body, headers=request.headers
                    )
                except httpx.ConnectError:
                    continue
                self.taken.append(process.address)
                return Response(status_code=answer.status_code)
        return Response(status_code=502)


class House:
    """Telegram, a database, and the processes."""

    def __init__(self, home: Path, config: Path, telegram: Served, database_url: str) -> None:
        self.home, self.config, self.telegram, self.database_url = home, config, telegram, database_url
        self.balancer = Balancer()
        self.public_url = ""
        self.processes: list[Process] = []
        self._number = itertools.count()

    async def start(self, *roles: str, **more: str) -> list[Process]:
        """All at once, as after a power cut."""
        return list(await asyncio.gather(*(self._start(role, **more) for role in roles)))

    async def _start(self, role: str, **more: str) -> Process:
        told = {"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_TELEGRAM_URL": self.telegram.url}
        told["LACONIQUE_DATABASE_URL"] = self.database_url
        if role == "chat" and self.public_url:
            told["LACONIQUE_PUBLIC_URL"] = self.public_url
        told = environment(self.home, self.config, **told, **more)
        log = self.home.parent / f"{role}-{next(self._number)}.log"
        process, link = await asyncio.to_thread(begun, ["run", "--role", role], told, log)
        started = Process(role, process, link[1])
        self.processes.append(started)
        if role == "chat":
            self.balancer.behind.append(started)
        return started

    async def health(self, process: Process) -> dict[str, Any]:
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.get(f"{process.address}/health")).json()

    async def written_down(self, process: Process) -> None:
        """No message is under way: what a dead one left is for `deliver`, which not every house has."""
        async with asyncio.timeout(WAIT_S):
            while (await self.health(process))["outbox"]:  # noqa: ASYNC110 - another process is at work
                await asyncio.sleep(0.05)

    async def told(self, alive: Sequence[Process]) -> str:
        """All that the processes have written, and what those that live show to who sits at the machine."""
        logs = [log.read_text(encoding="utf-8") for log in self.home.parent.glob("*.log")]
        async with httpx.AsyncClient(trust_env=False) as client:
            shown = [
                (await client.get(f"{one.address}/{page}")).text
                for one in alive
                for page in ("health", "metrics", "dashboard/", "dashboard/sources", "dashboard/stories")
            ]
        return "\n".join((*logs, *shown))

    def drop(self, name: str, text: str) -> None:
        outside = self.home / name
        outside.write_text(text, encoding="utf-8")
        outside.rename(self.home / "inbox" / name)

    def heard(self) -> list[str]:
        """What the bot has said to Anne."""
        messages = self.telegram.sandbox.state.messages.values()
        return [one["text"] for one in messages if one["from"]["is_bot"] and one["chat"]["id"] == ANNE]

    async def until(self, true: Callable[[], object], what: str, within_s: float = WAIT_S) -> None:
        try:
            async with asyncio.timeout(within_s):
                while not true():  # noqa: ASYNC110 - other processes are at work
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"it never came: {what}: {self.heard()}") from None


@asynccontextmanager
async def house(tmp_path: Path, database_url: str = "") -> AsyncIterator[House]:
    config = make_config(tmp_path / "config", bot=BRISK)
    async with serving() as telegram:
        built = House(tmp_path / "home", config, telegram, database_url)
        async with listening(built.balancer.app()) as public:
            built.public_url = public
            try:
                yield built
            finally:
                await asyncio.gather(*(process.end() for process in built.processes))


def pushes(heard: list[str], word: str) -> int:
    return sum(word in text for text in heard)


@pytest.fixture(params=ON_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


def bearing(sandbox, data):
    """The message of Anne's that has this button."""
    messages = sandbox.state.messages.items()
    return next(number for number, message in messages if f"'{data}'" in str(message.get("reply_markup")))


async def test_two_of_each_role_on_one_database(tmp_path, database_url):
    """A story is read, summarised and pushed once; and again once, when one of each has been killed."""
    async with house(tmp_path, database_url) as ours:
        roles = ["chat", "ingest", "summarise", "deliver"]
        started = await ours.start(*roles, *roles)
        assert [(await ours.health(one))["role"] for one in started] == [*roles, *roles]
        person.say(ours.telegram.sandbox, ANNE, "/help")
        person.say(ours.telegram.sandbox, ANNE, SECRET)
        person.say(ours.telegram.sandbox, ANNE, "/subscribe finlande")
        await ours.until(lambda: pushes(ours.heard(), "Finlande"), "the subscription")
        person.press(ours.telegram.sandbox, ANNE, bearing(ours.telegram.sandbox, AT_ONCE), AT_ONCE)
        ours.drop("une.txt", STORY)
        await ours.until(lambda: pushes(ours.heard(), "Velnikov"), "the first push")
        for one in started[:4]:
            await one.end(signal.SIGKILL)
        ours.drop("deux.txt", ANOTHER)
        await ours.until(lambda: pushes(ours.heard(), "Orvanen"), "the second push")
        person.say(ours.telegram.sandbox, ANNE, "/topics")
        before = len(ours.heard())
        await ours.until(lambda: len(ours.heard()) > before, "an answer of the chat that is left")
        assert (pushes(ours.heard(), "Velnikov"), pushes(ours.heard(), "Orvanen")) == (1, 1)
        assert len(set(ours.balancer.taken)) == 2
        health = await ours.health(started[7])
        assert (health["outbox"], health["articles"]) == ({"sent": 2}, 2)
        told = await ours.told(started[4:])
        assert "story told" in told, "the logs are there"
        assert [word for word in (TOKEN.partition(":")[2], SECRET) if word in told] == []


async def test_of_two_that_poll_one_waits_and_takes_over(tmp_path):
    async with house(tmp_path) as ours:
        ours.public_url = ""
        (first,) = await ours.start("chat")
        waiting = asyncio.create_task(ours.start("chat"))
        person.say(ours.telegram.sandbox, ANNE, "/start")
        await ours.until(ours.heard, "an answer of the first")
        await ours.written_down(first)
        await first.end(signal.SIGKILL)
        await asyncio.wait_for(waiting, WAIT_S)
        before = len(ours.heard())
        person.say(ours.telegram.sandbox, ANNE, "/topics")
        await ours.until(lambda: len(ours.heard()) > before, "an answer of the second")


@pytest.mark.parametrize("role", ["chat", "deliver"])
def test_without_a_token_there_is_no_sandbox_in_parts(tmp_path, role):
    place = {"home": tmp_path / "home", "config": make_config(tmp_path / "config")}
    refused = laconique("run", "--role", role, **place)
    assert refused.returncode == 2
    assert "les rôles chat et deliver en ont besoin" in refused.stderr


def test_an_unknown_role_is_told(tmp_path):
    place = {"home": tmp_path / "home", "config": make_config(tmp_path / "config")}
    refused = laconique("run", "--role", "courier", **place)
    assert refused.returncode == 2
    assert "il faut all, ou de ceux-ci" in refused.stderr
    assert "chat, ingest, summarise, deliver" in refused.stderr
