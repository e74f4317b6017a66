"""Why two articles were taken for one event: the words that both hold, as one of them writes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.french.stems import stem
from bot.french.tokens import placed_words
from bot.model import Article, Signature
from bot.stories.likeness import COPY, agreement
from bot.stories.signature import FIGURE, NAME, TITLE, marked

_SHOWN = 8
_LEAD_WORDS = 60


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles have in common: words, names before others, and whether one copies the other."""

    words: tuple[str, ...]
    copy: bool


def shared(article: Article, own: Signature, other: Signature) -> Shared:
    """What `article` has in common with another one, of which only the signature is needed."""
    marks = {token: mark for mark, token in map(marked, own.tokens)}
    both = marks.keys() & {marked(token)[1] for token in other.tokens}
    lead = " ".join(" ".join(article.paragraphs).split()[:_LEAD_WORDS])
    written: dict[str, str] = {token: token for token in both if marks[token] & FIGURE}
    for word in placed_words(f"{article.title} {lead}"):
        if (token := stem(word.folded)) in both:
            written.setdefault(token, word.written)
    telling = sorted(written, key=lambda token: (not marks[token] & NAME, not marks[token] & TITLE))
    words = tuple(written[token] for token in telling[:_SHOWN])
    return Shared(words, agreement(own.sketch, other.sketch) >= COPY)


def nearest(own: Signature, others: Sequence[Signature]) -> int:
    """Which of these signatures has most in common with this one; names count twice."""
    mine = {token: 2 if mark & NAME else 1 for mark, token in map(marked, own.tokens)}

    def common(other: Signature) -> int:
        return sum(mine.get(marked(token)[1], 0) for token in other.tokens)

    return max(range(len(others)), key=lambda at: common(others[at]))
