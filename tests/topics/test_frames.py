"""What stands around a subject comes off, and what belongs to a name stays."""

from datetime import date

import pytest

from bot.topics.query import parse

TODAY = date(2026, 11, 24)


def asked(typed, catalogue):
    return parse(typed, catalogue, TODAY).asked.coded


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("Que dit-on de la Chine ?", "pays:cn", id="asked what is said"),
        pytest.param("quoi de neuf à Brévannes-le-Lac ?", "mots:brévannes-le-Lac", id="asked for news"),
        pytest.param("dis-moi ce qui se passe en Chine", "pays:cn", id="two frames, one behind the other"),
        pytest.param("le Pérou, quoi de neuf ?", "pays:pe", id="behind the subject"),
        pytest.param(
            "as-tu des articles sur « vie chère » ?", "mots:vie_chère", id="a quotation is left alone"
        ),
        pytest.param("infos sur le sport -football", "theme:sport+-football", id="and what is not wanted"),
        pytest.param(
            "pourquoi la falaise recule-t-elle", "mots:falaise+recule", id="no subject behind a verb"
        ),
        pytest.param(
            "nouvelles technologies", "mots:nouvelles+technologies", id="a subject that looks like one"
        ),
        pytest.param("pourquoi pas", "mots:pourquoi", id="nothing would be left"),
        pytest.param("quoi de neuf hier sur la Chine", "pays:cn@20261123-20261123", id="a day inside"),
        pytest.param("actu du 8 mai 2020", "@20200508-20200508", id="a day, and nothing else"),
    ],
)
def test_the_subject_is_what_is_left(catalogue, typed, key):
    assert asked(typed, catalogue) == key


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        pytest.param("info trafic", "mots:info+trafic", id="the news, or a part of the subject"),
        pytest.param("infos sur le trafic", None, id="nothing but a frame"),
        pytest.param("c’est quoi le trafic", None, id="a question"),
    ],
)
def test_what_may_be_no_frame_is_offered_whole(catalogue, typed, other):
    otherwise = parse(typed, catalogue, TODAY).otherwise
    assert (otherwise and otherwise.coded) == other


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("travaux à l’île de Morgane", "mots:travaux+île_de_morgane", id="an isle"),
        pytest.param("marché du Havre", "mots:marché+le_havre", id="a town with its article"),
        pytest.param("retour à la réunion", "mots:retour+réunion", id="a common word"),
        pytest.param("retour à La Réunion", "mots:retour+la_réunion", id="but for its capital"),
        pytest.param("saint valéry sur orne", "mots:saint_valéry_sur_orne", id="a saint by the water"),
        pytest.param(
            "gaston le guen chanteur", "mots:gaston_le_guen+chanteur", id="a person with an article"
        ),
        pytest.param("élodie van der meulen", "mots:élodie_van_der_meulen", id="with particles"),
        pytest.param(
            "dette de la Maison de Verre", "mots:dette+maison_de_verre", id="capitals on both sides"
        ),
        pytest.param("Maison de Verre en feu", "mots:maison+verre+feu", id="but not of a first word"),
        pytest.param("GRÈVE DE LA POSTE", "mots:grève+poste", id="nor of one who shouts"),
        pytest.param("procès : le havre, paris", "mots:procès+le_havre+paris", id="marks part names"),
    ],
)
def test_names_of_several_words_are_one_thing(catalogue, typed, key):
    assert asked(typed, catalogue).lower() == key
