"""An edition's stories by topic."""

from dataclasses import replace

import pytest

from bot.editions.buttons import Opened, opened, sign
from bot.editions.grouping import by_topic, of_edition
from bot.editions.render import edition
from bot.sandbox.markup import parse_html
from tests.editions.stories import shipped_catalogue, story

SPORT, RUSSIA, WORDS = "theme:sport", "pays:ru", "mots:phare"


def told(*topics):
    """Stories in the order of their importance, numbered from 1, each of its topic; and what they are of."""
    stories = [story(f"Nouvelle {number}", id_=number) for number in range(1, len(topics) + 1)]
    return stories, {one.id: topic for one, topic in zip(stories, topics, strict=True)}


@pytest.mark.parametrize(
    ("topics", "grouped"),
    [
        pytest.param([], {"": []}, id="nothing"),
        pytest.param([SPORT, RUSSIA, SPORT], {"": [1, 2, 3]}, id="three stories: a plain list"),
        pytest.param([SPORT] * 4, {"": [1, 2, 3, 4]}, id="one topic: a plain list"),
        pytest.param([SPORT, RUSSIA, WORDS, SPORT], {"": [1, 2, 3, 4]}, id="a heading for nearly each story"),
        pytest.param(
            [RUSSIA, SPORT, WORDS, RUSSIA, SPORT],
            {"Russie": [1, 4], "Sport": [2, 5], "phare": [3]},
            id="each topic where its most important story would stand",
        ),
        pytest.param(
            [SPORT, "mots:", "pays:zz", SPORT],
            {"Sport": [1, 4], "Divers": [2, 3]},
            id="of no topic, or of one that is no more",
        ),
    ],
)
def test_an_edition_has_sections_where_several_stories_share_them(topics, grouped):
    sections = of_edition(*told(*topics), shipped_catalogue())
    assert {one.heading: [its.id for its in one.stories] for one in sections} == grouped


def test_the_numbers_go_on_under_the_headings_and_the_buttons_follow_them(now):
    sections = of_edition(*told(SPORT, RUSSIA, RUSSIA, SPORT), shipped_catalogue())
    (message,) = edition(sections, now.date(), 480, now, "Europe/Paris")
    lines = [part.splitlines()[0] for part in parse_html(message.html)[0].split("\n\n")][1:]
    assert lines == [
        "Sport",
        "1. Nouvelle 1",
        "2. Nouvelle 4",
        "Russie",
        "3. Nouvelle 2",
        "4. Nouvelle 3",
    ]
    numbers = [(button.label, button.data.split(":")[1]) for button in message.buttons[0]]
    assert numbers == [("1", "1"), ("2", "4"), ("3", "2"), ("4", "3")]
    assert message.buttons[-1][0].data == "why:1.4.2.3"


def test_a_suite_is_called_so_under_its_heading_too(now):
    stories, topics = told(SPORT, RUSSIA, RUSSIA, SPORT)
    stories[3] = replace(stories[3], suite=True)
    (message,) = edition(
        of_edition(stories, topics, shipped_catalogue()), now.date(), 480, now, "Europe/Paris"
    )
    assert "2. Suite\u00a0: Nouvelle 4" in parse_html(message.html)[0]
    assert opened(message.buttons[0][1].data) == Opened(4, sign("Sport"), suite=True)


@pytest.mark.parametrize("words", range(100, 700, 50))
def test_no_heading_stands_alone_at_the_end_of_a_message(now, words):
    stories = [story(f"Nouvelle {n}", ("mot " * words,), id_=n) for n in range(4)]
    sections = by_topic(stories, dict(enumerate([SPORT, SPORT, RUSSIA, WORDS])), shipped_catalogue())
    for message in edition(sections, now.date(), 480, now, "Europe/Paris"):
        last = parse_html(message.html)[0].split("\n\n")[-1]
        assert "Nouvelle" in last
