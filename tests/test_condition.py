"""What is not well, why, and what to do: what /health, `doctor` and the pages say alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.causes import WORDS
from bot.app.condition import QUEUES, of_entries, of_sources, troubles
from bot.app.recent_events import Recent, together
from bot.errors import Cause
from bot.ports import Event, Failing, Supply, What
from bot.store.checks import Overdue

PARIS = "Europe/Paris"
NONE = Supply()


def failing(number, cause, *, dead=False):
    return tuple(Failing(f"Le Phare {n}", f"why {n}", cause, dead) for n in range(number))


def plain(text):
    """With plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(supply=NONE, overdue=(), lost=None, *, now):
    return [plain(trouble.told) for trouble in troubles(supply, overdue, lost, now, PARIS)]


def of(supply):
    return [(plain(one.told), one.grave) for one in of_sources(supply)]


def test_every_cause_has_its_words_and_what_to_do():
    assert WORDS.keys() == set(Cause)
    assert all(words.told and words.remedy for words in WORDS.values())


def test_a_bot_that_is_well_has_nothing_to_say(now):
    assert said(Supply(9, 9, failing(4, Cause.SERVER)), now=now) == []


def test_most_sources_fail(now):
    assert said(Supply(9, 9, failing(5, Cause.REFUSED)), now=now) == [
        "5 sources sur 9 échouent ; d’abord : le site nous refuse"
    ]


def test_of_sources_that_were_not_looked_at_nobody_knows(now):
    assert said(Supply(9, 0), now=now) == []
    assert said(Supply(9, 3, failing(2, Cause.REFUSED)), now=now)


def test_telegram_is_not_reached(now):
    lost = (now - timedelta(minutes=12), "no answer within 15 s")
    assert said(lost=lost, now=now) == ["Telegram n’est plus joint depuis 12 min : no answer within 15 s"]


def test_all_pushes_are_paused_which_asks_for_somebody_but_is_no_fault(now):
    (trouble,) = troubles(NONE, (), None, now, PARIS, now - timedelta(days=2))
    assert plain(trouble.told).endswith("suspendus depuis le 21/11/2026 à 10:00")
    assert not trouble.grave


@pytest.mark.parametrize("what", QUEUES)
def test_a_queue_grows_old(now, what):
    patience = QUEUES[what].patience
    assert said(overdue=[Overdue(what, 3, now - patience + timedelta(seconds=1))], now=now) == []
    (told,) = said(overdue=[Overdue(what, 3, now - patience)], now=now)
    assert told.startswith(f"{QUEUES[what].told} : 3 en retard, depuis le ")


def test_sources_are_told_by_cause_the_most_first():
    fails = (*failing(1, Cause.NOT_A_FEED), *failing(4, Cause.SERVER))
    assert of(Supply(20, 20, fails)) == [
        ("le site est en panne : 4 sources (Le Phare 0, Le Phare 1, Le Phare 2…)", False),
        ("ce n’est pas un flux : 1 source (Le Phare 0)", True),
    ]


def test_what_lasts_until_somebody_acts_is_grave_and_so_is_what_has_lasted():
    assert of(Supply(20, 20, failing(1, Cause.SERVER, dead=True))) == [
        ("le site est en panne : 1 source (Le Phare 0)", True)
    ]


@pytest.mark.parametrize(
    ("looked_at", "told"),
    [
        pytest.param(
            5, ["le réseau ne répond pas : 3 sources (Le Phare 0, Le Phare 0, Le Phare 1)"], id="most"
        ),
        pytest.param(
            9,
            [
                "pas de réponse à temps : 2 sources (Le Phare 0, Le Phare 1)",
                "hôte introuvable : 1 source (Le Phare 0)",
            ],
            id="some",
        ),
    ],
)
def test_when_most_sources_can_t_be_reached_it_is_the_way_there(looked_at, told):
    fails = (*failing(1, Cause.UNRESOLVED), *failing(2, Cause.SILENT))
    assert [sentence for sentence, _ in of(Supply(looked_at, looked_at, fails))] == told


def test_entries_that_were_given_up_need_nobody():
    (trouble,) = of_entries([(Cause.NO_ARTICLE, 12, "https://phare.example/1: no article in it")])
    assert plain(trouble.told) == "aucun article trouvé : 12 entrées"
    assert not trouble.grave


def test_sources_that_failed_together_are_one_line_and_deeds_one_each(now):
    phare, mole, quai = (
        Event(What.SOURCE_FAILS, name, "…", Cause.SILENT) for name in ("Phare", "Môle", "Quai")
    )
    other_cause, added = replace(phare, cause=Cause.SERVER), Event(What.SOURCE_ADDED, "Le Cap")
    alarm, hidden, shown = (Event(what) for what in (What.READERS_GONE, What.STORY_HIDDEN, What.STORY_HIDDEN))
    told = [
        (0, phare),
        (59, mole),
        (59, alarm),
        (61, quai),
        (61, other_cause),
        (61, added),
        (61, hidden),
        (61, shown),
    ]
    events = [(now - timedelta(seconds=seconds), event) for seconds, event in told]
    first, _, *others = [Recent(*event) for event in events]
    assert list(together(events)) == [replace(first, more=1), *others]
    assert list(together([])) == []


@pytest.mark.parametrize(
    ("free", "told"),
    [
        pytest.param(3_000_000, ["Le disque est plein : il reste 3 Mo"], id="no room for what comes next"),
        pytest.param(10**9, [], id="room enough"),
        pytest.param(None, [], id="nobody has looked"),
    ],
)
def test_a_disk_that_is_full_is_said_first(now, free, told):
    waiting = Overdue(next(iter(QUEUES)), 9, now - timedelta(days=2))
    found = [plain(one.told) for one in troubles(NONE, (waiting,), None, now, PARIS, free=free)]
    assert found[:-1] == told
