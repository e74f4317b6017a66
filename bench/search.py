"""How fast a reader's search is in a large archive.

`python -m bench.search --articles 1000000 [--database URL]`.

Builds an archive of invented articles, the same one each time: words as rare as in a language (Zipf), topics
as unequal, stories of one to four articles, three years of dates, one article in ten stored long after its
time. Then asks it what readers ask, by the page, and prints how long the whole answer took, stories read and
all. A database that holds such an archive already is used as it is; without `--database`, a SQLite file that
is removed at the end. PostgreSQL: an empty database of its own, where COPY is allowed.
"""

import argparse
import asyncio
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import numpy as np
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from bot.ports import Search
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.index import sort_key
from bot.store.schema import articles

Ranks = np.ndarray[Any, np.dtype[np.int64]]

WORDS, TOPICS, STEMS, HEAD = 60_000, 300, 60, 15
"""Different words and topics in all; words of one article, and of its title and lead."""
START, YEARS_S = datetime(2023, 1, 1, tzinfo=UTC), 3 * 365 * 86_400
BATCH = 20_000
PAGE = 5
SEED = 20_230_101

COLUMNS = {
    "stories": ("id", "lead_id", "created_at", "quiet", "told_at"),
    "articles": (
        *("id", "story_id", "source", "url", "identity", "title", "paragraphs", "left_out", "language"),
        *("version", "author", "section", "image", "paywalled", "form", "published_at", "sort_key"),
        *("date_origin", "date_confidence", "date_candidates", "day_only", "stored_at", "summary_tries"),
    ),
    "summaries": (
        *("article_id", "headline", "headline_made", "sentences", "method", "version", "note", "made_at"),
    ),
    "article_topics": ("article_id", "topic", "rank", "sort_key"),
    "article_words": ("rowid", "stems"),
}


def stem(rank: int) -> str:
    """The word of this rank: the more frequent, the lower."""
    return f"m{rank:x}"


