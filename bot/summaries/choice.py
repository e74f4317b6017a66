"""One job: choose which of its own sentences tell an article.

`ranker` says what a journalist would have told and an editor would publish; here stands what a digest never
does: say a thing twice, ask, tell a sub-heading, open a quotation that it does not close. `telling` sets down
what was chosen.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from bot.errors import TooShort
from bot.french.marks import orphan_quotes
from bot.model import Article, Method, Summary
from bot.summaries.acronyms import acronyms
from bot.summaries.coherence import goes_on, points_back
from bot.summaries.features import SENTENCE, Counted, Matrix
from bot.summaries.headline import headline
from bot.summaries.length import LENGTH
from bot.summaries.points import key_points
from bot.summaries.prose import of_article, told_by_others
from bot.summaries.ranker import Choice, Liking, Ranker, fits, ranker
from bot.summaries.recency import day_of
from bot.summaries.telling import told

_READ_SENTENCES = 200
"""No news article is longer; what lies beyond tells nothing that the digest needs."""

_DANGLES = 0.04
"""What an opening «il» costs, in expected ROUGE F1: editors, who had the title in view, mind it less."""
_ENDED = SENTENCE.index("ended")
_CLOSING = ' "»”'
_SAME = 0.6
"""Two sentences more alike than this say the same; so does one that holds this share of the other's terms."""

Scored = Sequence[tuple[float, Choice]]
"""What could be told, with its worth, best first."""


def summarise(
    article: Article, version: str, weights: Ranker | None = None, liking: Liking | None = None
) -> Summary:
    """Summarise by extracts, in reading order: one or two sentences, and about 90 words of them.

    `weights` other than those of the package are for measuring; `liking`, see `Ranker.choices`.

    Returns: a Summary; each sentence is one of the article's, mended where it left its place, in French
        typography; an acronym that the article explains elsewhere is explained where it first stands.
    Raises: TooShort if there is nothing to choose from; what `liking` raises.
    """
    texts = of_article(article)[:_READ_SENTENCES]
    weights = weights or ranker()
    counted = weights.counted(texts, article.title, day_of(article.dating))
    reading = Reading(counted, told_by_others(article.paragraphs))
    found = weights.choices(counted, liking)
    chosen = _chosen(found, reading)
    if not chosen:
        raise TooShort("no whole sentence is short enough to be shown")
    head = headline(article, (texts[at] for at in _openers(found, chosen, reading)))
    said = {at for at, text in enumerate(texts) if text == head.told}
    if said:  # the digest tells what else there is
        rest = [(worth, each) for worth, each in found if said.isdisjoint(each)]
        chosen = _chosen(rest, reading) or chosen
    meanings = acronyms(article.text)
    sentences = told(texts, chosen, article, meanings)
    longer = _longer(weights.sentence_scores(counted), counted, reading, chosen, said)
    return Summary(
        headline=head.text,
        sentences=sentences,
        method=Method.EXTRACT,
        version=version,
        headline_made=head.made,
        long=told(texts, longer, article, meanings),
        points=key_points(article.title or head.text, sentences, texts),
    )


def rank(article: Article) -> Sequence[float]:
    """How telling each sentence of `sentences.of_article` is: log-odds. Raises: TooShort."""
    texts = of_article(article)
    weights = ranker()
    scores: list[float] = weights.sentence_scores(
        weights.counted(texts[:_READ_SENTENCES], article.title, day_of(article.dating))
    ).tolist()
    return scores + [float("-inf")] * (len(texts) - len(scores))


class Reading:
    """How sentences of one article read together; what is asked of one is asked once."""

    def __init__(self, counted: Counted, quoted: frozenset[str]) -> None:
        self._counted = counted
        self._ended = counted.columns[:, _ENDED].astype(bool).tolist()  # else a sub-heading
        self._points_back = cache(lambda at: bool(points_back(counted.texts[at])))
        self._goes_on = cache(lambda at: bool(goes_on(counted.texts[at])))
        self._orphan = cache(lambda at: counted.texts[at] in quoted or orphan_quotes(counted.texts[at]))

    def allows(self, choice: Choice) -> bool:
        """Whether a digest may tell these sentences."""
        whole = self._are_whole(choice)
        return whole and self.tells(choice) and not any(self.repeats(*two) for two in pairwise(choice))

    def tells(self, choice: Choice) -> bool:
        """Whether none of them is a question."""
        return not any(self._counted.texts[at].rstrip(_CLOSING).endswith("?") for at in choice)

    def dangles(self, choice: Choice) -> bool:
        """Whether they open with somebody, or something, that only a sentence left out names."""
        return self._points_back(choice[0])

    def repeats(self, one: int, other: int) -> bool:
        """Whether two sentences say the same, or most of what the shorter says is in the other."""
        if self._counted.alike[one, other] > _SAME:
            return True
        first, second = self._counted.terms[one].keys(), self._counted.terms[other].keys()
        return len(first & second) >= _SAME * max(1, min(len(first), len(second)))

    def stands(self, choice: Sequence[int]) -> bool:
        """Whether no sentence is among them that only one left out makes clear."""
        if not self._are_whole(choice) or self._goes_on(choice[0]) or self._points_back(choice[0]):
            return False
        return all(at == before + 1 or not self._points_back(at) for before, at in pairwise(choice))

    def _are_whole(self, choice: Sequence[int]) -> bool:
        """Whether each of them is a sentence, and opens no quotation that it does not close."""
        return all(self._ended[at] for at in choice) and not any(map(self._orphan, choice))


def _openers(found: Scored, chosen: Choice, reading: Reading) -> Iterator[int]:
    """What the digest would open with, and the other sentences that could be told alone, best first."""
    yield chosen[0]
    yield from (each[0] for _, each in found if len(each) == 1 and reading.allows(each))


def _chosen(found: Scored, reading: Reading) -> Choice:
    """The best choice that is allowed, else the best that at least tells something; empty if none does."""
    weighed = sorted(found, key=lambda scored: _DANGLES * reading.dangles(scored[1]) - scored[0])
    every = [choice for _, choice in weighed]
    return next(filter(reading.allows, every), None) or next(filter(reading.tells, every), ())


def _longer(
    scores: Matrix, counted: Counted, reading: Reading, chosen: Choice, known: Collection[int]
) -> Choice:
    """What was chosen and what tells most besides and says something else; empty if there is no more.

    `known` are the sentences that are told already, by the headline.
    """
    texts, lengths = counted.texts, counted.lengths
    taken = list(chosen)
    # It opens like the digest, unless there is nothing behind.
    for at in sorted(range(len(texts)), key=lambda at: (at < chosen[0], -scores[at])):
        length = sum(int(lengths[other]) for other in taken)
        if length >= LENGTH.long_words:
            break
        if (
            at in taken
            or at in known
            or not reading.tells((at,))
            or length + lengths[at] > LENGTH.long_words_max
            or not fits(texts[at], lengths[at])
        ):
            continue
        said = any(reading.repeats(at, other) for other in taken)
        if not said and reading.stands(sorted([*taken, at])):
            taken.append(at)
    return tuple(sorted(taken)) if len(taken) > len(chosen) else ()
