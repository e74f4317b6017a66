"""The person's side, as the page asks for it."""

import base64
import json
import re

import pytest

from bot.sandbox import person
from bot.sandbox.page import FILES
from tests.sandbox.serving import ANNE, BRUNO, TOKEN

SVG = "http://www.w3.org"


async def test_the_page_and_its_files_come_from_here_alone(served):
    page = await served.http.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for name in FILES:
        asset = await served.http.get(f"/sandbox/{name}")
        assert asset.status_code == 200
        addresses = re.findall(r"(?:https?:)?//[a-z0-9][\w.-]+", asset.text)
        assert [address for address in addresses if address != SVG] == []
    assert (await served.http.get("/sandbox/state.py")).status_code == 404


async def test_what_a_person_sends_is_in_the_state_that_the_page_shows(served):
    sent = await served.page("send", user=ANNE, text=" bonjour ")
    assert sent.json()["text"] == "bonjour"
    state = (await served.http.get("/sandbox/state")).json()
    anne = state["people"][0]
    assert (anne["name"], anne["started"]) == ("Anne", True)
    assert [message["text"] for message in anne["messages"]] == ["bonjour"]


async def test_the_stream_begins_with_everything_and_goes_on_with_what_happens(online):
    async with online.http.stream("GET", "/sandbox/events") as stream:
        lines = stream.aiter_lines()

        async def event():
            return json.loads((await anext(line async for line in lines if "data: " in line))[6:])

        assert [who["name"] for who in (await event())["people"]] == ["Anne", "Bruno", "Chloé"]
        person.say(online.sandbox, ANNE, "bonjour")
        assert (await event())["message"]["text"] == "bonjour"
        await online.bot.send_chat_action(ANNE, "typing")
        assert await event() == {"event": "typing", "chat": ANNE, "thread": None, "action": "typing"}
        await online.bot.set_my_commands([("latest", "Nouvelles")])
        assert (await event())["people"][0]["commands"] == [{"command": "latest", "description": "Nouvelles"}]


async def test_someone_new_joins(served):
    user = (await served.page("people", name="  Dora  Lune ")).json()["user"]
    assert served.sandbox.state.people[user].name == "Dora Lune"
    assert (await served.page("people", name=" ")).status_code == 409


async def test_a_file_is_handed_over(served):
    content = base64.b64encode(b"texte").decode()
    sent = await served.page("document", user=BRUNO, name="a.txt", media_type="text/plain", content=content)
    file_id = sent.json()["document"]["file_id"]
    shown = await served.http.get(f"/sandbox/files/{file_id}")
    assert (shown.text, shown.headers["content-disposition"]) == ("texte", "attachment")
    assert (await served.page("document", user=BRUNO, name="a", content="é")).status_code == 400


async def test_who_blocked_the_bot_cannot_write_to_it(served):
    served.start()
    await served.page("block", user=ANNE, blocked=True)
    assert (await served.page("send", user=ANNE, text="x")).status_code == 409


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        pytest.param({"origin": "http://evil.example"}, 403, id="another site"),
        pytest.param({"origin": "http://["}, 403, id="what is no site"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="another site, says the browser"),
        pytest.param({"content-type": "text/plain"}, 415, id="a form of another site"),
        pytest.param({"origin": "http://127.0.0.1"}, 200, id="our own page"),
        pytest.param(
            {"host": "localhost:80", "origin": "http://localhost:80"}, 200, id="under its other name"
        ),
    ],
)
async def test_only_our_own_page_may_act(served, headers, code):
    body = json.dumps({"user": ANNE, "text": "x"})
    sent = {"content-type": "application/json"} | headers
    answer = await served.http.post("/sandbox/send", content=body, headers=sent)
    assert answer.status_code == code
    assert (code == 200) == bool(served.sandbox.state.messages)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        pytest.param({}, 200, id="a program"),
        pytest.param({"origin": "http://evil.example"}, 403, id="a page of another site"),
        pytest.param({"origin": "null"}, 403, id="a page of no site"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="another site, says the browser"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="another port of this machine"),
        pytest.param({"sec-fetch-site": "none"}, 200, id="typed by a person"),
        pytest.param({"origin": "http://127.0.0.1"}, 200, id="our own page"),
    ],
)
@pytest.mark.parametrize("path", ["sendMessage", "getMe"])
async def test_the_bot_api_is_for_programs_and_our_own_page(served, path, headers, code):
    served.start()
    said = {"chat_id": ANNE, "text": "x"}
    answer = await served.http.post(f"/bot{TOKEN}/{path}", json=said, headers=headers)
    assert answer.status_code == code
    assert len(served.sandbox.state.messages) == 1 + (code == 200 and path == "sendMessage")


async def test_nor_are_the_files_for_other_sites(served):
    sent = await served.page("document", user=ANNE, name="a.txt", media_type="text/plain", content="eA==")
    file = await served.call("getFile", file_id=sent.json()["document"]["file_id"])
    path = f"/file/bot{TOKEN}/{file['result']['file_path']}"
    assert (await served.http.get(path)).text == "x"
    assert (await served.http.get(path, headers={"origin": "http://evil.example"})).status_code == 403


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param("{", 400, id="no JSON"),
        pytest.param("[]", 400, id="no object"),
        pytest.param('{"user": 1, "text": "x"}', 409, id="nobody"),
        pytest.param('{"user": 7001, "text": " "}', 409, id="nothing said"),
        pytest.param('{"user": 7001, "text": "\\ud800"}', 400, id="half a character"),
        pytest.param("[" * 100_000, 400, id="nested without end"),
        pytest.param('"' + "x" * 8 * 2**20 + '"', 413, id="too long"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(served, body, code):
    answer = await served.http.post(
        "/sandbox/send", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == code
    assert not served.sandbox.state.messages
