"""The extract: sentences of the article, word for word."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TooShort
from bot.french.sentences import split
from bot.french.typography import french
from bot.french.words import visible_words
from bot.model import DateOrigin, Method
from bot.summaries.extractive import VERSION, ExtractiveSummariser, completed, rank, summarise, whole
from tests.summaries.examples import BRIDGE, DATING, LEAD, article, summary


def letters(text):
    """A text without its typography."""
    return re.sub(r"[\W_]", "", text.replace("œ", "oe").replace("Œ", "OE"))


def verbatim(told, paragraphs):
    """Whether each sentence told is a sentence of the paragraphs."""
    own = {letters(sentence) for paragraph in paragraphs for sentence in split(paragraph)}
    return all(letters(sentence) in own for sentence in told)


def length(summary):
    return sum(len(visible_words(sentence)) for sentence in summary.sentences)


def test_the_digest_begins_with_who_meets_whom_when_and_where():
    told = summarise(article(*BRIDGE))
    assert letters(told.sentences[0]) == letters(LEAD)
    assert told.method is Method.EXTRACT
    assert told.version == VERSION


def test_each_sentence_is_the_articles_own_and_the_whole_is_short():
    told = summarise(article(*BRIDGE, title="Belleroche : les deux présidents se verront en mars"))
    assert verbatim(told.sentences, BRIDGE)
    assert 1 <= len(told.sentences) <= 2
    assert 30 <= length(told) <= 75


def test_sentences_come_in_reading_order():
    told = summarise(article(*BRIDGE, title="La Sarve, la pêche, la frontière"))
    text = letters(" ".join(BRIDGE))
    places = [text.index(letters(sentence)) for sentence in told.sentences]
    assert places == sorted(places)


def test_the_digest_is_set_in_french_typography():
    told = summarise(article(*BRIDGE, title="pont douanes pêche paix fleuve communiqué"))
    assert any("«\u202fNous" in sentence for sentence in told.sentences)


FILLER = (
    "La commune de Belleroche compte dix mille habitants et vit de la pêche.",
    "Un marché s'y tient chaque jeudi sous les halles de la place centrale.",
)


@pytest.mark.parametrize(
    "shunned",
    [
        pytest.param(
            "Il a promis que le pont de Belleroche rouvrira au printemps.", id="nobody knows who he is"
        ),
        pytest.param(
            "Cette décision sur le pont de Belleroche surprend tout le monde.", id="which decision?"
        ),
        pytest.param("Le pont de Belleroche rouvrira-t-il donc un jour au printemps ?", id="a question"),
        pytest.param(
            'Le pont de Belleroche rouvrira au printemps" selon le maire.', id="an orphan quotation mark"
        ),
        pytest.param("Le pont de Belleroche rouvrira au printemps et la suite", id="it has no end"),
    ],
)
def test_a_sentence_that_reads_badly_alone_is_left_out(shunned):
    good = (
        "Le pont de Belleroche, fermé depuis deux ans, rouvrira aux voitures mardi, a dit le maire Luc Orly."
    )
    told = summarise(article(shunned, *FILLER, good, title="Le pont de Belleroche rouvrira"))
    assert letters(good) in map(letters, told.sentences)
    assert letters(shunned) not in map(letters, told.sentences)


def test_what_was_said_is_not_said_again():
    again = LEAD.replace("a annoncé lundi", "a confirmé mardi")
    told = summarise(article(LEAD, again, *BRIDGE[1:]))
    assert letters(again) not in map(letters, told.sentences)


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param((" ".join(BRIDGE),), id="one line"),
        pytest.param(tuple(line.upper() for line in BRIDGE), id="capitals"),
        pytest.param(tuple(line.replace(".", "") for line in BRIDGE), id="no full stops"),
        pytest.param(BRIDGE * 200, id="200 KB of the same"),
        pytest.param(
            (" ".join(f"La ligne {n} du rapport parle du pont n° {n}." for n in range(4500)),), id="200 KB"
        ),
        pytest.param(("mot" * 70_000,), id="one endless word"),
        pytest.param(("mot " * 50_000,), id="one endless sentence"),
        pytest.param(("Pays | Tués | Blessés", "Valdorie | 3 | 12", "Morvan | 1 | 7"), id="a table"),
        pytest.param(
            (
                "The bridge will open on Monday. He was glad to see so many people. The two share its tolls "
                * 2,
            ),
            id="English",
        ),
        pytest.param(
            ("Мост откроют в понедельник. Он был очень рад видеть там столько людей. Обе страны рады " * 2,),
            id="Russian",
        ),
        pytest.param(("桥将于周一开放。市长很高兴。两国共享这座桥。" * 20,), id="Chinese"),
        pytest.param((), id="nothing"),
        pytest.param(("", " ", "..."), id="no words"),
    ],
)
def test_any_text_gives_whole_sentences_or_is_too_short(paragraphs):
    try:
        told = summarise(article(*paragraphs))
    except TooShort:
        told = whole(article(*paragraphs))
    assert verbatim(told.sentences, paragraphs)
    assert length(told) <= 75
    assert sum(map(len, told.sentences)) < 2200


@given(st.lists(st.text(max_size=200), max_size=6), st.text(max_size=40))
def test_no_text_breaks_the_summariser(paragraphs, title):
    given_article = article(*paragraphs, title=title)
    try:
        told = summarise(given_article)
    except TooShort:
        told = whole(given_article)
    assert verbatim(told.sentences, paragraphs)


def test_the_same_article_gives_the_same_digest():
    assert summarise(article(*BRIDGE)) == summarise(article(*BRIDGE))


def test_a_text_too_short_to_be_shortened_is_shown_whole():
    told = whole(article("Le pont de Belleroche rouvre. Le maire s'en réjouit."))
    assert told.sentences == ("Le pont de Belleroche rouvre.", "Le maire s’en réjouit.")
    assert told.note


GUESSED = replace(DATING, origin=DateOrigin.INFERRED, confidence=0.5)


@pytest.mark.parametrize(
    ("dating", "told"),
    [
        pytest.param(DATING, "Le pont de Belleroche a rouvert lundi 3 mars.", id="as where one is shortened"),
        pytest.param(GUESSED, "Le pont de Belleroche a rouvert lundi.", id="of a day that was inferred"),
    ],
)
def test_a_weekday_of_a_text_that_is_shown_whole_gets_its_day(dating, told):
    short = article("Le pont de Belleroche a rouvert lundi. Le maire s'en réjouit.")
    assert whole(replace(short, dating=dating)).sentences[0] == told


def test_questions_alone_tell_nothing():
    asked = article(
        "Faut-il fermer le pont de Belleroche ? Et que deviendront les pêcheurs de la Sarve ?",
        "Qui paiera les travaux des quatre piles ? Peut-on encore sauver la digue du port ?",
    )
    with pytest.raises(TooShort):
        summarise(asked)
    assert whole(asked).sentences == ()


def test_the_long_form_tells_what_the_short_one_does_and_more():
    told = summarise(article(*BRIDGE, title="Belleroche : les deux présidents se verront en mars"))
    assert set(told.sentences) < set(told.long)
    assert verbatim(told.long, BRIDGE)
    assert 60 <= sum(len(visible_words(sentence)) for sentence in told.long) <= 105


def test_where_nothing_stands_behind_the_digest_the_long_form_tells_what_stands_before():
    told = summarise(
        article(*BRIDGE[3:], BRIDGE[0], title="Les deux présidents se retrouveront à Belleroche")
    )
    assert french(BRIDGE[0]) in told.sentences
    assert len(told.long) > len(told.sentences)


@pytest.mark.parametrize(
    "shunned",
    [
        pytest.param(
            "Le pont de Belleroche, les douanes et la pêche seront au menu de cette rencontre en "
            "Valdorie, le 12 mars, entre Anne Lefort et Paul Castel, a annoncé le palais.",
            id="what was told, the other way round",
        ),
        pytest.param("Paul Castel et Anne Lefort se retrouveront.", id="part of what was told"),
        pytest.param(
            "Que se diront Anne Lefort et Paul Castel à Belleroche le 12 mars prochain ?", id="a question"
        ),
    ],
)
def test_the_long_form_leaves_out(shunned):
    told = summarise(article(*BRIDGE, shunned)).long
    assert told
    assert french(shunned) not in told


def test_an_acronym_is_explained_where_it_is_first_told():
    paragraphs = (
        "L'ARS ferme mardi la piscine de Belleroche, où douze enfants sont tombés malades dimanche.",
        "Le maire regrette une décision qu'il juge hâtive et coûteuse pour la commune de Belleroche.",
        "L'agence régionale de santé (ARS) avait déjà fermé la piscine en mars.",
    )
    told = summarise(article(*paragraphs, title="Piscine fermée à Belleroche : douze enfants malades"))
    assert "L’ARS (agence régionale de santé) ferme" in told.sentences[0]


def test_what_something_else_wrote_gets_the_long_form_and_the_key_points_of_extracts():
    other = summary("Deux présidents se verront.")
    told = completed(other, article(*BRIDGE))
    assert told.sentences == other.sentences
    assert told.long == summarise(article(*BRIDGE)).long
    assert told.points.who == ("Anne Lefort", "Paul Castel")
    assert completed(other, article("Trop court.")) == other


def test_every_sentence_is_ranked_those_beyond_all_reading_last():
    ranks = rank(article(*BRIDGE, *(f"Le pont numéro {n} de la Sarve a rouvert hier." for n in range(300))))
    assert len(ranks) == 300 + sum(len(split(paragraph)) for paragraph in BRIDGE)
    assert min(ranks[:200]) > ranks[-1]


async def test_the_work_is_done_in_a_worker():
    sent = []

    async def run(work, *arguments):
        sent.append(work)
        return work(*arguments)

    told = await ExtractiveSummariser(run).summarise(article(*BRIDGE))
    assert sent == [summarise]
    assert told == summarise(article(*BRIDGE))


def test_the_missions_own_article_is_told_with_who_when_and_where():
    corpus = os.environ.get("LACONIQUE_CORPUS")
    if not corpus or not (Path(corpus) / "seed-article.txt").is_file():
        pytest.skip("LACONIQUE_CORPUS does not lead to seed-article.txt")
    lines = (Path(corpus) / "seed-article.txt").read_text(encoding="utf-8").splitlines()[1:14]
    told = summarise(article(*lines))
    assert verbatim(told.sentences, lines)
    assert all(word in told.sentences[0] for word in ("Biden", "Poutine", "16 juin", "Genève"))
    assert length(told) <= 60
    assert told.headline_made
    assert "Joe Biden et son homologue russe Vladimir Poutine se rencontreront" in told.headline
    assert told.headline.endswith("pour leur premier sommet le 16 juin")
