"""Days of the press lived again: what is announced, and what a reader gets of it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app.replay import Announced, replaying
from bot.errors import BadCorpus
from bot.lab.press import announced
from bot.model import Entry
from bot.settings.loading import load

DAY = date(2026, 3, 2)
PARIS = "Europe/Paris"
SIX = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
"""Six o'clock in Paris."""


def item(url: str, day: str = "2026-03-02", title: str = "Le phare") -> dict[str, str]:
    return {"date": day, "url": url, "title": title, "description": "Le phare rouvre."}


@pytest.fixture
def written(tmp_path):
    def write(*items) -> list[Announced]:
        path = tmp_path / "press.jsonl"
        path.write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
        return announced(path, DAY, DAY, PARIS)

    return write


def test_a_publisher_s_day_without_hours_is_spread_over_it_the_first_line_last(written):
    given = [item(f"https://www.gazette.example/{number}") for number in range(3)]
    found = written(*given, item("https://gazette.example/9", "2026-03-03"))
    assert [one.entry.address[-1] for one in found] == ["2", "1", "0"]
    assert {one.publisher for one in found} == {"gazette.example"}
    assert SIX < found[0].at < found[1].at < found[2].at == datetime(2026, 3, 2, 19, 30, tzinfo=UTC)


def test_an_hour_that_is_known_is_kept(written):
    (found,) = written(item("https://gazette.example/1", "2026-03-02T09:30:00+01:00"))
    assert found.at == found.entry.published == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("description", ["", None])
def test_a_title_alone_is_left_out_and_keeps_its_place_in_the_day(written, description):
    bare = item("https://gazette.example/2") | {"description": description}
    first, last = written(item("https://gazette.example/1"), bare, item("https://gazette.example/3"))
    assert last.at - first.at > timedelta(hours=9)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"url": "https://a.example/"}, "press.jsonl:1", id="no date, no title"),
        pytest.param(item("https://a.example/", "hier"), "press.jsonl:1", id="no moment"),
        pytest.param(item("https://a.example/", "2026-03-09"), "nothing from", id="another day"),
    ],
)
def test_what_cannot_be_lived_again_is_said(written, given, said):
    with pytest.raises(BadCorpus, match=said):
        written(given)


async def test_a_reader_gets_of_that_day_what_the_passes_make_of_it(tmp_path):
    settings = load({"LACONIQUE_HOME": str(tmp_path / "operator"), "HOME": str(tmp_path)})
    told = "La Russie a annoncé la réouverture du port de Valmer, fermé depuis trois semaines."
    more = "Les cargos de blé y attendent depuis le 9 février, selon la capitaine du port."
    url = "https://gazette.example/russie/1"
    entry = Entry(url, url, "Russie : le port de Valmer rouvre", SIX, f"{told} {more}")
    press = [Announced("gazette.example", SIX + timedelta(minutes=30), entry)]
    async with replaying(settings, press, SIX, tmp_path) as again:
        await again.ask(1, ["/follow russie", "/follow sport", "now:on"])
        got = [(one.chat_id, one.at, one.message.html) async for one in again.live(SIX + timedelta(hours=1))]
    ((chat_id, at, html),) = got
    assert (chat_id, at) == (1, press[0].at)
    assert told in html
    assert not (tmp_path / "operator" / "laconique.db").exists()
