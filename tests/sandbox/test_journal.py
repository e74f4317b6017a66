"""Nothing is lost when the process is killed at any instant."""

import json
import os
import signal
import subprocess
import sys

import pytest

from bot.errors import DatabaseError
from bot.sandbox import groups, person
from bot.sandbox.person import Where
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.serving import ANNE, TOKEN, Clock, at_hand


def live(journal):
    """A little of everything that is kept."""
    sandbox = Sandbox(TOKEN, journal, Clock())
    dora = person.join(sandbox, "Dora").id
    person.say(sandbox, ANNE, "/start")
    person.say(sandbox, dora, "bonjour 😀")
    person.hand_over(sandbox, ANNE, "note.txt", "text/plain", b"\x00\xff")
    person.block(sandbox, ANNE, blocked=True)
    group = groups.found(sandbox, dora, "Le quartier", members=[ANNE]).id
    groups.set_bot(sandbox, dora, group, "member")
    person.say(sandbox, ANNE, "bonsoir", Where(group))
    forum = groups.found(sandbox, ANNE, "Le forum", "supergroup", forum=True).id
    groups.open_thread(sandbox, ANNE, forum, "Sport")
    groups.migrate(sandbox, dora, group)
    person.speak(sandbox, dora, "en")
    sandbox.commit({"event": "confirmed", "before": 2})
    return sandbox


def test_a_restart_finds_everything_as_it_was(tmp_path):
    before = live(tmp_path / "sandbox.jsonl").state
    assert Sandbox(TOKEN, tmp_path / "sandbox.jsonl").state == before
    assert [update["update_id"] for update in before.updates] == list(range(2, 9))


def test_a_torn_last_line_is_ignored_and_what_follows_is_whole(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    before = live(journal).state
    with journal.open("ab") as file:
        file.write('[{"event":"message","message":{"text":"é'.encode()[:-1])
    again = Sandbox(TOKEN, journal, Clock())
    assert again.state == before
    person.block(again, ANNE, blocked=False)
    assert Sandbox(TOKEN, journal).state == again.state


def test_every_prefix_of_the_journal_is_a_state_between_two_transactions(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    live(journal)
    whole = journal.read_bytes()
    for end in range(0, len(whole), 37):
        torn = tmp_path / "torn.jsonl"
        torn.write_bytes(whole[:end])
        state = Sandbox(TOKEN, torn).state
        asked = [update["message"]["message_id"] for update in state.updates if "message" in update]
        assert set(asked) <= set(state.messages)


@pytest.mark.parametrize("line", ["not json", "{}", '[{"event":"unheard of"}]'])
def test_damage_in_the_middle_is_told_with_its_line(tmp_path, line):
    journal = tmp_path / "sandbox.jsonl"
    live(journal)
    lines = journal.read_text(encoding="utf-8").splitlines()
    journal.write_text("\n".join([*lines[:2], line, *lines[2:], ""]), encoding="utf-8")
    with pytest.raises(DatabaseError, match="line 3"):
        Sandbox(TOKEN, journal)


async def test_unread_updates_are_read_after_a_restart(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    async with at_hand(journal) as served:
        person.say(served.sandbox, ANNE, "un")
        person.say(served.sandbox, ANNE, "deux")
        (first, _) = await served.bot.get_updates()
        await served.bot.get_updates(offset=first.update_id + 1)
        await served.bot.send_message(ANNE, "lu")
    async with at_hand(journal) as served:
        (second,) = await served.bot.get_updates()
        assert second.message.text == "deux"
        history = [message["text"] for message in served.sandbox.state.messages.values()]
        assert history == ["un", "deux", "lu"]
        assert (await served.bot.send_message(ANNE, "de nouveau")).message_id == 4


@pytest.mark.slow
def test_a_killed_process_keeps_what_it_said_it_has(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    script = (
        "import sys, pathlib; from bot.sandbox import person; from bot.sandbox.sandbox import Sandbox\n"
        f"sandbox = Sandbox({TOKEN!r}, pathlib.Path(sys.argv[1]))\n"
        f"while True: print(person.say(sandbox, {ANNE}, 'x')['message_id'], flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(journal)], stdout=subprocess.PIPE) as process:
        for _ in range(200):
            said = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
    state = Sandbox(TOKEN, journal).state
    assert said <= state.last_message == len(state.messages) == len(state.updates)


def test_the_journal_is_plain_json_lines(tmp_path):
    live(tmp_path / "sandbox.jsonl")
    lines = (tmp_path / "sandbox.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(isinstance(json.loads(line), list) for line in lines)
