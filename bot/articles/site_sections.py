"""The section of a site that an article stands in, as a reader would call it."""

import re

from bot.articles.linked import line

_STEPS = re.compile(r"\s*(?:/|>|›|»|\|)\s*")
_WORDS_MAX, _LENGTH_MAX = 6, 60


def section_of(said: str) -> str:
    """Return the name of a section: of a path the last step in words, of a list of keywords nothing.

    Args:
        said: what a page says of it: «Sport», «/sports/football/», «Rap, Prison, Floride».
    """
    steps = [step for step in _STEPS.split(line(said)) if step]
    name = steps[-1] if steps else ""
    if name.islower() and ("/" in said or "-" in name):  # a slug
        name = name.replace("-", " ").replace("_", " ").capitalize()
    listed = "," in name or ";" in name
    return "" if listed or len(name) > _LENGTH_MAX or len(name.split()) > _WORDS_MAX else name
