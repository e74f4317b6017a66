"""How long each command takes, as a whole new process, on a small database.

    python -m bench.commands [--runs N] [--checkout DIRECTORY …]

Of each: the quickest and the median run by the clock, and the least processor time of all processes, which
a busy machine changes less. Other checkouts are run in turn with this one: the machine is the same for all.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "bot" / "sandbox" / "samples"
SOURCES = '[[sources]]\nname = "Dossier"\nkind = "folder"\naddress = "inbox"\n'
COMMANDS = (
    ("--help",),
    ("digest",),
    ("digest", "--topic", "russie"),
    ("sources",),
    ("stories",),
    ("retry",),
    ("doctor", "--quick"),
    ("ingest", str(SAMPLES / "02-tromso-vu-des-marins.txt")),
    ("ingest", str(SAMPLES / "04-france-trains-de-nuit.html")),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--checkout", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    print(f"{'command':<38} {'checkout':<20} {'best s':>7} {'median s':>9} {'processor s':>12}")
    with tempfile.TemporaryDirectory() as place:
        for command in COMMANDS:
            took = defaultdict(list)
            for _ in range(options.runs):
                for checkout in (*options.checkout, ROOT):
                    took[checkout].append(_run(checkout.absolute(), Path(place), command))
            told = " ".join(Path(part).name if "/" in part else part for part in command)
            for checkout, runs in took.items():
                clock, processor = zip(*runs[1:] or runs, strict=True)  # the first one writes bytecode
                figures = f"{min(clock):7.2f} {median(clock):9.2f} {min(processor):12.2f}"
                print(f"{told:<38} {checkout.name:<20} {figures}")


def _run(checkout: Path, place: Path, command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds by the clock and of the processor, of a home that the samples are in."""
    home = place / checkout.name
    config = home / "config"
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "LACONIQUE_HOME": str(home),
        "LACONIQUE_CONFIG": str(config),
        "PYTHONPYCACHEPREFIX": str(place / f"{checkout.name}.pyc"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not home.exists():
        config.mkdir(parents=True)
        (config / "sources.toml").write_text(SOURCES, encoding="utf-8")
        (config / "topics.toml").write_bytes((ROOT / "config" / "topics.toml").read_bytes())
        _timed(["ingest", *map(str, sorted(SAMPLES.iterdir()))], environment, place)
    return _timed([*command], environment, place)


def _timed(arguments: list[str], environment: dict[str, str], place: Path) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env=environment,
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
