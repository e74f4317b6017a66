"""Stories -> Telegram messages: what a reader sees."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.editions.buttons import story_ids
from bot.editions.grouping import Section
from bot.editions.render import block, dated, detail, edition, listing, push
from bot.model import UNTITLED, Button, DateOrigin, Dating, KeyPoints, Method, Topic
from bot.sandbox.markup import link_fault, parse_html
from bot.wording import speaking
from bot.wording.formats import clock, long_day, short_day
from tests.editions.stories import article, story

PARIS = "Europe/Paris"
PORT = Topic("mots:port", "port")
SENTENCE = "Le port de Kerlanic a rouvert dimanche."
NASTY = "<b>&\"'"
QUOTED = """https://phare.example.org/?q="a"&r='b'"""


def seen(html):
    """The text that a reader sees; fails where Telegram would refuse the message."""
    return parse_html(html)[0]


def links(html):
    text, entities = parse_html(html)
    units = text.encode("utf-16-le")
    return [
        (units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"), e["url"])
        for e in entities
        if e["type"] == "text_link"
    ]


def test_a_story_is_a_headline_its_sentences_and_where_they_come_from(now):
    told = block(story(sentences=(SENTENCE, "Trois bateaux sont repartis.")), now, PARIS)
    assert seen(told) == (
        "Le port rouvre\n"
        "Le port de Kerlanic a rouvert dimanche. Trois bateaux sont repartis.\n"
        "Le Phare · 22 novembre à 9\xa0h\xa054 · phrases de l’article"
    )
    assert links(told) == [("Le Phare", "https://phare.example.org/port")]


def test_everything_is_escaped_once(now):
    lead = article(source=NASTY, url=QUOTED)
    told = story(NASTY, (NASTY,), lead=lead, others=[article(f"{NASTY}2", QUOTED)])
    message = push(told, Topic("mots:b", NASTY), now, PARIS)
    assert seen(message.html) == (
        f"{NASTY}\n{NASTY}\n{NASTY} · 22 novembre à 9\xa0h\xa054 · phrases de l’article\n"
        f"Aussi\xa0: {NASTY}2\n\nVous suivez\xa0: {NASTY}"
    )
    assert links(message.html) == [(NASTY, QUOTED), (f"{NASTY}2", QUOTED)]
    assert message.buttons[0][0] == Button("Lire l’article", url=QUOTED)


def test_what_looks_like_markup_is_shown_as_it_was_written(now):
    assert "&eacute;&nbsp;<br>" in seen(block(story("&eacute;&nbsp;<br>"), now, PARIS))
    assert seen(listing("Sur <b>", [], now, PARIS)[0].html) == "Sur <b>"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        pytest.param(timedelta(minutes=25), "aujourd’hui à 9 h 35 (il y a 25 min)", id="minutes"),
        pytest.param(timedelta(hours=3, minutes=40), "aujourd’hui à 6 h 20 (il y a 3 h)", id="hours"),
        pytest.param(timedelta(days=2), "21 novembre à 10 h ·", id="no news any more: the date says it"),
    ],
)
def test_who_looks_for_the_newest_is_told_how_old_it_is(now, ago, said):
    led = story()
    told = replace(led, lead=replace(led.lead, dating=Dating(now - ago)))
    assert said in seen(listing("Dernières nouvelles", [told], now, PARIS)[0].html).replace("\xa0", " ")
    assert "il y a" not in seen(block(told, now, PARIS))


@pytest.mark.parametrize(
    ("dating", "wording"),
    [
        pytest.param("2026-11-23 08:54", "aujourd’hui à 9\xa0h\xa054", id="today"),
        pytest.param("2026-11-22 23:00", "aujourd’hui à 0\xa0h", id="today since midnight in Paris"),
        pytest.param("2026-11-22 22:59", "22 novembre à 23\xa0h\xa059", id="yesterday, a minute before"),
        pytest.param(
            "2026-11-22 08:05", "22 novembre à 9\xa0h\xa005", id="another day: two digits of minutes"
        ),
        pytest.param("2026-05-01 06:00", "1er mai à 8\xa0h", id="the first of a month, in summer time"),
        pytest.param("2021-05-26 10:30", "26 mai 2021 à 12\xa0h\xa030", id="another year"),
        pytest.param("2025-12-31 23:30", "1er janvier à 0\xa0h\xa030", id="this year already in Paris"),
    ],
)
def test_when_it_was_published(now, dating, wording):
    moment = datetime.fromisoformat(dating).replace(tzinfo=UTC)
    assert dated(Dating(moment), now, PARIS) == wording


