"""Headlines: the article's own, or one that only leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.headline import MOST, headline
from bot.summaries.roles import without_roles
from bot.summaries.shorter import ends_open
from bot.summaries.typography import french
from tests.summaries.examples import LEAD, article


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("Le pont rouvre", "Le pont rouvre", id="as it is"),
        pytest.param(" Le \n pont ", "Le pont", id="white space is folded"),
        pytest.param("LE PONT ROUVRE", "LE PONT ROUVRE", id="capitals are its own choice"),
        pytest.param('Le "pont" : fin', "Le «\u202fpont\u202f»\u00a0: fin", id="in French typography"),
    ],
)
def test_an_article_keeps_its_own_title(title, shown):
    assert headline(article(LEAD, title=title)) == (shown, False)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param(
            "VIDÉO. Le pont de Belleroche rouvre enfin à toutes les voitures après trois ans de travaux au mois de mars",
            "Le pont de Belleroche rouvre enfin à toutes les voitures",
            id="its rubric, and when",
        ),
        pytest.param(
            "Pont de Belleroche : la présidente Anne Lefort promet une réouverture aux voitures pour le 12 mars",
            "La présidente Anne Lefort promet une réouverture aux voitures pour le 12 mars",
            id="the subject before its colon",
        ),
        pytest.param(
            "Valdorie : après trois ans de travaux et deux crues, le pont de Belleroche rouvre enfin aux voitures",
            "Valdorie : le pont de Belleroche rouvre enfin aux voitures",
            id="a circumstance behind the colon",
        ),
        pytest.param(
            "Le pont de Belleroche rouvre enfin à toutes les voitures, les pêcheurs de la Sarve crient à la trahison",
            "Le pont de Belleroche rouvre enfin à toutes les voitures",
            id="a second fact",
        ),
        pytest.param(
            "Pêche : « Nous ne céderons pas un mètre de la Sarve à ces gens de Valdorie », dit la présidente Lefort",
            "Pêche\u00a0: «\u202fNous ne céderons pas un mètre de la Sarve à ces gens de Valdorie\u202f», dit…",
            id="that someone says it stays in sight",
        ),
        pytest.param(
            "Le pont de Belleroche sera fermé à toutes les voitures et aux camions lundi, mardi ou mercredi prochain",
            "Le pont de Belleroche sera fermé à toutes les voitures et aux camions",
            id="the whole of a choice of days, never half",
        ),
    ],
)
def test_a_title_that_is_too_long_loses_what_it_can_do_without(title, shown):
    assert headline(article("Il pleut.", title=title)) == (shown, False)


def test_where_a_title_cannot_be_shortened_the_article_is_told_if_it_says_the_same():
    title = '"Belleroche, pont, voitures" : ces mots que la présidente Anne Lefort répète partout depuis trois ans'
    lead = "La présidente Anne Lefort rouvre le pont de Belleroche aux voitures."
    assert headline(article(lead, title=title)) == (lead.removesuffix("."), True)


@pytest.mark.parametrize(
    "title", ["", "  ", "17", "https://exemple.fr/pont", "pont.html", "Accueil", "x " * 150]
)
def test_what_is_no_title_is_replaced(title):
    assert headline(article(LEAD, title=title))[1]


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        pytest.param(
            "Le pont de Belleroche rouvrira.", "Le pont de Belleroche rouvrira", id="a short sentence stays"
        ),
        pytest.param(
            LEAD,
            "Anne Lefort et Paul Castel se retrouveront à huis clos pour leur première rencontre",
            id="who announced it, the offices and the date go",
        ),
        pytest.param(
            "Le pont de Belleroche est rouvert depuis mardi aux voitures, a indiqué la mairie.",
            "Le pont de Belleroche est rouvert depuis mardi aux voitures",
            id="who reports a fact goes",
        ),
        pytest.param(
            "BELLEROCHE (AFP) - Le pont est rouvert depuis mardi.",
            "Le pont est rouvert depuis mardi",
            id="the dateline goes",
        ),
        pytest.param(
            "Une juge de Belleroche a débouté hier le cinéaste Paul Morand, qui réclamait en vain depuis des "
            "années un million de couronnes à la ville.",
            "Une juge de Belleroche a débouté hier le cinéaste Paul Morand",
            id="what is told aside goes",
        ),
        pytest.param(
            "Le Syndicat des pêcheurs de la Sarve (SPS) a bloqué hier le pont de Belleroche pour ses droits.",
            "Le Syndicat des pêcheurs de la Sarve a bloqué hier le pont de Belleroche pour ses droits",
            id="brackets go",
        ),
        pytest.param(
            "Le maire a promis mardi de rouvrir le pont de Belleroche à toutes les voitures avant la fin de "
            "cette année.",
            "Le maire a promis mardi de rouvrir le pont de Belleroche à toutes les voitures…",
            id="a date whose verb still waits does not end it",
        ),
        pytest.param(
            "Le pont de Belleroche sera rouvert à toutes les voitures le 12 mars, si la commission donne "
            "enfin son accord.",
            "Le pont de Belleroche sera rouvert à toutes les voitures le 12 mars, si la commission…",
            id="a condition is never silently left out",
        ),
        pytest.param(
            "La mairie a volé dix millions de couronnes aux pêcheurs de la Sarve, affirme un ancien adjoint.",
            "La mairie a volé dix millions de couronnes aux pêcheurs de la Sarve, affirme…",
            id="a claim is not turned into a fact",
        ),
        pytest.param(
            "Le pont n'a pas été rouvert à toutes les voitures de la commune de Belleroche le 12 mars 2031 "
            "à midi.",
            "Le pont n’a pas été rouvert à toutes les voitures de la commune de Belleroche…",
            id="what is denied keeps its limits, or says that it is cut",
        ),
        pytest.param(
            '"Nous rouvrirons ce pont à toutes les voitures de la commune et nous tiendrons parole", dit-il.',
            "«\u202fNous rouvrirons ce pont à toutes les voitures de la commune…\u202f»",
            id="a quotation that is cut is closed",
        ),
        pytest.param(
            '"Nous rouvrirons ce pont à toutes les voitures de la commune", a dit le maire aux élus réunis.',
            "«\u202fNous rouvrirons ce pont à toutes les voitures de la commune\u202f», a dit le maire…",
            id="whose words they are stays in sight",
        ),
        pytest.param("", "Sans titre", id="there is no text"),
    ],
)
def test_a_made_headline_only_leaves_out(lead, made):
    assert headline(article(lead)) == (made, True)


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        pytest.param(
            "Lors d'une rare conférence de presse commune, le maire de Belleroche et les pêcheurs de la Sarve ont signé.",
            "Le maire de Belleroche et les pêcheurs de la Sarve ont signé",
            id="on what occasion",
        ),
        pytest.param(
            "Vendredi soir, devant une salle comble et bruyante, la juge de Belleroche a interdit la vente du pont.",
            "La juge de Belleroche a interdit la vente du pont",
            id="when and before whom",
        ),
        pytest.param(
            "En 2019, les ventes de pain, de beurre et de confiture ont baissé dans toute la vallée de la Sarve.",
            "En 2019, les ventes de pain, de beurre et de confiture ont baissé dans toute la vallée…",
            id="a year stays: without it the rest would be of today",
        ),
        pytest.param(
            "Selon un rapport de la mairie, les ponts et les quais de toute la vallée de la Sarve sont dangereux.",
            "Selon un rapport de la mairie, les ponts et les quais de toute la vallée de la Sarve…",
            id="a source stays",
        ),
        pytest.param(
            "La société, qui achemine le pain et le journal dans les villages de la vallée, a été vendue lundi.",
            "La société a été vendue lundi",
            id="a relative clause between two commas",
        ),
    ],
)
def test_what_stands_before_the_verb_goes_so_that_the_verb_is_told(lead, made):
    assert headline(article(lead)) == (made, True)


TITLES = st.lists(
    st.sampled_from(
        """Belleroche : le pont de la Sarve rouvre , après travaux « Nous tiendrons » a dit Anne Lefort et
        ministre à Paris pour toutes voitures (Isère) selon n'a pas VIDÉO. en mars 2031 l'accord qui ferme ? …""".split()
    ),
    max_size=45,
).map(" ".join)


@given(TITLES, TITLES)
def test_whatever_the_title_and_the_lead_a_headline_is_short_and_ends_in_no_word_that_leads_on(title, lead):
    made, is_made = headline(article(lead, title=title))
    assert 0 < len(made) <= MOST
    shortened = not is_made and made.rstrip(".") != french(" ".join(title.split())).rstrip(".")
    if shortened and "…" not in made:
        assert not ends_open(made)


@given(TITLES)
def test_a_title_that_fits_is_kept_word_for_word(title):
    if sum(map(str.isalpha, title)) >= 6 and len(french(title)) <= MOST:
        assert headline(article("Il pleut.", title=title)) == (french(title), False)


@given(st.text(alphabet="aé LM.,'\"«»(…-\n1", max_size=300) | st.text(max_size=300))
def test_a_made_headline_always_fits(lead):
    made, _ = headline(article(lead))
    assert 0 < len(made) <= MOST


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Le président morvanien Luc Orly part.", "Luc Orly part.", id="nationality"),
        pytest.param("la ministre de la Défense Anne Le Goff", "Anne Le Goff", id="ministry"),
        pytest.param("le discours du président Luc Orly", "le discours de Luc Orly", id="du"),
        pytest.param("le discours de la ministre Anne Orly", "le discours d’Anne Orly", id="de la, elided"),
        pytest.param("il écrit au Premier ministre belge Luc Orly", "il écrit à Luc Orly", id="au"),
        pytest.param(
            "il dit que le président Alain Orly part", "il dit qu’Alain Orly part", id="que, elided"
        ),
        pytest.param(
            "Le président Orly part.", "Le président Orly part.", id="no first name: the office helps"
        ),
        pytest.param(
            "Le président rencontre Luc Orly.", "Le président rencontre Luc Orly.", id="a verb between"
        ),
        pytest.param(
            "la maire de Belle Roche Anne Orly",
            "la maire de Belle Roche Anne Orly",
            id="where does it begin?",
        ),
        pytest.param("le député ADN Luc Orly", "le député ADN Luc Orly", id="an acronym is no first name"),
    ],
)
def test_an_office_goes_only_before_a_full_name(before, after):
    assert without_roles(before) == after
