"""Floors of the faithfulness gate.

Of what is false nothing passes, and not everything that is right is lost.
"""

import os
from pathlib import Path

import pytest

from bot.summaries.faithful import check
from tests.quality.gate_corpus import OUTPUTS, invented, outputs

pytestmark = pytest.mark.slow  # a floor reads its whole corpus

CORPUS = Path(os.environ.get("LACONIQUE_CORPUS", ""))


def test_no_invented_false_sentence_passes():
    passed = [
        f"{kind}: {sentence}" for kind, sentence, article in invented() if check([sentence], article).kept
    ]
    assert passed == []


@pytest.mark.skipif(not (CORPUS / OUTPUTS).is_file(), reason="LACONIQUE_CORPUS leads to no labelled outputs")
@pytest.mark.parametrize("held", [False, True], ids=["tuned on", "read once"])
def test_real_outputs(held):
    """At least 95 % of the false are refused.

    A quarter of the right pass, and the extract stands in for the rest.
    """
    every = [each for each in outputs(CORPUS) if each.held is held]
    wrong = [each.refused for each in every if each.label == "wrong"]
    right = [each.refused for each in every if each.label == "ok"]
    assert sum(wrong) / len(wrong) >= 0.97
    assert sum(right) / len(right) <= 0.76
