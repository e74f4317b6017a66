"""What stands in a text and is none of it: marks of notes, bullets, initials of an agency, a script.

Nothing is put in: a text that was cleaned is the text with some signs left out.
"""

import re

BULLETS = "•►♦▶●■◆▪"
_RAISED = re.compile("[¹²³⁰⁴-⁹]+")
_NOTED = re.compile(r"(?:[^\W\d_]{3}|[.!?…»”\"])$")
_BRACKETED = re.compile(r" ?\[\d{1,3}\](?!\w)")
_INITIALS = re.compile(r"(?<=[.!?…»”\"]) ?[a-z]{2,4}(?:-[a-z]{2,4})*/[a-z]{2,4}(?:[-/][a-z]{2,4})*$")
_SCRIPT = re.compile(r" ?\bwindow\.\w+ ?= .*$")
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3})\. (?=000(?!\d))")
_EDGES = f"{BULLETS}|-–—→ \u00a0\u202f"


def clean(text: str) -> str:
    """The text without marks of notes («match.¹», «match[2]»), its thousands in one piece («50. 000»).

    Args:
        text: a paragraph with single spaces.
    """
    if "[" in text:
        text = _BRACKETED.sub("", text)
    if not text.isascii():
        text = _RAISED.sub(_without_note, text)
    if text[-1:].islower():  # «abc/def/gh», the initials of those who wrote a dispatch, are its last letters
        text = _INITIALS.sub("", text)
    if "window." in text:
        text = _SCRIPT.sub("", text)
    return _THOUSANDS.sub(r"\1.", text) if ". 000" in text else text


def bare(piece: str) -> str:
    """The piece without the bullets and dashes at its edges: «- Une nuit agitée -»."""
    return piece.lstrip(_EDGES).rstrip(_EDGES) if piece[:1] in _EDGES or piece[-1:] in _EDGES else piece


def _without_note(raised: re.Match[str]) -> str:
    """Nothing for the number of a note; a power stays: «250 m²»."""
    before = raised.string[max(0, raised.start() - 3) : raised.start()]
    return "" if _NOTED.search(before) else raised[0]
