"""The canonical form of a web address: one form for all the addresses under which a page is found."""

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|mtm_\w+|matomo_\w+|pk_\w+|piwik_\w+|ns_\w+|hsa_\w+|_hs\w+|sc_\w+|vero_\w+|oly_\w+|fb_\w+"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|s_kwcid|srsltid"
    r"|mc_cid|mc_eid|mkt_tok|xtor|xtref|xtmc|xtcr|cmpid|cmp|ocid|smid|ito|spm|wt_mc|wt_zmc|trk|trkcampaign"
    r"|_ga|_gl|_openstat|outputtype|amp|amp_\w+|usqp)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LENGTH_MAX = 8000
"""Letters; a longer address is no one's link to an article, and not worth the work."""
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]+(?:%[a-z0-9._-]+)?")
_MINOR = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)")
_SAFE_IN_PATH, _SAFE_IN_QUERY = "/:@!$&'()*+,;=~%", "/:@!$'()*+,;=~%?[]"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]")
_TAIL = re.compile(r"/+$|(?<=[^/])/amp$|/index\.(?:html?|php)$|(?<=\w)\.amp$", re.IGNORECASE)
_AMP_PAGE = re.compile(r"(?<=\w)\.amp(?=\.html?$)", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"/(?:amp|[cvi])/(?P<secure>s/)?(?P<page>[^/?#]+\.[^/?#]+.*)", re.IGNORECASE | re.DOTALL
)
_AMP_HOST = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}|(?:[a-z0-9-]+\.)?cdn\.ampproject\.org")


def canonical_url(url: str) -> str:
    """Return the one form of a web address under which it is compared and stored.

    It opens the same page: what goes is credentials, default port, fragment, tracking parameters, the AMP and
    mobile variants of the page, a trailing slash, "index.html"; parameters are sorted by name, the host is in
    ASCII (IDNA), and what need not be percent-encoded is not. Sites that tell "/a" from "/a/" redirect from
    one to the other. What is no http(s) address comes back stripped and otherwise untouched. Applying it
    twice changes nothing; nothing is raised.
    """
    url = url.strip()
    parts = _split(url) if len(url) <= _LENGTH_MAX else None
    if parts is None:
        return url
    scheme, host, port, path, query = _out_of_cache(parts)
    netloc = f"[{host}]" if ":" in host else _major(host)
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, _path(path), _query(query), ""))


_Parts = tuple[str, str, int | None, str, str]


def _split(url: str) -> _Parts | None:
    """Return scheme, host in ASCII, port, path and query of a web address, or nothing for anything else."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").strip("."), parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii").lower().strip(".")
    except ValueError:  # UnicodeError too: a host that no resolver would take
        return None
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        return None
    return parts.scheme, host, port, parts.path, parts.query


def _out_of_cache(parts: _Parts) -> _Parts:
    """Return the publisher's address for one in an AMP cache, however often it was cached."""
    while _AMP_HOST.fullmatch(parts[1]):
        found = _AMP_CACHE.fullmatch(_encoded(parts[3], _SAFE_IN_PATH))
        inner = _split(f"http{'s' if found['secure'] else ''}://{found['page']}") if found else None
        if inner is None:
            break
        parts = (*inner[:4], inner[4] or parts[4])
    return parts


def _major(host: str) -> str:
    """Return the host of the desktop page: "m.site.fr": "www.site.fr"; "m.sport.site.fr": "sport.site.fr"."""
    minor = False
    while found := _MINOR.match(host):
        host, minor = host[found.end() :], True
    return f"www.{host}" if minor and host.count(".") == 1 else host


def _path(path: str) -> str:
    path = _without_dots(_encoded(path, _SAFE_IN_PATH))
    while found := _AMP_PAGE.search(path) or _TAIL.search(path):
        path = path[: found.start()] + path[found.end() :]
    return path or "/"


def _without_dots(path: str) -> str:
    """Resolve the steps "." and "..", as a browser does."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[max(1, len(steps) - 1) :]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _query(query: str) -> str:
    pairs = (_encoded(pair, _SAFE_IN_QUERY) for pair in query.split("&"))
    kept = [pair for pair in pairs if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(sorted(kept, key=lambda pair: pair.partition("=")[0]))


def _encoded(text: str, safe: str) -> str:
    """Percent-encode what must be, in capitals, and nothing else; a stray "%" is one that must be."""
    text = _ESCAPED.sub(lambda found: _plain(found[0]), _STRAY.sub("%25", text))
    return quote(text, safe=safe, errors="surrogatepass")


def _plain(escaped: str) -> str:
    """Decode the letters, digits and "-._~" of a run of escapes."""
    pieces = (escaped[place : place + 3] for place in range(0, len(escaped), 3))
    return "".join(
        char if _PLAIN.fullmatch(char := unquote(piece, "latin-1")) else piece.upper() for piece in pieces
    )
