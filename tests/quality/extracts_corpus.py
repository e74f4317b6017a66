"""Invented articles, with what a journalist would put above each, and who, where, when and how many.

python -m tests.quality.extracts_corpus     prints what the extracts and the key points are worth on them
(`laconique eval tests/quality/extracts/articles.jsonl` gives the same ROUGE.)
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from bot.french.fold import fold
from bot.model import Article, Dating, KeyPoints
from bot.summaries.extractive import summarise
from bot.summaries.prose import of_article
from bot.summaries.weekdays import undated

FILE = Path(__file__).parent / "extracts" / "articles.jsonl"
METRICS = ("rouge1", "rouge2", "rougeL")
KINDS = ("who", "where", "when", "figures")
PUBLISHED = datetime(2027, 6, 9, 9, tzinfo=UTC)
_AROUND = frozenset("le la les l au a en du de d pres plus moins environ quelque depuis des d ici".split())
"""What may stand around an expected answer: "plus de 1 200 personnes", "en mars"."""

Method = Callable[[Article], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """An article, its abstract, and all that may rightly be shown as its key points."""

    id: str
    article: Article
    abstract: str
    points: KeyPoints


def articles() -> Iterator[Told]:
    """All of them."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = Article(row["title"], tuple(row["text"].split("\n")), Dating(PUBLISHED), source="invented")
        points = KeyPoints(**{kind: tuple(row[kind]) for kind in KINDS})
        yield Told(row["id"], article, row["abstract"], points)


def digest() -> str:
    """The hash of the articles and of what is expected."""
    return sha256(FILE.read_bytes()).hexdigest()


def extract(article: Article) -> Sequence[str]:
    """What a reader is sent, but for the dates that weekdays get: nobody wrote them beside these articles."""
    return [undated(sentence, PUBLISHED.date()) for sentence in summarise(article).sentences]


def lead(article: Article) -> Sequence[str]:
    """The first two sentences: what a summary has to beat."""
    return of_article(article)[:2]


def rouge(method: Method) -> tuple[float, ...]:
    """Mean ROUGE-1, -2 and -L F1 of a method, in percent."""
    from rouge_score.rouge_scorer import RougeScorer  # two seconds, for who asks only for the articles

    scorer = RougeScorer(METRICS)
    scores = [scorer.score(told.abstract, " ".join(method(told.article))) for told in articles()]
    return tuple(100 * fmean(score[name].fmeasure for score in scores) for name in METRICS)


def judged(kind: str) -> Iterator[tuple[str, str, bool]]:
    """Every key point of one kind that a reader is shown: (id, the point, whether it is right)."""
    for told in articles():
        for shown in getattr(summarise(told.article).points, kind):
            point = undated(shown, PUBLISHED.date())
            yield told.id, point, is_right(point, getattr(told.points, kind))


def is_right(shown: str, expected: Iterable[str]) -> bool:
    """Whether a point says what was expected, and nothing more but "environ", "depuis" and the like."""
    said = _bare(shown)
    return any(said == _bare(each) for each in expected)


def answered(kind: str) -> float:
    """The share of those articles that show a right point, of all whose title or digest tells one."""
    right = {at for at, _, is_one in judged(kind) if is_one}
    asked = {told.id for told in articles() if any(map(_news(told).__contains__, _named(told, kind)))}
    return len(right & asked) / len(asked)


def _news(told: Told) -> str:
    """Title and digest, folded."""
    return fold(" ".join((told.article.title, *extract(told.article)))).replace("\u202f", " ")


def _named(told: Told, kind: str) -> Iterator[str]:
    """What title or digest would hold of each right point: the last name of a person."""
    for point in getattr(told.points, kind):
        yield fold(point.split()[-1] if kind == "who" else point)


def precision(kind: str) -> float:
    """The share of the points shown of this kind that are right."""
    return fmean(right for _, _, right in judged(kind))


def _bare(text: str) -> list[str]:
    every = (
        fold(text).replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").replace("'", " ").split()
    )
    return [word for word in every if word not in _AROUND]


def main() -> None:
    """Print the scores, and the points that are wrong."""
    for name, method in (("extracts", extract), ("first two sentences", lead)):
        print(f"{name:20}", " / ".join(f"{score:.1f}" for score in rouge(method)))
    for kind in KINDS:
        every = list(judged(kind))
        print(
            f"{kind:8} {precision(kind):.1%} of {len(every)} right; {answered(kind):.0%} of the articles "
            f"answered"
        )
        for at, shown, right in every:
            if not right:
                print(f"    {at}: {shown}")


if __name__ == "__main__":
    main()
