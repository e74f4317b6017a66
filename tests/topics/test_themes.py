import pytest

from bot.french.stems import stems
from bot.topics.catalogue import Catalogue
from bot.topics.themes import themes

TITLE = stems("Un après-midi à la campagne")
TEXT = stems(
    "Les enfants ont couru dans le pré, puis chacun a mangé une tartine de confiture sous le vieux pommier."
)


@pytest.mark.parametrize(
    ("section", "url", "expected"),
    [
        pytest.param("Sport", "", ["sport"], id="a section"),
        pytest.param("Sports / Rugby", "", ["sport", "sport-rugby"], id="its second level"),
        pytest.param(
            "Faits divers", "", ["justice", "justice-faits-divers"], id="a section of the second level alone"
        ),
        pytest.param("High-Tech", "", ["technologie"], id="an alias"),
        pytest.param(
            "", "https://exemple.fr/sport/tennis/finale-12.html", ["sport", "sport-tennis"], id="folders"
        ),
        pytest.param(
            "", "https://exemple.fr/actu/le-sport", [], id="the last part of an address is no folder"
        ),
        pytest.param("Monde", "", [], id="a section that names no theme"),
        pytest.param("Russie", "", [], id="nor is a country one"),
        pytest.param(
            "Économie", "https://exemple.fr/sante/x.html", ["economie", "sante"], id="two that differ"
        ),
    ],
)
def test_what_the_publisher_says_comes_first(catalogue, section, url, expected):
    found = themes(section, url, TITLE, TEXT, catalogue)
    assert found[: len(expected)] == [f"theme:{code}" for code in expected]
    if not expected:
        assert found == themes("", "", TITLE, TEXT, catalogue)


RUGBY = """L’équipe a renversé la finale du championnat grâce à deux essais. La mêlée a dominé et le pilier
a marqué avant le coup de sifflet. L’entraîneur félicite ses joueurs, les supporters ont envahi le stade."""


def test_an_article_of_a_theme_has_the_second_level_that_its_words_tell(catalogue):
    assert themes("", "", stems("Le club gagne le match"), stems(RUGBY), catalogue) == [
        "theme:sport",
        "theme:sport-rugby",
    ]


@pytest.mark.parametrize(
    ("title", "text", "wrong"),
    [
        pytest.param(
            "L’OMS alerte sur une fièvre venue des marais",
            "L’Organisation mondiale de la santé compte quarante malades. L’OMS demande aux pays de vacciner "
            "les enfants et d’isoler les patients dès les premiers symptômes.",
            "sport-football",
            id="the OMS is not the OM",
        ),
        pytest.param(
            "Où regarder les étoiles filantes cette nuit",
            "Les astronomes attendent une pluie d’étoiles filantes au-dessus des plages. Le ciel sera noir, "
            "la Lune se couche tôt et la comète a laissé derrière elle ses poussières.",
            "loisirs-gastronomie",
            id="stars that fall are not those of a table",
        ),
        pytest.param(
            "Sa planche de surf dérive et accoste sur une autre île",
            "Perdue au large par un jeune homme un soir de grosses vagues, la planche a traversé huit mille "
            "kilomètres. Un pêcheur l’a trouvée et la repeint avant de la rendre.",
            "technologie-reseaux-sociaux",
            id="a lost board is no network",
        ),
        pytest.param(
            "Emmanuel Macron attendu trois jours à Marseille",
            "Le président de la République entame lundi une visite dans les quartiers nord. Il doit parler "
            "des écoles et des logements, entouré de plusieurs ministres et des élus de la ville.",
            "politique-diplomatie",
            id="a visit at home is no diplomacy",
        ),
    ],
)
def test_a_word_of_another_meaning_gives_no_theme(catalogue, title, text, wrong):
    found = themes("", "", stems(title), stems(text), catalogue)
    assert f"theme:{wrong}" not in found


def test_an_article_may_have_two_themes_as_sure(catalogue):
    title = "Le ministre de la Santé devant les députés sur la loi des déserts médicaux"
    text = (
        "L’Assemblée examine mardi le projet de loi. Les députés de l’opposition ont déposé une motion. Le "
        "gouvernement veut que les médecins s’installent où les patients manquent de soins et d’hôpitaux."
    )
    found = themes("", "", stems(title), stems(text), catalogue)
    assert {"theme:politique", "theme:sante"} <= {*found}


def test_a_theme_of_the_operators_own_is_told_by_its_words():
    data = {"themes": {"echecs": {"name": "Échecs", "words": ["échiquier", "pion", "roque", "gambit"]}}}
    catalogue = Catalogue.from_toml(data, "t.toml")
    text = stems(
        "Sur l’échiquier, un pion avance, le roque attend et le gambit surprend la salle qui retient son "
        "souffle."
    )
    assert themes("", "", [], text, catalogue) == ["theme:echecs"]
    assert themes("", "", [], text[:4], catalogue) == []


@pytest.mark.parametrize(
    "name", ["rugby", "foot", "Formule 1", "le cinéma", "intelligence artificielle", "JO"]
)
def test_a_theme_of_the_second_level_can_be_asked_for_by_name(catalogue, name):
    topic = catalogue.named(name)
    assert topic is not None
    assert topic.key in catalogue.parents


def test_the_menu_offers_the_first_level_only(catalogue):
    assert not {topic.key for topic in catalogue.menu} & catalogue.parents.keys()
