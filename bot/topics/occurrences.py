"""Where an article speaks of a topic: what a reader is told who asks why it came."""

from dataclasses import dataclass, replace

from bot.model import Article
from bot.ports.index import HEAD
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import tokens
from bot.topics.mentions import find, split
from bot.topics.query import base_of, terms_of
from bot.topics.search_terms import in_a_row, times


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often an article names a topic, and whether its title does."""

    number: int
    in_title: bool


def occurrences(article: Article, key: str, catalogue: Catalogue) -> Occurrences:
    """Count how often an article speaks of a place, or of plain words.

    Args:
        article: a cleaned article; the title may be empty.
        key: of a country or a world body, or of plain words.
        catalogue: the topics that have a name.

    Returns: for words, the number is that of the rarest of them: all of them are there so often.
    """
    base = base_of(key)
    title, body = [article.title], [article.title, *article.paragraphs]
    if base:
        return Occurrences(_named(body, base, catalogue), bool(_named(title, base, catalogue)))
    runs, held = terms_of(key).wanted, tokens(article)
    row = in_a_row(one for one in held if not one.startswith(HEAD))
    in_title = in_a_row(tokens(replace(article, paragraphs=())))
    return Occurrences(min(times(run, row) for run in runs), all(times(run, in_title) for run in runs))


def _named(texts: list[str], key: str, catalogue: Catalogue) -> int:
    """How many names can mean this place."""
    phrases = (phrase for text in texts for _, phrase in find(split(text), catalogue.phrases))
    return sum(key in phrase.owners for phrase in phrases)
