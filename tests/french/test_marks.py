"""Which quotation mark goes with which."""

import pytest

from bot.french.marks import orphan_quotes, pairs, unpaired


def inside(text: str) -> list[str]:
    return [text[start:end] for start, end in pairs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("il dit «oui» puis «non»", ["«oui»", "«non»"], id="one after the other"),
        pytest.param("«le “lac” (bleu)»", ["«le “lac” (bleu)»", "“lac”", "(bleu)"], id="one in the other"),
        pytest.param('"oui" puis "non"', ['"oui"', '"non"'], id="straight ones by what they touch"),
        pytest.param('l\'"Aurore" part', ['"Aurore"'], id="behind an apostrophe it opens"),
        pytest.param('("oui") [“non”]', ['("oui")', '"oui"', "[“non”]", "“non”"], id="in brackets"),
        pytest.param('un "oui"si net', ['"oui"'], id="touching both sides it closes what is open"),
        pytest.param('il dit."oui", puis', ['"oui"'], id="touching both, it opens where the next one closes"),
        pytest.param(
            'il dort."oui : "non"', ['"non"'], id="behind a full stop it closes nothing that is not open"
        ),
        pytest.param('"oui."il dit "non"', ['"oui."', '"non"'], id="and closes where the next one opens"),
        pytest.param(f'"oui {"a" * 200} "non" b"', ['"non"'], id="what is open for long was never closed"),
        pytest.param('un écran 12"x', [], id="and is nothing where nothing is open"),
        pytest.param("(«oui)", ["(«oui)"], id="what is inside and never closed is passed over"),
        pytest.param("oui»", [], id="nothing to close"),
        pytest.param("«un (deux [trois “quatre", [], id="nothing closed"),
        pytest.param("(a (b (c (d) e", ["(d)"], id="the nearest is closed"),
        pytest.param("«(((a»", ["«(((a»"], id="four deep is still found"),
        pytest.param("«((((a»", [], id="five deep was never closed"),
    ],
)
def test_marks_find_their_partners(text, found):
    assert inside(text) == found


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        pytest.param("«oui»", [], id="a pair"),
        pytest.param("«oui", [(0, True)], id="opened"),
        pytest.param("oui»", [(3, False)], id="closed"),
        pytest.param('"oui', [(0, True)], id="a straight one opens a word"),
        pytest.param('oui"', [(3, False)], id="and closes one"),
        pytest.param("«a» puis «b", [(9, True)], id="behind a pair"),
        pytest.param("(oui", [], id="brackets are no quotation"),
    ],
)
def test_marks_that_stand_alone(text, alone):
    assert unpaired(text) == alone
    assert orphan_quotes(text) is bool(alone)
