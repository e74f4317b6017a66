"""The operator's pages: who may see them, what they show, what their buttons may do."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from bot.errors import DatabaseError, StoryError
from bot.ports.dashboard import (
    Announced,
    ArticleRow,
    Note,
    Offer,
    Overview,
    ReportRow,
    Series,
    SourceRow,
    StoryRow,
    VotedStory,
    VoteRow,
    Votes,
)
from bot.web.dashboard import Pages

TOKEN = "an-invented-token-of-no-value"
PAGES = ("/dashboard/", "/dashboard/sources", "/dashboard/stories", "/dashboard/votes", "/dashboard/reports")
HOSTILE = '<script>alert("Kervannec")</script>'
SERIES = Series(HOSTILE, (1.0, 2.0), ("9 h", "10 h"), "3 en 2 heures")


class FakeDashboard:
    """Shows hostile texts everywhere; `done` holds what was asked for, `trouble` is raised instead."""

    def __init__(self):
        self.done = []
        self.trouble = None
        self.asked = None

    def _or_trouble(self, shown):
        if self.trouble:
            raise self.trouble
        return shown

    async def overview(self):
        wrong = ((HOSTILE, HOSTILE),)
        events = (Note("23/11 10:00", HOSTILE, HOSTILE, HOSTILE),)
        return self._or_trouble(Overview(wrong, wrong, (SERIES,), ((HOSTILE, 3, "2 h"),), events, 4))

    async def sources(self, limit, offset):
        self.asked = (limit, offset)
        row = SourceRow(HOSTILE, "javascript:alert(1)", HOSTILE, HOSTILE, True, "jamais", "jamais", SERIES)
        return self._or_trouble(([row], 120))

    async def stories(self):
        articles = tuple(
            ArticleRow(n, HOSTILE, HOSTILE, f"https://phare.example/{n}", "10 h", HOSTILE) for n in (1, 2)
        )
        return self._or_trouble([StoryRow(12, HOSTILE, False, articles)])

    async def reports(self):
        row = ReportRow(
            id=12,
            reports="2 signalements",
            last="23/11",
            hidden=True,
            source=HOSTILE,
            title=HOSTILE,
            url="",
            paragraphs=(HOSTILE,),
            headline=HOSTILE,
            sentences=(HOSTILE,),
            method="phrases de l’article",
            kinds=(HOSTILE,),
            words=(HOSTILE,),
        )
        return self._or_trouble(([row], 1))

    async def reload(self):
        self._or_trouble(None)
        self.done.append(("reload",))

    async def votes(self):
        story = VotedStory(12, HOSTILE, "javascript:alert(1)", HOSTILE, "phrases de l’article", 3, 1)
        rows = (VoteRow(HOSTILE, 3, 1),)
        return self._or_trouble(Votes((story,), rows, rows, rows, 30))

    async def offer(self, address):
        entry = Announced("10 h", HOSTILE, "javascript:alert(1)", HOSTILE, HOSTILE)
        return self._or_trouble(Offer(address, HOSTILE, "feed", "https://phare.example/flux", (entry,), 3))

    async def add(self, address, name):
        self._or_trouble(None)
        if address == HOSTILE:
            return Offer(address, name, refused=HOSTILE, detail=HOSTILE)
        self.done.append(("add", address, name))
        return Offer(address, name)

    async def do(self, deed, story_id, given):
        self._or_trouble(None)
        self.done.append((deed, story_id, given))


@pytest.fixture
def dashboard():
    return FakeDashboard()


def visiting(dashboard, *, editable=True, peer="127.0.0.1"):
    app = Starlette(routes=Pages(dashboard, TOKEN, editable=editable).routes())
    transport = httpx.ASGITransport(app, client=(peer, 40_000))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


def keys(html):
    """Where each button leads -> its token."""
    return dict(re.findall(r'action="([^"]+)">\s*<input type="hidden" name="key" value="([^"]+)"', html))


@pytest.mark.parametrize("path", [*PAGES, "/dashboard", "/dashboard/style.css"])
async def test_they_are_for_this_machine_and_for_who_has_the_token(dashboard, path):
    async with visiting(dashboard, peer="192.168.1.20") as visitor:
        assert (await visitor.get(path)).status_code == 401
        shown = await visitor.get(path, headers={"authorization": f"Bearer {TOKEN}"}, follow_redirects=True)
        assert shown.status_code == 200


@pytest.mark.parametrize("path", PAGES)
async def test_what_others_wrote_is_text_and_nothing_runs(dashboard, path):
    async with visiting(dashboard) as operator:
        shown = await operator.get(path)
    assert shown.status_code == 200
    assert "<script" not in shown.text
    assert "&lt;script&gt;" in shown.text
    assert "javascript:" not in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]


async def test_there_are_no_buttons_where_nothing_may_be_changed(dashboard):
    async with visiting(dashboard, editable=False) as operator:
        for path in PAGES:
            assert "<form" not in (await operator.get(path)).text
        answer = await operator.post("/dashboard/stories/12/hide")
    assert (answer.status_code, dashboard.done) == (403, [])


async def test_a_button_does_what_it_says_and_leads_back(dashboard):
    async with visiting(dashboard) as operator:
        page = await operator.get("/dashboard/reports")
        path = "/dashboard/stories/12/correct"
        form = {"key": keys(page.text)[path], "back": "reports", "headline": "Le phare", "text": "Rallumé."}
        answer = await operator.post(path, data=form)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/dashboard/reports?done=correct"
        assert "Le résumé est corrigé" in (await operator.get(answer.headers["location"])).text
    assert dashboard.done == [("correct", 12, form)]


async def test_a_source_is_looked_at_then_added(dashboard):
    async with visiting(dashboard) as operator:
        first = keys((await operator.get("/dashboard/sources")).text)
        form = {"key": first["/dashboard/sources/look"], "address": "phare.example"}
        shown = await operator.post("/dashboard/sources/look", data=form)
        assert shown.status_code == 200
        assert "<script" not in shown.text
        assert "javascript:" not in shown.text
        assert 'name="address" value="phare.example"' in shown.text
        assert dashboard.done == [], "looking keeps nothing"
        form = {
            "key": keys(shown.text)["/dashboard/sources/add"],
            "address": "phare.example",
            "name": "Phare",
        }
        answer = await operator.post("/dashboard/sources/add", data=form)
        assert answer.headers["location"] == "/dashboard/sources?done=add"
        assert "La source est ajoutée" in (await operator.get(answer.headers["location"])).text
    assert dashboard.done == [("add", "phare.example", "Phare")]


async def test_a_source_that_can_t_be_added_is_said(dashboard):
    async with visiting(dashboard) as operator:
        first = keys((await operator.get("/dashboard/sources")).text)
        form = {"key": first["/dashboard/sources/look"], "address": HOSTILE}
        shown = await operator.post("/dashboard/sources/look", data=form)
        form = {"key": keys(shown.text)["/dashboard/sources/add"], "address": HOSTILE}
        answer = await operator.post("/dashboard/sources/add", data=form)
    assert (answer.status_code, dashboard.done) == (409, [])
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text


async def test_the_configuration_is_read_again_by_a_button(dashboard):
    async with visiting(dashboard) as operator:
        key = keys((await operator.get("/dashboard/")).text)["/dashboard/reload"]
        answer = await operator.post("/dashboard/reload", data={"key": key})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/?done=reload")
        assert "La configuration est relue" in (await operator.get(answer.headers["location"])).text
    assert dashboard.done == [("reload",)]


@pytest.mark.parametrize("path", ["/dashboard/sources/look", "/dashboard/sources/add", "/dashboard/reload"])
@pytest.mark.parametrize("editable", [True, False])
async def test_no_other_site_has_a_source_looked_at_or_added(dashboard, path, editable):
    dashboard.trouble = DatabaseError("it was asked")
    async with visiting(dashboard, editable=editable) as operator:
        answer = await operator.post(path, data={"address": "phare.example", "name": "Phare"})
        assert (await operator.get(path)).status_code == 405
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "key"),
    [
        pytest.param("/dashboard/stories/12/show", "", id="none"),
        pytest.param("/dashboard/stories/12/show", "é", id="no token at all"),
        pytest.param("/dashboard/stories/13/show", "/dashboard/stories/12/show", id="of another story"),
        pytest.param("/dashboard/stories/12/hide", "/dashboard/stories/12/show", id="of another deed"),
    ],
)
async def test_each_button_has_a_token_of_its_own(dashboard, path, key):
    async with visiting(dashboard) as operator:
        known = keys((await operator.get("/dashboard/reports")).text)
        answer = await operator.post(path, data={"key": known.get(key, key)})
    assert (answer.status_code, dashboard.done) == (403, [])


async def test_another_visitor_s_token_opens_nothing(dashboard):
    async with visiting(dashboard) as one, visiting(dashboard) as other:
        path = "/dashboard/stories/12/show"
        key = keys((await one.get("/dashboard/reports")).text)[path]
        await other.get("/dashboard/reports")
        assert (await other.post(path, data={"key": key})).status_code == 403
    assert dashboard.done == []


async def test_a_form_that_is_too_large_is_not_read(dashboard):
    async with visiting(dashboard) as operator:
        path = "/dashboard/stories/12/show"
        key = keys((await operator.get("/dashboard/reports")).text)[path]
        answer = await operator.post(path, data={"text": "x" * 70_000, "key": key})
    assert (answer.status_code, dashboard.done) == (403, [])


async def test_what_can_t_be_done_is_said(dashboard):
    async with visiting(dashboard) as operator:
        path = "/dashboard/stories/12/merge"
        key = keys((await operator.get("/dashboard/stories")).text)[path]
        dashboard.trouble = StoryError("there is no story 99")
        answer = await operator.post(path, data={"key": key, "other": "99"})
    assert answer.status_code == 409
    assert "there is no story 99" in answer.text


@pytest.mark.parametrize("path", PAGES)
async def test_a_database_that_does_not_answer_is_said(dashboard, path):
    dashboard.trouble = DatabaseError("disk I/O error")
    async with visiting(dashboard) as operator:
        shown = await operator.get(path)
    assert shown.status_code == 503
    assert "disk I/O error" in shown.text


@pytest.mark.parametrize(
    ("page", "asked"),
    [("", (50, 0)), ("2", (50, 50)), ("0", (50, 0)), ("-1", (50, 0)), ("²", (50, 0)), ("9" * 40, (50, 0))],
)
async def test_the_sources_come_page_by_page(dashboard, page, asked):
    async with visiting(dashboard) as operator:
        shown = await operator.get("/dashboard/sources", params={"page": page})
    assert dashboard.asked == asked
    assert "/ 3</span>" in shown.text
