"""The canonical form of a web address: one form for all the addresses under which a page is found."""

from importlib import resources
from string import ascii_letters, ascii_lowercase, digits, hexdigits
from urllib.parse import quote, urlsplit, urlunsplit

_PARAMETERS = resources.files("bot.articles").joinpath("tracking_parameters.txt").read_text().splitlines()
_TRACKING = frozenset(line for line in _PARAMETERS if line and line[0] != "#" and line[-1] != "*")
_TRACKING_PREFIXES = tuple(line[:-1] for line in _PARAMETERS if line.endswith("*"))
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LENGTH_MAX = 8000
"""Letters; a longer address is no one's link to an article, and not worth the work."""
_HOST_MAX = 253
_HOST_SIGNS = frozenset(ascii_lowercase + digits + "._-")
_IPV6_SIGNS = frozenset("0123456789abcdef:.")
_MINOR = frozenset({"m", "mobile", "amp"})
"""What stands before the name of a site in the address of its other variants."""
_SAFE_IN_PATH, _SAFE_IN_QUERY = "/:@!$&'()*+,;=~%", "/:@!$'()*+,;=~%?[]"
_HEXADECIMAL = frozenset(hexdigits)
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
"""https://www.rfc-editor.org/rfc/rfc3986#section-2.3: never to be percent-encoded."""
_INDEXES = ("/index.html", "/index.htm", "/index.php")
_AMP_PAGES = (".amp", ".amp.html", ".amp.htm")
_AMP_CACHE = "cdn.ampproject.org"
_AMP_FOLDERS = frozenset({"amp", "c", "v", "i"})
"""Of the caches: https://developers.google.com/amp/cache/overview (content, viewer, images)."""


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
    if parts.scheme not in _DEFAULT_PORTS or not _is_host(host):
        return None
    return parts.scheme, host, port, parts.path, parts.query


def _is_host(host: str) -> bool:
    """Whether it is a name in ASCII, or an IP address with or without its zone."""
    if _HOST_SIGNS.issuperset(host):
        return 1 <= len(host) <= _HOST_MAX
    address, percent, zone = host.partition("%")
    return (
        bool(address)
        and _IPV6_SIGNS.issuperset(address)
        and bool(zone) == bool(percent)
        and _HOST_SIGNS.issuperset(zone)
    )


def _out_of_cache(parts: _Parts) -> _Parts:
    """Return the publisher's address for one in an AMP cache, however often it was cached."""
    while _is_amp_cache(parts[1]):
        _, folder, page = [*_encoded(parts[3], _SAFE_IN_PATH).split("/", 2), "", ""][:3]
        secure = page[:2].lower() == "s/"
        page = page[2:] if secure else page
        cached = folder.lower() in _AMP_FOLDERS and "." in page.partition("/")[0].strip(".")
        inner = _split(f"http{'s' if secure else ''}://{page}") if cached else None
        if inner is None:
            break
        parts = (*inner[:4], inner[4] or parts[4])
    return parts


def _is_amp_cache(host: str) -> bool:
    """Google itself, or a publisher's own name in Google's cache of AMP pages."""
    if _AMP_CACHE in {host, host.partition(".")[2]}:
        return True
    domain = host.removeprefix("www.").removeprefix("google.")
    return (
        domain != host and host.removesuffix(domain) in {"google.", "www.google."} and 2 <= len(domain) <= 6
    )


def _major(host: str) -> str:
    """Return the host of the desktop page: "m.site.fr": "www.site.fr"; "m.sport.site.fr": "sport.site.fr"."""
    minor = False
    while (labels := host.split("."))[0] in _MINOR and all([*labels[1:3], len(labels) > 2]):
        host, minor = ".".join(labels[1:]), True
    return f"www.{host}" if minor and host.count(".") == 1 else host


def _path(path: str) -> str:
    path = _without_dots(_encoded(path, _SAFE_IN_PATH))
    while (shorter := _shorter(path)) != path:
        path = shorter
    return path or "/"


def _shorter(path: str) -> str:
    """Take one ending away that another address of the same page has not."""
    path = path.rstrip("/")
    low = path.lower()
    for ending in _INDEXES:
        if low.endswith(ending):
            return path[: -len(ending)]
    if low.endswith("/amp") and not low.endswith("//amp") and low != "/amp":
        return path.removesuffix(path[-4:])
    for ending in _AMP_PAGES:
        stem = path[: -len(ending)]
        if low.endswith(ending) and (stem[-1:].isalnum() or stem.endswith("_")):
            return stem + path[len(stem) + len(".amp") :]
    return path


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
    kept = [pair for pair in pairs if pair and not _is_tracking(pair.partition("=")[0].lower())]
    return "&".join(sorted(kept, key=lambda pair: pair.partition("=")[0]))


def _is_tracking(name: str) -> bool:
    plain = name.replace("_", "").isalnum()
    return name in _TRACKING or (
        plain and name.startswith(_TRACKING_PREFIXES) and name not in _TRACKING_PREFIXES
    )


def _encoded(text: str, safe: str) -> str:
    """Percent-encode what must be, in capitals, and nothing else; a stray "%" is one that must be."""
    head, *escapes = text.split("%")
    return quote(head + "".join(map(_escape, escapes)), safe=safe, errors="surrogatepass")


def _escape(after: str) -> str:
    """What a "%" and the text after it become: a letter that need not be encoded, the code, "%25"."""
    code, rest = after[:2], after[2:]
    if len(code) < 2 or not _HEXADECIMAL.issuperset(code):
        return f"%25{after}"
    letter = chr(int(code, 16))
    return (letter if letter in _UNRESERVED else f"%{code.upper()}") + rest


def folders_of(url: str) -> list[str]:
    """The names under which a site files a page: the steps of its path but the last one; of a file, none."""
    return urlsplit(url).path.split("/")[1:-1] if "://" in url else []
