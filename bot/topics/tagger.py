"""Article -> what it is about.

Countries and world bodies by their names, themes by their section or words.
"""

from bot.french.stems import meaningful
from bot.model import Article, Topic
from bot.topics.about import Parts, places
from bot.topics.abroad import INTERNATIONAL, is_abroad
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import READ
from bot.topics.regions import regions
from bot.topics.themes import filed_under, themes


def tags(article: Article, catalogue: Catalogue) -> tuple[Topic, ...]:
    """Tell what `article` is about, not what it merely names.

    Args:
        article: a cleaned article; the title may be empty.
        catalogue: the topics that have a name.

    Returns: countries and world bodies, most salient first, then at most two themes, the surest first, each
    before
        its theme of the second level, then «International» if it is of it.
    """
    parts = Parts.of(article.title, article.paragraphs)
    about = places(parts, catalogue, article.dating.moment.date())
    told = themes(article.section, article.url, *_stems(parts), catalogue)
    filed = filed_under(article.section, article.url)
    abroad = [INTERNATIONAL] if INTERNATIONAL in catalogue.topics and is_abroad(filed, about, told) else []
    local = [] if abroad else regions(filed, parts, told, catalogue)
    return tuple(catalogue.topics[key] for key in (*about, *told, *abroad, *local))


def _stems(parts: Parts) -> tuple[list[str], list[str]]:
    """Of the title, and of as much of the text as tells its theme."""
    text: list[str] = []
    for one in parts.texts():
        for start in range(0, len(one.folded), READ):
            text += meaningful(one.folded[start : start + READ])
            if len(text) >= READ:
                return meaningful(parts.title.folded), text[:READ]
    return meaningful(parts.title.folded), text
