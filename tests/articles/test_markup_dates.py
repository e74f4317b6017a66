"""What a page's markup tells of its publication: its own head, never comments, footers, changes, others."""

from zoneinfo import ZoneInfo

import pytest

from bot.model import DateOrigin
from tests.articles.test_pages import TEXT, TITLE, linked, page, paragraphs
from tests.articles.texts import read_text

LINE = "<p>Publié le 3 mars 2021 à 10h22</p>"
PROSE = paragraphs(*TEXT)
OTHER = "La foire aux huîtres de Kerlanic"


def head(name: str, moment: str = "2026-11-01T10:00:00+01:00") -> str:
    return f"<meta property='{name}' content='{moment}'>"


def dating(html: str):
    return read_text(html, "text/html").dating


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(page(LINE + PROSE, head("og:updated_time")), id="before the moment of an update"),
        pytest.param(page(LINE + PROSE, head("article:modified_time")), id="before that of a change"),
        pytest.param(
            page(LINE + PROSE, linked(datePublished="1970-01-01T00:00:00Z")), id="before no date at all"
        ),
        pytest.param(page(LINE + PROSE, linked(datePublished="0001-01-01T00:00:00")), id="before year one"),
        pytest.param(
            page(f"<time datetime='2021-03-03T10:22:00+01:00'>3 mars</time>{PROSE}"), id="for machines only"
        ),
        pytest.param(
            page(
                "<p>Mis à jour le <time datetime='2021-05-05T08:00:00+02:00'>5 mai</time></p>"
                f"<p>Publié le <time datetime='2021-03-03T10:22:00+01:00'>3 mars</time></p>{PROSE}"
            ),
            id="not the change before it",
        ),
        pytest.param(
            page(f"{LINE}{PROSE}<div class='comments'><abbr title='2021-03-09'>9 mars</abbr></div>"),
            id="not a comment",
        ),
        pytest.param(
            f"<!doctype html><html><body><div><time datetime='2026-11-20'>vendredi</time></div>"
            f"<h1>{TITLE}</h1>{LINE}{PROSE}</body></html>",
            id="not today, in the site's head",
        ),
        pytest.param(
            page(f"<aside><a href='/b'><time datetime='2026-11-20'>vendredi</time></a></aside>{LINE}{PROSE}"),
            id="not other news",
        ),
        pytest.param(
            page(
                PROSE,
                linked(headline=OTHER, datePublished="2026-11-20T08:00:00Z")
                + linked(datePublished="2021-03-03T09:22:00Z"),
            ),
            id="of several nodes the one with the page's title",
        ),
    ],
)
def test_the_moment_at_the_head_is_the_articles(html):
    found = dating(html)
    assert found.moment.astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%d %H:%M") == "2021-03-03 10:22"
    assert found.origin is DateOrigin.STATED


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(page(f"{PROSE}<footer>© 2026 Le Phare de Morlann</footer>"), id="a footer"),
        pytest.param(page(PROSE, head("article:modified_time")), id="a change"),
        pytest.param(page(PROSE, linked(datePublished="1970-01-01T00:00:00Z")), id="the beginning of time"),
        pytest.param(
            page(f"{PROSE}<aside><time datetime='2026-11-20'>vendredi 20 novembre 2026</time></aside>"),
            id="the time of other news",
        ),
    ],
)
def test_a_wrong_date_is_worse_than_none(html):
    assert dating(html).origin is DateOrigin.UNKNOWN
