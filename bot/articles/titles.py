"""Takes the name of the site off a title: «Un titre | Le Site» -> «Un titre»."""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.french.fold import fold_line

_SEPARATOR = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")
_HEAD_WORDS_MIN = 2
_PIPE_TAIL_WORDS_MAX = 5
_TAIL_WORDS_MAX = 8
_TITLE_MAX = 1_000


def clean_title(title: str, url: str = "", site: str = "", headings: Iterable[str] = ()) -> str:
    """Return `title` on one line, without the site's name behind it.

    The last part is cut when it is the site's name or host, when what stands before it is one of the page's
    own `headings`, or when it is short and a bar parts it off: French titles use dashes, never bars. A dash
    followed by anything else belongs to the title.
    """
    title = " ".join(html.unescape(title[:_TITLE_MAX]).split())
    names = {_letters(site), *_host_names(url)} - {""}
    own = {_letters(heading) for heading in headings}
    while cut := _last_separator(title):
        head, bar, tail = title[: cut.start()], cut[0].strip(), title[cut.end() :]
        named = _letters(tail) in names and len(tail.split()) <= _TAIL_WORDS_MAX
        barred = bar == "|" and len(tail.split()) <= _PIPE_TAIL_WORDS_MAX
        if len(head.split()) < _HEAD_WORDS_MIN or not (named or barred or _letters(head) in own):
            break
        title = head
    return title


def _last_separator(title: str) -> re.Match[str] | None:
    return max(_SEPARATOR.finditer(title), key=lambda match: match.start(), default=None)


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
