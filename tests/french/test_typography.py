"""French typography: what readers see."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.french.fold import fold
from bot.french.typography import french, unbroken

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
        pytest.param("L' État, qu’ Anne et d' Uzès", "L’État, qu’Anne et d’Uzès", id="elisions apart"),
        pytest.param("La lettre 'd' est dite", "La lettre 'd' est dite", id="a letter alone"),
        pytest.param('l\'"Aurore"', f"l’«{NARROW}Aurore{NARROW}»", id="apostrophe before a quote"),
        pytest.param("coeur soeur OEUVRE Oeuvre voeux noeud", "cœur sœur ŒUVRE Œuvre vœux nœud", id="sure œ"),
        pytest.param("moelle coexister Joe poêle Noel", "moelle coexister Joe poêle Noel", id="no œ"),
        pytest.param(
            "https://a.fr/b?c='d'; www.e.fr/f!", "https://a.fr/b?c='d'; www.e.fr/f!", id="addresses"
        ),
        pytest.param("anne.l'huillier@a.fr", "anne.l'huillier@a.fr", id="mail address"),
        pytest.param("9.400 spectateurs", f"9{NARROW}400 spectateurs", id="thousands with a dot"),
        pytest.param("2 500 000 euros", f"2{NARROW}500{NARROW}000 euros", id="thousands with a space"),
        pytest.param("soit 1.000 et 3,5 %", f"soit 1.000 et 3,5{NO_BREAK}%", id="who knows what is counted?"),
        pytest.param("12.345,67 euros et 0.123 point", "12.345,67 euros et 0.123 point", id="decimals"),
        pytest.param("couru en 9.580 secondes", "couru en 9.580 secondes", id="a time of sport"),
        pytest.param("la version 1.234 sort", "la version 1.234 sort", id="a version"),
        pytest.param(
            "en Corse, 60.000 foyers", f"en Corse, 60{NARROW}000 foyers", id="thousands behind a name"
        ),
        pytest.param("Nginx 1.234 corrige", "Nginx 1.234 corrige", id="a name"),
        pytest.param(
            "Orléans : 1.350 élus", f"Orléans{NO_BREAK}: 1{NARROW}350 élus", id="no name, behind a colon"
        ),
        pytest.param(
            "Orléans: 1.350 élus", f"Orléans{NO_BREAK}: 1{NARROW}350 élus", id="nor behind a glued one"
        ),
        pytest.param("Où ?: ici", f"Où{NARROW}?{NO_BREAK}: ici", id="a high mark before a colon"),
        pytest.param("10.100.200.100 répond", "10.100.200.100 répond", id="an address of the internet"),
        pytest.param("en 2019 400 personnes", "en 2019 400 personnes", id="a year"),
        pytest.param(
            "au 06 12 345 678 ou au +33 1 234 567 890",
            "au 06 12 345 678 ou au +33 1 234 567 890",
            id="telephones",
        ),
        pytest.param(
            "de 1.000 à 9 400 voix", f"de 1{NARROW}000 à 9{NARROW}400 voix", id="one form in a text"
        ),
        pytest.param("171 sur 100.000, dit-on", f"171 sur 100{NARROW}000, dit-on", id="round thousands"),
        pytest.param("12000 foyers", f"12{NARROW}000 foyers", id="thousands without a mark"),
        pytest.param("1500 euros", f"1{NARROW}500 euros", id="no year, where it is counted so"),
        pytest.param("en 1500 les rois", "en 1500 les rois", id="a year where it may be one"),
        pytest.param("l'article 12345 interdit", "l’article 12345 interdit", id="the number of a thing"),
        pytest.param("80% et 3 €", f"80{NO_BREAK}% et 3{NO_BREAK}€", id="signs behind a number"),
        pytest.param("100%25, %s et {a:.1%}", "100%25, %s et {a:.1%}", id="signs of a machine"),
        pytest.param("le 1 er mai, le XXI e siècle", "le 1er mai, le XXIe siècle", id="ordinals"),
        pytest.param("le n° 5", f"le n°{NO_BREAK}5", id="a numbered thing"),
        pytest.param("l'Etat, les Etats-Unis", "l’État, les États-Unis", id="accents of capitals"),
        pytest.param("à Saint-Etienne", "à Saint-Étienne", id="of a compound"),
        pytest.param("Etienne, Eric et Emile", "Etienne, Eric et Emile", id="people write their names"),
        pytest.param("ETATS-UNIS et A. Etalon", "ETATS-UNIS et A. Etalon", id="none where none is sure"),
        pytest.param(
            "A la mairie. A Paris, a-t-il dit", "À la mairie. À Paris, a-t-il dit", id="a capital à"
        ),
        pytest.param(
            "A-t-il plu ? Vitamine A en vente", f"A-t-il plu{NARROW}? Vitamine A en vente", id="no à"
        ),
        pytest.param("(!) (?)", "(!) (?)", id="marks in brackets"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_set_as_in_a_french_newspaper(plain, printed):
    assert french(plain) == printed


TEXT = st.text(alphabet="aéoeOE'’ \u00a0\u202f\"«»“”.!?;:…()[]1\n@/w", max_size=40) | st.text(max_size=40)


@given(TEXT)
@example('« "a" "b » "')
@example("1:»")
def test_setting_twice_changes_nothing_more(text):
    assert french(french(text)) == french(text)


@given(TEXT)
def test_no_letter_or_digit_is_lost(text):
    def kept(written):
        return re.sub(r"[\W_]", "", fold(written))

    assert kept(french(text)) == kept(text)


@given(
    st.lists(
        st.sampled_from("1 12 123 0 06 400 2019 9.400 3,5 . , : - + / Nginx version mètres € s".split()),
        max_size=12,
    ).map(" ".join)
    | st.text(alphabet="0123456789 .,:/-+m", max_size=30)
)
def test_of_a_number_only_what_stands_between_its_thousands_changes(text):
    shown = french(text)
    assert french(shown) == shown
    assert re.sub(r"[.…\s]", "", shown) == re.sub(r"[.…\s]", "", text)
    for group in re.findall(rf"[\d{NARROW}]+{NARROW}[\d{NARROW}]*", shown):
        assert re.fullmatch(rf"[1-9]\d{{0,2}}(?:{NARROW}\d{{3}})+", group)


@given(TEXT, st.text(alphabet="abé?!;:'=&/.-", min_size=1, max_size=20), TEXT)
def test_an_address_comes_through_untouched(before, path, after):
    address = "https://exemple.fr/" + path
    assert address in french(f"{before} {address} {after}")


@given(st.integers(0, 23), st.integers(0, 59), TEXT)
def test_of_our_own_texts_no_line_ends_within_a_measure(number, minute, other):
    """Nor does anything else change, and doing it twice changes nothing more."""
    typed = f"{other}\nde {number} h {minute:02d} à {number} h, {number} % en {{most}} min"
    held = unbroken(typed)
    measures = (f"{number} h {minute:02d}", f"{number} h", f"{number} %", "{most} min")
    assert all(one.replace(" ", NO_BREAK) in held for one in measures)
    assert (held.replace(NO_BREAK, " "), unbroken(held)) == (typed.replace(NO_BREAK, " "), held)
