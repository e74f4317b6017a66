"""Headlines: the article's own, or one that only leaves out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.fold import fold
from bot.french.typography import french
from bot.summaries.headline import MOST, headline
from bot.summaries.roles import without_roles
from bot.summaries.shorter import ends_open
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
    title = '"Belleroche, pont, voitures" : ces mots que la présidente de Morvanie répète partout depuis trois ans'
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
            "Anne Lefort et Paul Castel se retrouveront à huis clos",
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
            "Une juge de Belleroche a débouté hier le cinéaste Paul Morand, qui réclamait à la ville depuis des "
            "années un million de couronnes.",
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
            "Le maire a promis de rouvrir le pont de Belleroche à toutes les voitures avant la fin…",
            id="a date whose verb still waits goes alone",
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
        pytest.param(
            "Le texte prévoit une ligne d'alerte permanente entre Lanquevec, au nord de la baie, et Kerlanic, "
            "ainsi que deux exercices par an.",
            "Le texte prévoit une ligne d’alerte permanente entre Lanquevec, au nord de la baie…",
            id="a line has two ends",
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
        pytest.param(
            "Invitée de la radio locale, la maire de Belleroche a reconnu que le pont de la Sarve est en danger.",
            "La maire de Belleroche a reconnu que le pont de la Sarve est en danger",
            id="what she was before she spoke",
        ),
        pytest.param(
            "Pour sauver les pêcheurs de la Sarve, la maire de Belleroche a fermé à tous les quais de la ville.",
            "La maire de Belleroche a fermé à tous les quais de la ville",
            id="what for",
        ),
        pytest.param(
            "Paul Morand, 64 ans, a été retrouvé mardi soir vivant au bord de la Sarve par deux pêcheurs de Valdorie.",
            "Paul Morand a été retrouvé vivant au bord de la Sarve par deux pêcheurs de Valdorie",
            id="an age, and the day on which it was",
        ),
        pytest.param(
            "Le pont de Belleroche fermera lundi, et toutes les voitures de la vallée passeront alors par la digue.",
            "Le pont de Belleroche fermera lundi",
            id="no day of what is to come",
        ),
    ],
)
def test_what_stands_before_the_verb_goes_so_that_the_verb_is_told(lead, made):
    assert headline(article(lead)) == (made, True)


@pytest.mark.parametrize(
    ("lead", "made"),
    [
        pytest.param(
            "Les pêcheurs ont coulé douze barques bleues dans le port de Belleroche pendant toute la nuit, affirme "
            "Paul Morand dans le journal.",
            "Les pêcheurs ont coulé douze barques bleues, affirme Paul Morand dans le journal",
            id="who claims it stays",
        ),
        pytest.param(
            "Le pont de la Sarve a coûté douze millions de couronnes aux pêcheurs de Belleroche, selon un rapport "
            "de la mairie publié lundi.",
            "Le pont de la Sarve a coûté douze millions de couronnes aux pêcheurs de Belleroche…",
            id="a source that does not fit is not left out",
        ),
        pytest.param(
            "Les pêcheurs de la Sarve accusent le maire de Belleroche et ses adjoints, depuis des mois, de mentir.",
            "Les pêcheurs de la Sarve accusent le maire de Belleroche et ses adjoints, depuis des mois…",
            id="an accusation is not left without its object",
        ),
        pytest.param(
            "Le port du gilet de pêche est devenu obligatoire dans les barques de plus de douze mètres de la Sarve.",
            "Le port du gilet de pêche est devenu obligatoire dans les barques de plus de douze mètres…",
            id="a duty keeps its limits, or says that it is cut",
        ),
        pytest.param(
            "La vallée de la Sarve connaît sa pire sécheresse depuis la fin de la longue guerre des douanes et des péages.",
            "La vallée de la Sarve connaît sa pire sécheresse depuis la fin de la longue guerre…",
            id="a record too",
        ),
    ],
)
def test_what_makes_a_headline_true_is_not_left_out(lead, made):
    assert headline(article(lead)) == (made, True)


def test_where_the_first_sentence_is_not_to_be_shortened_the_one_that_says_most_of_the_same_is_told():
    lead = (
        "Le conseil municipal n'a pas encore décidé si le pont de Belleroche sera rouvert aux voitures et aux "
        "camions de la vallée."
    )
    told = "Les camions de la vallée attendent devant le pont de Belleroche depuis lundi."
    assert headline(article(lead, "Paul Morand a vendu douze barques hier.", told)) == (
        told.removesuffix("."),
        True,
    )


def test_a_side_issue_is_no_headline_even_if_it_is_whole():
    lead = (
        "Les garde-côtes morvaniens et belkhirs pourront désormais se porter secours sans autorisation préalable "
        "dans le détroit, aux termes d'un accord conclu mercredi."
    )
    made, _ = headline(article(lead, "Sur les quais, l'enthousiasme de Paul Morand reste mesuré."))
    assert made == "Les garde-côtes morvaniens et belkhirs pourront désormais se porter secours…"


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


SENTENCES = st.lists(
    st.sampled_from(
        """La maire de Belleroche , qui a dit lundi 12 mars , le pont rouvre dans la vallée pour les voitures et
        64 ans , affirme Paul Morand selon un rapport publié mardi après des travaux « Nous tiendrons » sur une réunion
        Le pêcheur a été vendu un salarié n'a pas accusé de mentir (Sarve) contre l'accord""".split()
    ),
    min_size=8,
    max_size=40,
).map(" ".join)


@given(SENTENCES)
@settings(deadline=None)  # the first one reads the list of places
def test_a_made_headline_holds_only_words_of_the_text_in_their_order(text):
    def bare(written):
        return re.findall(r"\w+", fold(written.replace("’", "'")))

    rest = iter(bare(text))
    assert all(word in rest for word in bare(headline(article(text))[0]))


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
