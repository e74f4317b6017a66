"""The topics that have a name: what config/topics.toml says, checked and ready to be searched."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.french.fold import unaccented
from bot.french.gazetteer import Region, cities, regions
from bot.french.stems import stems
from bot.french.typography import french
from bot.french.words import ELISIONS, words
from bot.model import FRONT_PAGE, Topic, TopicKind
from bot.topics.configured import LAYERS, Leader, Texts, TopicsFile
from bot.topics.mentions import Kind, Phrase, Term
from bot.wording import Marked

_KINDS = {
    "name": Kind.NAME,
    "aliases": Kind.NAME,
    "capital": Kind.SEAT,
    "places": Kind.SEAT,
    "institutions": Kind.INSTITUTION,
    "offices": Kind.OFFICE,
}
"""What each list of an entry holds that is looked for with its capitals."""

_FRONT_PAGE: Texts = {"name": (FRONT_PAGE.label,), "aliases": ("la une", "gros titre", "grand titre")}

OVERSEAS_REGIONS = tuple(f"{TopicKind.COUNTRY}:{code}" for code in "gp mq gf re yt".split())

_NO_TOPIC = Marked("{key} n'est pas un sujet de ce fichier")
_LEADING = frozenset(["le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "en"]) | ELISIONS

_HOME = ["ma", "region"]
"""Before a place of which the region is meant."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Countries, world bodies and themes, with the words that tell them.

    `topics` goes by key; `menu` is what buttons offer first; `names` maps what a reader may type (folded
    words, a space apart) to a key; `phrases` are the names of places by first word, longest first; `themes`
    maps one stem, or two in a row with a space between, to the keys of the themes of both levels that it
    speaks of; `parents` maps a theme of the second level to the one above. `regions` are the names of
    regions, their departments and towns, by first word; `region_names` maps such a name (folded words, a
    space apart) to the key of its region.
    """

    topics: Mapping[str, Topic]
    menu: tuple[Topic, ...]
    names: Mapping[str, str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    themes: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]
    regions: Mapping[str, tuple[Phrase, ...]]
    region_names: Mapping[str, str]

    @classmethod
    def from_toml(cls, data: Mapping[str, Any], origin: str) -> "Catalogue":
        """Build the catalogue from the parsed content of topics.toml.

        Args:
            data: what tomllib made of the file.
            origin: the name of the file, for the messages.

        Raises: SettingsError, which names the key, the file and what is allowed.
        """
        return _build(TopicsFile(data, origin))

    @property
    def home(self) -> tuple[Topic, ...]:
        """The regions of France, those overseas last."""
        keys = (key for key, topic in self.topics.items() if topic.kind is TopicKind.REGION)
        return tuple(self.topics[key] for key in (*keys, *OVERSEAS_REGIONS) if key in self.topics)

    def region(self, text: str) -> Topic | None:
        """Give the region that `text` names, or of which it names a department or a town."""
        key = self.region_names.get(" ".join(words(text)))
        overseas = self.named(text)
        if key is None and overseas and overseas.key in OVERSEAS_REGIONS:
            return overseas
        return self.topics[key] if key else None

    def themes_named_with(self, texts: Sequence[str]) -> list[Topic]:
        """Give the themes of which a name begins or ends with these words: «accidents», «international»."""
        asked = stems(" ".join(texts))
        found = [
            self.topics[key]
            for name, key in self.names.items()
            if key.startswith(f"{TopicKind.THEME}:")
            and asked
            and asked in (stems(name)[: len(asked)], stems(name)[-len(asked) :])
        ]
        return list(dict.fromkeys(found))

    def named(self, text: str) -> Topic | None:
        """Give the topic that `text` names: accents, case, plural and a leading article aside.

        Args:
            text: what a reader typed: «les États-Unis», «Russes», «USA», «ma région Quimper».

        Returns: the topic; None when no topic has this name.
        """
        typed = words(text)
        if typed[:2] == _HOME:
            return self.region(" ".join(typed[2:]))
        while typed:
            key = self.names.get(" ".join(typed))
            if key:
                return self.topics[key]
            if typed[0] not in _LEADING:
                return None
            typed = typed[1:]
        return None


def _build(file: TopicsFile) -> Catalogue:
    topics: dict[str, Topic] = {FRONT_PAGE.key: FRONT_PAGE}
    claims = _Claims(file, _ambiguous(file), frozenset(tuple(words(text)) for text in file.listed("unsure")))
    claims.name("", FRONT_PAGE.key, _FRONT_PAGE)
    themes: dict[str, list[str]] = defaultdict(list)
    parents: dict[str, str] = {}
    for layer in LAYERS:
        for where, key, texts in file.entries(layer):
            if key in topics:
                told = Marked("la clé {key} est déjà celle de {label}")
                raise file.wrong(where, told, key=key, label=topics[key].label)
            topics[key] = Topic(key, texts["name"][0])
            claims.name(where, key, texts)
            if layer == "subthemes":
                parents[key] = _parent(file, where, key, topics)
            if layer.endswith("themes"):
                _learn(file, f"{where}.words", key, texts.get("words", ()), themes)
            else:
                claims.place(where, key, texts)
    for where, leader in file.leaders():
        if leader.term.owner not in topics:
            raise file.wrong(where, _NO_TOPIC, key=leader.term.owner)
        claims.leader(leader)
    for text in file.listed("ignored"):
        claims.add(Phrase(tuple(words(text)), ()))
    claims.cities({code: some for code, some in cities().items() if f"pays:{code}" in topics})
    of_regions = _regions(file, topics, claims)
    menu = _menu(file, topics, claims)
    return Catalogue(
        topics=topics,
        menu=tuple(topics[key] for key in menu),
        names=claims.names,
        phrases=claims.by_first_word(),
        themes={stem: tuple(keys) for stem, keys in themes.items()},
        parents=parents,
        regions=of_regions.by_first_word(),
        region_names=of_regions.names,
    )


def _regions(file: TopicsFile, topics: dict[str, Topic], claims: "_Claims") -> "_Claims":
    """The names of regions, apart from those of countries: Brest is of both."""
    found = _Claims(file, {}, frozenset())
    for code, region in regions().items():
        key = f"{TopicKind.REGION}:{code}"
        topics[key] = Topic(key, french(region.name))
        claims.name("", key, {"name": (region.name,), "aliases": (f"région {region.name}",)})
        found.region(key, region)
    for text in file.listed("ignored"):
        found.add(Phrase(tuple(words(text)), ()))
    return found


def _menu(file: TopicsFile, topics: Mapping[str, Topic], claims: "_Claims") -> tuple[str, ...]:
    menu = file.listed("menu")
    for key in (*menu, *(owner for owners in claims.ambiguous.values() for owner in owners)):
        if key not in topics:
            raise file.wrong("menu" if key in menu else "ambiguous", _NO_TOPIC, key=key)
    return menu


def _parent(file: TopicsFile, where: str, key: str, topics: Mapping[str, Topic]) -> str:
    """The theme with whose key this one's begins, up to a hyphen."""
    head = key
    while "-" in head:
        head = head.rpartition("-")[0]
        if head in topics:
            return head
    told = Marked("sa clé doit commencer par celle d'un thème et un trait d'union, comme sport-rugby")
    raise file.wrong(where, told)


