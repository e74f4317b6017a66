"""The image, really built and run with podman as compose.yaml runs it: what holds, how large, how quick.

    python -m bench.containers [--runs 3] [--idle-s 70]

It ends with 1 when something does not hold: a first answer, /health and the image's own check, an article
of the inbox, an end in order on SIGTERM also in the first second, all kept over a restart and over kill -9,
no privilege, one line where the home is somebody else's, a copy that leaves the volume and is restored into
another, the profile https, nothing left behind. Figures of time and memory are told, with what is aimed at,
and fail nothing.
"""

import argparse
import os
import re
import ssl
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from bench import podman
from bench.podman import PROJECT, ROOT, Failed, compose, holds, tell

FILE, NAME, IMAGE = "compose.yaml", f"{PROJECT}_laconique_1", "localhost/laconique"
TOKEN = "a-token-of-the-check"
TOLD = {"LACONIQUE_WEB_TOKEN": TOKEN}
ADDRESS = "http://127.0.0.1:8080"
ANNE = 7001
STORY = (ROOT / "tests" / "data" / "russie.txt").read_text(encoding="utf-8")
STORY_SAYS = "Velnikov"
WITHIN_S = 120.0
"""Only a guard against hanging."""
SIZE_MB, IDLE_MB, FIRST_ANSWER_S = 470, 120, 1.5
_TERMINATED = 128 + 15
"""How tini tells that SIGTERM ended what it had started."""


