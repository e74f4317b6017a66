"""One job: the sentences of an article, and which of them are somebody's words.

A quotation may run over several paragraphs: what stands inside it is nobody's digest.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.errors import TooShort
from bot.french.marks import unpaired
from bot.french.sentences import split
from bot.french.words import visible_words
from bot.model import Article

_PROSE_SENTENCE_WORDS = 4
_FEWEST_SENTENCES = 2
_FEWEST_WORDS = 25
_QUOTED_PARAGRAPHS = 3


def sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    """The sentences of the paragraphs, one after the other, in reading order."""
    return chain.from_iterable(map(split, paragraphs))


def of_article(article: Article) -> list[str]:
    """The sentences of an article, in reading order; one that comes again is told once.

    Raises: TooShort if fewer than two of them have at least four words, or these have fewer than 25 together.
    """
    found = list(dict.fromkeys(sentences(article.paragraphs)))
    lengths = (len(visible_words(sentence)) for sentence in found)
    prose = [words for words in lengths if words >= _PROSE_SENTENCE_WORDS]
    if len(prose) < _FEWEST_SENTENCES or sum(prose) < _FEWEST_WORDS:
        raise TooShort(f"{len(prose)} sentences: there is nothing to shorten")
    return found


def told_by_others(paragraphs: Sequence[str]) -> frozenset[str]:
    """The sentences without a mark that stand inside a quotation which runs over several paragraphs.

    A quotation that is not closed within three more paragraphs is a slip of the pen.
    """
    found: set[str] = set()
    at = 0
    while at < len(paragraphs):
        opening = next((place for place, opens in reversed(unpaired(paragraphs[at])) if opens), None)
        end = None if opening is None else _closing(paragraphs, at + 1)
        if opening is not None and end is not None:
            found.update(split(paragraphs[at][opening:])[1:])
            found.update(sentences(paragraphs[at + 1 : end[0]]))
            found.update(split(paragraphs[end[0]][: end[1]])[:-1])
            at = end[0]
        else:
            at += 1
    return frozenset(found)


def _closing(paragraphs: Sequence[str], start: int) -> tuple[int, int] | None:
    """Where a quotation that is open at `start` is closed: the paragraph, and the place in it."""
    for at in range(start, min(start + _QUOTED_PARAGRAPHS, len(paragraphs))):
        for place, opens in unpaired(paragraphs[at]):
            if not opens:
                return at, place
    return None
