"""config/topics.toml, read entry by entry.

Each thing that is wrong is said with its place and what is allowed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.errors import SettingsError
from bot.french.gazetteer import countries
from bot.french.words import words
from bot.topics.mentions import Term
from bot.wording import Marked, Remark
from bot.wording.values import UNKNOWN_KEY

_PLACE = ("name", "aliases", "demonyms", "capital", "places", "institutions", "offices", "prefix")
_THEME = ("name", "aliases", "words")
LAYERS = {
    "countries": ("pays", _PLACE),
    "bodies": ("pays", _PLACE),
    "themes": ("theme", _THEME),
    "subthemes": ("theme", _THEME),
}
_TOP = ("menu", "ignored", "unsure", "ambiguous", "leaders", *LAYERS)
_LEADER = ("name", "from", "until")
_KEY = re.compile(r"[a-z0-9-]{1,40}")

Texts = Mapping[str, tuple[str, ...]]
"""The texts of one entry by their key."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One person, under one or more spellings, at the head of a place for a time."""

    names: tuple[str, ...]
    term: Term


@dataclass(frozen=True, slots=True)
class TopicsFile:
    """The parsed file; each reading method says in its SettingsError what is allowed."""

    data: Mapping[str, Any]
    origin: str
    known: Mapping[str, Sequence[str]] = field(default_factory=countries)

    def __post_init__(self) -> None:
        self.table("", self.data, _TOP)

    def wrong(self, where: str, what: Marked, **fields: object) -> SettingsError:
        """The error that says `what` is wrong `where`; what fills it."""
        wrong = what.remark(**fields)
        return SettingsError(
            Remark("{where} : {key} : {wrong}", where=self.origin, key=where, wrong=wrong)
            if where
            else Remark("{where} : {wrong}", where=self.origin, wrong=wrong)
        )

    def table(self, where: str, value: object, allowed: Sequence[str] = ()) -> Mapping[str, Any]:
        """A table, with no other keys than those that are `allowed`."""
        if not isinstance(value, Mapping):
            raise self.wrong(where, Marked("il faut une table"))
        for key in value:
            if allowed and key not in allowed:
                place = f"{where}.{key}".lstrip(".")
                raise self.wrong(place, UNKNOWN_KEY, allowed=", ".join(allowed))
        return value

    def texts(self, where: str, value: object) -> tuple[str, ...]:
        """One text or a list of texts, each with a word in it."""
        listed = value if isinstance(value, list) else [value]
        texts = tuple(text for text in listed if isinstance(text, str) and words(text))
        if len(texts) != len(listed):
            told = Marked("il faut un texte ou une liste de textes, chacun d'un mot au moins")
            raise self.wrong(where, told)
        return texts

    def listed(self, key: str) -> tuple[str, ...]:
        """The texts of a list at the top of the file."""
        return self.texts(key, self.data.get(key, []))

    def entries(self, layer: str) -> Iterator[tuple[str, str, Texts]]:
        """The entries of a layer: where each stands, its topic key, its texts by key."""
        kind, allowed = LAYERS[layer]
        known = self.known if layer == "countries" else {}
        given = self.table(layer, self.data.get(layer, {}))
        for code in (*given, *(code for code in known if code not in given)):
            where = f"{layer}.{code}"
            if not _KEY.fullmatch(code):
                raise self.wrong(where, Marked("une clé n'a que des a-z, 0-9 et -, 40 au plus"))
            entry = self.table(where, given.get(code, {}), allowed)
            texts = {key: self.texts(f"{where}.{key}", value) for key, value in entry.items()}
            if code in known:
                name, *demonyms = known[code]
                texts = {"name": (name,)} | texts
                texts["demonyms"] = tuple(dict.fromkeys((*texts.get("demonyms", ()), *demonyms)))
            if len(texts.get("name", ())) != 1:
                raise self.wrong(f"{where}.name", Marked("il faut un texte : le nom français du sujet"))
            yield where, f"{kind}:{code}", texts

    def leaders(self) -> Iterator[tuple[str, Leader]]:
        """Where each leader stands, and who it is."""
        for code, rows in self.table("leaders", self.data.get("leaders", {})).items():
            where = f"leaders.{code}"
            if not isinstance(rows, list):
                raise self.wrong(where, Marked("il faut une liste de noms ou de {{ name, from, until }}"))
            for row in rows:
                yield where, self._leader(where, f"pays:{code}", row)

    def _leader(self, where: str, key: str, row: object) -> Leader:
        told = self.table(where, {"name": row} if isinstance(row, str) else row, _LEADER)
        since, until = (self._day(f"{where}.{part}", told.get(part)) for part in ("from", "until"))
        if since and until and until <= since:
            raise self.wrong(f"{where}.until", Marked("il faut un jour après le {since}"), since=since)
        return Leader(self.texts(f"{where}.name", told.get("name")), Term(key, since, until))

    def _day(self, where: str, value: object) -> date | None:
        if value is None or (isinstance(value, date) and not hasattr(value, "hour")):
            return value
        raise self.wrong(where, Marked("il faut un jour comme 2017-05-14, sans guillemets"))
