"""An edition's stories by topic: what is read together stands together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model import Story
from bot.topics.catalogue import Catalogue
from bot.topics.query import topic_of
from bot.topics.topic_labels import label
from bot.wording import Marked

_STORIES_MIN, _SECTIONS_MIN = 4, 2
_STORIES_A_SECTION = 1.5
"""A shorter edition, one of a single topic, or of nearly a topic for each story, is a plain list."""
MISCELLANEOUS = Marked("Divers")


@dataclass(frozen=True, slots=True)
class Section:
    """Stories that stand together, the most important first, and what stands above them; empty: nothing."""

    stories: Sequence[Story]
    heading: str = ""


def by_topic(stories: Sequence[Story], topics: Mapping[int, str], catalogue: Catalogue) -> list[Section]:
    """The stories, given by importance, under the labels of what led to them; the first one's section first.

    `topics`: story -> the key of a topic, maybe of none.
    """
    groups: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        groups[_heading(topics[story.id], catalogue)].append(story)
    return [Section(together, heading) for heading, together in groups.items()]


def of_edition(stories: Sequence[Story], topics: Mapping[int, str], catalogue: Catalogue) -> list[Section]:
    """The same for an edition that is worth it; else all of its stories, under no heading."""
    sections = by_topic(stories, topics, catalogue)
    groups = _SECTIONS_MIN <= len(sections) <= len(stories) / _STORIES_A_SECTION
    return sections if groups and len(stories) >= _STORIES_MIN else [Section(stories)]


def _heading(key: str, catalogue: Catalogue) -> str:
    try:
        return label(topic_of(key, catalogue))
    except ValueError:  # no topic, or one that is no more
        return str(MISCELLANEOUS)
