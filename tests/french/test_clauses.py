"""Verbs, told without a model of the language."""

import pytest

from bot.french.clauses import has_verb, is_background, verbs
from bot.french.tokens import placed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Le pont est rouvert", ["est"], id="an auxiliary"),
        pytest.param("Le pont rouvrira", ["rouvrira"], id="a future"),
        pytest.param("Les ponts fermeraient", ["fermeraient"], id="a conditional"),
        pytest.param("Le maire expliquait tout", ["expliquait"], id="an imperfect"),
        pytest.param("Le maire annonce la paix", ["annonce"], id="a verb of news"),
        pytest.param("Les maires annoncent la paix", ["annoncent"], id="its plural"),
        pytest.param("La foule se disperse", ["disperse"], id="any verb behind «se»"),
        pytest.param("Il ne pleut guère", ["pleut"], id="and behind «ne»"),
        pytest.param("Pour se baigner sans se noyer", [], id="an infinitive is none"),
        pytest.param("Le vote, sa marque, l'attaque", [], id="nouns behind an article"),
        pytest.param("Une première rencontre", [], id="a noun behind its adjective"),
        pytest.param("Le portrait du maire à Paris", [], id="a noun in -ait; «à» is no «a»"),
        pytest.param("Elle hait", [], id="four letters are too few for an ending"),
        pytest.param("Elle sait tout", ["sait"], id="unless they are known"),
        pytest.param("La côte sud-est", [], id="a point of the compass"),
    ],
)
def test_verbs_are_told_by_their_form_and_place(text, found):
    assert verbs(placed(text)) == found


def test_a_clause_has_a_verb_of_its_own():
    assert has_verb(placed("Le pont qui est fermé sera rouvert"))
    assert not has_verb(placed("Le pont qui est fermé"))


@pytest.mark.parametrize(
    ("text", "background"),
    [
        pytest.param("La mairie avait fermé le pont qui enjambait la Sarve", True, id="what had been"),
        pytest.param("La mairie avait fermé le pont, elle va le rouvrir", False, id="and what is"),
        pytest.param("Le maire expliquait tout", False, id="an imperfect alone may be news"),
        pytest.param(
            "La mairie avait dit que le pont rouvrirait", False, id="a conditional is no background"
        ),
        pytest.param("Le pont", False, id="no verb"),
    ],
)
def test_background_tells_only_what_had_been(text, background):
    assert is_background(verbs(placed(text))) is background
