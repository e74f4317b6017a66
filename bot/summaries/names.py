"""One job: the names of a sentence that the article does not hold.

A name is a word with a capital, but for a common word where a sentence or quotation begins. It may be inflected,
stand for the people of a country or town, or shorten what the article writes in full ("OMS"). A first and a last
name must stand side by side in the article too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.french import tables
from bot.french.dates import CALENDAR
from bot.french.names import CIVILITIES
from bot.french.words import OPENERS
from bot.summaries.concepts import stem
from bot.summaries.evidence import Evidence
from bot.summaries.nations import is_home, is_inhabitant, is_people, nations_named
from bot.summaries.reading import Sentence, Word

_FIRST_NAMES = frozenset(name for line in tables.lines("first_names") for name in line.split())
_BEGINS = re.compile(r"(?:^|[«\"“:.!?–—])[^\w]*$")
_COMMON_ENDING = re.compile(
    r"(?:ment|ant|ants|ante|antes|ee?s?|ie?s|is|ise|us|ue|ues|er|ir|oir|dre|tre|ption|tion|tions|sion|ure|ures|ages?|ites?|ences?"
    r"|ances?|eurs?|euses?|ives?|iques?|aux|eux|elles?)$"
)
_VERB = frozenset(
    """a ont est sont avait avaient etait etaient sera seront aura aurait serait va vont peut doit veut dit fait
    s se ne n y""".split()
)
_SHORTEST_ACRONYM = 2
_ROMAN = re.compile(r"^[ivx]+$")


def strangers(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The names of the sentence that the article does not hold, as written, and first names before another's name."""
    words = sentence.words
    names = [at for at, word in enumerate(words) if _is_name(sentence, at, known)]
    explained = _expansions(sentence, known)
    foreign: set[int] = set()
    for at in names:
        word = words[at]
        if any(start <= word.start < end for start, end in explained):
            foreign.add(at)  # no name of its own: the meaning of an acronym
        elif not _holds(word, known):
            foreign.add(at)
            yield word.text
    for word in words:
        if not word.is_capital and is_people(word.folded) and not _holds(word, known):
            yield word.text
    for one, other in pairwise(names):
        if (
            other == one + 1
            and not {one, other} & foreign
            and not _stand_together(sentence, words[one], words[other], known)
        ):
            yield f"{words[one].text} {words[other].text}"


def _is_name(sentence: Sentence, at: int, known: Evidence) -> bool:
    """Whether a word is a name, or looks like one that nobody can tell from a name."""
    word = sentence.words[at]
    if not word.is_capital or word.folded in CIVILITIES or (len(word.text) == 1 and word.text != "X"):
        return False
    if word.folded in CALENDAR and at == 0:
        return False
    if _BEGINS.search(sentence.text, max(0, word.start - 4), word.start) is None:
        return True
    if word.folded in OPENERS:
        return False
    if len(word.text) > 1 and word.text.isupper():
        return True
    return not _is_common(sentence, at, known)


def _is_common(sentence: Sentence, at: int, known: Evidence) -> bool:
    """Whether a word that begins a sentence is an ordinary one: its ending says so, and no verb or name follows."""
    word = sentence.words[at]
    if word.folded in known.names:
        return False  # looked up as a name: it is held
    if word.folded in known.words or stem(word.folded) in _stems(known):
        return True
    following = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
    if following is None or word.folded in _FIRST_NAMES:
        return False
    if following.is_capital and sentence.text[word.end : following.start] in {" ", "-"}:
        return False
    return _COMMON_ENDING.search(word.folded) is not None and following.folded not in _VERB


def _holds(word: Word, known: Evidence) -> bool:
    """Whether the article has this name, a form of it, its country, or the place whose people it names."""
    bare = word.folded
    if bare in known.words or bare.removesuffix("s") in known.words or f"{bare}s" in known.words:
        return True
    if nations_named(bare) & known.nations:
        return True
    if nations_named(bare):
        return False
    if word.text.isupper() and len(bare) >= _SHORTEST_ACRONYM and bare in _initials(known):
        return True
    if _bare_stem(bare) in _bare_stems(known):
        return True
    if any(is_inhabitant(bare, place) for place in known.names):
        return True
    return any(is_home(bare, people) for people in known.words)


def _bare_stem(word: str) -> str:
    """A folded word without the marks of gender and number."""
    bare = word.removesuffix("s").removesuffix("e").removesuffix("s")
    return bare[:-1] if bare[-1:] == bare[-2:-1] else bare


@lru_cache(maxsize=8)
def _bare_stems_of(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_bare_stem(word) for word in words)


def _bare_stems(known: Evidence) -> frozenset[str]:
    return _bare_stems_of(known.words)


@lru_cache(maxsize=8)
def _stems_of(words: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words)


def _stems(known: Evidence) -> frozenset[str]:
    return _stems_of(known.words)


def _initials(known: Evidence) -> frozenset[str]:
    """What the names of several words would be called for short: explained ones, and "Paris Saint-Germain"."""
    found = {acronym.casefold() for acronym in known.meanings}
    for sentence in known.sentences:
        run: list[Word] = []
        for word in sentence.words:
            if word.is_capital or (run and word.concept):
                run.append(word)
            elif word.concept or not run:
                run = []
            for first in range(len(run)):
                if run[first].is_capital and len(run) - first >= _SHORTEST_ACRONYM:
                    found.add("".join(each.folded[0] for each in run[first:]))
    return frozenset(found)


def _expansions(sentence: Sentence, known: Evidence) -> list[tuple[int, int]]:
    """Where the sentence writes in full what the article calls by an acronym that it explains."""
    spans: list[tuple[int, int]] = []
    for meaning in known.meanings.values():
        found = sentence.folded.find(meaning.casefold())
        if found >= 0:
            spans.append((found, found + len(meaning)))
    return spans


def _stand_together(sentence: Sentence, one: Word, other: Word, known: Evidence) -> bool:
    """Whether two names side by side are so in the article; a people's name and what follows need not."""
    if sentence.text[one.end : other.start] not in {" ", "-"}:
        return True
    if is_people(one.folded) or one.folded in CALENDAR or other.folded in CALENDAR:
        return True
    return f" {one.folded} {other.folded} " in known.text
