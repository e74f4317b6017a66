"""A reader is forgotten in the sandbox too: in what it shows, and in its journal."""

import base64

from bot.sandbox import groups, person
from bot.sandbox.methods import menu
from bot.sandbox.person import Where
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.serving import ANNE, BRUNO, TOKEN, Clock, at_hand

BUTTON = {"inline_keyboard": [[{"text": "Tout effacer", "callback_data": "forget:"}]]}


async def lived(journal, served):
    """Anne and Bruno have talked to the bot, and Anne has just pressed the button that erases all."""
    for who in (ANNE, BRUNO):
        person.say(served.sandbox, who, f"secret de {who}")
        person.hand_over(served.sandbox, who, f"secret-{who}.txt", "text/plain", b"secret")
        person.ask_inline(served.sandbox, who, f"secret de {who}")
        await served.call("sendMessage", chat_id=who, text=f"vous dites : secret de {who}")
        commands = [{"command": "latest", "description": f"menu de {who}"}]
        await served.call("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": who})
    asked = await served.call("sendMessage", chat_id=ANNE, text="Tout effacer ?", reply_markup=BUTTON)
    served.sandbox.commit({"event": "confirmed", "before": served.sandbox.state.last_update + 1})
    person.press(served.sandbox, ANNE, asked["result"]["message_id"], "forget:")
    assert f"secret de {ANNE}" in journal.read_text(encoding="utf-8")
    return asked["result"]["message_id"]


def texts(sandbox, who):
    return [
        message.get("text") for message in sandbox.state.messages.values() if message["chat"]["id"] == who
    ]


async def test_what_was_said_is_gone_from_the_page_and_from_the_disk(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    async with at_hand(journal) as served:
        await lived(journal, served)
        others = texts(served.sandbox, BRUNO)
        served.sandbox.forget(ANNE)
        assert texts(served.sandbox, ANNE) == ["Tout effacer ?"], "the answer comes in its place"
        assert texts(served.sandbox, BRUNO) == others
        told = journal.read_text(encoding="utf-8")
        content = base64.b64encode(b"secret").decode()
        assert (f"secret de {ANNE}" in told, f"secret-{ANNE}" in told, told.count(content)) == (
            False,
            False,
            1,
        )
        assert f"secret de {BRUNO}" in told
        assert (f"menu de {ANNE}" in told, f"menu de {BRUNO}" in told) == (False, True)
        assert menu(served.sandbox.state, ANNE) == []
        assert [path.name for path in tmp_path.iterdir()] == ["sandbox.jsonl"]


async def test_a_restart_finds_what_is_left_and_the_numbers_go_on(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    async with at_hand(journal) as served:
        number = await lived(journal, served)
        served.sandbox.forget(ANNE)
        again = Sandbox(TOKEN, journal, Clock())
        assert again.state == served.sandbox.state
        await served.call("editMessageText", chat_id=ANNE, message_id=number, text="Au revoir !")
        said = person.say(served.sandbox, ANNE, "/start")
        assert said["message_id"] == number + 1
        assert served.sandbox.state.updates[-1]["update_id"] == again.state.last_update + 1
        file = person.hand_over(served.sandbox, BRUNO, "b.txt", "text/plain", b"b")["document"]["file_id"]
        assert [one.content for one in served.sandbox.state.files.values()] == [b"", b"secret", b"b"], file


async def test_what_the_bot_has_not_read_yet_is_read(tmp_path):
    async with at_hand(tmp_path / "sandbox.jsonl") as served:
        served.start()
        person.say(served.sandbox, ANNE, "/latest")
        served.sandbox.forget(ANNE)
        [update] = Sandbox(TOKEN, tmp_path / "sandbox.jsonl", Clock()).state.updates
        assert update["message"]["text"] == "/latest"


async def test_a_group_is_forgotten_under_its_old_number_too(tmp_path):
    journal = tmp_path / "sandbox.jsonl"
    async with at_hand(journal) as served:
        group = groups.found(served.sandbox, ANNE, "Le quartier").id
        person.say(served.sandbox, ANNE, f"secret de {ANNE}", Where(group))
        moved = groups.migrate(served.sandbox, ANNE, group).id
        served.sandbox.commit({"event": "confirmed", "before": served.sandbox.state.last_update + 1})
        assert f"secret de {ANNE}" in journal.read_text(encoding="utf-8")
        served.sandbox.forget(moved)
        assert f"secret de {ANNE}" not in journal.read_text(encoding="utf-8")
