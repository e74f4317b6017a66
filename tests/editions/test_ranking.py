"""What makes one story more important than another, and what an edition takes of all that waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.editions.ranking import Parts, chosen, parts, standing, weight
from bot.model import Form, Kind
from bot.ports import Pending, Report, Waiting
from bot.stories.signature import signature
from tests.store.shelf import article

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OUTPUTS = {"La Gazette": 200, "Le Courrier": 100, "L’Écho": 50, "La Revue": 10}


def report(
    source: str, title: str = "Le phare de Kervannec", ago_h: float = 1, form=Form.PROSE, kind=Kind.NEWS
) -> Report:
    tokens = signature(article(title), {}).tokens
    return Report(source, NOW - timedelta(hours=ago_h), "", form, kind, tokens)


def standings(*stories):
    return {number: standing(reports, OUTPUTS, NOW) for number, reports in enumerate(stories, 1)}


def score(*reports, opened=None, **waiting) -> float:
    one = Waiting(1, "theme:sport", **waiting)
    return parts(one, standing(reports, OUTPUTS, NOW), opened or {}, NOW).score


GAZETTE, COURIER, ECHO = report("La Gazette"), report("Le Courrier"), report("L’Écho")


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(score(GAZETTE, COURIER), score(GAZETTE), id="told by two, not by one"),
        pytest.param(
            score(GAZETTE, COURIER), score(GAZETTE, GAZETTE, GAZETTE), id="two publishers, not three articles"
        ),
        pytest.param(
            score(report("La Revue")), score(GAZETTE), id="by who publishes little, not by who tells all"
        ),
        pytest.param(
            score(GAZETTE, COURIER, ECHO),
            score(GAZETTE, replace(COURIER, moment=NOW - timedelta(hours=9)), ECHO),
            id="by many within hours, not over a day",
        ),
        pytest.param(score(GAZETTE), score(report("La Gazette", ago_h=20)), id="fresh, not of yesterday"),
        pytest.param(score(GAZETTE, salience=1), score(GAZETTE, salience=0.5), id="about it, no more"),
        pytest.param(
            score(GAZETTE, replace(COURIER, form=Form.LIVE)), score(GAZETTE, COURIER), id="followed live"
        ),
        pytest.param(
            score(GAZETTE), score(report("La Gazette", form=Form.TABLE)), id="a report, not a table"
        ),
        pytest.param(
            score(GAZETTE), score(report("La Gazette", kind=Kind.OPINION)), id="a report, not an opinion"
        ),
        pytest.param(
            score(report("La Gazette", "Séisme : le bilan monte à douze morts")),
            score(report("La Gazette", "Comment bien choisir ses chaussures de marche")),
            id="what others will tell, too",
        ),
        pytest.param(
            score(GAZETTE, opened={"theme:sport": 3}), score(GAZETTE), id="of what the reader opens"
        ),
    ],
)
def test_what_is_more_important(more, less):
    assert more > less


def test_two_sections_of_one_publisher_are_one():
    two = standing([report("Le Courrier – Sport"), report("Le Courrier")], OUTPUTS, NOW)
    assert two.publishers == 1


def test_a_publisher_weighs_more_the_less_it_publishes_within_bounds():
    weights = [weight(source, OUTPUTS) for source in OUTPUTS]
    assert weights == sorted(weights)
    assert (weight("Le Bulletin", OUTPUTS | {"Le Bulletin": 1}), weight("L’Agence", {"L’Agence": 1})) == (
        1.5,
        1,
    )


def test_no_part_is_left_out_of_the_score():
    nothing = Parts(0, 0, 0, 0, 0, 0, 0)
    for name in Parts.__slots__:
        assert replace(nothing, **{name: 1.0}).score > 0, name


TITLES = [f"{place} rouvre" for place in ("Valmer", "Brisseuil", "Kervannec", "Lunoy", "Tarnos", "Morlane")]


def test_an_edition_has_a_fair_share_of_each_topic():
    """Five stories of sport, each told by two; one of culture, told by one."""
    sport = [(report("La Gazette", title), report("Le Courrier", title)) for title in TITLES[:5]]
    waiting = [Waiting(number, "theme:sport") for number in range(1, 6)] + [Waiting(6, "theme:culture")]
    taken = chosen(Pending(waiting), standings(*sport, (report("La Gazette", TITLES[5]),)), NOW, 4, least=0)
    assert [one.topic for one in taken] == [*3 * ["theme:sport"], "theme:culture"]


@pytest.mark.parametrize(
    ("most", "taken"),
    [
        pytest.param(4, 2, id="more wait than fit: half of it, and what is worth it"),
        pytest.param(6, 6, id="all fit: all are taken"),
    ],
)
def test_an_edition_is_not_filled_with_trifles(most, taken):
    trifles = [(report("La Gazette", title, ago_h=6),) for title in TITLES]
    waiting = [Waiting(number, f"theme:{number}") for number in range(1, 7)]
    assert len(chosen(Pending(waiting), standings(*trifles), NOW, most)) == taken


def test_two_stories_of_one_event_do_not_stand_in_one_edition():
    twice = (
        (report("La Gazette", "Kervannec : le phare rallumé"),),
        (report("L’Écho", "Le phare de Kervannec rallumé"),),
    )
    waiting = [Waiting(number, "theme:sport") for number in (1, 2, 3)]
    taken = chosen(Pending(waiting), standings(*twice, (report("La Gazette", TITLES[0]),)), NOW, 3)
    assert sorted(one.story_id for one in taken) == [2, 3]


@pytest.mark.parametrize(
    ("suite", "taken"),
    [
        pytest.param(False, 0, id="another story of an event that the reader has had"),
        pytest.param(True, 1, id="but a Suite is one of the reader's own"),
    ],
)
def test_what_a_reader_has_had_does_not_come_again_under_another_title(suite, taken):
    known = standings(
        (report("La Gazette", "Kervannec : le phare rallumé"),),
        (report("L’Écho", "Le phare de Kervannec rallumé"),),
    )
    assert len(chosen(Pending([Waiting(2, suite=suite)], had=[1]), known, NOW, 3)) == taken


@pytest.mark.parametrize("suite", [False, True])
def test_an_edition_tells_an_event_once(suite):
    known = standings(
        (report("La Gazette", "Kervannec : le phare rallumé"), report("Le Courrier", "Le phare rallumé")),
        (report("L’Écho", "Le phare de Kervannec rallumé"),),
    )
    taken = chosen(Pending([Waiting(1), Waiting(2, suite=suite)]), known, NOW, 3)
    assert [one.story_id for one in taken] == [1]


def test_a_suite_stands_where_its_importance_puts_it_among_new_stories():
    telling = [("La Gazette", "Le Courrier", "L’Écho"), ("La Gazette", "Le Courrier"), ("La Gazette",)]
    stories = [
        [report(source, title) for source in sources] for title, sources in zip(TITLES, telling, strict=False)
    ]
    for suite in (1, 2, 3):
        waiting = [Waiting(number, f"theme:{number}", suite=number == suite) for number in (3, 2, 1)]
        taken = chosen(Pending(waiting), standings(*stories), NOW, 3)
        assert [one.story_id for one in taken] == [1, 2, 3]


def test_a_story_that_is_gone_is_not_taken():
    assert chosen(Pending([Waiting(7)]), {}, NOW, 3) == []
