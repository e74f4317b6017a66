"""One job: what a sentence puts between quotation marks must stand in the article, and in the same mouth."""

import re
from collections.abc import Iterator

from bot.summaries.evidence import Evidence
from bot.summaries.reading import Sentence

_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile(r"[\[(](?:\.{3}|…)[\])]|\.{3}|…")
_SPOKEN = 4
"""A quotation of so many words is somebody's speech; a shorter one may be a title or a doubtful word."""


def altered(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The quotations of the sentence that the article does not hold word for word, or gives to somebody else.

    Case, accents and punctuation may differ; "(…)" stands for words left out.
    """
    for start, end in sentence.quoted:
        for piece in _CUT.split(sentence.folded[start:end]):
            words = _WORD.findall(piece)
            if words and f" {' '.join(words)} " not in known.text:
                yield sentence.text[start:end]
                break
        else:
            if _is_anothers(sentence, start, end, known):
                yield f"{sentence.text[start:end]} by its speaker"


def _is_anothers(sentence: Sentence, start: int, end: int, known: Evidence) -> bool:
    """Whether the sentence names a speaker who stands nowhere near the quotation in the article."""
    words = _WORD.findall(sentence.folded[start:end])
    if len(words) < _SPOKEN:
        return False
    speakers = {
        word.folded
        for word in sentence.words
        if word.is_capital
        and word.start > 0
        and not sentence.is_quoted(word.start)
        and word.folded in known.names
    }
    if not speakers:
        return False
    phrase = " ".join(words)
    places = [at for at, told in enumerate(known.sentences) if f" {phrase} " in _row(told)]
    near = {n for at in places for n in range(at - 2, at + 2) if 0 <= n < len(known.sentences)}
    return bool(places) and not any(
        word.folded in speakers for n in near for word in known.sentences[n].words
    )


def _row(told: Sentence) -> str:
    return " " + " ".join(word.folded for word in told.words) + " "
