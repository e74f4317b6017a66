"""The eight invented articles that the sandbox shows to a newcomer."""

import re
from datetime import timedelta
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest

import bot.sandbox
from bot.model import Article
from bot.stories.signature import signature
from bot.stories.story_index import StoryIndex
from bot.topics.tagger import tags
from tests.topics.conftest import article

SAMPLES = sorted((Path(bot.sandbox.__file__).parent / "samples").iterdir())
EXPECTED = {
    "01": {"International", "Russie", "États-Unis", "Politique", "Diplomatie"},
    "02": {"International", "Russie", "États-Unis"},
    "03": {"International", "Chine", "Économie"},
    "04": {"Économie", "Emploi"},
    "05": {"Science"},
    "06": {"Culture", "Théâtre et danse"},
    "07": {"Sport", "Football"},
    "08": {"Environnement", "Pollution"},
}

ALSO_RIGHT = {"02": {"Politique", "Diplomatie", "Société"}, "05": {"Environnement"}}
"""Themes that a reader would not miss, and would not mind."""


def read(path: Path) -> Article:
    """The article of a sample; a dump ends at its first line without a final stop."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        title = unescape(re.findall("<h1>(.*?)</h1>", text)[0])
        body = text.split("</time></p>")[1].split("</article>")[0]
        return article(*map(unescape, re.findall("<p>(.*?)</p>", body)), title=title)
    lines = text.splitlines()[1:]
    end = next(i for i, line in enumerate(lines) if not line.endswith((".", '"')))
    return article(*lines[:end])


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in SAMPLES])
def test_each_sample_shows_its_topics(catalogue, path):
    sample = read(path)
    assert 6 <= len(sample.paragraphs) <= 10
    shown, expected = {topic.label for topic in tags(sample, catalogue)}, EXPECTED[path.name[:2]]
    assert expected <= shown <= expected | ALSO_RIGHT.get(path.name[:2], set())


def test_pages_and_dumps_are_mixed():
    assert len(SAMPLES) == len(EXPECTED)
    assert {path.suffix for path in SAMPLES} == {".html", ".txt"}


def test_only_the_first_two_tell_one_event(catalogue):
    told = [(path.name[:2], signature(read(path), catalogue.phrases)) for path in SAMPLES]
    shelf = StoryIndex(timedelta(days=7))
    pairs = [(a, b) for (a, one), (b, other) in combinations(told, 2) if shelf.alike(one, other)]
    assert pairs == [("01", "02")]
