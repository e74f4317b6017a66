"""Which words the press writes with a capital."""

import pytest

from bot.french.casing import with_names


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("navalny", "Navalny", id="a name"),
        pytest.param("kylian mbappé", "Kylian Mbappé", id="two, one with an accent"),
        pytest.param("sortie de l’otan", "sortie de l’Otan", id="behind an elided word"),
        pytest.param("clermont-ferrand", "Clermont-Ferrand", id="with a hyphen"),
        pytest.param("psg", "PSG", id="letters that nobody could say as a word"),
        pytest.param("retraites", "retraites", id="a common word"),
        pytest.param("orange", "orange", id="a fruit, or those who sell telephones"),
        pytest.param("zyxvanie", "zyxvanie", id="a word that nobody has seen"),
    ],
)
def test_names_typed_in_small_letters_have_their_capitals(typed, written):
    assert with_names(typed) == written
