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
        pytest.param("QUI EST LÀ ? LE MAIRE.", ["QUI EST LÀ ?", "LE MAIRE."], id="capitals"),
        pytest.param("Un mot\nsur deux\tlignes", ["Un mot sur deux lignes"], id="white space is folded"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_sentences_end_where_a_reader_sees_it(text, sentences):
    assert split(text) == sentences


MESS = st.text(alphabet='aÀé MP1.!?…"«»“”()’- \u00a0\n', max_size=60) | st.text(max_size=60)


@given(MESS)
def test_nothing_is_lost_and_nothing_added(text):
    assert "".join("".join(split(text)).split()) == "".join(text.split())


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
    assert told_by_others(paragraphs) <= {piece for text in paragraphs for piece in split(text)} | {
        piece for text in paragraphs for at in range(len(text)) for piece in split(text[at:])
    }
