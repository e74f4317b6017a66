"""Where an article had no title, ours is set in the sentence that it was made from."""

import pytest

from bot.editions.render import block
from bot.editions.run_in import run_in
from tests.editions.stories import story

CUT = "Le port de Kerlanic a rouvert dimanche"
WHOLE = "Le port de Kerlanic a rouvert dimanche, après deux ans de travaux."
MORE = "Vingt bateaux attendaient."


def told(headline=CUT, sentences=(WHOLE, MORE), *, made=True):
    return story(headline, sentences, made=made)


@pytest.mark.parametrize(
    ("headline", "bold"),
    [
        pytest.param(CUT, CUT, id="the sentence goes on"),
        pytest.param(WHOLE[:-1], WHOLE[:-1], id="it says no more"),
        pytest.param(f"{CUT} après des travaux", f"{CUT}, après", id="words in its middle were left out"),
    ],
)
def test_it_is_read_once_and_every_word_of_the_sentences_is_there(headline, bold):
    head, sentences = run_in(told(headline).summary)
    assert head == bold
    assert (head + sentences[0], *sentences[1:]) == (WHOLE, MORE)


@pytest.mark.parametrize(
    "apart",
    [
        pytest.param(told(made=False), id="it is the article's own"),
        pytest.param(told("Kerlanic : le port a rouvert"), id="it says it in other words"),
        pytest.param(told("Le port qui attendait depuis deux ans a rouvert"), id="it begins alike"),
        pytest.param(told(sentences=()), id="there is no sentence"),
    ],
)
def test_it_stands_alone_where(apart):
    assert run_in(apart.summary) is None


def test_a_message_says_nothing_twice_and_nothing_of_a_title(now):
    lines = block(told(), now, "Europe/Paris", number="3").splitlines()
    assert lines[0] == f"<b>3. {CUT}</b>, après deux ans de travaux. {MORE}"
    assert "titre" not in lines[1]


def test_a_sentence_without_a_stop_is_parted_from_the_next(now):
    quoted = "Le port « rouvrira dimanche »"
    assert f"<b>{quoted}</b> {MORE}" in block(told(quoted, (quoted, MORE)), now, "Europe/Paris")
