"""podman for what checks the containers: images, volumes and a network of its own, apart from yours.

Images are kept between runs in ~/.cache/laconique-podman (`rm -r` may take it away). Containers run in a
network that no other process sees and that ends with the program; only what builds reaches the registries, as
`pip` of this machine does.
"""

import fcntl
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
HOUSE = Path.home() / ".cache" / "laconique-podman"
BASE = "localhost/laconique-base"
PROJECT = "laconique-check"
_NEEDED = ("podman", "runc", "mmdebstrap", "unshare", "ip", "iptables", "aardvark-dns")
_SYSTEM = {"aardvark-dns": Path("/usr/lib/podman/aardvark-dns")}
_INSIDE = "LACONIQUE_INSIDE"
_SLIM = "rm -rf $1/usr/share/doc $1/usr/share/man $1/usr/share/info $1/usr/share/locale"
_CONTAINERS = """
[containers]
default_ulimits = ["nofile={files}:{files}", "nproc=4096:4096"]
log_size_max = 10485760
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
image_parallel_copies = 2
lock_type = "file"
tmp_dir = "{house}/run/engine"
[network]
network_backend = "netavark"
network_config_dir = "{house}/networks"
"""
_STORAGE = """
[storage]
driver = "overlay"
graphroot = "{house}/images"
runroot = "{house}/run/storage"
"""


def missing() -> str:
    """Why containers can't be built and run here; an empty string when they can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root of a Linux may"
    absent = [one for one in _NEEDED if not (_SYSTEM[one].exists() if one in _SYSTEM else shutil.which(one))]
    if absent:
        return f"not installed: {', '.join(absent)}"
    tried = subprocess.run(
        ["unshare", "--net", "--mount", "true"], capture_output=True, text=True, check=False
    )
    return tried.stderr.strip()


def environment() -> dict[str, str]:
    """What podman is told, so that it keeps to its own house."""
    told = {"CONTAINERS_CONF": "containers.conf", "CONTAINERS_STORAGE_CONF": "storage.conf"}
    return os.environ | {name: str(HOUSE / file) for name, file in told.items()}


def alone(build: Callable[[], None], *command: str) -> None:
    """Build, then go on in a network of our own: `python command` is begun anew in it.

    Raises: BlockingIOError when another check is at work.
    """
    if os.environ.pop(_INSIDE, ""):
        signal.signal(
            signal.SIGTERM, lambda number, _frame: sys.exit(128 + number)
        )  # what it made is cleared away
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    _furnish()
    lock = os.open(HOUSE / "lock", os.O_CREAT | os.O_WRONLY)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.set_inheritable(lock, True)  # noqa: FBT003 - as os has it
    build()
    sys.stdout.flush()
    inside = ["unshare", "--net", "--mount", "--", sys.executable, *command]
    os.execvpe(inside[0], inside, os.environ | {_INSIDE: "yes"})


def _furnish() -> None:
    (HOUSE / "networks").mkdir(parents=True, exist_ok=True)
    files = min(10_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    for name, text in (("containers.conf", _CONTAINERS), ("storage.conf", _STORAGE)):
        (HOUSE / name).write_text(text.format(house=HOUSE, files=files), encoding="utf-8")


def podman(*words: str, check: bool = True, cwd: Path = ROOT) -> str:
    """Run one command; returns what it says. Raises: RuntimeError with what it complained of."""
    done = subprocess.run(
        ["podman", *words], env=environment(), cwd=cwd, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        msg = f"podman {' '.join(words)}: {done.stderr.strip()[-2000:]}"
        raise RuntimeError(msg)
    return done.stdout.strip()


def logs(container: str, *words: str) -> str:
    """What a container has said, on standard error too."""
    done = subprocess.run(
        ["podman", "logs", *words, container],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def compose(file: str, *words: str, told: dict[str, str]) -> str:
    """podman-compose with our file, or several, a colon apart; returns what it says. Raises: RuntimeError."""
    command = [sys.executable, "-m", "podman_compose", "--in-pod=false", f"--project-name={PROJECT}"]
    done = subprocess.run(
        [*command, *(f"--file={one}" for one in file.split(":")), *words],
        env=environment() | told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        msg = f"compose {' '.join(words)}: {(done.stderr or done.stdout).strip()[-2000:]}"
        raise RuntimeError(msg)
    return done.stdout


def clear(file: str, told: dict[str, str]) -> None:
    """Take away all that an earlier run, or this one, has made; images stay."""
    compose(file, "down", "--volumes", told=told)
    podman("network", "rm", "--force", f"{PROJECT}_default", check=False)
    for volume in podman("volume", "ls", "--quiet").split():
        podman("volume", "rm", "--force", volume)


def base() -> str:
    """The image that ours is put on: Debian with its Python, made here once."""
    if podman("images", "--quiet", BASE):
        return BASE
    archive = HOUSE / "base.tar"
    packages = "python3-venv,python-is-python3,ca-certificates"
    chosen = ("--quiet", "--variant=minbase", f"--include={packages}", f"--customize-hook={_SLIM}")
    subprocess.run(["mmdebstrap", *chosen, "bookworm", str(archive)], check=True)
    podman("import", "--quiet", "--change", 'CMD ["python"]', str(archive), BASE)
    archive.unlink()
    return BASE


def build(tag: str, *words: str, context: Path = ROOT) -> None:
    """Build an image on our base, with the network and the settings of pip that this machine has."""
    shared = [word for path in _pip_files() for word in ("--volume", f"{path}:{path}:ro")]
    with_network = ("--network=host", "--isolation=oci", "--format=docker", *shared)
    podman("build", *with_network, f"--build-arg=BASE={base()}", *words, f"--tag={tag}", ".", cwd=context)


def _pip_files() -> set[str]:
    """The files in which pip of this machine is told what holds for all users, and those that they name."""
    debugged = subprocess.run(
        [sys.executable, "-m", "pip", "config", "debug"], capture_output=True, text=True, check=True
    ).stdout.partition("site:")[0]
    named = re.findall(r"(/[^\s,']+)", debugged)
    return {one for one in named if Path(one).is_file()}


def inspected(container: str) -> dict[str, Any]:
    """What the engine knows of a container."""
    (told,) = json.loads(podman("inspect", container))
    return dict(told)


def _processes(container: str) -> list[Path]:
    return [Path("/proc", pid) for pid in podman("top", container, "hpid").split()[1:]]


def processor_s(container: str) -> float:
    """Processor time that it has taken since its start."""
    told = [(one / "stat").read_text(encoding="ascii").rpartition(")")[2] for one in _processes(container)]
    return sum(sum(map(int, line.split()[11:15])) for line in told) / os.sysconf("SC_CLK_TCK")


def memory_mb(container: str) -> float:
    """What all its processes hold: their own, and their part of what they share (PSS)."""
    return sum(map(_pss_mb, _processes(container)))


def _pss_mb(process: Path) -> float:
    rollup = (process / "smaps_rollup").read_text(encoding="ascii")
    return int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0]) / 1024


def kill(pid: int) -> None:
    """With -9, behind the engine's back: it has to notice."""
    os.kill(pid, signal.SIGKILL)


class Failed(Exception):
    """What does not hold."""


def holds(true: object, what: str) -> None:
    """Tell it. Raises: Failed."""
    print(f"{'ok  ' if true else 'NOT '} {what}", flush=True)
    if not true:
        raise Failed(what)


def tell(what: str) -> None:
    """Tell what has come about."""
    print(f"ok   {what}", flush=True)
