"""Learning weights from a corpus: of the ranker, of themes, kinds and turns, of what judges descriptions."""

import json
import sys
import tomllib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from multiprocessing import Pool, cpu_count
from pathlib import Path
from typing import Any

from rich.markup import escape

from bot.cli.output import errors
from bot.errors import BadCorpus
from bot.lab import corpus, editor_labels, judged, labelled_turns
from bot.lab import train_chooser as chooser_training
from bot.lab import train_judge as judge_training
from bot.lab import train_kinds as kinds_training
from bot.lab import train_themes as themes_training
from bot.lab import train_turns as turns_training
from bot.lab.sections import sectioned
from bot.lab.train_ranker import Each, Example, train
from bot.lab.train_themes import Labelled, Told
from bot.model import Kind
from bot.stories import suite
from bot.summaries import judge
from bot.summaries.extractive import VERSION
from bot.summaries.ranker import WEIGHTS, Ranker, packed, unpacked
from bot.summaries.standfirst import read
from bot.topics import classifier, kinds
from bot.topics.catalogue import Catalogue
from bot.wording import _

CARD = "weights.json"
DIGEST = "digest"
"""The label of a description that can stand as the digest."""
_CHUNK = 200
_OWN = 3.0
_THOROUGH = 1.5
"""What articles weigh in learning, beside those labelled by their titles: our own, and those read further."""


def train_ranker(data: Path, into: Path, licence: str, without: Path | None = None) -> None:
    """Learn from the rows of `data` whose abstract is one; write the weights and what they come from.

    The articles that editors judged are left out, and those of the file `without`, told by their ids: they
    are for measuring.

    Raises: BadCorpus.
    """
    import numpy as np

    held = {label.id for label in editor_labels.labels()}
    held |= {found.get("id") for _, found in corpus.objects(without)} if without else set()
    examples = [
        Example(row.title, row.text, row.abstract, row.day)
        for row in corpus.rows(data)
        if row.usable and row.abstract and row.id not in held
    ]
    if not examples:
        msg = f"{data}: no row has an abstract to learn from"
        raise BadCorpus(msg)
    errors.print(_("{count} articles ; quelques minutes…").format(count=len(examples)))
    with _processes() as each:
        learnt = train(examples, each)
    np.savez_compressed(into / WEIGHTS, allow_pickle=False, **packed(learnt))
    told = {"version": VERSION, "articles": len(examples), "licence": licence}
    _sign(into / WEIGHTS, into / CARD, data, told)


def train_chooser(data: Path, into: Path, licence: str) -> None:
    """Learn from the choices of editors in `data`, on top of the ranker's weights; write both.

    Raises: BadCorpus.
    """
    import numpy as np

    rows = list(judged.rows(data))
    learnt = chooser_training.train(rows, _ranker(into))
    np.savez_compressed(into / WEIGHTS, allow_pickle=False, **packed(learnt))
    card = json.loads((into / CARD).read_text(encoding="utf-8"))
    card["weights_sha256"] = corpus.sha256(into / WEIGHTS)
    card["editors"] = {"articles": len(rows), "labels_sha256": judged.digest(rows), "licence": licence}
    _write(card, into / CARD)


def _ranker(folder: Path) -> Ranker:
    import numpy as np

    with np.load(folder / WEIGHTS) as arrays:
        return unpacked(dict(arrays))


def train_themes(
    data: Path,
    labels: Path,
    articles: Path,
    press: Path,
    catalogue: Catalogue,
    into: Path,
    licence: str,
    without: Sequence[str] = (),
) -> None:
    """Learn which words tell which theme; write the weights and what they come from.

    Args:
        data: a corpus; most of its rows have no label.
        labels: lines of a row's id, a tab, and the themes of that row, a space apart; where all were told,
            another tab, and those that it may have as well.
        articles: a TOML file of labelled articles, as in tests/quality/topics.
        press: JSON lines {url, title, description}, whose addresses name sections.
        catalogue: the themes and their words.
        into: the folder of the weights.
        licence: of both corpora.
        without: publishers whose sections teach nothing, so that they can judge.

    Raises: BadCorpus.
    """
    known = dict(_labels(labels))
    own = [
        Labelled(
            told["title"],
            told["text"],
            _keys(told["themes"], catalogue),
            _OWN,
            allowed=frozenset(_keys(told.get("also", ""), catalogue)),
        )
        for told in tomllib.loads(articles.read_text(encoding="utf-8"))["article"]
    ]
    rows = (_read_by_hand(row, known.get(row.id, ""), catalogue) for row in corpus.rows(data))
    named = [
        Labelled(
            one.article.title,
            one.article.description,
            tuple(dict.fromkeys((catalogue.parents.get(one.theme, one.theme), one.theme))),
            told=Told.SECTION,
        )
        for one in sectioned(press, catalogue, without)
    ]
    learnt = themes_training.train(chain(own, rows, named), catalogue)
    (into / classifier.WEIGHTS).write_bytes(zlib.compress(b"".join(level.weights for level in learnt), 9))
    told: dict[str, object] = {"articles": len(known) + len(own), "sections": len(named), "licence": licence}
    told["levels"] = [{"themes": one.themes, "bias": one.bias, "step": one.step} for one in learnt]
    told |= {"press": press.name, "press_sha256": corpus.sha256(press)}
    _sign(into / classifier.WEIGHTS, into / classifier.CARD, data, told)