def until(true: Callable[[], object], what: str) -> float:
    """Returns after how many seconds it was true. Raises: Failed when it never is."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > WITHIN_S:
            raise Failed(f"it never came: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun


class Person:
    """Anne, in the sandbox of the container."""

    def __init__(self) -> None:
        self._http = httpx.Client(
            base_url=ADDRESS, headers={"authorization": f"Bearer {TOKEN}"}, trust_env=False, timeout=10
        )

    def page(self, path: str) -> httpx.Response | None:
        """What a page answers; None while nobody does."""
        try:
            return self._http.get(path)
        except httpx.TransportError:
            return None

    def is_there(self) -> bool:
        """Whether the port answers."""
        answer = self.page("/alive")
        return answer is not None and answer.is_success

    def say(self, text: str) -> None:
        """Write to the bot."""
        self._http.post("/sandbox/send", json={"user": ANNE, "text": text}).raise_for_status()

    def heard(self) -> list[str]:
        """What the bot said to her."""
        people: list[dict[str, Any]] = self._http.get("/sandbox/state").raise_for_status().json()["people"]
        (anne,) = (one for one in people if one["id"] == ANNE)
        return [one["text"] for one in anne["messages"] if one["from"]["is_bot"]]

    def asks(self, text: str) -> str:
        """Say it, and return what comes next."""
        before = len(self.heard())
        self.say(text)
        until(lambda: len(self.heard()) > before, f"an answer to {text}")
        return self.heard()[-1]


def start() -> None:
    """The container that is there, again."""
    podman.podman("start", NAME)


def stopped() -> float:
    """SIGTERM; returns after how many seconds the container had ended."""
    begun = time.monotonic()
    podman.podman("stop", f"--time={WITHIN_S:.0f}", NAME)
    return time.monotonic() - begun


def first_answer(anne: Person) -> float:
    """How many seconds from the start of the container to the first answer."""
    begun = time.monotonic()
    start()
    until(anne.is_there, "the port")
    anne.asks("/help")
    return time.monotonic() - begun


def what_is_in_it() -> None:
    """The image itself."""
    size = int(podman.podman("image", "inspect", "--format", "{{.Size}}", IMAGE)) / 1e6
    below = int(podman.podman("image", "inspect", "--format", "{{.Size}}", podman.BASE)) / 1e6
    holds(
        size < SIZE_MB, f"the image has {size:.0f} MB, {below:.0f} of which are its base (at most {SIZE_MB})"
    )
    run = ("run", "--rm", "--network=none", "--no-healthcheck", "--entrypoint=python", IMAGE, "-c")
    has = "import importlib.util as u; print([n for n in ('pip', 'setuptools', 'torch') if u.find_spec(n)])"
    holds(podman.podman(*run, has) == "[]", "nothing in it installs, nothing trains")


def it_answers(anne: Person) -> None:
    """As `docker compose up` starts it."""
    begun = time.monotonic()
    compose(FILE, "up", "--detach", "--no-build", told=TOLD)
    until(anne.is_there, "the port")
    anne.asks("/start")
    tell(f"first answer {time.monotonic() - begun:.1f} s after `compose up`, into an empty volume")
    until(lambda: _well(anne), "/health is ok")
    holds(
        podman.podman("healthcheck", "run", NAME, check=False) == "",
        "the image's own health check is content",
    )
    limits = podman.inspected(NAME)["HostConfig"]
    holds(
        limits["ReadonlyRootfs"] and limits["Memory"] and limits["PidsLimit"],
        "read-only, memory and processes limited",
    )
    status = podman.podman("exec", NAME, "cat", "/proc/1/status")
    holds(
        re.search(r"CapEff:\t0+\n", status) and re.search(r"Uid:\t10001", status),
        "a user of its own, no capability",
    )


def _well(anne: Person) -> bool:
    answer = anne.page("/health")
    return answer is not None and answer.json()["status"] == "ok"


def it_reads(anne: Person) -> None:
    """An article that is copied into the inbox."""
    anne.asks("/follow finlande")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(STORY, encoding="utf-8")
        podman.podman("cp", str(path), f"{NAME}:/data/inbox/")
    took = until(lambda: _finds(anne), "the article")
    tell(f"an article of the inbox is told {took:.1f} s after it came")
    holds(podman.podman("exec", NAME, "laconique", "backup"), "a copy is made")


def _finds(anne: Person) -> bool:
    return STORY_SAYS in anne.asks("/topic russie")


def kept(anne: Person) -> None:
    """All that was there is there."""
    until(anne.is_there, "the port")
    holds(any("Finlande" in text for text in anne.heard()), "  what was said is kept")
    holds("Finlande" in anne.asks("/topics"), "  what Anne follows is kept")
    holds(_finds(anne), "  the article is kept")


def it_ends_when_told(anne: Person) -> None:
    """SIGTERM, at any moment."""
    took = stopped()
    holds(_exit_code() == 0, f"it ends in order {took:.1f} s after SIGTERM; started again:")
    start()
    kept(anne)
    for moment_s in (0.0, 0.05, 0.2, 0.5, 0.9):
        stopped()
        start()
        time.sleep(moment_s)
        took, code = stopped(), _exit_code()
        holds(
            code in (0, _TERMINATED),
            f"SIGTERM {moment_s} s after its start: ended {took:.1f} s later ({code})",
        )


def _exit_code() -> int:
    code: int = podman.inspected(NAME)["State"]["ExitCode"]
    return code


def a_kill_loses_nothing(anne: Person) -> None:
    """-9, and the engine starts it again."""
    start()
    until(anne.is_there, "the port")
    before = podman.inspected(NAME)["State"]["StartedAt"]
    podman.kill(podman.inspected(NAME)["State"]["Pid"])
    until(lambda: podman.inspected(NAME)["State"]["StartedAt"] != before, "the start after the kill")
    tell("killed with -9, and started again by the engine:")
    kept(anne)


def figures(anne: Person, runs: int, idle_s: float) -> None:
    """How quick, how small."""
    took, worked = [], []
    for _ in range(runs):
        stopped()
        took.append(first_answer(anne))
        worked.append(podman.processor_s(NAME))
    quick = f"{median(took):.2f} s (aimed at: {FIRST_ANSWER_S} s), {median(worked):.2f} s of processor"
    print(f"     from the start to the first answer, median of {runs}: {quick}", flush=True)
    if idle_s:
        time.sleep(idle_s)
        small = f"{podman.memory_mb(NAME):.0f} MB (aimed at: {IDLE_MB} MB)"
        print(f"     idle memory after {idle_s:g} s: {small}")


def nothing_is_left(anne: Person) -> None:
    """`down` and `up` keep the named volume, and leave none without a name."""
    compose(FILE, "down", told=TOLD)
    compose(FILE, "up", "--detach", "--no-build", told=TOLD)
    tell("after `compose down` and `compose up`:")
    kept(anne)
    compose(FILE, "down", told=TOLD)
    volumes = podman.podman("volume", "ls", "--quiet").split()
    holds(volumes == [f"{PROJECT}_data"], f"volumes left: {', '.join(volumes)}")


def a_home_of_root_s() -> None:
    """A folder of the machine that is root's, which others may read, or not even enter."""
    for mode in (0o755, 0o700):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(mode)
            words = ("run", "--rm", "--network=none", "--no-healthcheck", f"--volume={folder}:/data", IMAGE)
            said = _refused(*words).partition("LACONIQUE_HOME")[2]
        holds("chown" in said and "\n" not in said, f"a home of root's ({mode:o}): {said}")


