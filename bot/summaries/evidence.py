"""One job: an article as the gate looks things up in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from bot.french.sentences import split
from bot.model import Article, Dating
from bot.summaries.coherence import acronyms
from bot.summaries.days import Day, days
from bot.summaries.nations import is_people, nations_of
from bot.summaries.numbers import Number
from bot.summaries.offices import Holding, holdings, offices, thing, traced
from bot.summaries.polarity import signs
from bot.summaries.reading import Sentence, Word, nearness, plain, read_plain

_BEFORE = 0.5
"""How much the sentence before counts: it tells who "he" is."""


@dataclass(frozen=True)
class Evidence:
    """What an article says, read once. `sentences` begin with the title, when there is one."""

    sentences: tuple[Sentence, ...]
    days: tuple[tuple[Day, ...], ...]
    meanings: Mapping[str, str]
    dating: Dating

    @cached_property
    def verbatim(self) -> frozenset[tuple[str, ...]]:
        """Every sentence as its folded words."""
        return frozenset(tuple(word.folded for word in sentence.words) for sentence in self.sentences)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every folded word."""
        return frozenset(word.folded for sentence in self.sentences for word in sentence.words)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every folded word that is written with a capital somewhere."""
        return frozenset(w.folded for s in self.sentences for w in s.words if w.is_capital)

    @cached_property
    def nations(self) -> frozenset[int]:
        """The nations that it names, by whatever word."""
        return frozenset(
            nation
            for sentence in self.sentences
            for word in sentence.words
            if word.is_capital or is_people(word.folded)
            for nation in nations_of(word.folded)
        )

    @cached_property
    def offices_of(self) -> tuple[frozenset[int], ...]:
        """For each sentence the offices that it names."""
        return tuple(frozenset(named.office for named in offices(sentence)) for sentence in self.sentences)

    @cached_property
    def offices(self) -> frozenset[int]:
        """All the offices that it names or tells of."""
        return traced(self.words).union(*self.offices_of)

    @cached_property
    def holdings(self) -> tuple[tuple[int, Holding], ...]:
        """Who holds which office, and the sentence that says so."""
        return tuple(
            (at, holding)
            for at, sentence in enumerate(self.sentences)
            if self.offices_of[at]
            for holding in holdings(sentence)
        )

    @cached_property
    def things(self) -> frozenset[int]:
        """The places and kin that it names."""
        return frozenset(named for word in self.words if (named := thing(word)) is not None)

    @cached_property
    def numbers(self) -> tuple[tuple[int, Number], ...]:
        """Its numbers, but for those of a date, each with its sentence."""
        return tuple(
            (at, number)
            for at, sentence in enumerate(self.sentences)
            for number in sentence.numbers
            if not any(day.start <= number.start < day.end for day in self.days[at])
        )

    @cached_property
    def text(self) -> str:
        """All its folded words in a row, a space between and around."""
        return " " + " ".join(word.folded for sentence in self.sentences for word in sentence.words) + " "

    @cached_property
    def signs(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence the signs of its words."""
        return tuple(signs(sentence) for sentence in self.sentences)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much it tells that two sentences share a concept."""
        spread = Counter(concept for sentence in self.sentences for concept in sentence.concepts)
        return {concept: log(1 + len(self.sentences) / among) for concept, among in spread.items()}

    @cached_property
    def scales(self) -> Mapping[str, tuple[tuple[int, Word, int], ...]]:
        """For each scale: where a word of it stands (sentence, word) and at which end, negation heeded."""
        found: defaultdict[str, list[tuple[int, Word, int]]] = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            for word, sign in zip(sentence.words, self.signs[at], strict=True):
                for scale, end in word.scales:
                    found[scale].append((at, word, end * sign))
        return {scale: tuple(places) for scale, places in found.items()}

    def likeness(self, near: Mapping[str, float], at: int, place: float) -> float:
        """How well what stands around `place` in sentence `at` fits `near`, and the sentence before a little."""
        rarity = self.rarity
        best: dict[str, float] = {}
        for word in self.sentences[at].words:
            weight = near.get(word.concept)
            if weight is not None:
                score = weight * nearness(word.place, place)
                if score > best.get(word.concept, 0.0):
                    best[word.concept] = score
        if at:
            for concept in self.sentences[at - 1].concepts & near.keys() - best.keys():
                best[concept] = near[concept] * _BEFORE
        return sum(score * rarity.get(concept, 1.0) for concept, score in best.items())

    def fullness(self, near: Mapping[str, float]) -> float:
        """The likeness of `near` to itself: the most that `likeness` can be."""
        return sum(weight * weight * self.rarity.get(concept, 1.0) for concept, weight in near.items())

    def covered(self, sentence: Sentence) -> list[float]:
        """For each of its sentences the coverage of another one."""
        return [self.coverage(sentence.concepts, at) for at in range(len(self.sentences))]

    def coverage(self, concepts: frozenset[str], at: int) -> float:
        """The share of the concepts, by rarity, that sentence `at` holds; what no sentence holds weighs 1."""
        total = sum(self.rarity.get(concept, 1.0) for concept in concepts)
        shared = concepts & self.sentences[at].concepts
        return sum(self.rarity[concept] for concept in shared) / total if total else 0.0


def evidence(article: Article) -> Evidence:
    """Read an article: its title and each of its sentences; a description is read as well."""
    texts = tuple(_texts(article))
    sentences = tuple(read_plain(text) for text in texts)
    return Evidence(
        sentences,
        tuple(days(sentence) for sentence in sentences),
        acronyms("\n".join(texts)),
        article.dating,
    )


def _texts(article: Article) -> Iterator[str]:
    if article.title:
        yield plain(article.title)
    for paragraph in article.paragraphs:
        yield from split(plain(paragraph))
