"""A title loses the name of its site, and nothing else."""

import pytest

from bot.articles.titles import clean_title

URL = "https://www.courrier-baie.example/a"


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        pytest.param(
            "Les abeilles reviennent | Courrier Baie",
            "Les abeilles reviennent",
            id="a bar and the host's name",
        ),
        pytest.param(
            "Les abeilles reviennent - Courrier-Baie",
            "Les abeilles reviennent",
            id="a dash and the host's name",
        ),
        pytest.param(
            "Les abeilles reviennent – Le Courrier",
            "Les abeilles reviennent",
            id="the name that the page gives",
        ),
        pytest.param(
            "Les abeilles reviennent | Région | Le Courrier", "Les abeilles reviennent", id="section and site"
        ),
        pytest.param(
            "Budget : l'heure des choix - et des regrets",
            "Budget : l'heure des choix - et des regrets",
            id="a dash of its own",
        ),
        pytest.param("Le Havre - Brest : un match fou", "Le Havre - Brest : un match fou", id="a match"),
        pytest.param(
            "Les 24 heures - Le Courrier a suivi la course",
            "Les 24 heures - Le Courrier a suivi la course",
            id="the name inside",
        ),
        pytest.param("Courrier-Baie", "Courrier-Baie", id="nothing but the name"),
        pytest.param("  L&#39;été \n revient ", "L'été revient", id="entities and blanks"),
        pytest.param(
            "Un œil sur la mer - Une chronique", "Un œil sur la mer", id="before it, the page's own heading"
        ),
        pytest.param("", "", id="none"),
    ],
)
def test_a_title_is_cleaned(title, cleaned):
    assert clean_title(title, URL, "Le Courrier", ["Un œil sur la mer"]) == cleaned