def _refused(*words: str) -> str:
    """What podman complained of."""
    try:
        podman.podman(*words)
    except RuntimeError as err:
        return str(err)
    return "it ran"


def a_copy_leaves_the_volume() -> None:
    """Copied out, or made in a folder of the machine; restored into an empty home (docs/operating.md)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        podman.podman("cp", f"{NAME}:/data/backups", folder)
        copy, *_ = sorted((Path(folder) / "backups").iterdir())
        home, out = Path(folder) / "home", Path(folder) / "out"
        for place in (home, out):
            place.mkdir(0o700)
            os.chown(place, 10001, 10001)
        places = (f"{home}:/data", f"{out}:/data/backups", f"{copy}:/copy.db:ro")
        mounted = [f"--volume={one}" for one in places]
        run = ("run", "--rm", "--network=none", "--no-healthcheck", *mounted, IMAGE)
        os.chown(copy, 0, 0)
        holds(
            "accès refusé" in _refused(*run, "restore", "/copy.db"),
            "a copy that only its owner may read: one line",
        )
        copy.chmod(0o644)
        podman.podman(*run, "restore", "/copy.db")
        told = podman.podman(*run, "digest", "--topic", "russie")
        holds(STORY_SAYS in told, "a copy that was taken out of the volume is restored into an empty one")
        podman.podman(*run, "backup")
        holds(list(out.iterdir()), "a copy is made in a folder of the machine")


def it_is_behind_https() -> None:
    """The profile https: Caddy, with a certificate of its own for localhost."""
    compose(FILE, "--profile=https", "up", "--detach", "--no-build", told=TOLD)
    root = "/data/caddy/pki/authorities/local/root.crt"
    known = ("exec", f"{PROJECT}_https_1", "cat", root)
    until(lambda: podman.podman(*known, check=False), "a certificate")
    trusts = ssl.create_default_context(cadata=podman.podman(*known))
    with httpx.Client(verify=trusts, trust_env=False, timeout=10) as http:
        until(lambda: _status(http, "https://localhost/alive") == 200, "an answer by https")
        holds(_status(http, "https://localhost/dashboard/") == 401, "https: pages ask for the token")
        holds(_status(http, "http://localhost/alive") == 308, "http: led to https")
    compose(FILE, "--profile=https", "down", "--volumes", told=TOLD)


def _status(http: httpx.Client, address: str) -> int:
    try:
        return http.get(address).status_code
    except httpx.TransportError:
        return 0


def build() -> None:
    """Our image, and Debian's Caddy."""
    podman.build(IMAGE)
    podman.build("localhost/caddy:2-alpine", context=ROOT / "bench" / "stand_ins" / "caddy")


def main(asked: argparse.Namespace) -> int:
    """Check all; returns how many fell short."""
    podman.clear(FILE, TOLD)
    anne = Person()
    try:
        what_is_in_it()
        it_answers(anne)
        it_reads(anne)
        it_ends_when_told(anne)
        a_kill_loses_nothing(anne)
        a_copy_leaves_the_volume()
        figures(anne, asked.runs, asked.idle_s)
        nothing_is_left(anne)
        a_home_of_root_s()
        it_is_behind_https()
    except (Failed, RuntimeError) as err:
        print(f"{err}\n--- its log\n{podman.logs(NAME, '--tail=20')}")
        return 1
    finally:
        podman.clear(FILE, TOLD)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--idle-s", type=float, default=70)
    if reason := podman.missing():
        sys.exit(f"containers can't be built and run here: {reason}")
    podman.alone(build, "-m", "bench.containers", *sys.argv[1:])
    sys.exit(main(parser.parse_args()))