def train_judge(data: Path, labels: Path, doubtful: Path, into: Path, licence: str) -> None:
    """Learn which descriptions can stand as the digest; write the weights and what they come from.

    Args:
        data: JSON lines {url, title, description}; most of them have no label.
        labels: lines of `corpus.url_key`, a tab, and "digest" or the kind of what is none; chosen at random.
        doubtful: more of them, chosen since they were in doubt.
        into: the folder of the weights.
        licence: of the corpus.

    Raises: BadCorpus.
    """
    known = {key: (kind, path is labels) for path in (labels, doubtful) for key, kind in _labels(path)}
    labelled, texts = dict[str, judge_training.Labelled](), list[str]()
    for article in corpus.descriptions(data):
        texts.append(article.description)
        key = corpus.url_key(article.url)
        if key in known and key not in labelled:
            kind, chosen = known[key]
            labelled[key] = judge_training.Labelled(read(article), kind == DIGEST, chosen)
    learnt = judge_training.train([labelled[key] for key in sorted(labelled)], texts)
    (into / judge.WEIGHTS).write_bytes(zlib.compress(learnt.weights, 9))
    made = {"descriptions": len(labelled), "licence": licence, "least": learnt.least}
    made |= {"constant": learnt.constant, "step": learnt.step, "columns": learnt.columns}
    _sign(into / judge.WEIGHTS, into / judge.CARD, data, made)


def train_kinds(data: Path, labels: Path, doubtful: Path, into: Path, licence: str) -> None:
    """Learn what is no report, and what it is instead; write the weights and what they come from.

    Args:
        data: JSON lines {url, title, description}.
        labels: lines of `corpus.url_key`, a tab, and a `model.Kind`.
        doubtful: more of them, chosen since they were in doubt.
        into: the folder of the weights.
        licence: of the corpus.

    Raises: BadCorpus.
    """
    known = {key: (Kind(kind), path is labels) for path in (labels, doubtful) for key, kind in _labels(path)}
    found = {key: article for article in corpus.items(data) if (key := corpus.url_key(article.url)) in known}
    learnt = kinds_training.train([kinds_training.Labelled(found[key], *known[key]) for key in sorted(found)])
    told = {kind: asdict(decision) for kind, decision in learnt.decisions.items()}
    made = {"items": len(found), "licence": licence, "least": learnt.least, "kinds": told}
    _write(made | _come_from(data), into / kinds.WEIGHTS)


def train_turns(data: Path, titles: Path, pairs: Path, into: Path, licence: str) -> None:
    """Learn which articles tell a turn of their story; write the weights and what they come from.

    Args:
        data: JSON lines {date, url, title, description}; most of them have no label.
        titles: lines of `corpus.url_key`, a tab, and "none", "other" or a turn.
        pairs: see `labelled_turns.pairs`.
        into: the folder of the weights.
        licence: of the corpus.

    Raises: BadCorpus.
    """
    told = labelled_turns.titles(_labels(titles), data)
    labelled = labelled_turns.pairs(pairs, data)
    texts = (text for article in corpus.items(data) for text in (article.title, article.description))
    learnt = turns_training.train(told, labelled, texts)
    (into / suite.WEIGHTS).write_bytes(zlib.compress(learnt.words.weights, 9))
    made = {"titles": len(told), "pairs": len(labelled), "licence": licence, "least": learnt.least}
    made |= {"constant": learnt.constant, "step": learnt.words.step, "columns": learnt.columns}
    _sign(into / suite.WEIGHTS, into / suite.CARD, data, made)


def _labels(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            row, tab, themes = line.partition("\t")
            if not tab:
                msg = f"{path}:{number}: an id, a tab and a label are expected"
                raise BadCorpus(msg)
            yield row, themes


def _read_by_hand(row: corpus.Row, label: str, catalogue: Catalogue) -> Labelled:
    """A row with the themes that a person told: all of them, where those are listed too that it may have."""
    themes, tab, allowed = label.partition("\t")
    if not tab:
        return Labelled(row.title, row.text, _keys(themes, catalogue), told=Told.GLANCE)
    known, may = _keys(themes, catalogue), frozenset(_keys(allowed, catalogue))
    return Labelled(row.title, row.text, known, _THOROUGH, Told.WHOLE, may)


def _keys(themes: str, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(key for code in themes.split() if (key := f"theme:{code}") in catalogue.topics)


def _sign(weights: Path, card: Path, data: Path, told: Mapping[str, object]) -> None:
    """Write beside the weights what they are made of."""
    _write({**told, "weights_sha256": corpus.sha256(weights), **_come_from(data)}, card)


def _come_from(data: Path) -> dict[str, object]:
    return {
        "corpus": data.name,
        "corpus_sha256": corpus.sha256(data),
        "trained": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": sys.version.split()[0],
    }


def _write(made: Mapping[str, object], card: Path) -> None:
    card.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    errors.print(_("Écrit : {path}").format(path=escape(str(card))))


@contextmanager
def _processes() -> Iterator[Each]:
    """`map` over all processors, in order."""
    with Pool(cpu_count()) as pool:

        def each(work: Callable[[Any], Any], items: Iterable[Any]) -> Iterable[Any]:
            return pool.imap(work, items, chunksize=_CHUNK)

        yield each
