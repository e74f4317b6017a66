"""Starts of the program that cost a tenth of a second of processor time instead of one and a half.

A process that has loaded the program, and has done nothing else, forks for each start. What is started is
a process like any other: its own memory, threads, signals, files and exit code; only its modules are there
already. Where loading and the first moments are tested, `python -m bot` starts (tests/test_starting.py).
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import IO

_ROOT = Path(__file__).parent.parent
_REQUEST_MAX = 64 * 1024
_LOADED = (
    "bot.app.service",
    "bot.cli.config",
    "bot.cli.deliver",
    "bot.cli.digest",
    "bot.cli.doctor",
    "bot.cli.ingest",
    "bot.cli.main",
    "bot.cli.models",
    "bot.cli.restore",
    "bot.cli.run",
    "bot.cli.sources",
    "bot.cli.stories",
)
"""What the commands load when they are called."""
_ONE = Lock()
"""Several threads make one nursery."""


class Started:
    """One process of the program, as `subprocess.Popen` has it."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.pid = int(self._heard(None))
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, or the negative number of the signal that ended it. Raises: TimeoutError."""
        if self.returncode is None:
            self.returncode = int(self._heard(timeout))
            self._line.close()
        return self.returncode

    def poll(self) -> int | None:
        """The same at once, None while it lives."""
        try:
            return self.wait(0)
        except BlockingIOError:
            return None

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _heard(self, timeout: float | None) -> bytes:
        self._line.settimeout(timeout)
        return self._line.recv(_REQUEST_MAX)


def start(arguments: Sequence[str], environment: Mapping[str, str], out: IO[str], err: IO[str]) -> Started:
    """`python -m bot` with these arguments, and nothing in its environment but this."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    told = json.dumps([[*arguments], {**environment}]).encode()
    with theirs, _ONE:
        socket.send_fds(_nursery(), [told], [theirs.fileno(), out.fileno(), err.fileno()])
    return Started(ours)


@cache
def _nursery() -> socket.socket:
    """The line to the process that forks; it ends with ours."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-W", "error", "-m", "tests.nursery", str(theirs.fileno())]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    nowhere = subprocess.DEVNULL  # no terminal: what is printed looks as it does in a pipe
    with theirs:
        forking = subprocess.Popen(
            command, cwd=_ROOT, env=kept, stdin=nowhere, stdout=nowhere, pass_fds=[theirs.fileno()]
        )

    def end() -> None:
        ours.close()
        forking.wait()

    atexit.register(end)
    return ours


def main() -> None:
    """Serve; whoever comes back from this is a process of the program, and becomes it."""
    for module in _LOADED:
        import_module(module)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who waits for a start is its own parent
    line = socket.socket(fileno=int(sys.argv[1]))
    while True:
        told, descriptors, _, _ = socket.recv_fds(line, _REQUEST_MAX, 3)
        if not told:
            os._exit(0)
        if os.fork() == 0:
            line.close()
            _attend(descriptors)
            _become(*json.loads(told))
            return
        for descriptor in descriptors:
            os.close(descriptor)


def _attend(descriptors: Sequence[int]) -> None:
    """Fork once more: the child comes back from this; its parent tells how it ended, and never comes back."""
    answer, out, err = descriptors
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if born := os.fork():
        os.write(answer, str(born).encode())
        _, status = os.waitpid(born, 0)
        os.write(answer, str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    for descriptor in descriptors:
        os.close(descriptor)


def _become(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """What tells a process how it was started."""
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["-m", *arguments]
    sys.orig_argv = [sys.executable, "-m", "bot", *arguments]


if __name__ == "__main__":
    main()
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
