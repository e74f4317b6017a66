"""The reader asks with dates, phrases, sources and slips; and with anything else that fits on a line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import texts
from bot.french.stems import written_words
from bot.model import Source, SourceKind
from bot.store.intake import IntakeStore
from tests.chat.visiting import ANNE, PAGE
from tests.store.shelf import article, new, shelve

DAY = timedelta(days=1)
OLDER = "Plus anciens ›"


async def put(visit, title, days_ago=0, source="La Gazette", text="Rien de plus."):
    """An article on the shelf; the tests' day is Monday, the 23rd of November 2026."""
    written = article(title, text, moment=visit.now - days_ago * DAY, source=source)
    given = replace(new(written), title_words=tuple(written_words(title)))
    await shelve(visit.archive, given, visit.now)


def titles(answer):
    return [line for line in answer.text.splitlines()[1:] if line.startswith("Récit")]


@pytest.mark.parametrize(
    ("asked", "title", "found"),
    [
        pytest.param("/topic récit hier", "Récit, 22 novembre 2026", ["Récit 1"], id="yesterday"),
        pytest.param(
            "/topic récit depuis hier",
            "Récit, depuis le 22 novembre 2026",
            ["Récit 0", "Récit 1"],
            id="since",
        ),
        pytest.param("/topic récit avant 2026", "Récit, avant 2026", ["Récit 400"], id="before a year"),
        pytest.param("/topic récit octobre 2025", "Récit, octobre 2025", ["Récit 400"], id="a month"),
        pytest.param("/topic récit en 2025", "Récit, 2025", ["Récit 400"], id="a year"),
        pytest.param(
            "/topic hier", "Les nouvelles, 22 novembre 2026", ["Récit 1"], id="a day and nothing else"
        ),
        pytest.param(
            "récit du 20 au 22 novembre",
            "Récit, du 20 au 22 novembre 2026",
            ["Récit 1"],
            id="days, without a command",
        ),
    ],
)
async def test_the_days_that_were_understood_are_said(visit, asked, title, found):
    for days_ago in (0, 1, 400):
        await put(visit, f"Récit {days_ago}", days_ago)
    answer = await visit.say(asked)
    assert answer.text.splitlines()[0] == title
    assert titles(answer) == found


async def test_a_day_begins_where_the_reader_lives(visit, now):
    await put(visit, "Récit", 0)  # 9 h in Paris is still the day before in Tahiti
    await visit.readership.join(ANNE, "Pacific/Tahiti", now)
    assert titles(await visit.say("/topic récit aujourd’hui")) == ["Récit"]
    assert (await visit.say("/topic récit hier")).text.startswith("Je n’ai rien trouvé")


async def test_pages_keep_their_days(visit):
    for n in range(PAGE + 1):
        await put(visit, f"Récit {n}", 1)
    await put(visit, "Récit d’avant", 9)
    first = await visit.say("/topic récit hier")
    assert len(titles(first)) == PAGE
    visit.now += DAY  # «hier» is another day by now; the button means the same one
    second = await visit.press(OLDER)
    assert second.text.startswith("Récit, 22 novembre 2026")
    assert len(titles(second)) == 1


async def test_an_empty_span_offers_all_dates(visit):
    await put(visit, "Récit")
    answer = await visit.say("/topic récit en 2019")
    assert answer.text.startswith("Je n’ai rien trouvé sur «\u202frécit, 2019\u202f».")
    assert titles(await visit.press("Toutes les dates")) == ["Récit"]


async def test_which_reading_was_taken_is_said_and_the_other_offered(visit):
    await put(visit, "Récit des attentats du 11 septembre")
    answer = await visit.say("/topic attentats 11 septembre")
    assert answer.text.splitlines()[0] == "Attentats “11 septembre”"
    assert len(titles(answer)) == 1
    (other,) = (label for label in answer.buttons if label.startswith("Plutôt"))
    assert (await visit.press(other)).text.startswith(
        "Je n’ai rien trouvé sur «\u202fattentats, 11 septembre 2026\u202f»"
    )


async def test_a_topic_is_its_articles_and_those_that_name_it(visit):
    await visit.publish("Récit étiqueté", about=["russie"])
    await put(visit, "Récit de la Russie", 2)
    assert titles(await visit.say("/topic russie")) == ["Récit étiqueté", "Récit de la Russie"]


async def test_phrases_and_exclusions(visit):
    await put(visit, "Récit de la vie chère")
    await put(visit, "Récit d’une chère vie", 1)
    assert titles(await visit.say("/topic « vie chère »")) == ["Récit de la vie chère"]
    assert titles(await visit.say("/topic vie chère")) == ["Récit de la vie chère", "Récit d’une chère vie"]
    assert titles(await visit.say("/topic vie -« vie chère »")) == ["Récit d’une chère vie"]


