"""French typography: what readers see."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.summaries.typography import french

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        pytest.param('Il a dit "oui" hier.', f"Il a dit «{NARROW}oui{NARROW}» hier.", id="straight quotes"),
        pytest.param("Il a dit “oui” hier.", f"Il a dit «{NARROW}oui{NARROW}» hier.", id="English quotes"),
        pytest.param("« oui »", f"«{NARROW}oui{NARROW}»", id="the spaces inside become narrow"),
        pytest.param("«oui»", f"«{NARROW}oui{NARROW}»", id="the spaces inside are put in"),
        pytest.param('« le "lac" »', f"«{NARROW}le “lac”{NARROW}»", id="quotes inside quotes"),
        pytest.param('Un écran de 12" est là.', 'Un écran de 12" est là.', id="an orphan mark is left alone"),
        pytest.param("Quoi? Non! Si; bon.", f"Quoi{NARROW}? Non{NARROW}! Si{NARROW}; bon.", id="high marks"),
        pytest.param("Quoi ?! Ah...", f"Quoi{NARROW}?! Ah…", id="marks stay together, ellipsis"),
        pytest.param("Le score : deux", f"Le score{NO_BREAK}: deux", id="colon"),
        pytest.param("à 20:30, 3:2 au port", "à 20:30, 3:2 au port", id="a time is no colon"),
        pytest.param("L'été aujourd'hui", "L’été aujourd’hui", id="apostrophes"),
        pytest.param('l\'"Aurore"', f"l’«{NARROW}Aurore{NARROW}»", id="apostrophe before a quote"),
        pytest.param("coeur soeur OEUVRE Oeuvre voeux noeud", "cœur sœur ŒUVRE Œuvre vœux nœud", id="sure œ"),
        pytest.param("moelle coexister Joe poêle Noel", "moelle coexister Joe poêle Noel", id="no œ"),
        pytest.param(
            "https://a.fr/b?c='d'; www.e.fr/f!", "https://a.fr/b?c='d'; www.e.fr/f!", id="addresses"
        ),
        pytest.param("anne.l'huillier@a.fr", "anne.l'huillier@a.fr", id="mail address"),
        pytest.param("1 000, 1.000 et 3,5 %", "1 000, 1.000 et 3,5 %", id="numbers"),
        pytest.param("(!) (?)", "(!) (?)", id="marks in brackets"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_set_as_in_a_french_newspaper(plain, printed):
    assert french(plain) == printed


TEXT = st.text(alphabet="aéoeOE'’ \u00a0\u202f\"«»“”.!?;:…()[]1\n@/w", max_size=40) | st.text(max_size=40)


@given(TEXT)
@example('« "a" "b » "')
def test_setting_twice_changes_nothing_more(text):
    assert french(french(text)) == french(text)


@given(TEXT)
def test_no_letter_or_digit_is_lost(text):
    def kept(written):
        return re.sub(r"[\W_]", "", written.replace("œ", "oe").replace("Œ", "OE")).casefold()

    assert kept(french(text)) == kept(text)


@given(TEXT, st.text(alphabet="abé?!;:'=&/.-", min_size=1, max_size=20), TEXT)
def test_an_address_comes_through_untouched(before, path, after):
    address = "https://exemple.fr/" + path
    assert address in french(f"{before} {address} {after}")
