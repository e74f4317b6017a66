"""What programs that flatten pages write around words: the link marks of lynx, Markdown."""

import re

_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,1000}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]{0,300})\]\((?=[</#.]|\w{1,9}:)[^()]{0,1000}\)")
_REFERENCE = re.compile(r"(?<![\w.,;:!?»”…])\[(?:\d{1,4}|IMG|INLINE|LINK)\](?=[\w«“\"'’(\[]|$)")
"""«Le [12]conseil»: before the words that lead somewhere; a note stands behind a word, or apart."""
_HEADING = re.compile(r"^#{1,6}\s+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,500})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=[^\s*_])([^*_]{1,500})(?<=\S)\1(?!\w)")
_ADDRESS_LINE = re.compile(r"(?:\d{1,4}[.)]|[-*•])?\s*<?(?:https?://|www\.|mailto:|file:/)\S+", re.IGNORECASE)


def without_marks(line: str) -> str:
    """The line as readers of the page saw it; one that is no more than an address is left as it is."""
    if "[" in line:
        line = _LINK.sub(r"\1", _IMAGE.sub("", line))  # a picture first: it may be what is linked
        line = _REFERENCE.sub("", line)
    line = _HEADING.sub("", line).removeprefix("(BUTTON)")
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", line))
    return line.strip()


def is_address(line: str) -> bool:
    """Say whether a line is an address and no more, as they are listed under a page of lynx."""
    return _ADDRESS_LINE.fullmatch(line) is not None
