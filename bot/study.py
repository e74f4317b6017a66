"""All that can be said of one text: the article, what it is found by, what tells its event.

Worker processes load this and no pass, so that they know neither settings nor logs.
"""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot import articles
from bot.french.stems import written_words
from bot.model import Article, Form, Raw
from bot.ports import Indexed, NewArticle
from bot.stories.signature import signature
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import tokens
from bot.topics.kinds import kind_of
from bot.topics.tagger import tags
from bot.trends.terms import terms

_LINE_MAX = 300  # characters: boilerplate is short
_EDGE = 3  # paragraphs at the head and at the end of an article


def packed(catalogue: Catalogue) -> bytes:
    """The catalogue as it travels to the workers with each article: packed once, unpacked once there."""
    return pickle.dumps(catalogue)


@lru_cache(maxsize=1)
def unpacked(catalogue: bytes) -> Catalogue:
    """The same, once a process."""
    known: Catalogue = pickle.loads(catalogue)  # noqa: S301 - our own bytes, from our own process
    return known


def study(
    raw: Raw, source: str, now: datetime, zone: str, catalogue: bytes, repeated: frozenset[str]
) -> NewArticle:
    """Read one text: the article, its topics, words, signature and terms.

    `repeated` are lines, folded, that the source repeats from one document to the next.

    Raises: ArticleError.
    """
    article = articles.read(raw, source, now, zone, repeated)
    article = replace(article, kind=kind_of(article))
    known = unpacked(catalogue)
    # What a site repeats stands around its texts, or was left out already.
    lines = (*article.left_out, *article.paragraphs[:_EDGE], *article.paragraphs[-_EDGE:])
    return NewArticle(
        article=article,
        content_hash=articles.content_hash(article),
        indexed=indexed(article, known),
        signature=signature(article, known.phrases),
        title_words=tuple(written_words(article.title)),
        described=articles.key_of(told) if (told := _told_of(article)) else "",
        lines=frozenset(folded for line in lines if 0 < len(folded := articles.fold_line(line)) <= _LINE_MAX),
    )


def _told_of(article: Article) -> str:
    """What its publisher says of it, where that is not its text."""
    return article.description or (article.text if article.form is Form.ANNOUNCED else "")


def indexed(article: Article, catalogue: Catalogue) -> Indexed:
    """What an article is found by and counted for: its topics, tokens and terms."""
    topics = tags(article, catalogue)
    return Indexed(topics, tokens(article), terms(article, topics, catalogue.named))


def indexed_anew(stored: Sequence[Article], catalogue: bytes) -> list[Indexed]:
    """The same of articles that were read long ago; `catalogue` as `packed` makes it."""
    known = unpacked(catalogue)
    return [indexed(article, known) for article in stored]
