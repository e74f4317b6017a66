"""How well and how fast articles are put together into stories.

    python bench/stories.py TITLES.tsv              labelled titles: a line each, the title, a tab, the
    cluster's id python bench/stories.py --window 100000         one new article against a week of so many
    python bench/stories.py --learn CORPUS.jsonl.xz…  makes bot/stories/rarities.z and rarities.json anew
    python bench/stories.py --fit FOLDER            makes bot/stories/likeness.json anew (needs scikit-learn)
    with the press.jsonl.xz of that folder

Titles are placed one by one in the order of the file, as if all had come within one week. B-cubed figures.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import accumulate, chain, combinations
from pathlib import Path

from bot.french.stems import stem
from bot.french.words import words
from bot.lab import corpus
from bot.model import Article, Dating, Signature
from bot.ports import Assignment
from bot.stories import rarity
from bot.stories import signature as signatures
from bot.stories.likeness import WEIGHTS, measure
from bot.stories.story_index import StoryIndex
from bot.topics.mentions import split
from tests.quality.press_stories_corpus import HELD, LEARNT, TUNED, items
from tests.quality.stories_corpus import FOLDER, Labelled, b_cubed, catalogue, labelled, placed_one_by_one

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

_NEAR = 0.04
"""Pairs that are less alike than this teach nothing."""
_STRENGTH = 0.3
_INVENTED = 6.0
"""A pair of the invented half counts for so many of the press, which has many more."""
_KEPT_APART = frozenset((*TUNED, *HELD))


def compare(path: Path) -> None:
    """Labelled titles: the same title, MinHash alone, and ours."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    titles, labels = [line[0].strip() for line in lines], [line[1].strip() for line in lines]
    print(f"{len(titles)} titles in {len(set(labels))} clusters; precision, recall, F1 (B-cubed)")
    articles = [Article(title, (), Dating(NOW), path.name) for title in titles]
    tell("exact title", titles, labels)
    tell("MinHash J >= 0.3", _by_minhash(titles), labels)
    tell("ours", placed_one_by_one(articles), labels)


def tell(name: str, found: Sequence[object], labels: Sequence[str]) -> None:
    """One line of figures."""
    precision, recall, f1 = b_cubed(list(map(str, found)), labels)
    print(f"{name:18} {precision:.3f}  {recall:.3f}  {f1:.3f}")


def _by_minhash(titles: Sequence[str], hashes: int = 64, least: float = 0.3) -> list[int]:
    """Each title joins the first one whose sketch of single words agrees enough, or stays alone."""
    seeds = [random.Random(n).getrandbits(64) for n in range(hashes)]
    sketches: list[tuple[int, ...]] = []
    groups: list[int] = []
    for at, title in enumerate(titles):
        said = {hash_of(word) for word in words(title)} or {0}
        sketch = tuple(min((one ^ seed) * 0x9E3779B97F4A7C15 % 2**64 for one in said) for seed in seeds)
        alike = [sum(map(int.__eq__, sketch, other)) / hashes for other in sketches]
        nearest = max(range(at), key=alike.__getitem__, default=None)
        groups.append(groups[nearest] if nearest is not None and alike[nearest] >= least else at)
        sketches.append(sketch)
    return groups


def hash_of(word: str) -> int:
    """64 bits of a word, the same on every machine."""
    return int.from_bytes(sha256(word.encode()).digest()[:8])


def fill(size: int) -> None:
    """A week of `size` invented articles, about two a story, then how long it takes to place one more."""
    index, made = StoryIndex(WEEK), _invented(size + 500)
    began = time.process_time()
    held = [next(made) for _ in range(size)]
    print(f"{size} signatures made in {time.process_time() - began:.1f} s of CPU time")
    before, began = resident_mb(), time.process_time()
    index.learn(held, size, NOW)
    print(f"learnt in {time.process_time() - began:.1f} s of CPU time, {resident_mb() - before:.0f} MB")
    times = []
    for one in made:
        began = time.process_time()
        index.story_of(one.signature, one.moment)
        times.append((time.process_time() - began) * 1000)
    times.sort()
    print(
        f"one article placed among {len(index)}: median {statistics.median(times):.1f} ms, "
        f"99 % within {times[len(times) * 99 // 100]:.1f} ms, worst {times[-1]:.1f} ms (CPU time)"
    )


