"""How an article stands in the index: the marks of its tokens, and what it is found by and counted for."""

from dataclasses import dataclass

from bot.model import Topic
from bot.ports.counting import Term

NAME, EXACT, HEAD = "§", "¤", "¶"
"""What marks a name, a word in small letters that has no other forms, and what title or lead holds. None is
a letter, and all are more than ASCII: FTS5 takes them for parts of a word."""

EITHER = "|"
"""Between the tokens that a word of a question may stand as; alone, between the parts of an article."""

SCHEME = 3
"""By which an article's topics, tokens and terms are made; one stored with another is indexed anew, in time.
Where the terms are others, a migration empties what was counted by the ones before."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """By what an article is found, and what it is counted for, to tell what rises."""

    topics: tuple[Topic, ...]
    tokens: tuple[str, ...]
    terms: tuple[Term, ...] = ()
