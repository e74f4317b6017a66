"""One job: the headline of an article, its own or the sentence that tells it best.

A sentence becomes a headline whole where it is short enough, else with less in it (`shorten`); "…" is the
last resort.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.french.clauses import is_background, verbs
from bot.french.fold import fold
from bot.french.marks import QUOTES, orphan_quotes
from bot.french.tokens import placed
from bot.french.typography import french
from bot.french.words import words
from bot.model import UNTITLED, Article
from bot.summaries.coherence import dangling, goes_on, points_back
from bot.summaries.connectives import without_connectives
from bot.summaries.heading import Heading
from bot.summaries.introduced import introduced
from bot.summaries.labels import without_dateline, without_listed, without_rubric
from bot.summaries.length import LENGTH
from bot.summaries.omissions import leads_on
from bot.summaries.prose import sentences
from bot.summaries.shorten import fits, shortened

_TITLE_LETTERS, _TITLE_MOST = 6, 200
"""What has fewer letters is no title, nor is what is longer."""
_FEWEST_CHARACTERS = 40
_LEADS, _COMPARED = 8, 3
"""Sentences from the beginning that are read besides the best, and headlines made, among which one is
taken."""
_READ_PARAGRAPHS = 10
_NO_TITLES = frozenset({"accueil", "actualite", "actualites", "sans titre", "untitled"})
_FILES = (".htm", ".html", ".txt", ".php", ".pdf")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline in French typography; `made` if it is not the article's own.

    `told` is the sentence of the article that it tells whole; a digest need not tell it again. Empty if
    there is none.
    """

    text: str
    made: bool
    told: str = ""


def headline(article: Article, best: Iterable[str] = ()) -> Headline:
    """The headline of an article: its own title where it has a fair one, else made from a sentence.

    Args:
        article: the article.
        best: sentences of it to make a headline from, best first; those that stand alone, in reading
        order, follow.

    Returns: a headline of at most `LENGTH.headline_characters`, `UNTITLED` where there is no text.
    """
    title = " ".join(article.title.split())
    return Headline(_titled(title), made=False) if is_fair(title) else _made(article, best)


def is_fair(title: str) -> bool:
    """Whether a title is one: no address, no name of a file or a front page, neither short nor endless."""
    plain = fold(title)
    address = " " not in title and (
        plain.startswith(("http://", "https://", "www.")) or plain.endswith(_FILES)
    )
    letters = sum(map(str.isalpha, title))
    return letters >= _TITLE_LETTERS and len(title) <= _TITLE_MOST and not address and plain not in _NO_TITLES


def _titled(title: str) -> str:
    """A title that fits, without its label: whole, else without its rubric, else broken off."""
    bare = without_listed(title)
    for step in (without_rubric, _without_topic):
        if fits(bare, LENGTH.headline_characters):
            return french(bare)
        bare = step(bare)
    return french(
        bare if fits(bare, LENGTH.headline_characters) else broken_off(bare, LENGTH.headline_characters)
    )


def _without_topic(title: str) -> str:
    """Without what stands before the colon, where all its words come again behind it."""
    topic, colon, rest = title.partition(": ")
    return rest if colon and set(words(topic)) <= set(words(rest)) else title


def _made(article: Article, best: Iterable[str]) -> Headline:
    """A headline from the sentence that heads it best; the first of them broken off, where none can."""
    thought = list(best)
    found = list(sentences(article.paragraphs[:_READ_PARAGRAPHS]))
    tried = list(filter(_stands_alone, dict.fromkeys([*thought, *found[:_LEADS]])))
    heading = Heading(article, thought, found)
    tried.sort(key=lambda sentence: heading.worth(sentence, _bare(sentence)), reverse=True)
    told = islice(_fitting(tried), _COMPARED)
    made = max(told, key=lambda one: heading.worth(one[1], one[0]), default=None)
    made = made or next(_fitting([*filter(_is_clear, [*thought, *found]), *found[:1]]), None)
    if made:
        kept, sentence = made
        whole = kept == without_dateline(_bare(sentence)).removesuffix(".")
        return Headline(french(kept), made=True, told=sentence if whole else "")
    if not found:
        return Headline(UNTITLED, made=True)
    text = french(broken_off(without_dateline((tried or found)[0]), LENGTH.headline_characters))
    return Headline(text, made=True)


def _fitting(tried: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those that can be told in a headline: what is told, and the sentence."""
    for sentence in tried:
        if kept := shortened(_bare(sentence), LENGTH.headline_characters):
            yield kept, sentence


def _stands_alone(sentence: str) -> bool:
    """Whether a sentence, without its connectives, tells news to one who has read nothing else."""
    sentence = _bare(sentence)
    if (
        len(sentence) < _FEWEST_CHARACTERS
        or sentence[0] in QUOTES
        or "?" in sentence
        or orphan_quotes(sentence)
        or dangling(sentence)
    ):
        return False
    told = verbs(placed(sentence))
    return bool(told) and not is_background(told)


@lru_cache(maxsize=64)
def _bare(sentence: str) -> str:
    """Without what only ties it to the sentence before: its connectives, «cette enquête»."""
    return introduced(without_connectives(sentence) if goes_on(sentence) else sentence)


def _is_clear(sentence: str) -> bool:
    """Whether a sentence at least says whom it means; it may carry on a thought, or quote someone."""
    sentence = _bare(sentence)
    return (
        len(sentence) >= _FEWEST_CHARACTERS
        and "?" not in sentence
        and sentence.rstrip()[-1] not in QUOTES
        and bool(verbs(placed(sentence)))
        and not orphan_quotes(sentence)
        and not points_back(sentence)
    )


def broken_off(text: str, most: int) -> str:
    """As many whole words as fit, and "…"; not in the middle of a name, not after a word that leads on."""
    words = text[: 2 * most].split(" ")
    for count in range(len(words) - 1, 0, -1):
        last, following = words[count - 1], words[count]
        in_name = last[:1].isupper() and (following[:1].isupper() or following[:1].isdigit())
        broken = _closed(" ".join(words[:count]))
        if fits(broken, most) and not in_name and not leads_on(last):
            return broken
    return next(piece for end in range(most, -1, -1) if fits(piece := text[:end].rstrip() + "…", most))


def _closed(text: str) -> str:
    """A text that shows it was broken off; an open quotation is closed."""
    text = text.rstrip(" ,;:.–-(«")
    if text.count('"') % 2:
        return text.removesuffix('"').rstrip() + "…" if text.endswith('"') else text + '…"'
    return text + ("… »" if text.count("«") > text.count("»") else "…")
