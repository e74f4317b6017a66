"""An acronym is explained where it is first told."""

import pytest

from bot.summaries.acronyms import acronyms, explained

HEALTH = (
    "L'Organisation mondiale de la santé (OMS) alerte. La CGT (Confédération générale du travail) aussi. "
    "L'Institut national de la statistique et des études économiques (Insee) compte."
)


def test_an_acronym_is_explained_before_or_after_its_brackets():
    assert acronyms(HEALTH) == {
        "OMS": "Organisation mondiale de la santé",
        "CGT": "Confédération générale du travail",
        "Insee": "Institut national de la statistique et des études économiques",
    }


@pytest.mark.parametrize("text", ["Le maire (PS) a signé.", "Il vit à Lyon (Rhône).", "Un pont (voir p. 3)."])
def test_brackets_that_explain_nothing_are_no_acronym(text):
    assert acronyms(text) == {}


def test_a_digest_explains_the_acronyms_that_its_article_explains():
    meanings = acronyms(HEALTH)
    told = explained(("L'OMS alerte.", "L'OMS et la CGT alertent."), meanings)
    assert told[0] == "L'OMS (Organisation mondiale de la santé) alerte."
    assert told[1] == "L'OMS et la CGT (Confédération générale du travail) alertent."
    assert explained(told, meanings) == told