def _ambiguous(file: TopicsFile) -> dict[tuple[str, ...], tuple[str, ...]]:
    table = file.table("ambiguous", file.data.get("ambiguous", {}))
    return {
        form: tuple(f"pays:{code}" for code in file.texts(f"ambiguous.{text}", codes))
        for text, codes in table.items()
        for form in _forms(text)
    }


def _learn(
    file: TopicsFile, where: str, key: str, listed: Sequence[str], themes: Mapping[str, list[str]]
) -> None:
    for text in listed:
        found = stems(text)
        if len(found) not in (1, 2):
            told = Marked("« {text} » : il faut un ou deux mots qui aient un sens")
            raise file.wrong(where, told, text=text)
        if key not in themes[" ".join(found)]:
            themes[" ".join(found)].append(key)


class _Claims:
    """Who owns which words, while the file is read: the same word for two topics is refused."""

    def __init__(
        self,
        file: TopicsFile,
        ambiguous: Mapping[tuple[str, ...], tuple[str, ...]],
        unsure: frozenset[tuple[str, ...]],
    ) -> None:
        self.file = file
        self.ambiguous = ambiguous
        self.unsure = unsure
        self.names: dict[str, str] = {}
        self._phrases: dict[Phrase, None] = {}
        self._leaders: dict[tuple[str, ...], tuple[Phrase, tuple[Term, ...]]] = {}
        self._owner: dict[tuple[str, ...], str] = {}

    def name(self, where: str, key: str, texts: Texts) -> None:
        """Claim what a reader may type."""
        for text in (*texts["name"], *texts.get("aliases", ()), *texts.get("demonyms", ())):
            for form in _forms(text):
                owner = self.ambiguous.get(form, (key,))[0]
                taken = self.names.setdefault(" ".join(form), owner)
                if taken != owner:
                    told = Marked("« {text} » désigne déjà {taken}")
                    raise self.file.wrong(where, told, text=text, taken=taken)

    def place(self, where: str, key: str, texts: Texts) -> None:
        """Claim what is looked for in the articles."""
        for text in texts.get("prefix", ()):
            self._claim(where, key, Phrase(tuple(words(text)), (key,), Kind.PEOPLE, prefix=True))
        for text in texts.get("demonyms", ()):
            for form in _forms(text):
                self._claim(where, key, Phrase(form, (key,), Kind.PEOPLE))
        for part, kind in _KINDS.items():
            for text in texts.get(part, ()):
                self._claim(where, key, replace(_cased(text, key), kind=kind))

    def cities(self, named: Mapping[str, Sequence[str]]) -> None:
        """Take the cities of these countries that nobody has claimed."""
        taken = {phrase.words for phrase in (*self._phrases, *(one for one, _ in self._leaders.values()))}
        for code, texts in named.items():
            for text in texts:
                phrase = replace(_cased(text, f"pays:{code}"), kind=Kind.SEAT)
                if phrase.words not in taken:
                    self.add(phrase)

    def region(self, key: str, region: Region) -> None:
        """Take a region of France with its departments and towns; the first of two of one name has it."""
        for text in (region.name, *region.departments, *region.places):
            if self.names.setdefault(" ".join(words(text)), key) == key:
                self.add(replace(_cased(text, key), kind=Kind.SEAT, sure=text not in region.unsure))

    def leader(self, leader: Leader) -> None:
        """Claim a leader's names: one person may lead several places, one after the other."""
        for text in leader.names:
            phrase = replace(_cased(text, leader.term.owner), kind=Kind.LEADER, lone=False)
            self._leaders[phrase.words] = (
                phrase,
                (*self._leaders.get(phrase.words, (phrase, ()))[1], leader.term),
            )

    def add(self, phrase: Phrase) -> None:
        """Take a phrase that nobody can dispute."""
        self._phrases[phrase] = None

    def by_first_word(self) -> dict[str, tuple[Phrase, ...]]:
        """The phrases by first word, longest first."""
        leaders = [replace(phrase, terms=terms) for phrase, terms in self._leaders.values()]
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(
            (*leaders, *self._phrases), key=lambda phrase: (-len(phrase.words), bool(phrase.owners))
        ):
            found[phrase.words[0]].append(phrase)
        return {first: tuple(some) for first, some in found.items()}

    def _claim(self, where: str, key: str, phrase: Phrase) -> None:
        owners = self.ambiguous.get(phrase.words, (key,))
        if key not in owners or (len(owners) == 1 and self._owner.setdefault(phrase.words, key) != key):
            taken = self._owner.get(phrase.words, ", ".join(owners))
            told = Marked("« {text} » est déjà de {taken} ; mettez-le sous [ambiguous]")
            raise self.file.wrong(where, told, text=" ".join(phrase.words), taken=taken)
        sure = phrase.words not in self.unsure
        self.add(replace(phrase, owners=owners, sure=sure))


def _forms(text: str) -> Iterable[tuple[str, ...]]:
    """The folded words of `text`, and of its plural."""
    folded = tuple(words(text))
    yield folded
    if folded[-1][-1] not in "sxz":
        yield (*folded[:-1], folded[-1] + "s")


def _cased(text: str, key: str) -> Phrase:
    """A name that must be written with its capitals: the last word that has one here decides."""
    spelled = re.findall(r"[^\W_]+", unaccented(text))
    capitals = [i for i, word in enumerate(spelled) if word[0].isupper()]
    last = capitals[-1] if capitals else None
    upper = last is not None and len(spelled[last]) > 1 and spelled[last].isupper()
    return Phrase(tuple(words(text)), (key,), capital=last, upper=upper, lone=len(spelled) == 1)
