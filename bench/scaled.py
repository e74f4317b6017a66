"""compose.scale.yaml, whole, in real containers: one of each role is killed, and what became of all is told.

    python -m bench.scaled [--readers 6] [--secrets]

Two of each role, the balancer and the database, on a network of their own, with a Bot API that calls the
balancer over https as Telegram does. PostgreSQL and Caddy are Debian's (bench/stand_ins), so that no registry
is needed. It ends with 1 when something is lost, comes twice, or is left behind. With --secrets
compose.secrets.yaml stands on top: it comes up and tells an article, and no secret is seen in what a
container was started with.
"""

import argparse
import asyncio
import os
import random
import shutil
import ssl
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench import podman
from bench.faults import TOKEN, Recording, Town, told_of
from bench.podman import PROJECT, ROOT, Failed, compose, holds, tell
from bench.takeover import until
from bot.sandbox import person
from bot.store.database import Database
from tests.sandbox.serving import listening

FILE, GATEWAY, NETWORK = "compose.scale.yaml", "10.89.77.1", "10.89.77.0/24"
NAME, PASSWORD, WEB_TOKEN = "localhost", "aPasswordOfTheCheck", "a-token-of-the-check"
ROLES = {"chat": "chat-1", "ingest": "ingest", "summarise": "summarise", "deliver": "deliver"}
OURS = ("chat-1", "chat-2", *(role for role in ROLES if role != "chat" for _ in range(2)))
WITHIN_S = 900.0
"""Only a guard against hanging: a worker of a busy machine is stopped, and its article waits for minutes."""
EVENTS = (ROOT / "bench" / "stand_ins" / "articles.txt").read_text(encoding="utf-8").split("\n\n")
"""No two are one story."""
COUNTRIES = ("Finlande", "Norvège", "Islande")
_AT_ONCE = "now:on"
"""The button «Dès la parution»."""
IN_A_ROW = 3
"""Who is told more within a quarter of an hour gets the rest together: here others hear it."""


def name(service: str, number: int = 1) -> str:
    """Of a container."""
    return f"{PROJECT}_{service}_{number}"


def all_of_them() -> list[str]:
    """The containers of the file, by name."""
    counted: Counter[str] = Counter()
    for service in (*OURS, "balancer", "database"):
        counted[service] += 1
    return [name(service, number + 1) for service, many in counted.items() for number in range(many)]


async def engine(*words: str, check: bool = True) -> str:
    """podman, while Telegram goes on."""
    return await asyncio.to_thread(podman.podman, *words, check=check)


class Telegram(Recording):
    """Calls a webhook by way of `forward`, which knows whom the balancer's certificate is from."""

    def __init__(self) -> None:
        super().__init__()
        self.port = ""
        self.called: list[int] = []
        self._http: httpx.AsyncClient | None = None
        self._url = ""

    def commit(self, *events: dict[str, Any]) -> None:
        """Remember the webhook's address, and call our own."""
        for event in events:
            if event["event"] == "webhook" and event["webhook"]:
                self._url = event["webhook"]["url"]
                event["webhook"] = event["webhook"] | {"url": f"http://127.0.0.1:{self.port}/forward"}
        super().commit(*events)

    async def forward(self, request: Request) -> Response:
        """One call of the webhook."""
        if self._http is None:
            issued_by = await engine(
                "exec", name("balancer"), "cat", "/data/caddy/pki/authorities/local/root.crt"
            )
            trusts = ssl.create_default_context(cadata=issued_by)
            self._http = httpx.AsyncClient(verify=trusts, trust_env=False, timeout=30)
        kept = {
            word: value for word, value in request.headers.items() if word.startswith(("x-", "content-t"))
        }
        try:
            answer = await self._http.post(self._url, content=await request.body(), headers=kept)
        except httpx.HTTPError:
            self.called.append(0)
            return Response(status_code=502)
        self.called.append(answer.status_code)
        return Response(status_code=answer.status_code)


