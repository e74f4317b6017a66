"""An address that an operator gives leads to the best source there."""

import pytest

from bot.errors import Forbidden, NotAFeed, Postponed
from bot.model import Entry, Raw, Source, SourceKind
from bot.ports import Look, Watched
from bot.sources import discovery
from bot.sources.explore import explore

HOME = "https://phare.example.org/"
FEED = f"{HOME}flux.xml"
PAGE = f'<html><head><link rel="alternate" type="application/rss+xml" href="{FEED}"></head></html>'
NEWS = Look((Entry("1", f"{HOME}1"),), title="Le Phare")


class Web:
    """`looks` by kind and address: the next answer first; whatever else is asked for is no feed."""

    def __init__(self, looks: dict[tuple[SourceKind, str], list[Look | Exception]], page: str = PAGE) -> None:
        self.looks = looks
        self.page = page
        self.in_worker: list[object] = []

    async def look(self, watched: Watched) -> Look:
        answers = self.looks.get((watched.source.kind, watched.source.address), [])
        answer = answers.pop(0) if answers else NotAFeed(f"{watched.source.address}: a web page")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def fetch(self, address: str, source: str = "") -> Raw:
        return Raw(address, self.page.encode(), "text/html")

    async def run(self, work, *args):
        self.in_worker.append(work)
        return work(*args)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        pytest.param(SourceKind.FEED, HOME, id="it is a feed itself"),
        pytest.param(SourceKind.FEED, FEED, id="the feed that the page announces"),
        pytest.param(SourceKind.SITEMAP, f"{HOME}news-sitemap.xml", id="a sitemap of news"),
        pytest.param(SourceKind.PAGE, HOME, id="the page, as a list of links"),
    ],
)
async def test_the_best_source_there_is_found(kind, address):
    web = Web({(kind, address): [NEWS]})
    source, look = await explore(web, web.run, HOME)
    assert (source, look) == (Source("Le Phare", kind, address), NEWS)


@pytest.mark.parametrize("said", ["phare.example.org/", " phare.example.org/ ", HOME])
async def test_an_address_may_lack_its_scheme(said):
    web = Web({(SourceKind.FEED, HOME): [NEWS]})
    source, _ = await explore(web, web.run, said)
    assert source.address == HOME


@pytest.mark.parametrize("said", ["", " ", "file:///etc", "https://[phare", "https://", "/etc/passwd"])
async def test_what_is_no_address_is_not_asked_for(said):
    web = Web({})
    with pytest.raises(Forbidden):
        await explore(web, web.run, said)


async def test_a_page_is_parsed_in_a_worker():
    web = Web({(SourceKind.FEED, FEED): [NEWS]})
    await explore(web, web.run, HOME)
    assert web.in_worker == [discovery.find]


async def test_what_announces_nothing_is_not_taken():
    web = Web({(SourceKind.FEED, FEED): [Look()], (SourceKind.PAGE, HOME): [NEWS]})
    source, _ = await explore(web, web.run, HOME)
    assert source.kind is SourceKind.PAGE


async def test_a_site_that_asks_for_a_gap_is_waited_for():
    soon = Postponed(FEED, "its site may be asked later", retry_after_s=0.001)
    web = Web({(SourceKind.FEED, FEED): [soon, NEWS]})
    source, _ = await explore(web, web.run, HOME)
    assert source.address == FEED


async def test_where_there_is_nothing_it_is_said():
    web = Web({}, page="<html></html>")
    with pytest.raises(NotAFeed, match="no feed, no sitemap and no list"):
        await explore(web, web.run, HOME)
