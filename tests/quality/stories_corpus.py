"""Invented headlines and leads, each with the story that it tells, and how well they are put together again.

    python -m tests.quality.stories_corpus [half]     prints what is wrong, and the figures

The labels were written before anything was tuned. `dev` was tuned on; `held` was read for its figure alone.
"""

import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bot.model import Article, Dating
from bot.ports import Assignment
from bot.stories.signature import signature
from bot.stories.story_index import StoryIndex
from bot.stories.suite import is_news
from bot.topics.catalogue import Catalogue

FOLDER = Path(__file__).parent / "stories"
WINDOW = timedelta(days=7)
_CONFIG = Path(__file__).parents[2] / "config" / "topics.toml"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article and the story that it tells."""

    story: str
    article: Article


@lru_cache
def catalogue() -> Catalogue:
    return Catalogue.from_toml(tomllib.loads(_CONFIG.read_text(encoding="utf-8")), str(_CONFIG))


def corpus_hash() -> str:
    return sha256(
        b"".join((FOLDER / f"{half}.tsv").read_bytes() for half in ("dev", "held", "suites"))
    ).hexdigest()[:16]


def labelled(half: str, *, titles_only: bool = False) -> list[Labelled]:
    """The articles of one half in the order in which they came."""
    with (FOLDER / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows.sort(key=lambda row: row["moment"])
    return [
        Labelled(
            row["story"],
            Article(
                row["title"],
                () if titles_only else (row["lead"],),
                Dating(datetime.fromisoformat(row["moment"]).replace(tzinfo=UTC)),
                row["source"],
            ),
        )
        for row in rows
    ]


def placed_one_by_one(articles: Sequence[Article]) -> list[int]:
    """The story of each article, given as it comes, as the bot does."""
    index = StoryIndex(WINDOW)
    stories: list[int] = []
    for number, article in enumerate(articles, 1):
        told, moment = signature(article, catalogue().phrases), article.dating.moment
        story_id = index.story_of(told, moment) or number
        index.learn([Assignment(number, story_id, moment, moment, told)], number, moment)
        stories.append(story_id)
    return stories


def looked_at_again(articles: Sequence[Article]) -> list[int]:
    """The story of each article once the second look has joined what it could."""
    index = StoryIndex(WINDOW)
    placed: dict[int, Assignment] = {}
    for number, article in enumerate(articles, 1):
        told, moment = signature(article, catalogue().phrases), article.dating.moment
        placed[number] = Assignment(number, index.story_of(told, moment) or number, moment, moment, told)
        index.learn([placed[number]], number, moment)
    number = len(placed)
    while twins := index.twins(articles[0].dating.moment - WINDOW, len(placed)):
        for kept, joined in twins:
            moved = [replace(one, story_id=kept) for one in placed.values() if one.story_id == joined]
            placed.update((one.article_id, one) for one in moved)
            number += len(moved)
            index.learn(moved, number, moved[0].moment)
    return [one.story_id for one in placed.values()]


def b_cubed(found: Sequence[Hashable], labels: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping, B-cubed (Bagga and Baldwin 1998)."""
    by_found, by_label = defaultdict(set), defaultdict(set)
    for at, (group, label) in enumerate(zip(found, labels, strict=True)):
        by_found[group].add(at)
        by_label[label].add(at)
    shared = [
        (len(by_found[group] & by_label[label]), len(by_found[group]), len(by_label[label]))
        for group, label in zip(found, labels, strict=True)
    ]
    precision = sum(both / ours for both, ours, _ in shared) / len(shared)
    recall = sum(both / theirs for both, _, theirs in shared) / len(shared)
    return precision, recall, 2 * precision * recall / (precision + recall)


def reading(half: str, *, titles_only: bool = False) -> tuple[float, float, float]:
    """The figures of one half."""
    given = labelled(half, titles_only=titles_only)
    return b_cubed(looked_at_again([one.article for one in given]), [one.story for one in given])


def suites(half: str) -> list[tuple[Labelled, bool, bool]]:
    """Each article that follows others of its story: whether it was labelled as news, and was found to be."""
    lines = (FOLDER / "suites.tsv").read_text(encoding="utf-8").splitlines()
    news = {tuple(line.split("\t")) for line in lines[1:]}
    before: dict[str, list[Article]] = defaultdict(list)
    judged = []
    for one in labelled(half):
        so_far = before[one.story]
        if so_far:
            wanted = (one.story, str(len(so_far) + 1)) in news
            judged.append((one, wanted, is_news(one.article, so_far)))
        so_far.append(one.article)
    return judged


def suites_reading(half: str) -> tuple[float, float]:
    """Precision and recall of what is found to be news."""
    judged = suites(half)
    right = sum(wanted and found for _, wanted, found in judged)
    return right / sum(found for *_, found in judged), right / sum(wanted for _, wanted, _ in judged)


def _faults(half: str, *, titles_only: bool) -> None:
    given = labelled(half, titles_only=titles_only)
    found = looked_at_again([one.article for one in given])
    groups, stories = defaultdict(set), defaultdict(set)
    for one, story_id in zip(given, found, strict=True):
        groups[story_id].add(one.story)
        stories[one.story].add(story_id)
    for one, story_id in zip(given, found, strict=True):
        if len(groups[story_id]) > 1 or len(stories[one.story]) > 1:
            print(f"{story_id:4} {one.story} {one.article.title}")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["dev"]
    for half in wanted:
        for bare in (False, True):
            _faults(half, titles_only=bare)
            figures = " ".join(f"{value:.3f}" for value in reading(half, titles_only=bare))
            print(f"{half}{', titles only' if bare else ''}: precision, recall, F1 {figures}")
        for one, news, found in suites(half):
            if news is not found:
                print(f"{'missed' if news else 'no news'} {one.story} {one.article.title}")
        print(f"{half}, suites: precision, recall {' '.join(f'{v:.3f}' for v in suites_reading(half))}")
