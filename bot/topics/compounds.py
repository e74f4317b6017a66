"""Names of several words in a question: «mont saint michel» is one thing, and not three."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.names import PARTICLES, is_first_name
from bot.french.phrases import listed
from bot.french.tokens import Token, placed_words
from bot.french.words import FUNCTION_WORDS, words
from bot.topics.search_terms import Piece, phrase

_ARTICLES = ("le", "la", "les")
_WITH_LE = ("au", "du")
_OF = ("de", "du", "des", "d")
_PLACES = frozenset(
    place
    for listed in " ".join(tables.lines("places")).split(";")
    if len(place := tuple(words(listed))) > 1 and place[0] not in FUNCTION_WORDS
)
_LONGEST = max(map(len, _PLACES), default=0)
_KEEPING: dict[str, str] = {
    place: article.lower() for place, article in tables.pairs("places", "with_article").items()
}
_COMMON_TOO = frozenset(tables.words("questions", "common_too"))
_BORN_WITH_LE = frozenset(tables.words("questions", "born_with_le"))
_NAMES = listed("questions", "names")


def joined(
    parts: Sequence[Piece], typed: str, is_topic: Callable[[str], bool], *, follows: bool = False
) -> list[Piece]:
    """Make one piece of those that are one name.

    Args:
        parts: the pieces of `typed`, in its order.
        typed: one line.
        is_topic: whether a text alone is a topic: «la Russie» is «Russie», and no name with an article.
        follows: whether other words stood before it, so that its first capital tells a name.
    """
    said = list(placed_words(typed))
    made: list[Piece] = []
    at = 0
    while at < len(parts):
        row = _row(parts[at:], typed, said)
        by_capitals = _by_capitals(row, is_topic, at_head=at == 0 and not follows)
        lengths = (*_known(row), *(() if typed.isupper() else by_capitals))
        ends = [n for n in lengths if n > 1 and n in row.pieces and row.folded[n - 1] not in FUNCTION_WORDS]
        taken = row.pieces[max(ends)] if ends else 1
        made.append(_one(parts[at : at + taken], typed) if taken > 1 else parts[at])
        at += taken
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    """The words from one piece on, with nothing but spaces, hyphens and apostrophes between them.

    `pieces` says for a number of words how many pieces they are, where no piece is cut.
    """

    folded: Sequence[str]
    written: Sequence[str]
    pieces: Mapping[int, int]

    def capital(self, at: int) -> bool:
        """Whether there is such a word, and it has a capital."""
        return at < len(self.written) and self.written[at][0].isupper()


def _row(parts: Sequence[Piece], typed: str, words_of_it: Sequence[Token]) -> _Row:
    said: list[Token] = []
    pieces: dict[int, int] = {}
    end = parts[0].start
    for number, part in enumerate(parts, 1):
        if part.quoted or part.excluded or typed[end : part.start].strip():
            break
        end = part.end
        of_it = [token for token in words_of_it if part.start <= token.start < end]
        elided = len(of_it) - len(words(part.text)) if number == 1 else 0
        said += of_it[elided:]
        pieces[len(said)] = number
    return _Row([token.folded for token in said], [token.written for token in said], pieces)


def _known(row: _Row) -> Iterator[int]:
    """How many words the names take that we know, or their kind, however they are written."""
    said = row.folded
    yield from (n for n in range(2, _LONGEST + 1) if tuple(said[:n]) in _PLACES)
    yield _NAMES.at(said, 0)
    if len(said) > 1:
        article = "le" if said[0] in _WITH_LE else said[0]
        if _KEEPING.get(said[1]) == article and (said[1] not in _COMMON_TOO or row.capital(1)):
            yield 2
        if said[0] == "le" and said[1] in _BORN_WITH_LE:
            yield 2
    if len(said) > 2 and is_first_name(said[0]):
        particles = next((n for n, word in enumerate(said[1:]) if word not in PARTICLES), 0)
        yield 3 if said[1] == "le" else particles + 2 if particles else 0


def _by_capitals(row: _Row, is_topic: Callable[[str], bool], *, at_head: bool) -> Iterator[int]:
    """How many words the capitals bind. At the head of what was typed the first one tells nothing."""
    said = row.folded
    if not row.capital(0) or (at_head and len(said) > 2):
        return
    if said[0] in _ARTICLES and row.capital(1) and not is_topic(row.written[1]):
        yield 2
    at = 0
    while at + 1 < len(said) and said[at + 1] in _OF and not at_head:
        at += 2 + (at + 2 < len(said) and said[at + 2] in ("la", "l"))
        if not row.capital(at):
            break
        yield at + 1


def _one(parts: Sequence[Piece], typed: str) -> Piece:
    """All of them as one; «au Havre» is «Le Havre»."""
    first, last = parts[0], parts[-1]
    begins = "le" if first.text.lower() in _WITH_LE else first.text
    return Piece(phrase(begins + typed[first.end : last.end]), first.start, last.end)
