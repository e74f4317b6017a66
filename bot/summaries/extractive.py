"""One job: choose the two or three sentences that tell an article best, word for word.

Nothing is learnt: each weight below says in the open how much a habit of the press counts. News begins with
what matters, repeats the words of its title, names who and when, and leaves "he" for later.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import TooShort
from bot.model import Article, Method, Summary
from bot.summaries import Run
from bot.summaries.headline import headline
from bot.summaries.lexicon import DATES, STOP_WORDS, fold
from bot.summaries.marks import QUOTES, orphan_quotes, pairs
from bot.summaries.sentences import of_article, split, words
from bot.summaries.typography import french

VERSION = "extract-1"

_FEWEST_WORDS = 30
"""A summary shorter than this takes one more sentence."""
_MOST_WORDS = 65
_MOST_SENTENCES = 3
_SENTENCE_WORDS = range(6, 61)
_MOST_CHARACTERS = 700
"""Of one sentence: what has no spaces is one word, however long."""
_BEST_LENGTH = 28
_READ_SENTENCES = 400
"""No news article is longer; what lies beyond tells nothing that the digest needs."""

_TITLE, _CENTRE, _FIRST, _EARLY = 1.0, 0.5, 0.2, 0.5
_NAMES, _DATE = 0.1, 0.07
_LENGTH, _POINTING, _GOING_ON, _ORPHAN, _GLUED = 0.15, 0.5, 0.15, 0.5, 0.3
_QUESTION, _PERSON, _UNENDED, _QUOTED = 0.4, 0.1, 0.4, 0.15
_ALIKE = 0.3
"""What likeness to a sentence already chosen costs."""
_SAME = 0.6
"""Two sentences more alike than this say the same."""

_TERM = re.compile(r"[^\W_]{2,}")
_STEM = 7
_DATE_TERMS = frozenset(name[:_STEM] for name in DATES)
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý]")
_ENDED = re.compile(r"[.!?][\"»”’)\]\s]*$")
_JOINED = re.compile(r"[\w.!?][\"»](?=[A-ZÀ-Ý])|\s-[A-ZÀ-Ý]|[.!?]-|[a-zà-ÿ]{3}[A-ZÀ-Ý][a-zà-ÿ]")
_FIRST_PERSON = re.compile(r"\b(?:je|j['’]|nous|moi|mon|ma|mes|notre|nos)(?<!-nous)\b", re.IGNORECASE)
# "He said": nobody knows who, unless the sentence before it is told too.
_POINTS_BACK = re.compile(
    r"\W*(?:ils?|elles?|(?:ce|cet|cette|ces)"
    r"(?! (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|sera|fut|sont|n['’])\b)"
    r"|celui|celles?|ceux|cela|ça|son|sa|ses|leurs?|lui|voici|voilà|tels?|telles?|et de|malgré cela"
    r"|une? \w+ (?:qui|que|dont)|à l['’](?:intérieur|extérieur)(?=,)|sur place|là-bas"
    r"|selon (?:lui|elle|eux))\b|.*-(?:ils?|elles?)\b"
    # "Depuis lundi, il alimente": but not "il y a", "il faut", "il est possible".
    r"|[^,;:«»\"]{3,60}, (?:ils|elles?|il(?! (?:y a|faut|faudra|s['’]agit|est|était|reste|pleut|semble)\b)) ",
    re.IGNORECASE,
)
_THIS = re.compile(r"\W*(?:ce|cet|cette|ces) (\w+)", re.IGNORECASE)
# "However", "It is": the thought began in a sentence before, perhaps the first.
_GOES_ON = re.compile(
    r"\W*(?:c['’]|ce (?:sera|fut|sont)|mais|et|or|car|puis|ainsi|toutefois"
    r"|cependant|pourtant|enfin|aussi|d['’]autant|par ailleurs|en effet|de plus"
    r"|en outre|de son côté|pour sa part|de même|au total)\b|.*\bpar ailleurs\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence: where it stands among all, its length in words, its terms weighted to norm one."""

    text: str
    at: int
    length: int
    terms: Mapping[str, float]


class ExtractiveSummariser:
    """Summarises by extracts, in a worker process: a hostile text must not hold up the event loop."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, WorkerError."""
        return await self._run(summarise, article)


def summarise(article: Article) -> Summary:
    """Summarise by extracts: two sentences, three when they are short, in reading order.

    Returns: a Summary of 30 to 65 words where the article allows it; each sentence is one of the article's,
        whole, in French typography.
    Raises: TooShort if there is nothing to choose from.
    """
    texts = of_article(article)[:_READ_SENTENCES]
    chosen = _choose(_weighed(texts), article.title or texts[0])
    if not chosen:
        raise TooShort("no whole sentence is short enough to be shown")
    made, is_made = headline(article)
    return Summary(
        headline=made,
        sentences=tuple(french(texts[at]) for at in sorted(chosen)),
        method=Method.EXTRACT,
        version=VERSION,
        headline_made=is_made,
    )


