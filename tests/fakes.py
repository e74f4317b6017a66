"""Small stand-ins for what the passes reach outside: feeds, pages, Telegram, a summariser, worker processes.

Each is a real class with the interface of `bot.ports`: give it its answers, let the passes work, look at
what it was asked. An answer that is an exception is raised.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Missing, ThreadGone, Unfetchable, Unreachable
from bot.model import Article, Message, Method, Raw, Summary
from bot.ports import Look, Watched


async def directly(work: Callable[..., Any], *args: object) -> Any:
    """What `Workers.run` does, without a process."""
    return work(*args)


class Killed(BaseException):
    """The process is gone: nothing after the line that raises this runs."""


class FakeClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


class FakeReader:
    """The outside world: `feeds` by the source's name, `pages` by URL, `files` by path."""

    def __init__(self) -> None:
        self.feeds: dict[str, Look | Exception] = {}
        self.pages: dict[str, Raw | Exception] = {}
        self.files: dict[str, Raw | Exception] = {}
        self.looked: list[str] = []
        self.fetched: list[str] = []

    async def look(self, watched: Watched) -> Look:
        self.looked.append(watched.source.name)
        return _given(self.feeds.get(watched.source.name, Look()))

    async def fetch(self, address: str, source: str = "") -> Raw:
        self.fetched.append(address)
        return _given(self.pages.get(address, Unfetchable(address, "nobody there")))

    async def load(self, path: str, _folder: str = "") -> Raw:
        return _given(self.files.get(path, Missing(f"{path}: no such file")))


class FakeChannel:
    """Telegram: `failures` holds, for a chat, what its next sends answer; after them every send arrives.

    What arrived is numbered from 1; `answers` holds which number answers which, `threads` where it went in a
    forum. The threads of `closed` take nothing.
    """

    def __init__(self) -> None:
        self.failures: dict[int, list[Exception | None]] = {}
        self.arrived: list[tuple[int, Message]] = []
        self.answers: dict[int, int] = {}
        self.threads: dict[int, int] = {}
        self.closed: set[int] = set()
        self.tried: list[int] = []
        self.away = False
        """Nobody answers, whatever is asked."""

    async def redraw(self, chat_id: int, number: int, message: Message) -> None:
        await self.send(chat_id, message)

    async def reach(self, chat_id: int) -> None:
        if self.away:
            raise Unreachable(chat_id, "nobody answers")

    async def send(
        self, chat_id: int, message: Message, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        self.tried.append(chat_id)
        waiting = self.failures.get(chat_id, [])
        if failure := waiting.pop(0) if waiting else None:
            raise failure
        if thread in self.closed:
            raise ThreadGone(chat_id, "TOPIC_CLOSED")
        self.arrived.append((chat_id, message))
        if thread is not None:
            self.threads[len(self.arrived)] = thread
        if reply_to is not None:
            self.answers[len(self.arrived)] = reply_to
        return len(self.arrived)

    def read_by(self, chat_id: int) -> list[str]:
        """The texts that arrived at one chat, in order."""
        return [message.html for chat, message in self.arrived if chat == chat_id]

    def read_in(self, thread: int | None) -> list[str]:
        """The texts that arrived in one thread, or in none."""
        numbered = enumerate(self.arrived, 1)
        return [message.html for number, (_, message) in numbered if self.threads.get(number) == thread]


class FakeSummariser:
    """Takes the first paragraph as the summary; `failures` are what its next works answer instead."""

    version = "fake-1"

    def __init__(self, failures: Iterable[Exception | None] = (), note: str = "") -> None:
        self.failures = list(failures)
        self.note = note
        self.asked: list[Article] = []

    async def summarise(self, article: Article) -> Summary:
        self.asked.append(article)
        if failure := self.failures.pop(0) if self.failures else None:
            raise failure
        return Summary(
            headline=article.title or "Sans titre",
            sentences=article.paragraphs[:1],
            method=Method.EXTRACT,
            version=self.version,
            note=self.note,
        )


def _given(answer: Any) -> Any:
    if isinstance(answer, Exception):
        raise answer
    return answer
