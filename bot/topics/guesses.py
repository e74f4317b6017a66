"""«Vouliez-vous dire»: what a misspelt question may mean. Asked only when it finds next to nothing.

What compares words is loaded then: a bot whom nobody asks has no need of its megabytes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.french import tables
from bot.french.fold import fold
from bot.french.stems import stem
from bot.french.words import OPENERS, words, written
from bot.topics.catalogue import Catalogue

_SUGGESTED = 3
_READ_MAX = 60
"""Characters of a question that are compared."""

_COMPARED = 9
"""Names that are near enough to be looked at again."""

_WORDS_MAX = 6
"""Longer questions are no slips of the hand."""

_SOUNDS = tables.pairs("sounds", "alike")
_SILENT = "".join(tables.words("sounds", "silent"))
_HEARD_MIN = 4
"""Letters of a sound that tells one word from the others."""


def _nobody(_word: str) -> bool:
    return False


def _anyone(_word: str, _typed: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a reader may have meant: names of topics and sources, words of titles, each as it is written.

    `known` says of a folded word whether the press knows it, whatever the titles hold: it is no slip;
    `likelier` of two whether the first is so much more frequent that the second may be a slip of it.
    """

    names: Mapping[str, str]
    """Folded words, a space apart -> as readers see it."""
    frequent: Mapping[str, str]
    """A folded word -> as it is written; the most frequent first."""
    known: Callable[[str], bool] = _nobody
    likelier: Callable[[str, str], bool] = _anyone

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        sources: Mapping[str, str],
        frequent: Iterable[str],
        known: Callable[[str], bool] = _nobody,
        likelier: Callable[[str, str], bool] = _anyone,
    ) -> "Vocabulary":
        """Build it from what has a name, and from the words that titles hold, the most frequent first."""
        topics = {name: catalogue.topics[key].label for name, key in catalogue.names.items()}
        spelt: dict[str, str] = {}
        for word in frequent:
            if (folded := fold(word)) not in OPENERS:  # nobody asks for «bien»
                spelt.setdefault(folded, word)
        return cls({**sources, **topics}, spelt, known, likelier)

    def has(self, word: str) -> bool:
        """Whether a folded word is spelt as it should be, or says nothing of a subject."""
        return not stem(word) or word in self.names or word in self.frequent or self.known(word)


def guesses(typed: str, vocabulary: Vocabulary) -> list[str]:
    """Guess what a question means.

    Args:
        typed: what was asked, as typed; one letter in four may be wrong: left out, doubled, swapped, another.
        vocabulary: what there is to mean.

    Returns: at most three questions that are spelt well, the likeliest first; none when every word is known.
    """
    said = words(typed[:_READ_MAX])
    if len(said) > _WORDS_MAX or " ".join(said) in vocabulary.names or all(map(vocabulary.has, said)):
        return []
    whole = [vocabulary.names[name] for name in _near(" ".join(said), vocabulary.names)]
    corrected = _corrected(typed[:_READ_MAX], vocabulary)
    return list(dict.fromkeys([*whole, *([corrected] if corrected else [])]))[:_SUGGESTED]


def _corrected(typed: str, vocabulary: Vocabulary) -> str:
    """The question with each unknown word replaced by the nearest known one; empty when there is none."""
    said = written(typed)
    spelt = [_word(word, vocabulary) for word in said]
    unchanged = all(fold(new) == fold(old) for new, old in zip(spelt, said, strict=True))
    return "" if unchanged else " ".join(spelt)


def _word(typed: str, vocabulary: Vocabulary) -> str:
    from rapidfuzz.distance import OSA

    word = fold(typed)
    if vocabulary.has(word):
        return vocabulary.frequent.get(word, typed)
    # In a sentence, a word that only stands for a name stays: «américano-russe» is no «États-Unis russe».
    names = [name for name in _near(word, vocabulary.names) if fold(vocabulary.names[name]) == name]
    near = [one for one in (*_near(word, vocabulary.frequent), *names) if vocabulary.likelier(one, word)]
    best = min(near, key=lambda one: OSA.distance(word, one), default="")
    if stem(best) == stem(word):  # «agriculteur» is «agriculteurs»
        return typed
    return vocabulary.frequent.get(best) or vocabulary.names.get(best, typed)


def _near(typed: str, choices: Collection[str]) -> Iterator[str]:
    """The choices that differ by a slip, or only sound the same, the nearest first.

    A choice that says the same is none.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = _slips(typed)
    if not slips:
        return
    near = process.extract(typed, list(choices), scorer=OSA.distance, score_cutoff=slips, limit=_COMPARED)
    for name, distance, _place in near:
        shorter = min(typed, name, key=len)
        # «géologie» is no «écologie»: two slips and another first letter are another word.
        if 0 < distance <= _slips(shorter) and (distance == 1 or typed[0] == name[0]):
            yield name
    heard = _sound(typed)
    if len(heard) >= _HEARD_MIN:
        yield from (
            name for name in choices if name[0] == typed[0] and name != typed and _sound(name) == heard
        )


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> str:
    """How a folded word sounds, roughly: «ukrene» is «ukraine»."""
    for letters, heard in _SOUNDS.items():
        word = word.replace(letters, heard)
    once = "".join(letter for letter, before in zip(word, f" {word}", strict=False) if letter != before)
    return once.rstrip(_SILENT)


def _slips(typed: str) -> int:
    """How many letters of a word may be wrong: short words are often other words."""
    return min(2, len(typed) // 4) if len(typed) > 4 else int(len(typed) == 4)
