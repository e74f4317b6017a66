"""One job: does a sentence give someone an office, or tell of a place or kin, that the article does not?

"La présidente Marie Durand" is wrong where the article has her as a minister; so is a "school" that burns where it was
a warehouse.
"""

from collections.abc import Iterator

from bot.summaries.evidence import Evidence
from bot.summaries.offices import Holding, holdings, offices, thing
from bot.summaries.reading import Sentence

_OF = frozenset({"de", "d"})


def misheld(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The offices of the sentence that the article does not give to that person, or does not know at all."""
    for office, start, end in offices(sentence):
        if office not in known.offices:
            yield sentence.text[sentence.words[start].start : sentence.words[end - 1].end]
    for holding in holdings(sentence):
        theirs = [other for _, other in known.holdings if other.name == holding.name]
        if any(other.office == holding.office and other.former == holding.former for other in theirs):
            continue
        if theirs or not _side_by_side(holding, known):
            yield f"{holding.told} {holding.name}"


def _side_by_side(holding: Holding, known: Evidence) -> bool:
    """Whether the office, held by nobody else there, stands in a sentence with the name or next to one."""
    named = {
        at for at, told in enumerate(known.sentences) if any(w.folded == holding.name for w in told.words)
    }
    near = {at + step for at in named for step in (-1, 0, 1)}
    taken = {
        at for at, other in known.holdings if other.office == holding.office and other.name != holding.name
    }
    return any(
        holding.office in known.offices_of[at] for at in near - taken if 0 <= at < len(known.sentences)
    )


def foreign_things(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """Places and kin of the sentence that the article knows under no name."""
    for word in sentence.words:
        named = thing(word.folded)
        if named is not None and named not in known.things and not word.is_capital:
            yield word.text
    for named, place, told in _placed(sentence):
        theirs = {at for one in known.sentences for other, at, _ in _placed(one) if other == named}
        if theirs and place not in theirs:
            yield told


def _placed(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """The places that a name tells apart, as (which kind, the folded name, all of it): "musée de Gand"."""
    for one, link, name in zip(sentence.words, sentence.words[1:], sentence.words[2:], strict=False):
        named = thing(one.folded)
        if named is not None and link.folded in _OF and name.is_capital:
            yield named, name.folded, sentence.text[one.start : name.end]
