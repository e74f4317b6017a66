"""The topics that have a name: what config/topics.toml says, checked and ready to be searched."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import SettingsError
from bot.model import Topic
from bot.topics.mentions import Phrase
from bot.topics.stems import ELISIONS, stems, unaccented, words

_TOP = ("menu", "ignored", "unsure", "ambiguous", "countries", "bodies", "themes")
_PLACE = ("name", "aliases", "demonyms", "capital", "places", "leaders", "prefix")
_THEME = ("name", "aliases", "words")
_LAYERS = {"countries": ("pays", _PLACE), "bodies": ("pays", _PLACE), "themes": ("theme", _THEME)}
_KEY = re.compile(r"[a-z0-9-]{1,20}")
_LEADING = frozenset(["le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "en"]) | ELISIONS


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Countries, world bodies and themes, with the words that tell them.

    `topics` goes by key; `menu` is what buttons offer first; `names` maps what a reader may type (folded
    words, a space apart) to a key; `phrases` are the names of places by first word, longest first; `themes`
    maps one stem, or two in a row with a space between, to the keys of the themes that it speaks of.
    """

    topics: Mapping[str, Topic]
    menu: tuple[Topic, ...]
    names: Mapping[str, str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    themes: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any], origin: str) -> "Catalogue":
        """Build the catalogue from the parsed content of topics.toml.

        Args:
            data: what tomllib made of the file.
            origin: the name of the file, for the messages.

        Raises: SettingsError, which names the key, the file and what is allowed.
        """
        return _build(_File(data, origin))

    def named(self, text: str) -> Topic | None:
        """Give the topic that `text` names: accents, case, plural and a leading article aside.

        Args:
            text: what a reader typed: «les États-Unis», «Russes», «USA».

        Returns: the topic; None when no topic has this name.
        """
        typed = words(text)
        while typed:
            key = self.names.get(" ".join(typed))
            if key:
                return self.topics[key]
            if typed[0] not in _LEADING:
                return None
            typed = typed[1:]
        return None


@dataclass(frozen=True, slots=True)
class _File:
    """The parsed file; each reading method says in its SettingsError what is allowed."""

    data: Mapping[str, Any]
    origin: str

    def wrong(self, where: str, what: str) -> SettingsError:
        return SettingsError(f"{self.origin}: {where}: {what}")

    def table(self, where: str, value: object, allowed: Sequence[str] = ()) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self.wrong(where, "a table is expected")
        for key in value:
            if allowed and key not in allowed:
                raise self.wrong(f"{where}.{key}".lstrip("."), f"unknown key; allowed: {', '.join(allowed)}")
        return value

    def texts(self, where: str, value: object) -> tuple[str, ...]:
        """One text or a list of texts, each with a word in it."""
        listed = value if isinstance(value, list) else [value]
        texts = tuple(text for text in listed if isinstance(text, str) and words(text))
        if len(texts) != len(listed):
            raise self.wrong(where, "a text or a list of texts is expected, each with at least one word")
        return texts

    def entries(self, layer: str) -> Iterator[tuple[str, str, Mapping[str, tuple[str, ...]]]]:
        """The entries of a layer: where each stands, its topic key, its texts by key."""
        kind, allowed = _LAYERS[layer]
        for code, value in self.table(layer, self.data.get(layer, {})).items():
            where = f"{layer}.{code}"
            if not _KEY.fullmatch(code):
                raise self.wrong(where, "at most 20 of a-z, 0-9 and - are allowed in a key")
            entry = self.table(where, value, allowed)
            texts = {key: self.texts(f"{where}.{key}", given) for key, given in entry.items()}
            if len(texts.get("name", ())) != 1:
                raise self.wrong(f"{where}.name", "one text is expected: the topic's French name")
            yield where, f"{kind}:{code}", texts


def _build(file: _File) -> Catalogue:
    file.table("", file.data, _TOP)
    topics: dict[str, Topic] = {}
    claims = _Claims(file, _ambiguous(file), _folded(file, "unsure"))
    themes: dict[str, list[str]] = defaultdict(list)
    for layer in _LAYERS:
        for where, key, texts in file.entries(layer):
            if key in topics:
                raise file.wrong(where, f"the key {key} is taken by {topics[key].label}")
            topics[key] = Topic(key, texts["name"][0])
            claims.name(where, key, texts)
            if layer == "themes":
                _learn(file, f"{where}.words", key, texts.get("words", ()), themes)
            else:
                claims.place(where, key, texts)
    for text in file.texts("ignored", file.data.get("ignored", [])):
        claims.add(Phrase(tuple(words(text)), ()))
    menu = file.texts("menu", file.data.get("menu", []))
    for key in (*menu, *(owner for owners in claims.ambiguous.values() for owner in owners)):
        if key not in topics:
            raise file.wrong("menu" if key in menu else "ambiguous", f"{key} is no topic of this file")
    return Catalogue(
        topics=topics,
        menu=tuple(topics[key] for key in menu),
        names=claims.names,
        phrases=claims.by_first_word(),
        themes={stem: tuple(keys) for stem, keys in themes.items()},
    )