@pytest.mark.parametrize("typed", ["Le Monde", "source le monde", "le journal le mond"])
async def test_a_source_is_looked_at_with_all_its_sections(visit, database, typed):
    listed = [
        Source(f"Le Monde – {name}", SourceKind.FEED, f"https://{name}.example.org")
        for name in ("Sport", "Mer")
    ]
    await IntakeStore(database).list_sources(listed, visit.now)
    await put(visit, "Récit de mer", source="Le Monde – Mer")
    await put(visit, "Récit d’ailleurs", source="La Gazette")
    answer = await visit.say(f"/topic {typed}")
    assert (answer.text.splitlines()[0], titles(answer)) == ("Le Monde", ["Récit de mer"])


async def test_a_slip_in_a_word_of_the_archive_is_understood(visit):
    await put(visit, "Récit de la sécheresse")
    answer = await visit.say("/topic sécherresse -canicule")
    assert "Vouliez-vous dire" in answer.text
    (meant,) = answer.buttons
    assert titles(await visit.press(meant)) == ["Récit de la sécheresse"]


async def test_words_that_the_archive_holds_apart_are_no_slips(visit):
    for n in range(2):
        await put(visit, f"Récit {n}", n, text="Le zolem du village.")
    await put(visit, "Récit du golem", text="Sans rien d’autre.")
    answer = await visit.say("/topic zolem volcan")
    assert answer.text.startswith("Je n’ai rien trouvé sur «\u202fzolem volcan\u202f».")
    assert "Vouliez-vous dire" not in answer.text


async def test_what_a_slip_means_is_offered_once_however_it_is_spelt(visit):
    await put(visit, "Récit de la russie")
    answer = await visit.say("/topic russsie")
    (meant,) = answer.buttons
    assert titles(await visit.press(meant)) == ["Récit de la russie"]


ODD = {
    "FTS5 operators": 'NEAR(grève loi) OR "grève" AND NOT *',
    "SQL": "'; DROP TABLE articles; --",
    "a quote": '"',
    "stars": "gr* *",
    "column filters": "stems:grève",
    "right to left": "\u202eإضراب عام\u202c",
    "zero width": "gr\u200bè\u200dve\ufeff",
    "control characters": "grève\x00\x07\x1b[31m",
    "a command in a command": "/topic /start@bot",
    "numbers": "49 3 1000000000000000000000000000000",
    "emoji": "🎉🇫🇷👩‍👩‍👧",
    "emoji and a word": "🎉 grève",
    "combining marks": "g\u0301\u0302\u0303" * 20,
    "signs of ours": "mots:grève+loi@20260101-#0123 100%",
    "small words": "le de la et ou",
    "blanks": "\u00a0 \t \u3000",
    "ten thousand letters": "é" * 10_000,
    "ten thousand words": "grève " * 10_000,
    "a surrogate": "gr\ud83dve",
}


@pytest.mark.parametrize("command", ["/topic", "/follow", "/mute", "/unfollow"])
@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
async def test_whatever_is_typed_has_a_helpful_answer(visit, command, typed):
    await put(visit, "La grève de la loi")
    answer = await visit.say(f"{command} {typed}")
    assert len(answer.text) > 15
    assert (await visit.say("/latest")).text.startswith(str(texts.LATEST)), "and the archive is still there"


async def test_zero_width_letters_hide_nothing(visit):
    await put(visit, "Récit de grève")
    assert len(titles(await visit.say(f"/topic {ODD['zero width']}"))) == 1


async def test_decomposed_accents_are_accents(visit):
    await put(visit, "Récit d’été en Bretagne, la Réforme")
    assert len(titles(await visit.say("/topic re\u0301forme"))) == 1


async def test_what_merely_cites_a_name_comes_after_what_is_about_it(visit):
    await put(visit, "Récit de passage", text="La criée ouvre. Les prix montent. Un phare brille.")
    await put(visit, "Récit du phare", 3)
    answer = await visit.say("/topic phare")
    assert titles(answer) == ["Récit du phare", "Récit de passage"]
    assert "Phare\u00a0: cité aussi dans…" in answer.text


async def test_what_is_only_cited_is_said_to_be(visit):
    await put(visit, "Récit de passage", text="La criée ouvre. Les prix montent. Un phare brille.")
    assert (await visit.say("/topic phare")).text.splitlines()[0] == "Phare\u00a0: cité aussi dans…"


async def test_a_name_finds_no_common_word_that_looks_like_it(visit):
    await put(visit, "Récit de tours de verre")
    await put(visit, "Récit venu de Tours", 1)
    assert titles(await visit.say("/topic Tours")) == ["Récit venu de Tours"]
