"""What a person types -> what is looked for: a topic, words, a source, and days; and the keys they travel in.

A key is "pays:ru", "theme:sport", "source:Le Monde" or "mots:" and the words themselves; what is excluded
follows: "pays:ru+-sport". What a button carries is the key and the days: "pays:ru@20210501-20210531".
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

from bot.french import tables
from bot.french.casing import with_names
from bot.french.fold import fold
from bot.french.stems import stems
from bot.french.words import words
from bot.model import Topic, TopicKind
from bot.topics.catalogue import Catalogue
from bot.topics.compounds import joined
from bot.topics.days import Sure
from bot.topics.frames import subject, unlinked
from bot.topics.index_tokens import with_capitals
from bot.topics.periods import HIDDEN, Reading, Trouble, read
from bot.topics.search_terms import AND, Piece, Terms, decoded, encoded, phrase, pieces, terms
from bot.topics.source_names import PREFIX, key_of
from bot.topics.spans import Span

TYPED_MAX = 200
"""Characters that a question may have."""

KEY_MAX = 48
"""Bytes in UTF-8 of what travels with a verb in Telegram's 64 bytes of callback data."""

_WORDS = f"{TopicKind.WORDS}:"
_DAYS = "@"
_SHORTENED = "#"
_COMMON = (["eau"],)
"""Last words that would be a country's letters if they were capitals."""
_INVERTED = frozenset(tables.words("questions", "inverted"))
_STORED_MAX = 3 * TYPED_MAX


class Problem(Enum):
    """Why nothing can be looked for."""

    NOTHING = auto()
    """Nothing was typed."""
    TOO_LONG = auto()
    NO_WORDS = auto()
    """Signs only: emoji, punctuation."""
    SMALL_WORDS = auto()
    """Only words that say nothing of a subject: «le la les»."""
    ONLY_EXCLUDED = auto()
    """Only what is not wanted: «-sport»."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a topic, days, or both."""

    topic: Topic | None = None
    span: Span | None = None

    @property
    def coded(self) -> str:
        """All of it in one line, as a button carries it."""
        key = self.topic.key if self.topic else ""
        return f"{key}{_DAYS}{self.span.coded()}" if self.span else key


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, or the problem with it.

    `otherwise` is the other thing that the same words may mean: «11 septembre» is a subject or a day. `date`
    is what was taken for a date, as typed, and `trouble` says why there is none such.
    """

    text: str
    asked: Asked = Asked()
    otherwise: Asked | None = None
    date: str = ""
    trouble: Trouble | None = None
    problem: Problem | None = None

    @property
    def topic(self) -> Topic | None:
        """What one could follow of it."""
        return self.asked.topic


def parse(
    text: str, catalogue: Catalogue, today: date | None = None, sources: Mapping[str, str] | None = None
) -> Query:
    """Understand what a person typed.

    Args:
        text: anything.
        catalogue: the topics that have a name.
        today: in the reader's time zone; without it no date is looked for.
        sources: folded words of a source's name, a space apart -> its name.

    Returns: the query. A name of the catalogue, or of a source, is that topic; anything else is words, in
        their order and in small letters, but for the capital that tells a name («Tours»). What is excluded
        goes with either.
    """
    typed = " ".join("".join(map(_visible, unicodedata.normalize("NFC", text))).split())
    if len(typed) > TYPED_MAX:
        return Query(typed[:TYPED_MAX], problem=Problem.TOO_LONG)
    known = _Known(catalogue, sources or {})
    query = _understood(typed, known, today)
    return replace(query, text=typed)


def _understood(typed: str, known: "_Known", today: date | None) -> Query:
    """The subject of a question; what stands around it is taken off, unless nothing is left without it."""
    query = _read(typed, known, today)
    if query.problem or (query.topic and query.topic.kind is not TopicKind.WORDS):
        return query
    around = subject(
        typed, min((part.start for part in pieces(typed) if part.quoted or part.excluded), default=len(typed))
    )
    if around is None:
        return query
    bare = _read(typed[around.start : around.end], known, today, follows=around.start > 0)
    if around.link < around.start:  # «infos du 14 juillet»: the link leads to a day
        bare = _as_days(_read(typed[around.link : around.end], known, today)) or bare
    if bare.asked == Asked() and not bare.trouble:
        return query
    return bare if around.sure or bare.otherwise else replace(bare, otherwise=query.asked)


def _as_days(query: Query) -> Query | None:
    """The same when days are all that it asks for, or may; none when it can't be days alone."""
    if query.trouble or (query.asked.span and not query.topic):
        return query
    other = query.otherwise
    return replace(query, asked=other, otherwise=query.asked) if other and not other.topic else None