def _ambiguous(file: _File) -> dict[tuple[str, ...], tuple[str, ...]]:
    table = file.table("ambiguous", file.data.get("ambiguous", {}))
    return {
        form: tuple(f"pays:{code}" for code in file.texts(f"ambiguous.{text}", codes))
        for text, codes in table.items()
        for form in _forms(text)
    }


def _folded(file: _File, key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(text)) for text in file.texts(key, file.data.get(key, [])))


def _learn(file: _File, where: str, key: str, listed: Sequence[str], themes: Mapping[str, list[str]]) -> None:
    for text in listed:
        found = stems(text)
        if len(found) not in (1, 2):
            raise file.wrong(where, f"«{text}»: one or two words that carry meaning are expected")
        if key not in themes[" ".join(found)]:
            themes[" ".join(found)].append(key)


class _Claims:
    """Who owns which words, while the file is read: the same word for two topics is refused."""

    def __init__(
        self,
        file: _File,
        ambiguous: Mapping[tuple[str, ...], tuple[str, ...]],
        unsure: frozenset[tuple[str, ...]],
    ) -> None:
        self.file = file
        self.ambiguous = ambiguous
        self.unsure = unsure
        self.names: dict[str, str] = {}
        self._phrases: dict[Phrase, None] = {}
        self._owner: dict[tuple[str, ...], str] = {}

    def name(self, where: str, key: str, texts: Mapping[str, tuple[str, ...]]) -> None:
        """Claim what a reader may type."""
        for text in (*texts["name"], *texts.get("aliases", ()), *texts.get("demonyms", ())):
            for form in _forms(text):
                owner = self.ambiguous.get(form, (key,))[0]
                taken = self.names.setdefault(" ".join(form), owner)
                if taken != owner:
                    raise self.file.wrong(where, f"«{text}» already names {taken}")

    def place(self, where: str, key: str, texts: Mapping[str, tuple[str, ...]]) -> None:
        """Claim what is looked for in the articles."""
        for text in texts.get("prefix", ()):
            self._claim(where, key, Phrase(tuple(words(text)), (key,), prefix=True))
        for text in texts.get("demonyms", ()):
            for form in _forms(text):
                self._claim(where, key, Phrase(form, (key,)))
        for part in ("name", "aliases", "capital", "places", "leaders"):
            for text in texts.get(part, ()):
                self._claim(where, key, _cased(text, key, lone=part != "leaders"))

    def add(self, phrase: Phrase) -> None:
        """Take a phrase that nobody can dispute."""
        self._phrases[phrase] = None

    def by_first_word(self) -> dict[str, tuple[Phrase, ...]]:
        """The phrases by first word, longest first."""
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(self._phrases, key=lambda phrase: (-len(phrase.words), bool(phrase.owners))):
            found[phrase.words[0]].append(phrase)
        return {first: tuple(some) for first, some in found.items()}

    def _claim(self, where: str, key: str, phrase: Phrase) -> None:
        owners = self.ambiguous.get(phrase.words, (key,))
        if key not in owners or (len(owners) == 1 and self._owner.setdefault(phrase.words, key) != key):
            taken = self._owner.get(phrase.words, ", ".join(owners))
            said = f"«{' '.join(phrase.words)}» already belongs to {taken}; list it under [ambiguous]"
            raise self.file.wrong(where, said)
        sure = phrase.words not in self.unsure
        self.add(replace(phrase, owners=owners, sure=sure))


def _forms(text: str) -> Iterable[tuple[str, ...]]:
    """The folded words of `text`, and of its plural."""
    folded = tuple(words(text))
    yield folded
    if folded[-1][-1] not in "sxz":
        yield (*folded[:-1], folded[-1] + "s")


def _cased(text: str, key: str, *, lone: bool) -> Phrase:
    """A name that must be written with its capitals: the last word that has one here decides."""
    spelled = re.findall(r"[^\W_]+", unaccented(text))
    capitals = [i for i, word in enumerate(spelled) if word[0].isupper()]
    last = capitals[-1] if capitals else None
    upper = last is not None and len(spelled[last]) > 1 and spelled[last].isupper()
    return Phrase(tuple(words(text)), (key,), last, upper, lone=lone and len(spelled) == 1)
