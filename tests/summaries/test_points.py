"""Who, where, when and the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import KeyPoints
from bot.summaries.points import key_points
from tests.summaries.examples import LEAD


def told(*sentences: str, title: str = "") -> KeyPoints:
    """The key points of an article that its digest tells whole."""
    return key_points(title, sentences, sentences)


def test_the_key_points_of_a_meeting():
    points = told(LEAD, "Mme Lefort et M. Castel parleront des droits de pêche.")
    assert points.who == ("Anne Lefort", "Paul Castel")
    assert points.where == ("Belleroche",)
    assert points.when == ("12 mars",)
    assert points.figures == ()


def test_the_people_of_the_title_come_first_then_those_of_the_digest_and_no_others():
    digest = ["Paul Castel attend la réponse d'Anne Lefort."]
    assert key_points("Castel reçu par Lefort", digest, [*digest, "Luc Orly proteste."]).who == (
        "Paul Castel",
        "Anne Lefort",
    )


def test_a_last_name_in_the_title_is_told_with_the_title_of_the_text():
    assert key_points("Orly prêt à partir", ["Il part."], ["Il part.", "M. Orly l'a dit."]).who == (
        "M. Orly",
    )


def test_a_last_name_in_the_title_is_told_in_full():
    points = key_points("Orly quitte le port", ["Il part."], ["Il part.", "Le maire, Luc Orly, l'a dit."])
    assert points.who == ("Luc Orly",)


def test_of_two_with_one_last_name_the_title_means_the_one_most_spoken_of():
    article = ["Anne Orly part.", "Luc Orly la suit.", "Luc Orly se tait."]
    assert key_points("Luc Orly se tait", ["Elle part."], article).who == ("Luc Orly",)


def test_a_first_name_is_not_the_last_name_of_another():
    points = told("Paul Lefort et Anne Paul se taisent.", title="Paul Lefort écrit à Anne Paul")
    assert points.who == ("Paul Lefort", "Anne Paul")


def test_where_neither_title_nor_digest_names_anybody_one_spoken_of_again_is_shown():
    article = ["Tout ferme.", "Anne Lefort le regrette.", "Mme Lefort reviendra.", "Luc Orly part."]
    assert key_points("Le port ferme", ["Tout ferme."], article).who == ("Anne Lefort",)
    assert key_points("Le port ferme", ["Tout ferme."], [article[0], article[3]]).who == ()


def test_where_and_when_are_what_the_digest_tells():
    digest = ["Le port de Nantes ferme lundi."]
    points = key_points("", digest, [*digest, "Un autre avait fermé le 3 mai à Marseille."])
    assert (points.where, points.when) == (("Nantes",), ("lundi",))


def test_where_the_digest_says_neither_where_nor_how_many_the_opening_of_the_article_does():
    article = ["Depuis lundi, 40 bateaux restent à Nantes.", "Le port ferme.", "Il en reste 30 à Brest."]
    points = key_points("", article[1:2], article)
    assert (points.where, points.when, points.figures) == (("Nantes",), (), ("40 bateaux",))
    assert key_points("", article[:1], article).figures == ("40 bateaux",)


def test_what_lies_far_below_is_no_key_point():
    article = ["Le port ferme.", *["Rien de plus."] * 20, "Vu à Nantes le 3 mai avec 40 bateaux."]
    assert key_points("", article[:1], article) == KeyPoints()


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        pytest.param("L'usine supprime 320 emplois.", ("320 emplois",), id="what is counted comes along"),
        pytest.param("Elle a perdu 3,5 millions d'euros.", ("3,5 millions d’euros",), id="millions of what"),
        pytest.param(
            "La crise touche 12 % des ports.", ("12\u00a0% des ports",), id="a share with its whole"
        ),
        pytest.param(
            "Elle touche 12 % de la population active.", ("12\u00a0% de la population active",), id="its kind"
        ),
        pytest.param("Le chômage monte de 12 % et touche 9 % en mai.", (), id="no bare percentage"),
        pytest.param("Il a cédé de 12 % des parts.", (), id="a percentage by which something changes"),
        pytest.param(
            "Une hausse de 12 % des prix.", ("hausse de 12\u00a0% des prix",), id="a change with its name"
        ),
        pytest.param("Il y a cinq morts.", ("cinq morts",), id="a number in words"),
        pytest.param("On compte vingt-deux blessés.", ("vingt-deux blessés",), id="a compound in words"),
        pytest.param("Deux cents marins votent.", ("deux cents marins",), id="hundreds in words"),
        pytest.param("Une dizaine de blessés.", ("une dizaine de blessés",), id="about ten"),
        pytest.param(
            "Des dizaines de milliers de marins.",
            ("des dizaines de milliers de marins",),
            id="tens of thousands",
        ),
        pytest.param("Les deux tiers des ports.", ("deux tiers des ports",), id="a part"),
        pytest.param("Deux écoles sur trois.", ("deux écoles sur trois",), id="so many of so many"),
        pytest.param("Les deux marins se taisent.", (), id="few who were told before"),
        pytest.param("Il a dit deux fois non.", (), id="how often"),
        pytest.param("Trois ans plus tard, il y a 15 jours.", (), id="a span that only says when"),
        pytest.param("Tiré à quatre épingles, vu à deux reprises.", (), id="what only says how"),
        pytest.param("Il y a 90 minutes d'attente.", ("90 minutes d’attente",), id="a span that is the news"),
        pytest.param("À 13 ans, elle gagne.", ("13 ans",), id="an age"),
        pytest.param(
            "On en compte 140 annoncées, quatre doivent suivre.", (), id="neither participles nor verbs"
        ),
        pytest.param("Selon Canal 4, 3 navires sont partis.", ("3 navires",), id="the number of a channel"),
        pytest.param("Trois ans de prison.", ("trois ans de prison",), id="a span and what lasts"),
        pytest.param("De 5 000 à 6 000 marins.", (), id="from so many to so many"),
        pytest.param("Il y a 3 à 5 bateaux.", ("3 à 5 bateaux",), id="a range"),
        pytest.param("Un projet de 50 milliards par an.", (), id="nobody knows of what"),
        pytest.param(
            "Une grêle de 2 mètres, deux mètres de grêle.", ("2 mètres",), id="once, in words or digits"
        ),
        pytest.param(
            "Trois hauts fonctionnaires.", ("trois hauts fonctionnaires",), id="a noun, not its adjective"
        ),
        pytest.param(
            "Plus de 1 200 personnes ont défilé.", ("plus de 1\u202f200 personnes",), id="about how many"
        ),
        pytest.param("Le 12 mars 2031, à 20 h 30, tout ferme.", (), id="neither days nor hours"),
        pytest.param(
            "Il faut 37 milliards de mètres cubes d'eau.", ("37 milliards de mètres cubes d’eau",), id="cubic"
        ),
        pytest.param("Le Vanquish 25 by Callum roule.", (), id="a number in a name"),
        pytest.param("L'article 3 de la loi de 1905 demeure.", (), id="a number that counts nothing"),
        pytest.param(
            "Le guide compte 62 nouvelles tables.", ("62 nouvelles tables",), id="an adjective between"
        ),
        pytest.param("Une toile de 1652 volée hier.", (), id="a year and what follows it"),
        pytest.param("Lors des 18 prochains mois.", (), id="a number of what comes later"),
        pytest.param("Elle, 37 ans, gagne 28 euros.", ("28 euros", "37 ans"), id="ages last"),
    ],
)
def test_a_figure_says_what_it_counts(sentence, figures):
    assert told(sentence).figures == figures


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        pytest.param(
            "Le ministre Luc Orly a reçu Léa Van den Berg.", ("Luc Orly", "Léa Van den Berg"), id="full names"
        ),
        pytest.param("Le ministre turc Tarkul Özbey est arrivé.", ("Tarkul Özbey",), id="an office says who"),
        pytest.param(
            "La présidente du port, Xhenis Barok, part.", ("Xhenis Barok",), id="an office and more"
        ),
        pytest.param("Le Belge Jelle Vandamme a gagné.", ("Jelle Vandamme",), id="without its people"),
        pytest.param("Sollicitée, Me Anne Lefort se tait.", ("Anne Lefort",), id="without its title"),
        pytest.param("Madame Brokas Tenmar viendra.", ("Brokas Tenmar",), id="without its title in full"),
        pytest.param("On a vu madame Brokas Tenmar.", ("Brokas Tenmar",), id="a title in full says who"),
        pytest.param("On a vu Anne de la Roche.", ("Anne de la Roche",), id="with what links its capitals"),
        pytest.param("Selon Anne Lefort, tout va bien.", ("Anne Lefort",), id="without what leads to it"),
        pytest.param("L'engagement d'Anne Lefort tient.", ("Anne Lefort",), id="behind an elision"),
        pytest.param("Il a vu l'Intérieur Luc Orly.", ("Luc Orly",), id="without the end of an office"),
        pytest.param(
            "Pour la Bretagne Anne Lefort décide.", ("Anne Lefort",), id="without what the person leads"
        ),
        pytest.param("Vu par Brokas Tenmar, ancien maire.", ("Brokas Tenmar",), id="an office behind"),
        pytest.param("Il a lu Charlie Hebdo.", (), id="a newspaper"),
        pytest.param("On a vu AnneMarie BertrandLe.", (), id="words glued together"),
        pytest.param("On a vu Brokas Tenmar, 48 ans, au port.", ("Brokas Tenmar",), id="an age says who"),
        pytest.param("M. Tenmar viendra. Brokas Tenmar se tait.", ("Brokas Tenmar",), id="a title elsewhere"),
        pytest.param("On a vu Brokas Tenmar au port.", (), id="nothing says that it is a person"),
        pytest.param("Le match se joue au Stade Vélodrome.", (), id="a place with a name"),
        pytest.param("On a vu Anne Lefort Les élus votent.", ("Anne Lefort",), id="without what is glued on"),
        pytest.param("Vu par Franceinfo Luc Orly.", ("Luc Orly",), id="without the medium before"),
        pytest.param("Album d'Anne Lefort.", ("Anne Lefort",), id="whose work it is"),
        pytest.param("M. Tenmar se tait.", ("M. Tenmar",), id="nowhere named in full"),
        pytest.param("Les Nations Unies se taisent.", (), id="an institution"),
        pytest.param("La Haute Autorité tranchera.", (), id="an authority"),
        pytest.param("Le groupe Martin Delorme ferme une usine.", (), id="a firm with a person's name"),
        pytest.param("Ils se sont vus rue Victor Lebrun.", (), id="a street"),
        pytest.param("Il a lu « Rose Martin » en une nuit.", (), id="the title of a work"),
        pytest.param("La banque Crédit Maritime et Petite Ourse fusionnent.", (), id="firms"),
    ],
)
def test_who_is_a_person_or_nobody(sentence, who):
    assert told(sentence).who == who


@pytest.mark.parametrize(
    "office",
    [
        pytest.param("la ministre", id="state"),
        pytest.param("la procureure", id="law and arms"),
        pytest.param("la directrice", id="trades"),
        pytest.param("la chanteuse", id="arts"),
        pytest.param("la gardienne", id="sport"),
        pytest.param("sa veuve", id="kin"),
    ],
)
def test_what_somebody_is_says_who(office):
    assert told(f"On a vu {office} Brokas Tenmar.").who == ("Brokas Tenmar",)


@pytest.mark.parametrize(
    ("sentences", "where"),
    [
        pytest.param(["Il vit à Paris, en France."], ("Paris", "France"), id="known places"),
        pytest.param(["Il vit aux États-Unis."], ("États-Unis",), id="a known place of many words"),
        pytest.param(["Vu au Havre, à L'Haÿ-les-Roses."], ("Le Havre", "L’Haÿ-les-Roses"), id="its article"),
        pytest.param(["Un.", "Deux.", "Trois.", "Vu à Bort-sur-Eau."], ("Bort-sur-Eau",), id="a town's form"),
        pytest.param(["Deux morts près de Lyon (Rhône)."], ("Lyon", "Rhône"), id="close to"),
        pytest.param(["Le Théâtre de Paris fermera."], (), id="an institution of a town"),
        pytest.param(["Or, en France, rien."], ("France",), id="what opens a sentence"),
        pytest.param(["On l'a entendu sur France Bleu."], (), id="a radio of a country"),
        pytest.param(["Le Mali et la Chine se parlent."], (), id="a country that acts is not where"),
        pytest.param(["La commune de Belleroche vote."], ("Belleroche",), id="a town called so"),
        pytest.param(["Il vit à Vezins (Isère)."], ("Vezins", "Isère"), id="a town and its department"),
        pytest.param(["Le feu a pris à Belleroche."], ("Belleroche",), id="where the news begins"),
        pytest.param(
            ["Un.", "Deux.", "Trois.", "Il a vendu sa part à Fermal."], (), id="further down, unsure"
        ),
        pytest.param(["Elle a répondu à Libellum hier."], (), id="a newspaper"),
        pytest.param(["Vu à Fermal Orlon."], (), id="perhaps a person or a firm"),
        pytest.param(
            ["Né dans les Pays de la Loire, en Maine et Loire."],
            ("Pays de la Loire", "Maine et Loire"),
            id="no region cut",
        ),
        pytest.param(["Le parquet de Lyon enquête."], (), id="who acts is of a town"),
        pytest.param(["Le maire de Fermal se tait."], ("Fermal",), id="a town has a mayor"),
        pytest.param(["Vu au Mans, sur France 2."], ("Le Mans",), id="a channel of a country"),
        pytest.param(["Un élu de La France moderne, à Matignon."], (), id="a party and a palace"),
        pytest.param(["Il l'a confié à Mediapart, en France."], ("France",), id="a medium"),
        pytest.param(["Opérée à l'hôpital Belle-Rive, à Lyon."], ("Lyon",), id="a house in a town"),
        pytest.param(["Des Français et des Belges."], (), id="a people"),
        pytest.param(["Dans la Chine moderne, tout change."], ("Chine",), id="without what opens a sentence"),
        pytest.param(["Vu en Arabie saoudite."], ("Arabie saoudite",), id="a small letter in its name"),
        pytest.param(["Le port de Nantes ferme."], ("Nantes",), id="a port is where its town is"),
        pytest.param(["Il chantera à Noël."], (), id="a feast"),
        pytest.param(["Il joue en National."], (), id="a league"),
        pytest.param(["Vu au XIXe siècle."], (), id="a century"),
    ],
)
def test_where_is_surely_a_place_or_nowhere(sentences, where):
    assert told(*sentences).where == where


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        pytest.param("Il part lundi 3 mars 2031.", ("lundi 3 mars 2031",), id="a whole date"),
        pytest.param("Le 1er mai, fermé.", ("1er mai",), id="the first"),
        pytest.param("Dès jeudi soir, tout ferme.", ("jeudi soir",), id="a part of a day"),
        pytest.param("Jeudi, puis le 4 juin.", ("4 juin",), id="a day of a month makes weekdays idle"),
        pytest.param(
            "Le 12 mars, puis mardi 3 mai.", ("mardi 3 mai",), id="a weekday with its day is surest"
        ),
        pytest.param("Fermé du 26 au 28 février.", ("du 26 au 28 février",), id="from one day to another"),
        pytest.param("Vu les 3 et 4 mai.", ("3 et 4 mai",), id="two days of a month"),
        pytest.param("Samedi premier mai.", ("samedi premier mai",), id="the first in words"),
        pytest.param("Vu le lundi, dans le Journal du mardi.", (), id="habits and names"),
        pytest.param("Vu dans l'émission Dimanche au port.", (), id="the name of a programme"),
        pytest.param("Né en 2018.", (), id="the year of what was before"),
        pytest.param("Vu mi-mars et fin avril 2030.", ("mi-mars", "fin avril 2030"), id="parts of months"),
        pytest.param("Fermé depuis 2019.", ("depuis 2019",), id="since a year"),
        pytest.param("Prêt d'ici 2040.", ("d’ici 2040",), id="until a year"),
        pytest.param("Il prend les choses en main le 32 mai.", (), id="no month inside a word, no such day"),
    ],
)
def test_when(sentence, when):
    assert told(sentence).when == when


@given(st.lists(st.text(max_size=120), max_size=5), st.text(max_size=60))
def test_no_text_breaks_it_and_none_gives_more_than_three(sentences, title):
    points = key_points(title, sentences[:2], sentences)
    assert all(len(kind) <= 3 for kind in (points.who, points.where, points.when, points.figures))