@pytest.mark.parametrize(
    ("moment", "origin", "day_only", "wording"),
    [
        pytest.param("2026-11-23 11:00", DateOrigin.STATED, True, "aujourd’hui", id="today, at no hour"),
        pytest.param("2026-05-26 10:00", DateOrigin.STATED, True, "26 mai", id="day only"),
        pytest.param(
            "2021-05-01 10:00", DateOrigin.STATED, True, "1er mai 2021", id="day only, another year"
        ),
        pytest.param(
            "2021-05-26 10:00", DateOrigin.INFERRED, True, "26 mai 2021 (année déduite)", id="inferred"
        ),
        pytest.param(
            "2026-11-23 07:00",
            DateOrigin.INFERRED,
            False,
            "23 novembre 2026 à 8\xa0h (année déduite)",
            id="inferred: never called today, and the year is said",
        ),
        pytest.param("2026-11-23 07:00", DateOrigin.UNKNOWN, False, "date inconnue", id="unknown"),
        pytest.param("2026-11-23 07:00", DateOrigin.UNKNOWN, True, "date inconnue", id="unknown, day only"),
    ],
)
def test_how_surely_we_know_it(now, moment, origin, day_only, wording):
    moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert dated(Dating(moment, origin, 0.5, day_only=day_only), now, PARIS) == wording


def test_the_reader_s_zone_decides_what_today_is(now):
    moment = datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert dated(Dating(moment), now, PARIS) == "aujourd’hui à 2\xa0h"
    assert dated(Dating(moment), now, "America/Martinique") == "22 novembre à 21\xa0h"


@pytest.mark.parametrize(
    ("hour", "minute", "wording"),
    [
        (0, 0, "0\xa0h"),
        (0, 5, "0\xa0h\xa005"),
        (8, 0, "8\xa0h"),
        (12, 30, "12\xa0h\xa030"),
        (23, 59, "23\xa0h\xa059"),
    ],
)
def test_times_of_day(hour, minute, wording):
    assert clock(hour, minute) == wording


def test_days():
    assert short_day(date(2026, 8, 1), with_year=False) == "1er août"
    assert short_day(date(2028, 2, 29), with_year=True) == "29 février 2028"
    assert long_day(date(2026, 11, 1)) == "dimanche 1er novembre"
    assert long_day(date(2026, 11, 23)) == "lundi 23 novembre"


@pytest.mark.parametrize(
    ("method", "made", "label"),
    [
        pytest.param(Method.EXTRACT, False, "phrases de l’article", id="the article's own sentences"),
        pytest.param(Method.DESCRIPTION, False, "résumé de l’éditeur", id="its publisher's own words"),
        pytest.param(Method.MODEL, False, "résumé automatique", id="a model's"),
        pytest.param(
            Method.EXTRACT, True, "phrases de l’article · titre tiré du texte", id="under a made headline"
        ),
        pytest.param(Method.MODEL, True, "résumé automatique · titre tiré du texte", id="all of it made"),
    ],
)
def test_the_reader_is_told_how_it_was_made(now, method, made, label):
    told = seen(block(story("Kerlanic : un port rouvre", method=method, made=made), now, PARIS))
    assert told.endswith(f"à 9\xa0h\xa054 · {label}")