class Street(Town):
    """Readers who follow a topic, and articles on it that are put into the inbox."""

    async def open(self) -> None:
        """All readers follow."""
        for place, chat in enumerate(self.readers):
            person.say(self.sandbox, chat, "/help")
            person.say(self.sandbox, chat, f"/subscribe {COUNTRIES[place % len(COUNTRIES)]}")
        await until(lambda: all(self._answers(chat) >= 2 for chat in self.readers), WITHIN_S)
        for chat in self.readers:  # else who never chose has a morning edition
            person.press(self.sandbox, chat, self._bears(chat, _AT_ONCE), _AT_ONCE)
            person.say(self.sandbox, chat, "/hours non")
        await until(lambda: all(self._answers(chat) >= 3 for chat in self.readers), WITHIN_S)

    def _answers(self, chat: int) -> int:
        return sum(to == chat for to, _ in self.sandbox.arrived)

    def _bears(self, chat: int, data: str) -> int:
        """The message of this chat that has this button."""
        return next(
            number
            for number, message in self.sandbox.state.messages.items()
            if message["chat"]["id"] == chat and f"'{data}'" in str(message.get("reply_markup"))
        )

    async def tell(self) -> None:
        """One more article."""
        word, event = self.word(), EVENTS[len(self.stories) % len(EVENTS)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{word}.txt"
            path.write_text(
                event.format(
                    word=word.title(),
                    where=self._where(len(self.stories)),
                    day=f"{datetime.now(UTC):%d/%m/%Y}",
                ),
                "utf-8",
            )
            await engine("cp", str(path), f"{name('ingest', 2)}:/data/inbox/")
        self.stories.append(word)

    @staticmethod
    def _where(story: int) -> str:
        return COUNTRIES[story // IN_A_ROW]

    def follows(self, place: int) -> list[str]:
        """The stories that the reader at this place should hear of."""
        where = COUNTRIES[place % len(COUNTRIES)]
        return [word for number, word in enumerate(self.stories) if self._where(number) == where]

    def lacking(self) -> dict[int, list[str]]:
        """Of what a reader has not heard yet: stories, and each last question."""
        lacking = {}
        for place, chat in enumerate(self.readers):
            wanted = [*self.follows(place), *self.questions.get(chat, ())[-1:]]
            told = told_of(self.sandbox.arrived, chat, wanted)
            if absent := [word for word in wanted if not told[word]]:
                lacking[chat] = absent
        return lacking

    async def a_round(self) -> float:
        """An article, and a question of each; returns after how many seconds all have been told."""
        begun = time.monotonic()
        await self.tell()
        for chat in self.readers:
            self.ask(chat)
        try:
            await until(lambda: not self.lacking(), WITHIN_S)
        except TimeoutError as err:
            raise Failed(f"never told: {self.lacking()}, of {self.stories}") from err
        return time.monotonic() - begun

    def pushes(self) -> Counter[int]:
        """How often a story was pushed to a reader -> of how many stories and readers."""
        often: Counter[int] = Counter()
        for place, chat in enumerate(self.readers):
            told = told_of(self.sandbox.arrived, chat, self.follows(place))
            often.update(len(places) for places in told.values())
        return often


@dataclass(frozen=True)
class Fleet:
    """All containers of the file."""

    file: str
    told: dict[str, str]

    async def up(self) -> float:
        """Start all; returns after how many seconds every one is healthy."""
        begun = time.monotonic()
        await asyncio.to_thread(compose, self.file, "up", "--detach", "--no-build", told=self.told)
        for one in all_of_them():
            while await engine("healthcheck", "run", one, check=False) or not await _healthy(one):
                if time.monotonic() - begun > WITHIN_S:
                    msg = f"{one} never was healthy"
                    raise Failed(msg)
                await asyncio.sleep(0.5)
        return time.monotonic() - begun

    async def down(self) -> None:
        """Stop all; volumes stay."""
        await asyncio.to_thread(compose, self.file, "down", told=self.told)


async def _healthy(container: str) -> bool:
    told = await engine("inspect", "--format", "{{.State.Status}} {{.State.Healthcheck.Status}}", container)
    return told == "running healthy"


async def killed(container: str) -> None:
    """As the kernel does it when memory runs out."""
    pid = podman.inspected(container)["State"]["Pid"]
    await asyncio.to_thread(podman.kill, pid)


async def one_of_each_role_dies(street: Street) -> None:
    """While an article comes and readers ask."""
    for role, service in ROLES.items():
        await killed(name(service))
        called = len(street.sandbox.called)
        took = await street.a_round()
        answers = street.sandbox.called[called:]
        tell(f"{role} killed: article and answers after {took:.1f} s; balancer: {_counted(answers)}")
    await until(lambda: all(_is_up(name(service)) for service in ROLES.values()), WITHIN_S)
    tell("all that were killed are there again, by themselves")


def _is_up(container: str) -> bool:
    return bool(podman.inspected(container)["State"]["Running"])


def _counted(answers: Sequence[int]) -> str:
    return ", ".join(f"{many} times {status or 'no connection'}" for status, many in Counter(answers).items())


async def the_database_dies(street: Street) -> None:
    """And comes again."""
    await killed(name("database"))
    tell(f"database killed: article and answers after {await street.a_round():.1f} s")


async def looked_at() -> None:
    """Copies, memory, logs."""
    made = await engine("exec", name("deliver"), "laconique", "backup")
    holds("/data/backups" in made, "a copy of the database is made inside the image")
    sizes = {role: podman.memory_mb(name(service)) for role, service in ROLES.items()}
    print("     memory: " + ", ".join(f"{role} {size:.0f} MB" for role, size in sizes.items()))
    logs = "".join(map(podman.logs, all_of_them()))
    holds("story told" in logs, "the logs are there")
    holds(not told_in(logs), "no secret is in a log")


def told_in(text: str) -> list[str]:
    """The secrets that stand there."""
    return [one for one in (TOKEN.partition(":")[2], PASSWORD, WEB_TOKEN) if one in text]


async def checked(street: Street, fleet: Fleet) -> None:
    """All, in order."""
    many = len(all_of_them())
    tell(f"{many} containers healthy {await fleet.up():.1f} s after `compose up`, from empty volumes")
    await street.open()
    tell(f"an article told to all who follow: {await street.a_round():.1f} s after")
    await one_of_each_role_dies(street)
    await the_database_dies(street)
    await looked_at()
    await fleet.down()
    tell(f"after `compose down`, healthy again {await fleet.up():.1f} s after `compose up`")
    tell(f"readers and articles are kept: a new article told to all {await street.a_round():.1f} s after")
    often = street.pushes()
    holds(
        set(often) == {1},
        f"{len(street.stories)} stories, {len(street.readers)} readers; pushed: {dict(often)}",
    )
    await fleet.down()
    volumes = (await engine("volume", "ls", "--quiet")).split()
    holds(all(one.startswith(f"{PROJECT}_") for one in volumes), f"volumes left: {', '.join(volumes)}")


async def with_secrets(street: Street, fleet: Fleet) -> None:
    """What lies in files is read there, and told nowhere."""
    tell(f"with secrets in files: {len(all_of_them())} containers healthy {await fleet.up():.1f} s after")
    await street.open()
    tell(f"an article told to all who follow: {await street.a_round():.1f} s after")
    seen = "".join([await engine("inspect", one) for one in all_of_them()])
    holds(not told_in(seen), "no secret is in what a container was started with")
    await looked_at()


def in_files(folder: Path) -> Fleet:
    """The compose files, and beside them the secrets, as compose.secrets.yaml asks for."""
    secrets = {
        "telegram_token": TOKEN,
        "web_token": WEB_TOKEN,
        "postgres_password": PASSWORD,
        "database_url": f"postgresql+psycopg://laconique:{PASSWORD}@database/laconique",
    }
    for one in (FILE, "compose.secrets.yaml", "Caddyfile"):
        shutil.copy(ROOT / one, folder)
    (folder / "secrets").mkdir(0o700)
    for secret, text in secrets.items():
        (folder / "secrets" / secret).write_text(f"{text}\n", encoding="utf-8")
    for path in (folder / "secrets", *(folder / "secrets").iterdir()):
        os.chown(path, 10001, 10001)
    return Fleet(f"{folder / FILE}:{folder / 'compose.secrets.yaml'}", {})


async def main(asked: argparse.Namespace, folder: Path) -> int:
    """Bring it up, and see."""
    telegram = Telegram()
    while len(telegram.state.people) < asked.readers:
        person.join(telegram, f"Reader {len(telegram.state.people)}")
    street = Street(
        telegram, Database("sqlite+aiosqlite://"), random.Random(1), sorted(telegram.state.people)
    )
    app = Starlette(routes=[Route("/forward", telegram.forward, methods=["POST"]), *telegram.routes()])
    async with listening(app, "0.0.0.0") as url:  # of our own network
        telegram.port = url.rpartition(":")[2]
        public = {
            "LACONIQUE_TELEGRAM_URL": f"http://{GATEWAY}:{telegram.port}",
            "LACONIQUE_HOST_NAME": NAME,
        }
        told = {"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_WEB_TOKEN": WEB_TOKEN, "POSTGRES_PASSWORD": PASSWORD}
        fleet = Fleet(FILE, public | told)
        if asked.secrets:
            fleet = replace(in_files(folder), told=public | dict.fromkeys(told, ""))
        try:
            podman.clear(fleet.file, fleet.told)
            podman.podman(
                "network", "create", f"--subnet={NETWORK}", f"--gateway={GATEWAY}", f"{PROJECT}_default"
            )
            await (with_secrets if asked.secrets else checked)(street, fleet)
        except (Failed, RuntimeError, TimeoutError) as err:
            print(f"{type(err).__name__}: {err}; calls of the balancer: {_counted(telegram.called)}")
            for one in all_of_them():
                print(f"--- {one}\n{podman.logs(one, '--tail=8')}")
            return 1
        finally:
            telegram.close()
            podman.clear(fleet.file, fleet.told)
    return 0


def build() -> None:
    """The three images."""
    podman.build("localhost/laconique:postgres", "--build-arg=EXTRAS=postgres")
    for image, folder in (("postgres:15-alpine", "postgres"), ("caddy:2-alpine", "caddy")):
        podman.build(f"localhost/{image}", context=ROOT / "bench" / "stand_ins" / folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--secrets", action="store_true")
    if reason := podman.missing():
        sys.exit(f"containers can't be built and run here: {reason}")
    podman.alone(build, "-m", "bench.scaled", *sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        sys.exit(asyncio.run(main(parser.parse_args(), Path(place))))