def zipf(size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Cumulated frequencies of ranks 0, 1, 2…: the n-th is as frequent as 1/(n+8).

    Function words are left out.
    """
    weights = 1 / (np.arange(size) + 8)
    return np.cumsum(weights / weights.sum())


def batches(total: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Rows of each table, a batch of articles at a time."""
    rng = np.random.default_rng(SEED)
    words, topics = zipf(WORDS), zipf(TOPICS)
    story, left = 0, 0
    for first in range(1, total + 1, BATCH):
        size = min(BATCH, total + 1 - first)
        stems = np.searchsorted(words, rng.random((size, STEMS)))
        tagged = np.searchsorted(topics, rng.random((size, 2)))
        timely = (np.arange(first, first + size) / total * YEARS_S).astype(int)
        late = rng.random(size) < 0.1
        seconds = np.where(late, (rng.random(size) * timely).astype(int), timely)
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
        for i in range(size):
            one = first + i
            moment = START + timedelta(seconds=int(seconds[i]))
            if left == 0:
                story, left = story + 1, int(rng.integers(1, 5))
                rows["stories"].append((story, one, moment, False, moment))
            left -= 1
            _article(rows, one, story, moment, stems[i], np.unique(tagged[i]))
        rows["article_words"].sort()  # as an FTS5 index likes it
        yield rows


def _article(
    rows: dict[str, list[Any]], one: int, story: int, moment: datetime, ranks: Ranks, topics: Ranks
) -> None:
    title = f"Titre inventé numéro {one}"
    sentence = json.dumps([f"Une phrase inventée, qui tient lieu de texte à l’article numéro {one}."])
    at = sort_key(moment, one)
    named = (
        one,
        story,
        f"Source {one % 50}",
        f"https://presse.example/{one}",
        f"{one:064x}",
        title,
        sentence,
    )
    told = ("[]", "fr", 1, "", "", "", False, "prose", moment, at, "stated", 1.0, "[]", False, moment, 0)
    rows["articles"].append(named + told)
    rows["summaries"].append((one, title, False, sentence, "extract", "bench", "", moment))
    rows["article_topics"] += [(one, topic(rank), order, at) for order, rank in enumerate(topics.tolist())]
    words = [stem(rank) for rank in ranks.tolist()]
    head = [f"¶{word}" for word in words[:HEAD]]
    rows["article_words"].append((at, " ".join([*head, *words])))


def topic(rank: int) -> str:
    """The key of the topic of this rank."""
    return f"theme:sujet{rank}"


def fill_sqlite(path: str, total: int) -> None:
    """One transaction a batch, as an archive that grew has it."""
    sqlite3.register_adapter(datetime, lambda moment: f"{moment:%Y-%m-%d %H:%M:%S.%f}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for rows in batches(total):
            for name, columns in COLUMNS.items():
                holes = ", ".join("?" * len(columns))
                connection.executemany(
                    f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({holes})", rows[name]
                )
            connection.commit()
        connection.execute("ANALYZE")
    connection.close()


def fill_postgresql(url: str, total: int) -> None:
    """By COPY; the index of words is made at the end."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("SET synchronous_commit = off")
        made = connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_article_words_terms'"
        ).fetchone()
        assert made is not None
        connection.execute("DROP INDEX ix_article_words_terms")
        for rows in batches(total):
            with connection.transaction():
                for name, columns in COLUMNS.items():
                    copy = f"COPY {name} ({', '.join(columns)}) FROM STDIN"
                    with connection.cursor() as cursor, cursor.copy(copy) as writing:
                        for row in rows[name]:
                            writing.write_row(row)
        connection.execute(made[0])
        connection.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Asked:
    """A question, and what kind of question it is."""

    kind: str
    search: Search
    offset: int = 0


CLASSES = {
    "frequent": (0, 20),  # each in 5 to 50 of 100 articles
    "usual": (100, 1_000),  # in one of 100 or so
    "rare": (20_000, 60_000),  # in one of 10,000 or so
    "absent": (1_000_000, 1_000_100),
}
TOPIC_CLASSES = {"frequent": (0, 3), "usual": (30, 100), "rare": (250, 300), "absent": (900, 999)}


def questions(rounds: int) -> Iterator[Asked]:
    """What readers ask: each kind of question as often."""
    rng = np.random.default_rng(SEED + 1)

    def word(how: str) -> str:
        return stem(int(rng.integers(*CLASSES[how])))

    for _ in range(rounds):
        for how in CLASSES:
            about = topic(int(rng.integers(*TOPIC_CLASSES[how])))
            month = START + timedelta(days=int(rng.integers(0, 1_060)))
            in_a_month = Search(about, (word(how),), since=month, until=month + timedelta(days=30))
            one, two, any_word = word(how), word(how), word(str(rng.choice(list(CLASSES)[:3])))
            for page, offset in (("page 1", 0), ("page 10", 9 * PAGE)):
                yield Asked(f"topic, {how}, {page}", Search(about), offset)
                yield Asked(f"word, {how}, {page}", Search(words=(one,)), offset)
                yield Asked(f"topic or word, {how}, {page}", Search(about, (one,)), offset)
                yield Asked(f"topic or two words, {how}, {page}", Search(about, (one, two)), offset)
                yield Asked(f"two words, {how} and any, {page}", Search(words=(one, any_word)), offset)
                yield Asked(f"topic or word in a month, {how}, {page}", in_a_month, offset)
            yield Asked(f"topic without a word, {how}", Search(about, without=((one,),)))
        yield Asked("the latest", Search())


Taken = dict[str, list[tuple[float, float]]]
"""Kind of question -> milliseconds of each answer: on the clock, and of this process (with SQLite: all there
is)."""


@contextmanager
def timed(taken: Taken, kind: str) -> Iterator[None]:
    """How long the block took."""
    clock, spent = perf_counter(), process_time()
    yield
    took = ((perf_counter() - clock) * 1000, (process_time() - spent) * 1000)
    taken.setdefault(kind, []).append(took)


async def measure(archive: ArchiveStore, asked: Sequence[Asked]) -> Taken:
    """Answer these questions."""
    taken: Taken = {}
    for one in asked:
        with timed(taken, one.kind):
            await archive.stories(one.search, limit=PAGE + 1, offset=one.offset)
    return taken


RANKED_MAX = 10_000
RANKED = {
    "sqlite": """
        SELECT rowid FROM article_words WHERE article_words MATCH :asked AND rowid >= coalesce(
            (SELECT rowid FROM article_words WHERE article_words MATCH :asked
             ORDER BY rowid DESC LIMIT 1 OFFSET :newest), -9223372036854775808)
        ORDER BY bm25(article_words), rowid DESC LIMIT :page""",
    "postgresql": """
        SELECT rowid FROM
            (SELECT rowid, terms FROM article_words WHERE terms @@ CAST(:asked AS tsquery)
             ORDER BY rowid DESC LIMIT :newest) AS newest
        ORDER BY ts_rank(terms, CAST(:asked AS tsquery)) DESC, rowid DESC LIMIT :page""",
}
"""The newest ten thousand that fit, by how well: what the databases offer. The chat does not ask for it."""


async def measure_ranked(database: Database, rounds: int) -> Taken:
    """Pages by rank."""
    rng = np.random.default_rng(SEED + 2)
    taken: Taken = {}
    for _ in range(rounds):
        for how, (first, last) in CLASSES.items():
            one, two = (stem(int(rng.integers(first, last))) for _ in range(2))
            for kind, words in (("one word", (one,)), ("two words", (one, two))):
                async with database.read() as connection:
                    dialect = connection.dialect.name
                    asked = (" AND " if dialect == "sqlite" else " & ").join(words)
                    values = {"asked": asked, "newest": RANKED_MAX, "page": PAGE + 1}
                    with timed(taken, f"{kind}, {how}"):
                        await connection.execute(text(RANKED[dialect]), values)
    return taken


def show(title: str, taken: Taken) -> None:
    """Print the median, the 99th percentile and the slowest of each kind, then of all."""
    every = [one for times in taken.values() for one in times]
    for kind, times in [*sorted(taken.items(), key=lambda item: -max(item[1])[0]), (f"{title}: all", every)]:
        (p50, spent50), (p99, spent99) = np.percentile(times, [50, 99], axis=0)
        print(f"{kind:48} p50 {p50:6.1f} ms, p99 {p99:6.1f}, worst {max(times)[0]:6.1f}", end="")
        print(f"   this process: {spent50:6.1f}, {spent99:6.1f}   ({len(times)} questions)")


async def run(url: str, total: int, rounds: int) -> None:
    """Build what is not there yet, then ask."""
    database = Database(url)
    await database.open()
    async with database.read() as connection:
        held = (await connection.execute(select(func.count()).select_from(articles))).scalar_one()
    if not held:
        start = perf_counter()
        if make_url(url).get_backend_name() == "sqlite":
            await asyncio.to_thread(fill_sqlite, str(make_url(url).database), total)
        else:
            await asyncio.to_thread(fill_postgresql, url, total)
        print(f"{total} articles stored in {perf_counter() - start:.0f} s")
    archive = ArchiveStore(database)
    await measure(archive, list(questions(1)))  # the files in memory, as they are where readers ask all day
    show("newest first", await measure(archive, list(questions(rounds))))
    show("ranked", await measure_ranked(database, max(1, rounds // 4)))
    await database.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = given.database or f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        asyncio.run(run(url, given.articles, given.rounds))


if __name__ == "__main__":
    main()