@pytest.mark.parametrize(("language", "told"), [("fr", "Sans titre"), ("en", "Untitled")])
def test_what_has_no_headline_says_so_in_the_language_of_its_reader(now, language, told):
    untitled = replace(story(), summary=replace(story().summary, headline=UNTITLED))
    with speaking(language):
        assert seen(block(untitled, now, PARIS)).splitlines()[0] == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Qui\u00a0: Anne Lefort\u202f; Paul Duval", "Quand\u00a0: lundi")),
        ("en", ("Who: Anne Lefort; Paul Duval", "When: lundi")),
    ],
)
def test_who_and_when_are_told_as_the_language_of_the_reader_sets_them(now, language, told):
    points = KeyPoints(who=("Anne Lefort", "Paul Duval"), when=("lundi",))
    opened = replace(story(), summary=replace(story().summary, points=points))
    with speaking(language):
        assert tuple(seen(detail(opened, now, PARIS).html).splitlines()[-2:]) == told


@pytest.mark.parametrize(
    ("language", "label"),
    [
        pytest.param("en", "en anglais, non résumé", id="a language with a name"),
        pytest.param("xh", "dans une autre langue, non résumé", id="any other"),
    ],
)
def test_the_reader_is_told_that_a_foreign_text_was_not_summarised(now, language, label):
    told = story()
    foreign = replace(told, lead=replace(told.lead, language=language))
    assert seen(block(foreign, now, PARIS)).endswith(f" · {label}")


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        pytest.param([], None, id="none"),
        pytest.param(["Le Phare"], None, id="only the lead's own"),
        pytest.param(["La Jetée"], "La Jetée", id="one"),
        pytest.param(["La Jetée", "Le Môle", "La Jetée", "Le Phare"], "La Jetée, Le Môle", id="each once"),
        pytest.param(
            [f"Radio {n}" for n in range(9)], "Radio 0, Radio 1, Radio 2, Radio 3, Radio 4", id="capped"
        ),
    ],
)
def test_the_other_sources_of_the_story(now, sources, line):
    others = [article(source, f"https://{n}.example.org/") for n, source in enumerate(sources)]
    told = seen(block(story(others=others), now, PARIS))
    assert told.partition("Aussi\xa0: ")[2] == (line or "")
    assert told.count("Aussi") == bool(line)


def test_another_source_is_linked_to_its_newest_article(now):
    others = [
        article("La Jetée", "https://jetee.example.org/2"),
        article("La Jetée", "https://jetee.example.org/1"),
    ]
    assert links(block(story(others=others), now, PARIS))[1:] == [("La Jetée", "https://jetee.example.org/2")]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="none: a pasted text"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("data:text/html,<b>", id="data"),
        pytest.param("ftp://phare.example.org/a", id="ftp"),
        pytest.param("tg://resolve?domain=phare", id="a deed in Telegram"),
        pytest.param("/articles/port.txt", id="a path"),
        pytest.param("file:///articles/port.txt", id="a file"),
        pytest.param("https://", id="no host"),
        pytest.param("http://intranet/port", id="a host without a dot, which Telegram refuses for a button"),
        pytest.param("http://[oops/port", id="half an address"),
        pytest.param("https://phare.example.org/a b", id="with a space"),
        pytest.param("https://phare.example.org/" + "a" * 1000, id="too long"),
        pytest.param("https://phare.example.org/?" + "&" * 900, id="too long once escaped"),
    ],
)
def test_an_odd_address_is_no_link(now, url):
    message = push(story(lead=article(url=url)), PORT, now, PARIS)
    assert links(message.html) == []
    assert "Le Phare · " in seen(message.html)
    assert not any(button.url for row in message.buttons for button in row)


@pytest.mark.parametrize(
    "url",
    [
        "https://phare.example.org",
        "http://phare.example.org:8080/a?b=c&d=é#e",
        "https://été.example.org/à-la-une",
        "HTTPS://PHARE.EXAMPLE.ORG/",
    ],
)
def test_a_usual_address_is_one(now, url):
    (row, *_) = push(story(lead=article(url=url)), PORT, now, PARIS).buttons
    assert row[0] == Button("Lire l’article", url=url)
    assert link_fault(url) == ""


def test_a_push_bears_three_buttons_at_most_the_last_of_which_has_the_others(now):
    told = story(id_=12)
    longer = replace(told, summary=replace(told.summary, long=(SENTENCE,)))
    (row,) = push(longer, PORT, now, PARIS).buttons
    assert [button.label for button in row] == ["Lire l’article", "En savoir plus", "⋯"]
    assert row[-1].data == "dots:c"


