"""Whole pages as sites build them, each invented: `NAME.html`, and beside it what is to be read in it."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.articles.texts import read_bytes

LAYOUTS = Path(__file__).parent / "layouts"
SAID = ("title", "author", "section", "form", "paywalled")


@pytest.mark.parametrize("name", sorted(path.stem for path in LAYOUTS.glob("*.html")))
def test_a_page_of_this_layout_is_read_as_it_is_printed(name):
    wanted = json.loads((LAYOUTS / f"{name}.json").read_text("utf-8"))
    article = read_bytes((LAYOUTS / f"{name}.html").read_bytes(), "text/html", address=wanted["address"])
    day = article.dating.moment.astimezone(ZoneInfo("Europe/Paris")).date()
    assert list(article.paragraphs) == wanted["text"]
    assert day.isoformat() == wanted["date"]
    assert {said: getattr(article, said) for said in SAID if said in wanted} == {
        said: wanted[said] for said in SAID if said in wanted
    }
