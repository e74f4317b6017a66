"""A model behind a server: what is asked, what is shown of its answer, what each of its failures costs."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import ModelFailed, TooShort, Unfaithful
from bot.model import Method
from bot.summaries.prompt import candidates
from bot.summaries.served import ServedSummariser, client
from tests.summaries.examples import BRIDGE, article
from tests.summaries.loopback_model import Server, completion, proposed, serving

STORY = article(*BRIDGE)
FAITHFUL = "Anne Lefort et son homologue valdorien Paul Castel se retrouveront."
INVENTED = "Anne Lefort et Paul Castel se verront à Rochefort."


@pytest.fixture
def server():
    with serving(Server(proposed([FAITHFUL]))) as made:
        yield made


async def at_once(work, *arguments):
    return work(*arguments)


@pytest.fixture
async def summariser(server):
    async with client(f"{server.address}/v1/", "a-key", 5) as asked:
        yield ServedSummariser(at_once, asked, "mistral:7b", at_once=2, deadline_s=5)


async def test_it_is_asked_in_french_for_deletions_as_json(summariser, server):
    await summariser.summarise(STORY)
    ((path, key, question),) = server.asked
    assert (path, key, question["model"]) == ("/v1/chat/completions", "Bearer a-key", "mistral:7b")
    orders, text = (message["content"] for message in question["messages"])
    assert "ôter des mots" in orders
    assert BRIDGE[0] in text
    assert question["response_format"]["type"] == "json_schema"
    assert question["temperature"] == 0


async def test_a_long_article_is_read_in_whole_sentences_from_its_beginning(summariser, server):
    await summariser.summarise(
        article(*BRIDGE, *(f"Le pont numéro {n} a rouvert hier au public." for n in range(999)))
    )
    text = server.asked[0][2]["messages"][1]["content"]
    assert BRIDGE[0] in text
    assert len(text) < 13_000
    assert text.endswith("public.")


async def test_what_it_proposes_is_shown_under_its_name(summariser):
    shown = await summariser.summarise(STORY)
    assert (shown.sentences, shown.method) == ((FAITHFUL,), Method.MODEL)
    assert shown.version == summariser.version == "served-1-mistral:7b"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(proposed([INVENTED], [FAITHFUL]), id="a later candidate holds"),
        pytest.param(
            completion('<think>Voyons {…}.</think>```json\n{"candidats": [["' + FAITHFUL + '"]]}\n```'),
            id="it thinks aloud",
        ),
        pytest.param(
            completion('Voici.\n```json\n{"candidats": [["' + FAITHFUL + '"]]}\n```'), id="in a frame"
        ),
    ],
)
async def test_what_can_be_shown_of_it_is_found(summariser, server, body):
    server.body = body
    assert (await summariser.summarise(STORY)).sentences == (FAITHFUL,)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(proposed(), id="no candidate"),
        pytest.param(proposed([]), id="an empty one"),
        pytest.param(proposed([INVENTED]), id="what it invents"),
        pytest.param(proposed(FAITHFUL), id="letters instead of sentences"),
    ],
)
async def test_what_cannot_be_shown_is_unfaithful(summariser, server, body):
    server.body = body
    with pytest.raises(Unfaithful):
        await summariser.summarise(STORY)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": null}]}',
        completion(None), completion("Bonjour."), completion("{}"), completion("}{"),
        completion('{"candidats": [[3]]}'), completion('{"candidats": 3}'), b"[" * 100_000, b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:40]),
)  # fmt: skip
def test_nonsense_is_one_clear_line(body):
    with pytest.raises(ModelFailed, match="makes no sense") as caught:
        candidates(body)
    assert len(str(caught.value).splitlines()) == 1


async def test_an_article_that_no_model_is_asked_about_is_not_sent(summariser, server):
    with pytest.raises(TooShort):
        await summariser.summarise(article("Oui."))
    with pytest.raises(ModelFailed, match="reads French"):
        await summariser.summarise(article(*BRIDGE, language="en"))
    assert server.asked == []


async def test_an_error_costs_one_article(summariser, server):
    server.status = 500
    with pytest.raises(ModelFailed, match="500"):
        await summariser.summarise(STORY)
    server.status = 200
    assert (await summariser.summarise(STORY)).sentences == (FAITHFUL,)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_is_given_a_rest(summariser, server, status):
    server.status, server.headers = status, {"Retry-After": "60"}
    for told in (str(status), "a rest"):
        with pytest.raises(ModelFailed, match=told):
            await summariser.summarise(STORY)
    assert len(server.asked) == 1


async def test_no_more_are_asked_at_a_time_than_allowed_and_who_waits_goes_first(server):
    """Two requests are on their way; a reader's is the next, before the backlog that came earlier."""
    server.open.clear()
    titles = [f"Récit numéro {n}" for n in range(4)]
    async with client(server.address, "", 5) as asked:
        summariser = ServedSummariser(at_once, asked, "m", at_once=2, deadline_s=5)
        backlog = [asyncio.create_task(summariser.summarise(replace(STORY, title=title))) for title in titles]
        while len(server.asked) < 2:  # noqa: ASYNC110 - what a server on another thread has heard
            await asyncio.sleep(0.01)
        mine = asyncio.create_task(summariser.on_demand.summarise(replace(STORY, title="Le mien")))
        for _turn in range(10):
            await asyncio.sleep(0)
        assert len(server.asked) == 2
        server.open.set()
        await asyncio.gather(mine, *backlog)
    texts = [question["messages"][1]["content"] for _path, _key, question in server.asked]
    order = [next(n for n, title in enumerate([*titles, "Le mien"]) if title in text) for text in texts]
    assert sorted(order[:2]) == [0, 1]
    assert 4 in order[2:4], "one of the next two places is the reader's"
    assert order[-1] != 4


async def test_an_answer_without_end_is_cut_off(summariser, server):
    server.body = b" " * 300_000
    with pytest.raises(ModelFailed, match="more than"):
        await summariser.summarise(STORY)


async def test_a_late_server_and_one_that_is_not_there_are_given_a_rest(server):
    server.open.clear()
    async with client(server.address, "", 5) as asked, client("http://127.0.0.1:9", "", 5) as absent:
        late = ServedSummariser(at_once, asked, "m", at_once=2, deadline_s=0.05)
        nobody = ServedSummariser(at_once, absent, "m", at_once=2, deadline_s=5)
        for summariser, told in ((late, "more than 0.05 s"), (nobody, "ConnectError")):
            for expected in (told, "a rest"):
                with pytest.raises(ModelFailed, match=expected):
                    await summariser.summarise(STORY)
