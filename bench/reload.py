"""How long an answer takes while a bot reads its configuration again.

    python -m bench.reload [--asks N]

A person of the sandbox asks one thing after the other; in the middle of it the files of the configuration
change and SIGHUP comes: once with another source and topic, which are taken over in place, once with another
setting of `[summary]`, for which the process begins anew. What finds nobody at the port is said again, as
Telegram keeps an update: the time counts from the first try.
"""

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.running import ANNE, BRISK, SOURCES, Running, eventually, free_port, make_config, running

_MORE = '\n[[sources]]\nname = "Deux"\nkind = "folder"\naddress = "inbox/deux"\n'


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--asks", type=int, default=60)
    asks = parser.parse_args().asks
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; seconds to an answer")
    print(f"{'what has changed':<20} {'asked':>6} {'answered':>9} {'median':>7} {'slowest after it':>17}")
    for changed, change in (("nothing", None), ("sources, topics", _in_place), ("[summary]", _anew)):
        with tempfile.TemporaryDirectory() as place:
            config = make_config(Path(place) / "config")
            with running(Path(place) / "home", config, LACONIQUE_PORT=str(free_port())) as bot:
                eventually(lambda: not bot.health()["entries_waiting"], "the samples")
                took = _asked(bot, asks, config, change)
                answered = len(bot.heard(ANNE))
        after = max(took[asks // 2 :])
        print(f"{changed:<20} {asks:>6} {answered:>9} {sorted(took)[asks // 2]:7.2f} {after:17.2f}")


def _asked(bot: Running, asks: int, config: Path, change: Callable[[Path], None] | None) -> list[float]:
    """How long each answer took; half of them before the change."""
    took = []
    for number in range(asks):
        if number == asks // 2 and change is not None:
            change(config)
            bot.process.send_signal(signal.SIGHUP)
        begun = time.perf_counter()
        _until(lambda: bot.say(ANNE, "/help") is None)
        _until(lambda: len(bot.heard(ANNE)) > number)  # noqa: B023
        took.append(time.perf_counter() - begun)
        time.sleep(0.1)
    return took


def _until(done: Callable[[], bool]) -> None:
    while True:
        try:
            if done():
                return
        except httpx.TransportError:  # nobody is there for a moment
            pass
        time.sleep(0.01)


def _in_place(config: Path) -> None:
    (config / "sources.toml").write_text(SOURCES + _MORE, encoding="utf-8")
    topics = (config / "topics.toml").read_text(encoding="utf-8")
    (config / "topics.toml").write_text(
        topics.replace('"sportif"]', '"sportif", "zyxvanie"]'), encoding="utf-8"
    )


def _anew(config: Path) -> None:
    (config / "bot.toml").write_text(BRISK + "[summary]\nbatch = 2\n", encoding="utf-8")


if __name__ == "__main__":
    main()