def test_an_edition_says_which_it_is(now):
    (message,) = edition([Section([story(), story("Le bac repart")])], date(2026, 11, 23), 750, now, PARIS)
    title, first, second = seen(message.html).split("\n\n")
    assert title == "Votre édition de 12\xa0h\xa030, lundi 23 novembre"
    assert (first.splitlines()[0], second.splitlines()[0]) == ("1. Le port rouvre", "2. Le bac repart")


def test_an_edition_tells_how_many_more_there_are(now):
    (message,) = edition([Section([story()])], date(2026, 11, 23), 480, now, PARIS, more=7)
    assert message.buttons[-1] == (Button("Et 7 autres", data="rest:"),)
    (message,) = edition([Section([story()])], date(2026, 11, 23), 480, now, PARIS, more=134)
    assert message.buttons[-1] == (Button("Et 20 autres, sur 134", data="rest:"),)
    (message,) = edition([Section([story()])], date(2026, 11, 23), 480, now, PARIS)
    assert "/latest" not in message.html


def test_an_edition_with_nothing_to_tell_is_not_sent(now):
    assert edition([Section([])], date(2026, 11, 23), 480, now, PARIS) == []


def test_a_long_edition_keeps_its_order_over_several_messages(now):
    stories = [story(f"Nouvelle {n}", ("mot " * 200,)) for n in range(12)]
    messages = edition([Section(stories)], date(2026, 11, 23), 480, now, PARIS)
    assert len(messages) > 1
    told = [line for message in messages for line in seen(message.html).splitlines() if "Nouvelle" in line]
    assert told == [f"{n + 1}. Nouvelle {n}" for n in range(12)]
    labels = [button.label for message in messages for row in message.buttons for button in row]
    assert [label for label in labels if label.isdecimal()] == [str(n + 1) for n in range(12)]


def test_many_numbers_stand_in_rows_as_long_as_each_other(now):
    stories = [story(f"Nouvelle {n}", id_=n) for n in range(1, 11)]
    (message,) = listing("Le port", stories, now, PARIS)
    assert [len(row) for row in message.buttons] == [5, 5]
    assert message.buttons[1][4] == Button("10", data="open:10")


def test_one_story_has_no_number(now):
    (message,) = listing("Le port", [story(id_=7)], now, PARIS)
    assert seen(message.html).split("\n\n")[1].startswith("Le port rouvre")
    assert message.buttons == ((Button("En savoir plus", data="open:7"),),)


def test_sentences_that_are_too_many_are_left_out_from_the_end(now):
    told = seen(block(story(sentences=("Un. " + "a" * 2000, "Deux. " + "b" * 2500, "Trois.")), now, PARIS))
    assert ("Un." in told, "Deux." in told, "Trois." in told) == (True, False, False)


def test_one_endless_sentence_is_cut_at_a_word(now):
    told = seen(block(story(sentences=("Kerlanic " * 900,)), now, PARIS)).splitlines()[1]
    assert set(told.removesuffix(" …").split()) == {"Kerlanic"}
    assert told.endswith(" …")
    assert len(told) > 3500


@pytest.mark.parametrize(
    ("ids", "asked"),
    [
        pytest.param(range(1, 11), ["Pourquoi ces nouvelles ?"], id="ten, of a young archive"),
        pytest.param(
            range(2**31, 2**31 + 10),
            ["Pourquoi les nouvelles 1 à 6 ?", "Pourquoi les nouvelles 7 à 10 ?"],
            id="ten, after two thousand million",
        ),
    ],
)
def test_an_edition_asks_why_for_each_of_its_stories(now, ids, asked):
    last = edition([Section([story(id_=number) for number in ids])], now.date(), 480, now, PARIS)[-1]
    buttons = [button for row in last.buttons for button in row if button.data.startswith("why:")]
    assert [button.label for button in buttons] == asked
    assert all(len(button.data) <= 64 for button in buttons)
    assert [number for one in buttons for number in story_ids(one.data.removeprefix("why:"))] == list(ids)
