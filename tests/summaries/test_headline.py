"""Headlines: the article's own, or a sentence of it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.fold import fold
from bot.french.typography import french
from bot.summaries.extractive import summarise
from bot.summaries.headline import headline
from bot.summaries.length import LENGTH
from bot.summaries.omissions import leads_on
from tests.summaries.examples import BRIDGE, LEAD, article

MOST = LENGTH.headline_characters
LONG = (
    "Les pêcheurs de la Sarve, les douaniers de Belleroche et les maires de toutes les communes de la "
    "vallée demandent la réouverture du pont aux voitures"
)
TOLD = "Le pont de Belleroche est rouvert depuis mardi à toutes les voitures de la vallée."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("Le pont rouvre", "Le pont rouvre", id="as it is"),
        pytest.param(" Le \n pont ", "Le pont", id="white space is folded"),
        pytest.param("LE PONT ROUVRE", "LE PONT ROUVRE", id="capitals are its own choice"),
        pytest.param('Le "pont" : fin', "Le «\u202fpont\u202f»\u00a0: fin", id="in French typography"),
        pytest.param(f"VIDÉO. {TOLD}", TOLD, id="no label of the press is a part of it"),
        pytest.param(f"CUISINE. {TOLD}", f"CUISINE. {TOLD}", id="a rubric is, where there is room"),
        pytest.param(f"CUISINE. {LONG[:MOST]}", LONG[:MOST], id="a rubric goes where there is none"),
        pytest.param(f"Pêcheurs : {LONG[:MOST]}", LONG[:MOST], id="a topic whose words come again goes too"),
        pytest.param(
            f"Pêche : {LONG}",
            "Pêche\u00a0: Les pêcheurs de la Sarve, les douaniers de Belleroche et les maires de toutes les "
            "communes de la vallée demandent la réouverture…",
            id="one that tells more stays, and the title is broken off",
        ),
    ],
)
def test_an_article_keeps_its_own_title(title, shown):
    told = headline(article(LEAD, title=title))
    assert (told.text, told.made, told.told) == (shown, False, "")


@pytest.mark.parametrize(
    "title",
    ["", "  ", "17", "https://exemple.fr/pont", "pont.html", "Accueil", "Actualités", "Pont.", "x " * 150],
)
def test_what_is_no_title_is_replaced(title):
    assert headline(article(LEAD, title=title)).made


@pytest.mark.parametrize(
    ("paragraphs", "made", "told"),
    [
        pytest.param((TOLD, LEAD), TOLD[:-1], TOLD, id="the first sentence, whole"),
        pytest.param(
            (LEAD,),
            "La présidente morvanienne Anne Lefort et son homologue valdorien Paul Castel se retrouveront "
            "à huis clos pour leur première rencontre",
            "",
            id="too long: with less in it",
        ),
        pytest.param(
            (f"BELLEROCHE (AFP) - {TOLD}",), TOLD[:-1], f"BELLEROCHE (AFP) - {TOLD}", id="its dateline goes"
        ),
        pytest.param(
            (f"{LONG}, si la pluie cesse.", TOLD), TOLD[:-1], TOLD, id="not to be shortened: the next one"
        ),
        pytest.param(
            ("Il a signé lundi le registre de la commune.", TOLD), TOLD[:-1], TOLD, id="nobody knows who"
        ),
        pytest.param(
            ("Le pont de Belleroche rouvrira-t-il un jour ?", TOLD), TOLD[:-1], TOLD, id="a question"
        ),
        pytest.param(
            ("« Nous tiendrons », a dit Anne Lefort lundi soir.", TOLD), TOLD[:-1], TOLD, id="a quotation"
        ),
        pytest.param(
            ("La mairie a parlé lundi de « trahison.", TOLD), TOLD[:-1], TOLD, id="half a quotation"
        ),
        pytest.param(
            ("Les voitures et les camions de toute la vallée.", TOLD), TOLD[:-1], TOLD, id="no verb"
        ),
        pytest.param(
            ("La mairie avait fermé le pont de Belleroche.", TOLD), TOLD[:-1], TOLD, id="what had been before"
        ),
        pytest.param(
            ("Le pont de Belleroche a rouvert.", TOLD), TOLD[:-1], TOLD, id="too short to tell much"
        ),
        pytest.param(
            (f"{LONG}, si la pluie cesse.",),
            "Les pêcheurs de la Sarve, les douaniers de Belleroche et les maires de toutes les communes "
            "de la vallée demandent la réouverture du pont…",
            "",
            id="nothing else to tell: broken off",
        ),
        pytest.param(
            ("Le pont rouvre.",), "Le pont rouvre", "Le pont rouvre.", id="there is but one short sentence"
        ),
        pytest.param((), "Sans titre", "", id="there is no text"),
    ],
)
def test_a_headline_is_made_of_the_best_sentence_that_can_be_one(paragraphs, made, told):
    shown = headline(article(*paragraphs))
    assert (shown.text, shown.made, shown.told) == (made, True, told)


def test_what_is_thought_best_comes_before_what_stands_first():
    best = "Anne Lefort a signé lundi la paix du fleuve avec la Valdorie."
    last = "La paix du fleuve a été signée par Anne Lefort."
    assert headline(article(TOLD, best, last), [best]).told == best


def test_what_an_article_speaks_of_most_comes_before_what_is_thought_best():
    best = "Une foule de curieux a suivi la cérémonie depuis les quais."
    rest = ["Le pont de Belleroche a coûté douze millions.", "À Belleroche, la vallée attendait le pont."]
    assert headline(article(TOLD, *rest, best), [best]).told == TOLD


def test_a_sentence_that_means_a_thing_told_before_heads_nothing():
    pointing = "Le maire de Belleroche a salué mardi cette vallée."
    assert headline(article(pointing, TOLD), [pointing]).told == TOLD


def test_a_headline_introduces_what_the_article_had_told_before():
    told = headline(article("Cette enquête de la mairie de Belleroche vise trois pêcheurs de la Sarve."))
    assert told.text == "Une enquête de la mairie de Belleroche vise trois pêcheurs de la Sarve"


def test_a_headline_does_not_carry_on_a_thought():
    told = headline(article("Mais le pont de Belleroche a également été fermé mardi aux camions."))
    assert told.text == "Le pont de Belleroche a été fermé mardi aux camions"


def test_a_digest_does_not_repeat_the_sentence_that_is_its_headline():
    told = summarise(article(TOLD, *BRIDGE[1:]))
    assert told.headline_made
    assert f"{told.headline}." not in (*told.sentences, *told.long)


def test_a_digest_tells_all_of_the_sentence_of_which_its_headline_tells_a_part():
    told = summarise(article(*BRIDGE))
    assert told.sentences[0].startswith(told.headline)


TITLES = st.lists(
    st.sampled_from(
        """Belleroche : le pont de la Sarve rouvre , après travaux « Nous tiendrons » a dit Anne Lefort et
        ministre à Paris pour toutes voitures (Isère) selon n'a pas VIDÉO. en mars 2031 l'accord qui ferme
        ? …""".split()
    ),
    max_size=45,
).map(" ".join)


@given(TITLES, TITLES)
@settings(deadline=None)  # the first one reads the list of places
def test_whatever_the_title_and_the_lead_a_headline_is_short_and_ends_in_no_word_that_leads_on(title, lead):
    lead = " ".join(word for word in lead.split() if word[-1] not in "?….") + " rouvre le pont."
    told = headline(article(lead, title=title))
    assert 0 < len(told.text) <= MOST
    whole = {french(" ".join(text.split())).rstrip(".") for text in (title, lead)}
    if "…" not in told.text and told.text.rstrip(".") not in whole and told.made:
        assert not leads_on(told.text)


SENTENCES = st.lists(
    st.sampled_from(
        """La maire de Belleroche , qui a dit lundi 12 mars , le pont rouvre dans la vallée pour les
        voitures et
        64 ans , affirme Paul Morand selon un rapport publié mardi après des travaux « Nous tiendrons » sur
        une réunion
        Le pêcheur a été vendu un salarié n'a pas accusé de mentir (Sarve) contre l'accord""".split()
    ),
    min_size=8,
    max_size=40,
).map(" ".join)


@given(SENTENCES)
@settings(deadline=None)
def test_a_made_headline_holds_only_words_of_the_text_in_their_order(text):
    def bare(written):
        return re.findall(r"\w+", fold(written.replace("’", "'")))

    rest = iter(bare(text))
    assert all(word in rest for word in bare(headline(article(text)).text))


@given(TITLES.filter(lambda title: not title.startswith("VIDÉO.")))
def test_a_title_that_fits_and_bears_no_label_is_kept_word_for_word(title):
    if sum(map(str.isalpha, title)) >= 6 and len(french(title)) <= MOST:
        assert headline(article("Il pleut.", title=title)).text == french(title)


@given(st.text(alphabet="aé LM.,'\"«»(…-\n1", max_size=300) | st.text(max_size=300))
@settings(deadline=None)
def test_a_made_headline_always_fits(lead):
    assert 0 < len(headline(article(lead)).text) <= MOST
