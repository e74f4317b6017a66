"""One job: does a sentence say the contrary of the article: a negation lost or made up, "hausse" for "baisse"?

Each word of the sentence that stands on a scale is held against the words of the article on the same scale; those
in the most similar company decide.
"""

from collections.abc import Iterator

from bot.summaries.concepts import stem
from bot.summaries.evidence import Evidence
from bot.summaries.polarity import AUXILIARIES, DENIED, INFINITIVE, SAID, WANTING, denies, signs
from bot.summaries.reading import Sentence, Word, around

_BEFORE_NOUNS = frozenset(
    "le la l les un une des du de d au aux ce cet cette ces son sa ses leur leurs aucun aucune ni".split()
)
"""After these stands a noun: that there is one is no contrary of "sans" or "aucun" elsewhere."""
_BETTER = 1.15
_CLOSE = 0.3
"""The company must share this much of the best possible fit before anything is a contradiction."""
_PARTICIPLES = ("e", "ee", "es", "ees", "u", "ue", "us", "ues", "i", "ie", "is", "it")
_AS_GOOD = 0.5
"""And its sentence must tell about as much of the same as the one that tells most."""
_VERY_CLOSE = 0.6
"""For a plain noun: that there is one is seldom the contrary of "aucun" elsewhere."""


def contradicted(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The words of which the article says the contrary, as written."""
    told = signs(sentence)
    words = sentence.words
    for at, (word, sign) in enumerate(zip(words, told, strict=True)):
        if not sign or not word.scales or sentence.is_quoted(word.start):
            continue
        close = _CLOSE
        if _follows_article(words, at) and _is_plain_noun(word):
            if DENIED in told:
                continue  # in other words: "n'a retrouvé ni l'arme", "l'arme n'a pas été retrouvée"
            close = _VERY_CLOSE
        both = (
            frozenset()
            if {w.text for w in words[max(0, at - 3) : at]} & AUXILIARIES
            else _both_ends(sentence)
        )
        if word.folded.endswith(_PARTICIPLES) and any(scale in both for scale, _ in word.scales):
            continue
        if any(_is_contrary(sentence, word, scale, end * sign, known, close) for scale, end in word.scales):
            yield word.text if sign == SAID else f"not {word.text}"


def _follows_article(words: tuple[Word, ...], at: int) -> bool:
    """Whether an article stands before a word, or before the adjective before it: "sa dernière joueuse"."""
    return any(words[i].folded in _BEFORE_NOUNS for i in (at - 1, at - 2) if i >= 0)


def _both_ends(sentence: Sentence) -> frozenset[str]:
    """The scales of which the sentence tells both ends: "fermée, la cantine rouvrira"."""
    ends = {end for word in sentence.words for end in word.scales}
    return frozenset(scale for scale, end in ends if (scale, -end) in ends)


def _is_plain_noun(word: Word) -> bool:
    """Whether a word after an article is a noun of no scale: neither "refus" nor "refuser" nor "l'intention"."""
    return word.scales[0][0] == stem(word.folded) and not (
        WANTING.match(word.folded) or INFINITIVE.search(word.folded)
    )


def _is_contrary(sentence: Sentence, word: Word, scale: str, end: int, known: Evidence, close: float) -> bool:
    places = known.scales.get(scale, ())
    against = [(at, other) for at, other, there in places if there == -end]
    if not against:
        return False
    near = around(sentence, word.place, frozenset({word.concept}))
    covered = known.covered(sentence)
    least = _AS_GOOD * max(covered)
    best = max(
        (known.likeness(near, at, other.place) for at, other in against if covered[at] >= least), default=0.0
    )
    same = [known.likeness(near, at, other.place) for at, other, there in places if there in (end, 0)]
    return best > close * known.fullness(near) and best > _BETTER * max(same, default=0.0)


def unheard_denial(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The words that the sentence denies and of which the article neither says nor denies anything near.

    A denial in other words ("n'est pas en détention") needs some denial in the sentences that tell the same.
    """
    for word, sign in zip(sentence.words, signs(sentence), strict=True):
        if sign != DENIED or sentence.is_quoted(word.start):
            continue
        if any(there == -end for scale, end in word.scales for _, _, there in known.scales.get(scale, ())):
            continue
        if "jamais" in sentence.folded and any(word.startswith("premi") for word in known.words):
            continue
        if not _some_denial(sentence, known):
            yield f"not {word.text}"


def _some_denial(sentence: Sentence, known: Evidence) -> bool:
    covered = known.covered(sentence)
    best = max(covered, default=0.0)
    return any(
        denies(known.sentences[at], known.signs[at])
        or any(end < 0 for word in known.sentences[at].words for _, end in word.scales)
        for near, share in enumerate(covered)
        if share >= best * 0.7
        for at in (near - 1, near, near + 1)
        if 0 <= at < len(covered)
    )
