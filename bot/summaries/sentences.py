"""One job: cut a paragraph into its French sentences.

A sentence is never cut inside quotation marks or brackets that are closed in the same paragraph: the piece
that would remain holds an orphan mark, and puts words into the wrong mouth.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.errors import TooShort
from bot.model import Article
from bot.summaries.lexicon import ABBREVIATIONS, STARTERS
from bot.summaries.marks import pairs, unpaired

_END = re.compile(r"[.!?…]+[\"»”’)\]]*(?:\s*[»”](?![^\W_]))*")
_OPENERS = "\"«“‘'([-–— \u00a0\u202f"
_PROSE_SENTENCE_WORDS = 4
_FEWEST_SENTENCES = 2
_FEWEST_WORDS = 25
_QUOTED_PARAGRAPHS = 3
_ARTICLES = frozenset({"Le", "La", "L"})
_INITIAL = re.compile(r"(?:^|[\s\"«“(’'-])((?:[^\W\d_]\.?-?)*[^\W\d_])\.$")
_WORD = re.compile(r"[^\W\d_]+")


def split(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, in order; white space is folded, nothing else changes.

    Args:
        paragraph: any text; a line break in it counts as a space.

    Returns: the sentences; joined by a space they are the paragraph (but for missing spaces between them).
    """
    return list(_split(" ".join(paragraph.split())))


@lru_cache(maxsize=32)
def _split(text: str) -> tuple[str, ...]:
    """The same of a text with single spaces; what chooses sentences and what makes the headline both ask."""
    pieces: list[str] = []
    start = 0
    for end in _ends(text):
        if _WORD.search(text, start, end) is None and end < len(text):
            continue  # "1.", "...": it belongs to what follows
        piece = text[start:end].strip()
        if piece:
            pieces.append(piece)
        start = end
    rest = text[start:].strip()
    return (*pieces, rest) if rest else tuple(pieces)


def words(sentence: str) -> list[str]:
    """The words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return [word for word in sentence.split() if word[0].isalnum() or any(map(str.isalnum, word))]


def _ends(text: str) -> Iterator[int]:
    """The positions right after each sentence but the last."""
    spans = pairs(text)
    openings = frozenset(start for start, _ in spans)
    closed = _outermost(spans)
    span = next(closed, None)
    for mark in _END.finditer(text):
        end = mark.end()
        if end - 1 in openings:  # `dit."Nous`: the quotation mark opens the next sentence
            end -= 1
        while span is not None and span[1] <= mark.start():
            span = next(closed, None)
        if span is not None and span[0] < mark.start() and end < span[1]:
            continue
        if _new_sentence_at(text, mark.start(), end):
            yield end


def _new_sentence_at(text: str, mark: int, end: int) -> bool:
    """Whether what stands from `end` on begins a sentence, given the final mark from `mark` to `end`."""
    rest = text[end : end + 40]
    begins = rest.lstrip(_OPENERS)
    if not begins or begins[0].islower() or not begins[0].isalnum():
        return False
    if rest[0] != " ":
        return _glued(text, mark, end, begins)
    if text[mark - 1 : mark] in {"(", "["}:
        return False  # "(…) Le": something was left out, the sentence goes on
    return text[mark:end] != "." or not _is_abbreviated(text[max(0, mark - 40) : mark + 1], begins)


def _glued(text: str, mark: int, end: int, begins: str) -> bool:
    """Whether only a space is missing between two sentences: "au port.Selon", but not "exemple.FR", "3.5"."""
    if not begins[0].isupper() or not (begins[1:2].islower() or begins[1:2] in {"'", "’", " ", "."}):
        return False
    before = text[max(0, mark - 40) : mark].rpartition(" ")[2]
    after = text[end : end + 40].partition(" ")[0]
    if any(sign in before + after for sign in "/@") or before.startswith("www"):
        return False
    return len(before) > 2 and not before[-1].isupper()


def _is_abbreviated(before: str, begins: str) -> bool:
    """Whether the full stop that ends `before` belongs to its last word."""
    initial = _INITIAL.search(before)
    if initial is None:
        return False
    word = initial[1]
    following = _WORD.match(begins)
    follower = following[0] if following else ""
    if word.casefold() in ABBREVIATIONS:
        return True
    if "." in word:  # "U.R.S.S.", "J.-M."
        ends = follower in STARTERS or (follower in _ARTICLES and "-" not in word)  # "J.-M. Le Pen"
        return not ends
    initials = word.rpartition("-")[2]  # "Jean-P."
    return len(initials) == 1 and initials.isupper() and follower not in STARTERS


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
            found.update(piece for between in paragraphs[at + 1 : end[0]] for piece in split(between))
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


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the sorted spans that lie in no other."""
    reach = 0
    for start, end in spans:
        if start >= reach:
            reach = end
            yield start, end


def of_article(article: Article) -> list[str]:
    """The sentences of an article, in reading order; one that comes again is told once.

    Raises: TooShort if there are not at least two sentences and 25 words.
    """
    found = list(dict.fromkeys(piece for paragraph in article.paragraphs for piece in split(paragraph)))
    prose = [sentence for sentence in found if len(words(sentence)) >= _PROSE_SENTENCE_WORDS]
    if len(prose) < _FEWEST_SENTENCES or sum(len(words(sentence)) for sentence in prose) < _FEWEST_WORDS:
        raise TooShort(f"{len(prose)} sentences: there is nothing to shorten")
    return found