def whole(article: Article) -> Summary:
    """Show an article that is too short to be shortened: its first sentences, as many as a digest may hold.

    Never raises. Without one sentence that can be shown whole, the headline stands alone.
    """
    made, is_made = headline(article)
    shown: list[str] = []
    for text in (
        sentence for paragraph in article.paragraphs[:_READ_SENTENCES] for sentence in split(paragraph)
    ):
        if len(words(" ".join([*shown, text]))) > _MOST_WORDS or len(text) > _MOST_CHARACTERS:
            break
        shown.append(text)
    return Summary(
        headline=made,
        sentences=tuple(french(text) for text in shown),
        method=Method.EXTRACT,
        version=VERSION,
        headline_made=is_made,
        note="too short to be shortened: the text itself",
    )


def _weighed(texts: Sequence[str]) -> list[_Sentence]:
    """The sentences with their tf-idf terms; how rare a term is, the article's own sentences say."""
    counts = [_terms(text) for text in texts]
    spread = Counter(term for count in counts for term in count)
    rarity = {term: math.log(1 + len(texts) / among) for term, among in spread.items()}
    return [
        _Sentence(
            text, at, len(words(text)), _unit({t: rarity[t] * (1 + math.log(n)) for t, n in count.items()})
        )
        for at, (text, count) in enumerate(zip(texts, counts, strict=True))
    ]


def _terms(text: str) -> Counter[str]:
    """The words that tell something, folded and cut so that inflected forms meet."""
    return Counter(word[:_STEM] for word in _TERM.findall(fold(text)) if word not in STOP_WORDS)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / norm for term, weight in vector.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of norm one."""
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def _choose(sentences: Sequence[_Sentence], title: str) -> list[int]:
    """Take the best sentence, then the best of what is left that says something else (MMR).

    Returns: positions, in the order of choice; empty if no sentence fits.
    """
    scores = _scores(sentences, title)
    chosen: list[_Sentence] = []
    left = [sentence for sentence in sentences if _fits(sentence)]
    while len(chosen) < _MOST_SENTENCES:
        told = sum(sentence.length for sentence in chosen)
        if len(chosen) > 1 and told >= _FEWEST_WORDS:
            break
        left = [s for s in left if told + s.length <= _MOST_WORDS and _likeness(s, chosen) < _SAME]
        if not left:
            break
        best = max(left, key=lambda s: scores[s.at] - _leaning(s, chosen) - _ALIKE * _likeness(s, chosen))
        chosen.append(best)
        left.remove(best)
    return [sentence.at for sentence in chosen]


def _fits(sentence: _Sentence) -> bool:
    return sentence.length in _SENTENCE_WORDS and len(sentence.text) <= _MOST_CHARACTERS


def _likeness(sentence: _Sentence, chosen: Iterable[_Sentence]) -> float:
    return max((_cosine(sentence.terms, other.terms) for other in chosen), default=0.0)


def _leaning(sentence: _Sentence, chosen: Iterable[_Sentence]) -> float:
    """The cost of what only an earlier sentence makes clear; none where that one is told too."""
    named = _THIS.match(sentence.text)
    term = fold(named[1])[:_STEM] if named else None
    for other in chosen:
        if other.at == sentence.at - 1 or (other.at < sentence.at and term in other.terms):
            return 0.0
    points_back = _POINTS_BACK.match(sentence.text) is not None
    goes_on = _GOES_ON.match(sentence.text) is not None
    return _POINTING * points_back + _GOING_ON * goes_on


def _scores(sentences: Sequence[_Sentence], title: str) -> list[float]:
    """How well each sentence tells the article, taken alone."""
    total: defaultdict[str, float] = defaultdict(float)
    for sentence in sentences:
        for term, weight in sentence.terms.items():
            total[term] += weight
    centre = _unit(total)
    sought = set(_terms(title)) & total.keys()
    return [
        _TITLE * (len(sought & sentence.terms.keys()) / len(sought) if sought else 0.0)
        + _CENTRE * _cosine(sentence.terms, centre)
        + _FIRST * (sentence.at == 0)
        + _EARLY * (1 - sentence.at / len(sentences))
        + _form(sentence)
        for sentence in sentences
    ]


def _form(sentence: _Sentence) -> float:
    """How well a sentence stands alone: who and when speak for it, what reads badly speaks against."""
    text = sentence.text
    quoted = sum(end - start for start, end in pairs(text) if text[start] in QUOTES) / len(text)
    return (
        _NAMES * min(len(_NAME.findall(text)), 5) / 5
        + _DATE * any(term in _DATE_TERMS for term in sentence.terms)
        - _LENGTH * min(abs(sentence.length - _BEST_LENGTH) / _BEST_LENGTH, 1)
        - _ORPHAN * orphan_quotes(text)
        - _GLUED * bool(_JOINED.search(text))
        - _QUESTION * ("?" in text)
        - _PERSON * bool(_FIRST_PERSON.search(text))
        - _UNENDED * (_ENDED.search(text) is None)
        - _QUOTED * min(quoted, 1)
    )
