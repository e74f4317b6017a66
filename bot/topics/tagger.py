"""Article -> what it is about.

Countries and world bodies by their names, themes by their section or words.
"""

from bot.french.stems import meaningful
from bot.model import Article, Topic
from bot.topics.about import Parts, places
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import READ
from bot.topics.themes import themes


def tags(article: Article, catalogue: Catalogue) -> tuple[Topic, ...]:
    """Tell what `article` is about, not what it merely names.

    Args:
        article: a cleaned article; the title may be empty.
        catalogue: the topics that have a name.

    Returns: countries and world bodies, most salient first, then at most two themes, the surest first, each
    before
        its theme of the second level.
    """
    parts = Parts.of(article.title, article.paragraphs)
    found = [
        *places(parts, catalogue, article.dating.moment.date()),
        *themes(article.section, article.url, *_stems(parts), catalogue),
    ]
    return tuple(catalogue.topics[key] for key in found)


def _stems(parts: Parts) -> tuple[list[str], list[str]]:
    """Of the title, and of as much of the text as tells its theme."""
    text: list[str] = []
    for one in parts.texts():
        for start in range(0, len(one.folded), READ):
            text += meaningful(one.folded[start : start + READ])
            if len(text) >= READ:
                return meaningful(parts.title.folded), text[:READ]
    return meaningful(parts.title.folded), text