def _read(typed: str, known: "_Known", today: date | None, *, follows: bool = False) -> Query:
    """What was typed, word for word; `follows` says that other words stood before it."""
    parts = joined(list(pieces(typed)), typed, known.is_topic, follows=follows)
    plain = not any(part.quoted or part.excluded for part in parts)
    if plain and (named := known.named(typed)):  # «France 2» is no year
        words_too = known.topic(typed, parts, by_name=False) if named.kind is TopicKind.SOURCE else None
        return Query(typed, Asked(named), Asked(words_too) if words_too else None)
    reading = read(_hidden(typed, parts), today) if today else None
    dated = reading is not None and not any(_straddles(part, reading) for part in parts)
    query = (
        _dated(typed, parts, reading, known)
        if reading and dated
        else Query(typed, Asked(known.topic(typed, parts)))
    )
    lost = query.topic is None and any(part.excluded for part in parts)
    return (
        replace(query, problem=_problem(typed, parts))
        if lost or (query.asked == Asked() and not query.trouble)
        else query
    )


def asked_of(coded: str, catalogue: Catalogue) -> Asked:
    """Give back what `Asked.coded` has written.

    Raises: ValueError when it says nothing.
    """
    key, _, days = coded.partition(_DAYS)
    asked = Asked(topic_of(key, catalogue) if key else None, Span.decoded(days) if days else None)
    if asked == Asked():
        raise ValueError(coded)
    return asked


def topic_of(key: str, catalogue: Catalogue) -> Topic:
    """Give back the topic of a key.

    Args:
        key: of a topic of the catalogue, of a source, or of plain words.
        catalogue: the topics that have a name.

    Raises: ValueError when it is none of these.
    """
    base, wanted, without = _parted(key)
    plain = encoded([*map(phrase, wanted)], [*map(phrase, without)])  # as we write it, and nothing else
    made = (base + AND + plain if plain else base) if base else _WORDS + plain
    if made != key or len(key) > _STORED_MAX or not (base or terms_of(key)) or (base and wanted):
        raise ValueError(key)
    if base.startswith(PREFIX):
        name = unquote(base.removeprefix(PREFIX))
    elif base in catalogue.topics:
        name = catalogue.topics[base].label
    elif base:
        raise ValueError(key)
    else:
        name = " ".join(map(_shown, wanted))
    label = name + (f", sans {', '.join(map(_shown, without))}" if without else "")
    return Topic(key, label, base or terms_of(key).index_term)


@lru_cache(maxsize=1 << 16)
def terms_of(key: str) -> Terms:
    """Give what an article must hold, and must not, beside the topic or the source of this key."""
    return terms(*spelt(key))


def spelt(key: str) -> tuple[list[str], list[str]]:
    """Give the terms that a key wants and excludes, as typed."""
    _, wanted, without = _parted(key)
    return wanted, without


def base_of(key: str) -> str:
    """Give the topic of the catalogue, or the source, that a key names; none when it is plain words."""
    return _parted(key)[0]


def source_name(key: str) -> str:
    """The name that a source's key bears; empty when it is no source's."""
    base = base_of(key)
    return unquote(base.removeprefix(PREFIX)) if base.startswith(PREFIX) else ""


