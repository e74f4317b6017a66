"""A name server that hangs holds up who asks it, and nothing else."""

import asyncio
import socket
import threading

import pytest

from bot.app.loop import Loop


class NameServer:
    """Answers for some names, and hangs for all others until it is let go."""

    def __init__(self, **known):
        self.known = known
        self.asked = []
        self.up = threading.Event()

    def __call__(self, host, *_):
        self.asked.append(host)
        if host not in self.known:
            self.up.wait()
            raise OSError(socket.EAI_AGAIN, "no answer")
        if isinstance(self.known[host], Exception):
            raise self.known[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (self.known[host], 0))]


@pytest.fixture
def names():
    served = NameServer(phare="192.0.2.1", nobody=OSError(socket.EAI_NONAME, "no such host"))
    yield served
    served.up.set()


def lived(names, work):
    with asyncio.Runner(loop_factory=lambda: Loop(names)) as runner:
        return runner.run(work)


def test_the_threads_for_files_stay_free_and_so_does_the_end(names):
    async def work():
        loop = asyncio.get_running_loop()
        hung = [asyncio.create_task(loop.getaddrinfo(f"hangs-{n}", 443)) for n in range(40)]
        async with asyncio.timeout(60):
            assert await asyncio.to_thread(lambda: "read") == "read"
            assert (await loop.getaddrinfo("phare", 443))[0][4] == ("192.0.2.1", 0)
        assert not any(task.done() for task in hung)

    lived(names, work())
    assert not names.up.is_set(), "nobody waited for them"


def test_one_name_is_asked_once_at_a_time(names):
    async def work():
        loop = asyncio.get_running_loop()
        tasks = [asyncio.create_task(loop.getaddrinfo("hangs", 443)) for _ in range(9)]
        await asyncio.sleep(0.01)
        tasks[0].cancel()
        names.up.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = lived(names, work())
    assert isinstance(first, asyncio.CancelledError)
    assert {type(other) for other in others} == {OSError}
    assert names.asked == ["hangs"]


def test_too_many_names_are_refused_not_queued(names):
    async def work():
        loop = asyncio.get_running_loop()
        hung = [asyncio.create_task(loop.getaddrinfo(f"hangs-{n}", 443)) for n in range(64)]
        await asyncio.sleep(0)
        with pytest.raises(OSError, match="too many names"):
            await loop.getaddrinfo("one-more", 443)
        assert len(hung) == 64

    lived(names, work())


def test_a_name_that_is_none_is_said_and_may_be_asked_again(names):
    async def work():
        for _ in range(2):
            with pytest.raises(OSError, match="no such host"):
                await asyncio.get_running_loop().getaddrinfo("nobody", 443)

    lived(names, work())
    assert names.asked == ["nobody", "nobody"]
