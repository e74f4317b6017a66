"""What headlines say of a thing that the article had told before."""

import pytest

from bot.summaries.introduced import introduced


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Cette enquête vise le maire de Belleroche.", "Une enquête vise le maire de Belleroche."),
        ("Ce pêcheur de la Sarve a coulé sa barque.", "Un pêcheur de la Sarve a coulé sa barque."),
        ("Cet accident a fait deux morts.", "Un accident a fait deux morts."),
        ("Ces barques ont coulé mardi.", "Des barques ont coulé mardi."),
    ],
)
def test_a_thing_told_before_is_introduced(told, shown):
    assert introduced(told) == shown


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("Cette semaine, le pont rouvre.", id="a time, which everybody knows"),
        pytest.param("Ce dernier a signé la paix.", id="somebody, whom no noun names"),
        pytest.param("Ce qui suit est secret.", id="no noun"),
        pytest.param("Ce sont les élus de la vallée.", id="a verb"),
        pytest.param("Cette décision ferme le pont.", id="all that was told before"),
        pytest.param("Le maire a fermé ce pont mardi.", id="within the sentence"),
        pytest.param("Cet été", id="hardly a text"),
        pytest.param("", id="no text"),
    ],
)
def test_what_cannot_be_introduced_stays(told):
    assert introduced(told) == told
