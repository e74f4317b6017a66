"""The buttons under an answer."""

import pytest

from bot.chat.menus import short


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        pytest.param("pouvoir d’achat", "pouvoir d’achat", id="what fits stays"),
        pytest.param("réforme des retraites", "réforme des…", id="no word is cut in two"),
        pytest.param("la réforme, des vues", "la réforme, des…", id="the last letter is the ellipsis'"),
        pytest.param("anticonstitutionnellement", "anticonstitutio…", id="but one that is too long alone"),
    ],
)
def test_a_label_is_cut_between_two_words(label, shown):
    assert short(label, 16) == shown
    assert len(shown) <= 16
