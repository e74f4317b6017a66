"""English typography, for what we say ourselves: curly quotes and apostrophes, the ellipsis."""

import re

_CLOSED = re.compile(r"(?<=[\w.,;:!?…)}>])\"")
_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\d\ds?\b)")


def english(text: str) -> str:
    """Set `text`, plain but for simple tags, in English typography; doing it twice changes nothing more."""
    text = _APOSTROPHE.sub("’", text.replace("...", "…"))
    return _CLOSED.sub("”", text).replace('"', "“")
