"""The picture is one that Telegram takes, whatever its texts are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.pictures import dimensions
from bot.trends.chart import WIDTH, Bar, Chart, Panel, draw

DAY = Panel(
    "Depuis 24 heures", (Bar("Norvège · séisme", "14 contre 3", 14, 3), Bar("Œuvres", "6 contre 0", 6, 0))
)
QUIET = Panel("Depuis 7 jours", instead="Rien ne sort de l’ordinaire.")


def chart(*panels, title="Ce qui monte « ici »"):
    return Chart(title, "Lundi 23 novembre, 10 h", panels, "articles", "d’habitude", "Laconique")


def pixels(picture):
    from io import BytesIO

    from PIL import Image

    return Image.open(BytesIO(picture)).convert("RGB")


def test_it_is_a_png_for_a_phone():
    picture = draw(chart(DAY, QUIET))
    width, height = dimensions(picture)
    assert (width, 800 < height < 1600, len(picture) < 200_000) == (WIDTH, True, True)


def test_the_same_chart_is_the_same_picture():
    assert draw(chart(DAY)) == draw(chart(DAY))


def test_it_has_its_own_ground_so_that_it_reads_in_a_dark_chat_too():
    image = pixels(draw(chart(DAY)))
    corners = {image.getpixel((x, y)) for x in (0, WIDTH - 1) for y in (0, image.height - 1)}
    assert all(min(colour) > 200 for colour in corners)


def test_a_longer_bar_says_more_articles():
    image = pixels(draw(chart(DAY)))
    rows = [image.crop((120, y, WIDTH, y + 1)).getcolors(WIDTH) for y in range(300, image.height)]
    lengths = [{colour: count for count, colour in row}.get((0, 114, 178), 0) for row in rows]
    second, first = sorted({length for length in lengths if lengths.count(length) > 9 and length})
    assert first > 2 * second


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_break_spaces_take_their_room(space):
    joined, apart = (draw(chart(DAY, title=f"12{between}400")) for between in ("", space))
    assert joined != apart


@pytest.mark.parametrize("letters", ["éàçœŒ«»’…\u202f\u00a0·–", "Łódź İstanbul Škoda Tromsø", "Жизнь Ωμέγα"])
def test_the_letters_have_a_shape(letters):
    from bot.trends.chart import _font

    for bold in (False, True):
        missing = _font(40, bold=bold).getmask("\U0010fffd").getbbox()
        for letter in letters.replace(" ", ""):
            drawn = _font(40, bold=bold).getmask(letter)
            assert letter.isspace() or drawn.getbbox() not in (None, missing), letter


texts = st.text(max_size=80)
counts = st.integers(0, 10**9)
bars = st.builds(Bar, texts, texts, st.integers(1, 10**9), st.floats(0, 10**9))
panels = st.builds(Panel, texts, st.lists(bars, max_size=5).map(tuple), texts)


@settings(max_examples=15, deadline=None)
@given(
    st.builds(Chart, texts, texts, st.lists(panels, min_size=1, max_size=2).map(tuple), texts, texts, texts)
)
def test_whatever_it_says_telegram_takes_it(drawn):
    picture = draw(drawn)
    width, height = dimensions(picture)
    assert width + height <= 10_000
    assert max(width, height) <= 20 * min(width, height)
    assert len(picture) < 10_000_000
