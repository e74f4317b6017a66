"""Which article leads its story: the newest full report, one with a title of its own before one without.

What is no report (a live page, an opinion, pictures, a table) leads only while the story has none. An
article that brings news is told anew; one that is merely newer takes the lead in silence, so that nobody
reads of this afternoon what was known this morning.
"""

from datetime import timedelta

from bot.model import Article, Kind

_OLD = timedelta(hours=18)
"""So much newer, a report leads however short it is: a day is the limit."""
_OLDER = timedelta(hours=3)
_FULL = 0.6
"""Of the lead's length: what is as full as that, and some hours newer, is the newer full report."""

_TELLING = (Kind.NEWS, Kind.LIVE)
"""Who had one of these has heard what happened."""


def is_report(article: Article) -> bool:
    """Whether it tells what happened, in prose."""
    return article.is_prose and article.kind is Kind.NEWS


def is_first_report(article: Article, lead: Article) -> bool:
    """Whether it reports what an opinion, a podcast, pictures had told: news to whom these are not told."""
    return is_report(article) and lead.kind not in _TELLING


def may_lead(article: Article, lead: Article) -> bool:
    """Whether a story that `lead` leads may be told by this article of it."""
    return is_report(article) or not is_report(lead)


def takes_over(article: Article, lead: Article) -> bool:
    """Whether an article that brings no news leads its story from now on."""
    if not is_report(article):
        return False
    if not is_report(lead):
        return True
    newer = article.dating.moment - lead.dating.moment
    full = len(article.text) >= _FULL * len(lead.text)
    if full and bool(article.title) != bool(lead.title):
        return bool(article.title) or newer >= _OLD
    return newer >= _OLD or (newer >= _OLDER and full)
