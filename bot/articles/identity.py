"""What makes two articles the same: a hash of their words."""

import hashlib
import re
import unicodedata

from bot.model import Article

_WORD = re.compile(r"\w+")


def content_hash(article: Article) -> str:
    """Return the SHA-256, in hexadecimal, of the words of an article: its title and its paragraphs.

    Blanks, case, punctuation, quotes and ligatures do not change it; a word more or less does.
    """
    text = unicodedata.normalize("NFKC", f"{article.title}\n{article.text}").casefold()
    return hashlib.sha256(" ".join(_WORD.findall(text)).encode()).hexdigest()
