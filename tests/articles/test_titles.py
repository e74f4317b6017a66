"""A title loses the name of its site, and nothing else."""

import pytest

from bot.articles.titles import clean_title, printed_title

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
        pytest.param("Les abeilles reviennent ‹ La Ruche", "Les abeilles reviennent", id="an angle"),
        pytest.param(
            "Les abeilles reviennent | La Ruche - Récits et débats", "Les abeilles reviennent", id="a motto"
        ),
        pytest.param("Grand entretien | Un œil", "Grand entretien | Un œil", id="a bar in a heading"),
        pytest.param("Courrier-Baie", "Courrier-Baie", id="nothing but the name"),
        pytest.param("  L&#39;été \n revient ", "L'été revient", id="entities and blanks"),
        pytest.param(
            "Un œil sur la mer - Une chronique", "Un œil sur la mer", id="before it, the page's own heading"
        ),
        pytest.param("", "", id="none"),
    ],
)
def test_a_title_is_cleaned(title, cleaned):
    headings = ["Un œil sur la mer", "Grand entretien | Un œil"]
    assert clean_title(title, URL, "Le Courrier", headings) == cleaned


SOCIAL, PRINTED = "Ce vote va tout changer", "Valmont vote deux millions pour ses ruches"


@pytest.mark.parametrize(
    ("headings", "claimed", "printed"),
    [
        pytest.param([PRINTED], [SOCIAL, "Le vote du budget de Valmont"], PRINTED, id="alone"),
        pytest.param(["Le Courrier", PRINTED], [PRINTED], PRINTED, id="beside the site's name"),
        pytest.param(
            ["Nos ruches en fête", PRINTED], [SOCIAL, f"{PRINTED} - Site"], PRINTED, id="the claimed one"
        ),
        pytest.param(["Sports"], [PRINTED], "", id="a section is none"),
        pytest.param([f"Sport{PRINTED}"], [PRINTED], PRINTED, id="a label glued to it"),
        pytest.param([f"Article réservé aux abonnés {PRINTED}"], [PRINTED], PRINTED, id="a label"),
        pytest.param([f"Miel. {PRINTED}"], [PRINTED], f"Miel. {PRINTED}", id="a word of its own"),
        pytest.param(["La baie au fil des jours"], [PRINTED], "", id="a motto is none"),
        pytest.param(["Le Courrier"], [PRINTED], "", id="the site's name is none"),
        pytest.param(["Le direct"], [], "Le direct", id="with nothing claimed"),
        pytest.param([], [PRINTED], "", id="no heading"),
    ],
)
def test_the_printed_title_is_the_heading_of_the_article(headings, claimed, printed):
    assert printed_title(headings, claimed, URL, "Le Courrier") == printed


def test_a_heading_within_the_article_is_its_title_whatever_social_networks_are_told():
    assert printed_title([PRINTED], [SOCIAL], within=True) == PRINTED
