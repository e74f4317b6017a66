"""Killed with -9 between the store and the send, and started again: nothing lost, nothing twice."""

from pathlib import Path

import pytest

from tests.running import ANNE, BRISK, Running, eventually, make_config, running

pytestmark = pytest.mark.slow
STORY = Path(__file__).parent / "data" / "russie.txt"


def told_at_once(program: Running) -> None:
    """Anne follows Finland, and chooses to be told at once; what she was answered is forgotten."""
    program.say(ANNE, "/subscribe finlande")
    eventually(lambda: any("Finlande" in text for text in program.texts(ANNE)), "the subscription")
    program.press(ANNE, "Dès la parution")
    eventually(lambda: program.health()["outbox"] == {}, "the answers, arrived")


@pytest.mark.parametrize(
    ("held", "why"),
    [
        pytest.param("HOLD", "the request was on its way, and never taken", id="killed while sending"),
        pytest.param("THROTTLE", "Telegram asked us to wait, the message was due", id="killed while waiting"),
    ],
)
def test_a_push_survives_the_process(tmp_path: Path, held: str, why: str) -> None:
    """The story is stored and its message queued, the process dies, the next one delivers it exactly once."""
    home, config = tmp_path / "home", make_config(tmp_path / "config")
    with running(home, config) as first:
        told_at_once(first)
        first.do("faults", kind=held.lower(), times=1, seconds=60 if held == "HOLD" else 2)
        first.drop("russie.txt", STORY.read_text(encoding="utf-8"))
        state = "sending" if held == "HOLD" else "due"
        eventually(lambda: first.health()["outbox"].get(state), f"the message in the outbox: {why}")
        first.kill()
    with running(home, config) as second:
        eventually(lambda: second.health()["outbox"].get("sent"), "the push")
        pushes = [text for text in second.texts(ANNE) if "Velnikov" in text]
        assert len(pushes) == 1
        assert second.health()["outbox"] == {"sent": 1}


def test_a_third_start_sends_nothing_more(tmp_path: Path) -> None:
    """What was sent stays sent: the same folder, the same sources, started twice."""
    home, config = tmp_path / "home", make_config(tmp_path / "config")
    with running(home, config) as first:
        told_at_once(first)
        first.drop("russie.txt", STORY.read_text(encoding="utf-8"))
        eventually(lambda: first.health()["outbox"].get("sent"), "the push")
    with running(home, config) as second:
        second.drop("again.txt", STORY.read_text(encoding="utf-8"))  # the same text under another name
        eventually(lambda: '"known": true' in (tmp_path / "log.jsonl").read_text(), "the reading")
        second.say(ANNE, "/topic finlande")
        eventually(lambda: any("Velnikov" in text for text in second.texts(ANNE)[2:]), "the answer")
        eventually(lambda: second.health()["outbox"] == {"sent": 1}, "the answer forgotten, nothing else due")


def announced(program: Running) -> int:
    state = program.health()
    return int(state["articles"] + state["entries_waiting"])


def test_reading_survives_the_process(tmp_path: Path) -> None:
    """Killed in the middle of a pass: what was being read is read again, each once."""
    quick = BRISK + "\n[workers]\nprocesses = 2\ndeadline_s = 180\n"
    quick = quick.replace("[ingest]", "[ingest]\nfetch_timeout_s = 1\nparallel = 2")
    home, config = tmp_path / "home", make_config(tmp_path / "config", bot=quick)
    text = STORY.read_text(encoding="utf-8")
    with running(home, config) as first:
        told_at_once(first)
        before = announced(first)
        for number in range(6):
            first.drop(f"{number}.txt", text.replace("412", str(500 + number)))
        eventually(
            lambda: first.health()["articles"] + first.health()["entries_waiting"] == before + 6, "the look"
        )
        first.kill()
    with running(home, config) as second:
        eventually(
            lambda: not second.health()["entries_waiting"] and not second.health()["summaries_waiting"],
            "all that was announced, read",
        )
        assert second.health()["articles"] == before + 6
        eventually(lambda: second.health()["outbox"].get("sent"), "the push")
        assert second.health()["outbox"] == {"sent": 1}  # six articles, one story