def shortened(coded: str) -> str:
    """The text itself, or, when it is too long for a button, a name for it that must be looked up."""
    if len(coded.encode()) <= KEY_MAX and not coded.startswith(_SHORTENED):
        return coded
    return _SHORTENED + blake2b(coded.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that mean something else than their words."""

    catalogue: Catalogue
    sources: Mapping[str, str]

    def named(self, text: str) -> Topic | None:
        if text.islower() and words(text)[-1:] in _COMMON:
            return None
        topic = self.catalogue.named(text)
        source = self.sources.get(" ".join(words(text)))
        return topic or (Topic(key_of(source), source) if source else None)

    def is_topic(self, text: str) -> bool:
        """Whether this is the name of a topic."""
        return self.catalogue.named(text) is not None

    def topic(self, typed: str, parts: Sequence[Piece], *, by_name: bool = True) -> Topic | None:
        """What these parts ask for, a name before words; none when they hold nothing to look for."""
        wanted = [part for part in parts if not part.excluded]
        said = " ".join(typed[part.start : part.end] for part in wanted)
        by_name = by_name and not any(part.quoted for part in wanted)
        named = (self.named(said) or self.named(unlinked(said))) if by_name else None
        kept = _meant(part.text for part in wanted)
        if not (named or kept):
            return None
        without = _meant(part.text for part in parts if part.excluded)
        coded = encoded([] if named else kept, without)
        return topic_of(f"{named.key}{AND}{coded}".rstrip(AND) if named else _WORDS + coded, self.catalogue)


def _dated(typed: str, parts: Sequence[Piece], reading: Reading, known: _Known) -> Query:
    """Something looks like a date: one, when it is sure, or when a topic with a name stands beside it."""
    rest = [part for part in parts if part.end <= reading.start or part.start >= reading.end]
    spoken = Piece(phrase(reading.core), reading.start, reading.end, quoted=True)
    as_date = Asked(known.topic(typed, rest), None if reading.trouble else reading.span)
    as_words = Asked(known.topic(typed, sorted([*rest, spoken], key=lambda part: part.start)))
    beside_a_name = as_date.topic is not None and as_date.topic.kind is not TopicKind.WORDS
    if reading.sure is Sure.DATE or (reading.sure is Sure.EITHER and beside_a_name):
        otherwise = as_words if reading.sure is Sure.EITHER else None
        return Query(typed, as_date, otherwise, typed[reading.start : reading.end], reading.trouble)
    possible = reading.sure is Sure.EITHER and reading.trouble is None
    return Query(typed, as_words, as_date if possible else None)


def _meant(texts: Iterable[str]) -> list[str]:
    """Those that say something, each once."""
    said = (phrase(_upright(text)) for text in with_capitals([*texts]))
    return [text for text in dict.fromkeys(said) if stems(text)]


def _upright(text: str) -> str:
    """A verb without the subject behind it: «augmente-t-il» is «augmente»."""
    while (parted := text.rpartition("-"))[0] and fold(parted[2]) in _INVERTED:
        text = parted[0]
    return text


def _visible(letter: str) -> str:
    """Nothing for what has no width, a space for what is no letter of a line."""
    if unicodedata.category(letter) == "Cf":
        return ""
    return letter if letter.isprintable() else " "


def _problem(typed: str, parts: Sequence[Piece]) -> Problem:
    if not typed:
        return Problem.NOTHING
    if any(part.excluded for part in parts):
        return Problem.ONLY_EXCLUDED
    return Problem.SMALL_WORDS if words(typed) else Problem.NO_WORDS


def _hidden(typed: str, parts: Sequence[Piece]) -> str:
    """What was typed, without what cannot be a part of a date; every character stays where it is."""
    hidden = list(typed)
    for part in parts:
        if part.quoted or part.excluded:
            hidden[part.start : part.end] = HIDDEN * (part.end - part.start)
    return "".join(hidden)


def _straddles(part: Piece, reading: Reading) -> bool:
    """Whether a date would cut this word in two."""
    return part.start < reading.start < part.end or part.start < reading.end < part.end


def _parted(key: str) -> tuple[str, list[str], list[str]]:
    """The base of a key (empty when it is plain words), the wanted and the excluded terms."""
    if key.startswith(_WORDS):
        return "", *decoded(key.removeprefix(_WORDS))
    base, _, coded = key.partition(AND)
    return base, *decoded(coded)


def _shown(text: str) -> str:
    """A term as readers see it: its names with a capital, a phrase in quotes of its own."""
    written = with_names(text)
    return f"“{written}”" if " " in text else written