def _invented(number: int) -> Iterator[Assignment]:
    """Articles of as many words as the press has, common ones often and rare ones seldom (Zipf)."""
    dice = random.Random(7)
    common = [f"mot{n}" for n in range(60_000)]
    weights = list(accumulate(1 / (n + 10) for n in range(60_000)))
    story: list[str] = []
    for n in range(1, number + 1):
        if n % 2 or not story:
            story = dice.choices(common, cum_weights=weights, k=45)
        said = [word for word in story if dice.random() < 0.7] + dice.choices(
            common, cum_weights=weights, k=14
        )
        marks = [dice.choice((1, 2, 2, 3, 5, 6)) for _ in said]
        tokens = dict(zip(said, marks, strict=True))
        sketch = tuple(dice.getrandbits(27) for _ in range(signatures.BINS))
        moment = NOW - timedelta(minutes=dice.randrange(7 * 24 * 60))
        told = Signature(tuple(f"{mark:x}{token}" for token, mark in tokens.items()), sketch)
        yield Assignment(n, (n + 1) // 2, moment, moment, told)


def resident_mb() -> float:
    """The most that this process has taken so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def learn(corpora: Sequence[Path]) -> None:
    """Count how rare each token is, and which words mostly bear a capital inside a sentence."""
    documents: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    total = 0
    for article in _told(corpora):
        total += 1
        documents.update({token[1:] for token in signatures.signature(article, catalogue().phrases).tokens})
        said = split(" ".join(article.text.split()[:150]))
        for i, folded in enumerate(said.folded):
            if not said.opens(i) and (one := stem(folded)):
                seen[one] += 1
                capital[one] += said.written[i][0].isupper()
    names = frozenset(one for one, count in seen.items() if count > 1 and 2 * capital[one] > count)
    table = rarity.table(documents, names, total)
    rarity.TABLE.write_bytes(table)
    told = {
        "table_sha256": sha256(table).hexdigest(),
        "corpora": {path.name: corpus.sha256(path) for path in corpora},
        "articles": total,
        "left_out": sorted(_KEPT_APART),
        "licence": "counted on OrangeSum (CC BY-SA 4.0) and rssTrends (MIT); only counts, by hash, no text",
        "made": datetime.now(UTC).date().isoformat(),
    }
    rarity.TABLE.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{total} articles, {len(documents)} tokens, {len(names)} names: {len(table)} bytes")


def _told(corpora: Sequence[Path]) -> Iterator[Article]:
    """The articles and announcements of these corpora, without the days that are labelled."""
    for _, told in chain.from_iterable(map(corpus.objects, corpora)):
        if told["date"][:10] not in _KEPT_APART:
            parts = (told.get("abstract"), told.get("text"), told.get("description"))
            text = " ".join(filter(None, parts))
            yield Article(told.get("title") or "", (text,) if text else (), Dating(NOW), "")


def fit(press: Path) -> None:
    """A logistic regression over the pairs of the days and the half that are tuned on."""
    from sklearn.linear_model import LogisticRegression

    rows: list[dict[str, float]] = []
    same: list[bool] = []
    counts: list[float] = []
    sets = [(items(press)[day], 1.0) for day in LEARNT]
    sets += [(labelled("dev", titles_only=bare), _INVENTED) for bare in (False, True)]
    for given, count in sets:
        for measured, one in _pairs(given):
            rows.append(measured)
            same.append(one)
            counts.append(count)
    learnt = LogisticRegression(C=_STRENGTH, max_iter=5000)
    learnt.fit([list(row.values()) for row in rows], same, sample_weight=counts)
    labels = b"".join((FOLDER / name).read_bytes() for name in ("press.tsv", "dev.tsv"))
    told = {
        "weights": dict(zip(rows[0], (round(float(each), 2) for each in learnt.coef_[0]), strict=True)),
        "bias": round(float(learnt.intercept_[0]), 2),
        "pairs": len(rows),
        "of one event": sum(same),
        "labels_sha256": sha256(labels).hexdigest(),
        "made": datetime.now(UTC).date().isoformat(),
    }
    WEIGHTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


def _pairs(given: Sequence[Labelled]) -> Iterator[tuple[dict[str, float], bool]]:
    """The pairs of a set that have something in common, and whether they tell one event."""
    told = [signatures.signature(one.article, catalogue().phrases) for one in given]
    index = StoryIndex(WEEK)
    story_ids = {story: n for n, story in enumerate(dict.fromkeys(one.story for one in given), 1)}
    for n, (one, each) in enumerate(zip(given, told, strict=True), 1):
        moment = one.article.dating.moment
        index.learn([Assignment(n, story_ids[one.story], moment, moment, each)], n, moment)
    ready = [index.weighed(each) for each in told]
    for (one, mine), (other, yours) in combinations(zip(given, ready, strict=True), 2):
        if not mine.weights.keys().isdisjoint(yours.weights):
            measured = measure(mine, yours)
            if measured["alike"] >= _NEAR or one.story == other.story:
                yield measured, one.story == other.story


def main() -> None:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("titles", nargs="?", type=Path)
    parser.add_argument("--window", type=int)
    parser.add_argument("--learn", type=Path, nargs="+")
    parser.add_argument("--fit", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    if asked.titles:
        compare(asked.titles)
    if asked.window:
        fill(asked.window)
    if asked.learn:
        learn(asked.learn)
    if asked.fit:
        fit(asked.fit)


if __name__ == "__main__":
    main()
