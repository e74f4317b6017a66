"""What rises: more than chance explains, and not by a little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Bearers, Counted, Tally, Term
from bot.trends.growth import Rise, Trend, enough, grouped, named, rises, spelling, surprise

COUNTS = st.integers(0, 100_000)
USUAL = st.floats(0, 100_000)
WAVES = st.floats(0, 1000)


def tally(*terms, days=1, articles=100, usual_days=28, usual_articles=2800):
    return Tally(days, articles, usual_days, usual_articles, terms)


def counted(now, a_day, key="seism"):
    """A term that stood in `a_day` articles on each of 28 days."""
    return Counted(key, now, 28 * a_day, 28 * a_day**2)


@pytest.mark.parametrize(
    ("now", "a_day", "rising"),
    [
        pytest.param(14, 3, True, id="nearly five times as many"),
        pytest.param(4, 0, False, id="four of what never was: may be chance"),
        pytest.param(5, 0, True, id="five of what never was"),
        pytest.param(3, 0, False, id="three are no trend"),
        pytest.param(3, 3, False, id="as ever"),
        pytest.param(0, 3, False, id="less than ever"),
        pytest.param(90, 70, False, id="many more, but only by a quarter"),
        pytest.param(60, 20, True, id="three times as many"),
    ],
)
def test_what_rises_in_a_day(now, a_day, rising):
    assert bool(rises(tally(counted(now, a_day)))) is rising


def test_what_comes_in_waves_must_rise_by_more():
    steady, waves = Counted("a", 16, 28 * 4, 28 * 4**2), Counted("b", 16, 28 * 4, 4 * 28**2)
    assert [one.key for one in rises(tally(steady, waves))] == ["a"]


def test_when_everything_grew_nothing_rises_by_that_alone():
    """A new source doubled the articles, and with them each term."""
    doubled = [counted(20, 10, key) for key in "abcd"]
    (found,) = rises(tally(*doubled, counted(60, 10, "e"), articles=200))
    assert (found.key, found.usual) == ("e", 10)


def test_where_few_terms_are_common_all_articles_tell_how_much_there_is():
    assert rises(tally(counted(20, 10, "a"), articles=200)) == ()
    assert len(rises(tally(counted(20, 8, "a"), articles=100))) == 1


def test_one_great_event_does_not_hide_another():
    steady = [counted(10, 10, key) for key in "abcd"]
    found = rises(tally(*steady, counted(150, 0, "e"), counted(18, 4, "f"), articles=250))
    assert [(one.key, one.usual) for one in found] == [("e", 0), ("f", 4)]


def test_a_week_is_compared_with_weeks():
    (found,) = rises(tally(counted(70, 3), days=7, articles=700))
    assert (found.articles, found.usual) == (70, 21)


@pytest.mark.parametrize(
    ("past", "is_enough"),
    [
        pytest.param({"usual_days": 0, "usual_articles": 0}, False, id="an empty archive"),
        pytest.param({"usual_days": 6, "usual_articles": 600}, False, id="not a week yet"),
        pytest.param({"usual_days": 7, "usual_articles": 29}, False, id="a week of hardly anything"),
        pytest.param({"usual_days": 7, "usual_articles": 30}, True, id="a week"),
    ],
)
def test_without_a_past_nothing_is_said_to_rise(past, is_enough):
    counts = tally(Counted("seism", 30), **past)
    assert (enough(counts), bool(rises(counts))) == (is_enough, is_enough)


@given(COUNTS, COUNTS, USUAL, WAVES)
def test_more_articles_never_surprise_less(one, other, usual, waves):
    fewer, more = sorted((one, other))
    assert surprise(fewer, usual, waves) <= surprise(more, usual, waves)


@given(COUNTS, USUAL, USUAL, WAVES)
def test_the_more_usual_the_less_surprising(articles, one, other, waves):
    rarer, commoner = sorted((one, other))
    assert surprise(articles, commoner, waves) <= surprise(articles, rarer, waves)


@st.composite
def tallies(draw):
    usual_days = draw(st.integers(0, 28))
    usual_articles = draw(st.integers(usual_days, 10_000)) if usual_days else 0
    terms = []
    for number in range(draw(st.integers(0, 8))):
        days = draw(st.lists(st.integers(0, usual_articles // max(usual_days, 1)), max_size=usual_days))
        squares = sum(count**2 for count in days)
        terms.append(Counted(f"t{number}", draw(st.integers(0, 500)), sum(days), squares))
    return Tally(
        draw(st.sampled_from([1, 7])), draw(st.integers(0, 500)), usual_days, usual_articles, tuple(terms)
    )


@given(tallies())
def test_whatever_was_counted_what_rises_is_ordered_and_above_what_is_usual(counts):
    found = rises(counts)
    assert [one.surprise for one in found] == sorted((one.surprise for one in found), reverse=True)
    assert all(one.articles > one.usual >= 0 for one in found)


def bearers(sources=3, **articles):
    """key -> (how it is written, the articles); each article is its own story."""
    return {
        key.replace("_", "+").replace("99", ":"): Bearers({one: one for one in ids}, {written: 9}, sources)
        for key, (written, ids) in articles.items()
    }


def group(borne, articles=10):
    return grouped([Rise(key, articles, 0, 9) for key in borne], borne)


def told(trends):
    return [(one.term.key, *(other.key for other in one.others)) for one in trends]


def test_what_rises_in_the_same_articles_is_one_trend_under_what_tells_it_best():
    borne = bearers(seism=("séisme", range(10)), tromso=("Tromsø", range(9)), pays99no=("", range(9)))
    assert told(group(borne)) == [("pays:no", "tromso")]


def test_what_rises_in_other_articles_of_the_same_stories_is_one_trend():
    museum = Bearers({1: 1, 2: 1, 3: 1, 4: 2}, {"Musée de Brisance": 4}, 3)
    prosecutor = Bearers({5: 1, 6: 1, 7: 1, 8: 3}, {"procureure": 4}, 3)
    assert told(group({"muse": museum, "procureur": prosecutor})) == [("muse",)]


def test_a_whole_name_goes_before_its_part_which_is_not_said_twice():
    borne = bearers(delamar=("Delamare", range(10)), jean_luc_delamar=("Jean-Luc Delamare", range(8)))
    (found,) = group(borne)
    assert (spelling(borne[found.term.key].spelt), found.others) == ("Jean-Luc Delamare", ())


def test_what_rises_apart_is_a_trend_of_its_own():
    borne = bearers(seism=("Tromsø", range(10)), grev=("grève des trains", range(8, 20)))
    assert told(group(borne)) == [("seism",), ("grev",)]


def test_a_small_part_of_a_great_subject_is_a_trend_of_its_own():
    borne = bearers(pays99no=("", range(100)), final=("Coupe de Brisance", range(10)))
    assert told(group(borne)) == [("pays:no",), ("final",)]


def test_a_theme_alone_is_no_trend():
    assert group(bearers(theme99sport=("", range(100)))) == ()


def test_what_one_of_several_sources_tells_is_no_trend():
    borne = bearers(tromso=("Tromsø", range(10))) | bearers(1, forum=("Forum Phare", range(20, 30)))
    assert told(group(borne)) == [("tromso",)]
    assert told(group(bearers(1, tromso=("Tromsø", range(10))))) == [("tromso",)]  # there is only one


def test_a_term_that_is_only_a_little_part_gives_no_name():
    borne = bearers(seism=("séisme", range(10)), kerlan=("Kerlanic", range(4)))
    found = grouped([Rise("seism", 10, 0, 9), Rise("kerlan", 4, 0, 5)], borne)
    assert told(found) == [("seism", "kerlan")]


def test_what_nobody_bears_is_no_trend():
    borne = bearers(a=("A", [1]), b=("B", [2]))
    assert told(grouped([Rise(key, 9, 0, 9) for key in "axb"], borne)) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("spelt", "shown"),
    [
        pytest.param(
            {"réforme": 5, "réforme des retraites": 4}, "réforme des retraites", id="a phrase of many"
        ),
        pytest.param({"navire": 8, "navire de croisière": 2}, "navire", id="a phrase of few"),
        pytest.param({"brisance": 3, "Brisance": 1}, "Brisance", id="a title's beginning hides the capital"),
        pytest.param({"tournée": 9, "Tournée": 1}, "tournée", id="one slip is no capital"),
        pytest.param({"Kerlanic": 2, "Kerlanik": 2}, "Kerlanic", id="always the same"),
    ],
)
def test_how_a_term_is_shown(spelt, shown):
    assert spelling(spelt) == shown


def under_a_name(written, *beside, usual=0):
    """What a trend of ten articles is told under; `beside`: what stands in eight of them."""
    borne = bearers(it=(written, range(10)), **{f"n{at}": (one, range(8)) for at, one in enumerate(beside)})
    terms = [Counted("it", 10), *(Counted(f"n{at}", 8, 28 * usual) for at in range(len(beside)))]
    found = named(Trend(Term("it", written), 10, 0), tally(*terms), borne)
    return found and (found.term.written, *(other.written for other in found.others))


def test_a_phrase_is_told_under_the_name_that_it_is_about():
    assert under_a_name("information judiciaire", "Jeanne Kerjean") == (
        "Jeanne Kerjean",
        "information judiciaire",
    )


def test_a_name_that_is_always_told_of_does_not_stand_for_a_phrase():
    assert under_a_name("droits de douane", "Anne Le Bihan", usual=5) == ("droits de douane",)


def test_a_word_is_told_only_with_what_stands_beside_it():
    assert under_a_name("rouble", "Brisance", usual=5) == ("rouble", "Brisance")
    assert under_a_name("rouble") is None
