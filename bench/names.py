"""How many hits of names that look like other words are wrong: `python -m bench.names CORPUS.jsonl.xz`.

A hit is right when the article holds what was asked as it is written here, letter by letter, capitals too.
"""

import argparse
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bot.lab import corpus
from bot.model import Article, Dating
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import name, tokens
from bot.topics.query import base_of, parse, terms_of
from bot.topics.search_terms import in_a_row, times

NAMES = {
    **{typed: typed for typed in ("Mali", "Dati", "Martinique", "Malaisie", "Oman", "Malte", "Corse", "OM")},
    **{typed: f"{typed}|{typed.upper()}" for typed in ("Tours", "Paris", "Orange", "Culture")},
    "Géorgie": "G[ée]orgie",
    "La Réunion": "Réunion",
    "Le Pen": "[Ll]e Pen|LE PEN",
    "Notre-Dame de Paris": "Notre-Dame[- ]de[- ]Paris",
    "mont saint michel": "Mont[- ]Saint[- ]Michel",
    "mère": "[mM]ères?",
    "pape": "[pP]apes?",
    "retraites": "[rR]etrait(?:e|é|ée)s?",
}
"""What is typed -> how it is written where it is meant."""

TOPICS = Path(__file__).parents[1] / "config" / "topics.toml"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    catalogue = Catalogue.from_toml(tomllib.loads(TOPICS.read_text(encoding="utf-8")), TOPICS.name)
    told: list[tuple[str, str]] = []
    for _, one in corpus.objects(parser.parse_args().corpus):
        text = tuple(filter(None, map(str.strip, one["text"].split("\n"))))
        article = Article(one["title"] or "", text, Dating(datetime(2020, 1, 1, tzinfo=UTC)), "")
        told.append((f"{article.title}\n{article.text}", in_a_row(tokens(article))))
    every = wrong = 0
    for typed, written in NAMES.items():
        topic = parse(typed, catalogue).topic
        assert topic is not None
        base = base_of(topic.key)
        runs = (name(catalogue.topics[base].label),) if base else terms_of(topic.key).wanted
        hits = [text for text, row in told if all(times(run, row) for run in runs)]
        false = sum(not re.search(rf"\b(?:{written})\b", text) for text in hits)
        missed = sum(bool(re.search(rf"\b(?:{written})\b", text)) for text, _ in told) - len(hits) + false
        print(f"{typed:20} {len(hits):4} hits, {false:3} wrong, {missed:3} missed")
        every, wrong = every + len(hits), wrong + false
    print(f"{'all':20} {every:4} hits, {wrong:3} wrong")


if __name__ == "__main__":
    main()
