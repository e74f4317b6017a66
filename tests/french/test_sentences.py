"""Where French sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TooShort
from bot.french.marks import orphan_quotes
from bot.french.sentences import split
from bot.summaries.prose import of_article, told_by_others
from tests.summaries.examples import article


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("Hier M. Castel a vu Mme. Lefort et le Dr. Orly.", id="titles"),
        pytest.param("Le n° 3 et la p. 12 valent 3.5 ou 2.600 couronnes.", id="numbers"),
        pytest.param("J. K. Roland et Jean-P. Aubry ont suivi A. Le Goff.", id="initials"),
        pytest.param("Né en 30 av. J.-C. selon l'U.R.S.S. d'alors.", id="dotted acronyms"),
        pytest.param("Des pommes, des poires, etc. et des noix.", id="etc. in the middle"),
        pytest.param('Elle dit : "Non ! Jamais. Sortez" puis part.', id="a straight quotation"),
        pytest.param("Elle dit : « Non ! Jamais. Sortez » puis part.", id="a French quotation"),
        pytest.param("Elle dit : “Non ! Jamais. Sortez” puis part.", id="an English quotation"),
        pytest.param(
            'Elle dit : « Il a crié "Assez. Partez" hier. Oui », puis part.', id="nested quotations"
        ),
        pytest.param("Il parle (Le maire. Le vrai.) du pont.", id="brackets"),
        pytest.param("Bon... mais pas trop… enfin si.", id="ellipses before lower case"),
        pytest.param("Voir www.exemple.fr/Pont.Neuf ou a.b@exemple.fr pour cela.", id="addresses"),
        pytest.param("1. Le pont rouvrira.", id="a numbered line"),
        pytest.param("Il a lu « (...) Le pont » hier.", id="something left out"),
        pytest.param("MM. Durand et Petit, Mlle. Roy et Mme. Blanc ont porté plainte.", id="more titles"),
        pytest.param("Le min. Durand a promis un rapport.", id="a minister"),
        pytest.param("Le cap. Morin, le sén. Lebrun, le prof. Ruiz et le sgt. Paul sont là.", id="ranks"),
        pytest.param(
            "La Cie. Dubreuil, Toro Inc. et Ferro Corp. fusionnent avec Bolt Ltd. hier.", id="companies"
        ),
        pytest.param("J.-M. Le Goff et J. Le Goff ont vu L. La Fontaine.", id="initials before a name"),
        pytest.param(
            "Voir le vol. 3, l'art. L. 12 et la fig. IV du traité.", id="abbreviations before numbers"
        ),
        pytest.param("Elle a rejoint LinkedIn, McAuley, MeToo, StopVirus et MoDem en mars.", id="brands"),
        pytest.param(
            "Au XIXe siècle, le hashtag #PontNeuf et l'iPhone n'existaient pas.", id="other capitals"
        ),
        pytest.param("Il vit aux Pays-Bas, enFrance, ou à Saint-Jean-Le-Vieux.", id="a slip in the middle"),
        pytest.param("Il a lu Le Monde, Les Échos et La Voix du Nord avant de partir.", id="newspapers"),
        pytest.param("On les revoit dans le film Un maire trop tranquille de cette année-là.", id="a film"),
        pytest.param("Vent de 80 km/h à Bruz - Le Rheu, Vern - et ailleurs.", id="dashes"),
        pytest.param("Le pont « Neuf » - dit le vieux - est fermé par Le Goff et par Le Bihan.", id="asides"),
        pytest.param("L'éditeur Bolt Bros. fait mieux.", id="an abbreviation before a small letter"),
    ],
)
def test_one_sentence_stays_whole(whole):
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "Il part à 20 h 30. Elle reste.", ["Il part à 20 h 30.", "Elle reste."], id="a time ends one"
        ),
        pytest.param(
            "Des noix, etc. Le reste suit.", ["Des noix, etc.", "Le reste suit."], id="etc. ends one"
        ),
        pytest.param(
            "C'est le plan B. Les autres ?", ["C'est le plan B.", "Les autres ?"], id="a letter ends one"
        ),
        pytest.param(
            "Vive l'U.R.S.S. Le pays dort.", ["Vive l'U.R.S.S.", "Le pays dort."], id="an acronym ends one"
        ),
        pytest.param(
            '"Je viens. Tu restes ?" Elle sort.',
            ['"Je viens. Tu restes ?"', "Elle sort."],
            id="a quotation ends with its mark",
        ),
        pytest.param(
            "« Oui. » Il sort.", ["« Oui. »", "Il sort."], id="a spaced mark belongs to its sentence"
        ),
        pytest.param(
            "Il dit « oui ». Puis non.", ["Il dit « oui ».", "Puis non."], id="full stop after the mark"
        ),
        pytest.param(
            '"Sans fin. Il parle.', ['"Sans fin.', "Il parle."], id="an open quotation swallows nothing"
        ),
        pytest.param("Il dort… Puis non... Si.", ["Il dort…", "Puis non...", "Si."], id="ellipses"),
        pytest.param(
            "Elle est au port.Selon lui, oui.", ["Elle est au port.", "Selon lui, oui."], id="glued"
        ),
        pytest.param(
            'Il le dit."Nous irons", crie-t-il.', ["Il le dit.", '"Nous irons", crie-t-il.'], id="glued quote"
        ),
        pytest.param(
            "Elle le dit à l'AFP.Puis elle part.", ["Elle le dit à l'AFP.", "Puis elle part."], id="acronym"
        ),
        pytest.param(
            "Vent de 80 km/h. 25 arbres au sol.", ["Vent de 80 km/h.", "25 arbres au sol."], id="a unit"
        ),
        pytest.param(
            "On en compte 7.698.Jean Morin le dit.",
            ["On en compte 7.698.", "Jean Morin le dit."],
            id="a number",
        ),
        pytest.param(
            "Il a dit « non ».Jean Morin aussi (- 3 %).Paul dort.",
            ["Il a dit « non ».", "Jean Morin aussi (- 3 %).", "Paul dort."],
            id="glued to a closing mark",
        ),
        pytest.param(
            "Elle a une Peugeot 2.Paul non.", ["Elle a une Peugeot 2.", "Paul non."], id="glued to a number"
        ),
        pytest.param(
            "Rien, dit-elle.34 départements suivent.",
            ["Rien, dit-elle.", "34 départements suivent."],
            id="glued before a number",
        ),
        pytest.param("Il sort.SOUFFRANCES", ["Il sort.", "SOUFFRANCES"], id="glued before capitals"),
        pytest.param(
            "Il part hier.M. Le Pré dort.", ["Il part hier.", "M. Le Pré dort."], id="a glued title"
        ),
        pytest.param("Voir exemple.fr. Le Pré dort.", ["Voir exemple.fr.", "Le Pré dort."], id="a site"),
        pytest.param("Né en 1974.Arrivé en mai.", ["Né en 1974.", "Arrivé en mai."], id="glued to a year"),
        pytest.param(
            'Il roule "à 80 km/h".Les gendarmes aussi.',
            ['Il roule "à 80 km/h".', "Les gendarmes aussi."],
            id="glued to a unit",
        ),
        pytest.param(
            'Ils partent hier."Nous irons loin", dit-elle. "Oui", dit-il.',
            ["Ils partent hier.", '"Nous irons loin", dit-elle.', '"Oui", dit-il.'],
            id="a quotation that opens glued",
        ),
        pytest.param(
            "Jugé pour vol. Le procureur parle.", ["Jugé pour vol.", "Le procureur parle."], id="vol"
        ),
        pytest.param("Elle aime l'art. Le musée non.", ["Elle aime l'art.", "Le musée non."], id="art"),
        pytest.param("Elle vit avec son ex. La police.", ["Elle vit avec son ex.", "La police."], id="ex"),
        pytest.param("Il court 300 m. Les autos non.", ["Il court 300 m.", "Les autos non."], id="metres"),
        pytest.param("3 000 hab. Les élus.", ["3 000 hab.", "Les élus."], id="inhabitants"),
        pytest.param("Il passe un cap. Mardi, il part.", ["Il passe un cap.", "Mardi, il part."], id="cap"),
        pytest.param("On a Karim B. La victime dort.", ["On a Karim B.", "La victime dort."], id="initial"),
        pytest.param("Le RER B. L'autre roule.", ["Le RER B.", "L'autre roule."], id="initial, then l'"),
        pytest.param(
            "Ils sont en otage. les visiteurs non.",
            ["Ils sont en otage.", "les visiteurs non."],
            id="a small letter",
        ),
        pytest.param("QUI EST LÀ ? LE MAIRE.", ["QUI EST LÀ ?", "LE MAIRE."], id="capitals"),
        pytest.param("Un mot\nsur deux\tlignes", ["Un mot sur deux lignes"], id="white space is folded"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_sentences_end_where_a_reader_sees_it(text, sentences):
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param(
            "Il part.Un effort pour la santé mentaleLa campagne dure un an.",
            ["Il part.", "Un effort pour la santé mentale", "La campagne dure un an."],
            id="a sub-heading",
        ),
        pytest.param(
            "Il part. Des moutons en moinsInterrogée, l'éleveuse pleure.",
            ["Il part.", "Des moutons en moins", "Interrogée, l'éleveuse pleure."],
            id="one before a participle",
        ),
        pytest.param(
            "Il part.Le retour de LebrunEn mai, il avait dit non.",
            ["Il part.", "Le retour de Lebrun", "En mai, il avait dit non."],
            id="one that ends with a name",
        ),
        pytest.param(
            "Il part. Un doute en NormandieJean-Luc Morin dit non.",
            ["Il part.", "Un doute en Normandie", "Jean-Luc Morin dit non."],
            id="one before a person",
        ),
        pytest.param(
            'Il part. "Un nouveau départ"Il a ensuite dit "non".',
            ["Il part.", '"Un nouveau départ"', 'Il a ensuite dit "non".'],
            id="one that is a quotation",
        ),
        pytest.param(
            "Il part.LE PONT EN TRAVAUXInvité hier, le maire a dit non.",
            ["Il part.", "LE PONT EN TRAVAUX", "Invité hier, le maire a dit non."],
            id="one in capitals",
        ),
        pytest.param(
            "Il part. Un été sans bac La mairie cherche un passeur pour juillet.",
            ["Il part.", "Un été sans bac", "La mairie cherche un passeur pour juillet."],
            id="one with a space after it",
        ),
        pytest.param(
            "Il part.- Une nuit agitée -Les voisins ont peu dormi.",
            ["Il part.", "Une nuit agitée", "Les voisins ont peu dormi."],
            id="one between dashes",
        ),
        pytest.param(
            'Il part. - "Et après" ? - Les voisins ont peu dormi.',
            ["Il part.", '"Et après" ?', "Les voisins ont peu dormi."],
            id="a question between dashes",
        ),
        pytest.param(
            "Trois sites :• La halle♦ Le pont", ["Trois sites :", "La halle", "Le pont"], id="bullets"
        ),
    ],
)
def test_what_the_page_set_apart_is_a_piece_of_its_own(text, pieces):
    assert split(text) == pieces


@pytest.mark.parametrize(
    "credit",
    ["par BFMTV", "par franceinfo", "- 28/08/2018par CNEWS", "par euronews (en français)", "par rtl.fr"],
)
def test_the_title_of_a_video_is_told_by_nobody(credit):
    text = f"Il part hier soir. Les ponts sont-ils tous en danger ?{credit}Selon lui, rien ne presse."
    assert split(text) == ["Il part hier soir.", "Selon lui, rien ne presse."]


@pytest.mark.parametrize(
    "text",
    ["Il a été vu par BFMTV hier.", "Reprise par Le Figaro, la nouvelle inquiète.", "Le film Caspar RMC."],
)
def test_a_medium_that_is_told_of_is_no_credit(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Fin du match.¹ Le public part.", ["Fin du match.", "Le public part."], id="raised"),
        pytest.param(
            "Le public est parti.[2] La ville dort.",
            ["Le public est parti.", "La ville dort."],
            id="brackets",
        ),
        pytest.param("Il paie 50. 000 euros.", ["Il paie 50.000 euros."], id="thousands"),
        pytest.param("La ville dort. abc/de-fgh/ij", ["La ville dort."], id="initials"),
        pytest.param("Elle dort. window.pvp = new Pvp('a.B'); ", ["Elle dort."], id="a script"),
        pytest.param("Elle achète fruits et/ou légumes", ["Elle achète fruits et/ou légumes"], id="a slash"),
        pytest.param("Un terrain de 250 m² ou 3 km².", ["Un terrain de 250 m² ou 3 km²."], id="a square"),
        pytest.param("Le roi [1902-1978] est mort.", ["Le roi [1902-1978] est mort."], id="years"),
    ],
)
def test_what_is_none_of_the_text_is_left_out(text, sentences):
    assert split(text) == sentences


MESS = st.text(alphabet='aÀé MP1.!?…"«»“”()’- \u00a0\n', max_size=60) | st.text(max_size=60)


@given(MESS)
def test_no_letter_is_lost_and_nothing_added(text):
    pieces = "".join(split(text))
    assert [sign for sign in pieces if sign.isalpha()] == [sign for sign in text if sign.isalpha()]
    rest = iter(text)
    assert all(sign == " " or sign in rest for sign in pieces)


@given(MESS)
def test_a_sentence_is_split_no_further(text):
    assert all(split(piece) == [piece] for piece in split(text) if piece.isascii())


@given(st.lists(st.sampled_from(["Il vient.", "« Il vient. Il part. »", '"Va ! Cours."', "Où (Ici. Là.) ?"])))
def test_no_quotation_is_torn(pieces):
    assert not any(orphan_quotes(sentence) for sentence in split(" ".join(pieces)))


def test_a_long_mess_of_open_marks_is_read_in_reasonable_time():
    assert split('« " ( a. B' * 20_000)


def test_a_sentence_that_comes_again_is_told_once():
    once = "Le pont de Belleroche rouvrira au printemps prochain."
    other = (
        "Les deux pays se disputent la pêche depuis quarante ans, et nul ne cède encore sur ce long fleuve."
    )
    assert of_article(article(once, other, once)) == [once, other]


@pytest.mark.parametrize("text", ["", "Le pont rouvre.", "Oui. Non. Si. Bon. Ah. Oh.", "mot " * 500])
def test_what_is_no_prose_is_too_short(text):
    with pytest.raises(TooShort):
        of_article(article(text))


@pytest.mark.parametrize(
    ("paragraphs", "quoted"),
    [
        pytest.param(
            ("Il a dit « Je pars.", "Le pont ferme. Tout est fini », puis il est parti."),
            {"Le pont ferme."},
            id="French marks",
        ),
        pytest.param(
            ('Il a dit "Je pars. Le pont ferme.', 'Tout est fini", puis il est parti.'),
            {"Le pont ferme."},
            id="straight marks",
        ),
        pytest.param(
            ("Il a dit « Je pars.", "Le pont ferme.", "Tout est fini » hier."),
            {"Le pont ferme."},
            id="a paragraph between",
        ),
        pytest.param(
            ("Il a dit « Je pars.", "Le pont ferme.", "Un.", "Deux.", "Trois » hier."),
            set(),
            id="never closed: a slip of the pen",
        ),
        pytest.param(
            ("Il a dit « Je pars ».", "Le pont ferme.", "« Tout est fini » aussi."),
            set(),
            id="each closed where it opens",
        ),
        pytest.param(("Le pont ferme. Fin » hier.", "Tout va."), set(), id="closed and never opened"),
    ],
)
def test_what_stands_in_a_quotation_over_several_paragraphs_is_not_the_papers_own(paragraphs, quoted):
    assert told_by_others(paragraphs) == quoted


@given(st.lists(st.text(alphabet='aB. «»"“”(', max_size=40), max_size=6))
def test_any_paragraphs_can_be_asked_who_tells_them(paragraphs):
    told = [" ".join(text.split()) for text in paragraphs]
    assert all(any(piece in text for text in told) for piece in told_by_others(paragraphs))
