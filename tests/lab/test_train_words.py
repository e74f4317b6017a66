"""How often each word of an article stands in its abstract too."""

from bot.lab.train_words import repeats
from bot.summaries.features import bucket

PAIRS = [(["bac", "coule", "vent"], ["bac", "coule"])] * 40 + [(["vent", "pluie", "bac"], ["pluie"])] * 40


def test_a_word_that_abstracts_repeat_is_likelier_than_one_that_they_leave_out():
    rates = repeats(PAIRS).rates()
    assert rates[bucket("coule")] > rates[bucket("bac")] > rates[bucket("vent")]


def test_a_word_that_was_never_met_is_an_average_one():
    assert repeats(PAIRS).rates()[bucket("phare")] == 0


def test_an_article_does_not_know_its_own_abstract():
    known = repeats([*PAIRS, (["naufrage"], ["naufrage"])])
    assert known.rates()[bucket("naufrage")] > 0
    assert known.rates(["naufrage"], ["naufrage"])[bucket("naufrage")] == 0
