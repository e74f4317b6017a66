"""What makes two things the same: the canonical form of an address, the hash of a text."""

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from bot.model import Article

_TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|mtm_\w+|pk_\w+|ns_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid"
    r"|xtor|xtref|cmpid|_ga|_gl)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WORD = re.compile(r"\w+")


def canonical_url(url: str) -> str:
    """Return the one form of a web address under which it is compared and stored.

    Scheme and host in lower case; without fragment, credentials, default port and tracking parameters; an
    empty path is "/". A trailing slash elsewhere stays: servers tell "/a" from "/a/", and the address is also
    a link. What is no http(s) address comes back stripped and otherwise untouched. Applying it twice changes
    nothing.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    scheme = parts.scheme
    if scheme not in _DEFAULT_PORTS or not host:
        return url
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((scheme, netloc, parts.path or "/", query, ""))


def content_hash(article: Article) -> str:
    """Return the SHA-256, in hexadecimal, of the words of an article: its title and its paragraphs.

    Blanks, case, punctuation, quotes and ligatures do not change it; a word more or less does.
    """
    text = unicodedata.normalize("NFKC", f"{article.title}\n{article.text}").casefold()
    return hashlib.sha256(" ".join(_WORD.findall(text)).encode()).hexdigest()


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(pair.partition("=")[0]))
