"""Which of a page's titles is the printed one, without the site's name: «Titre | Le Site» -> «Titre»."""

import html
import re
from collections.abc import Iterable, Sequence
from functools import partial
from urllib.parse import urlsplit

from bot.articles.lines import beginnings, is_noise
from bot.french.fold import fold_line

_SEPARATOR = re.compile(r"\s+[–—·•»-]\s+")
_BAR = re.compile(r"\s*\|\s*|\s+[‹›¦]\s+|\s+::\s+")
"""No French title has one: what follows it is the site's."""
_HEAD_WORDS_MIN = 2
_BAR_TAIL_WORDS_MAX = 7
_TAIL_WORDS_MAX = 8
_HEADING_WORDS_MIN, _HEADING_SHARE_MIN, _ALONE_SHARE_MIN = 3, 0.5, 0.2
_TITLE_MAX = 1_000


def clean_title(title: str, url: str = "", site: str = "", headings: Iterable[str] = ()) -> str:
    """Return `title` on one line, without the site's name behind it.

    The last part is cut when it is the site's name or host, when what stands before it is one of the page's
    own `headings`, or when it is short and a bar parts it off: French titles use dashes, never bars. A dash
    followed by anything else belongs to the title, and so does a bar in a heading as it is printed.
    """
    title = " ".join(html.unescape(title[:_TITLE_MAX]).split())
    names = {_letters(site), *_host_names(url)} - {""}
    own = {_letters(heading) for heading in headings}
    title = _without_bars(title, names, 0 if _letters(title) in own else _BAR_TAIL_WORDS_MAX)
    while cut := _last(_SEPARATOR, title):
        head, tail = title[: cut.start()], title[cut.end() :]
        named = _letters(tail) in names and len(tail.split()) <= _TAIL_WORDS_MAX
        if len(head.split()) < _HEAD_WORDS_MIN or not (named or _letters(head) in own):
            break
        title = head
    return title


def printed_title(
    headings: Sequence[str], claimed: Sequence[str], url: str = "", site: str = "", *, within: bool = False
) -> str:
    """Return the heading that is the article's headline, or nothing: readers see it, and no one else made it.

    Of several it is the one that shares most words with what the page claims. One alone need share few, and
    none if it stands within the article: titles made for social networks often say something else.

    Args:
        headings: the page's first-level headings.
        claimed: the titles in its metadata.
        url: its address, whose host a heading may name.
        site: the name of its site.
        within: the article itself has a heading.
    """
    names = {_letters(site), *_host_names(url)}
    real = [text for text in headings if _letters(text) not in names]
    shares = {text: max(map(partial(_share, text), claimed), default=0.0) for text in real}
    best = max(real, key=lambda text: shares[text], default="")
    share = shares.get(best, 0.0)
    trusted = len(best.split()) >= _HEADING_WORDS_MIN and (within or share >= _ALONE_SHARE_MIN)
    alone = len(headings) == 1 and (trusted or not claimed)
    return _bare(best, claimed) if alone or share >= _HEADING_SHARE_MIN else ""


def _bare(heading: str, claimed: Sequence[str]) -> str:
    """The heading without a label that its markup holds too: «Réservé aux abonnés Titre», «SportTitre»."""
    for title in claimed:
        before, found, after = heading.partition(title)
        glued = before[-1:].isalnum() or after[:1].isalnum()
        if found and all(not label or glued or is_noise(label) for label in (before.strip(), after.strip())):
            return title
    return heading


def _share(heading: str, title: str) -> float:
    said = beginnings(heading)
    return len(said & beginnings(title)) / len(said) if said else 0.0


def _without_bars(title: str, names: set[str], tail_words_max: int) -> str:
    while cut := _last(_BAR, title):
        head, tail = title[: cut.start()], title[cut.end() :]
        short = len(tail.split()) <= tail_words_max or _letters(tail) in names
        if len(head.split()) < _HEAD_WORDS_MIN or not short:
            break
        title = head
    return title


def _last(separator: re.Pattern[str], title: str) -> re.Match[str] | None:
    return max(separator.finditer(title), key=lambda match: match.start(), default=None)


def _letters(text: str) -> str:
    """Keep letters and digits only, folded: "Le Monde.fr" and "lemonde.fr" are one name."""
    return "".join(filter(str.isalnum, fold_line(text)))


def _host_names(url: str) -> set[str]:
    """Return what a site may be called after its host: "www.site.fr" is "wwwsitefr", "sitefr" and "site"."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return set()
    short = host.removeprefix("www.")
    return {_letters(host), _letters(short), _letters(short.rsplit(".", 1)[0]), _letters(short.split(".")[0])}
