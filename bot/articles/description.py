"""Which of the descriptions that a publisher gives of an article is a real one: whole, its own, and of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from markupsafe import Markup

from bot.articles.language import language_of
from bot.articles.lines import beginnings, is_closed, is_noise, word_count
from bot.french.fold import fold_line
from bot.french.phrases import listed
from bot.french.sentences import split
from bot.french.words import words

_LENGTH_MAX = 4_000
"""Letters, markup included; beyond, it is the article or a list."""
_WORDS = range(12, 121)
_STANDFIRST_MAX = 70
"""Words of a standfirst; what is longer and has paragraphs begins with one."""
_NEW_WORDS_MIN = 3
"""Fewer meaningful words that are not in the title, and it says nothing more than the title."""
_COMMON_MIN = 0.3
"""Least share of its meaningful words that are also the article's: what describes the site has fewer."""
_MARK, _KEY_MAX = "¶ ", 300
"""By how many letters a description is known again, and what tells it from a line of a text."""
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|figure|table|tr|td)\b[^<>]*>|\n", re.IGNORECASE
)
_LEFT_OUT = ("[...]", "[…]", "[..]", "[]", "[ ]", "…", "...")
"""What stands for the rest of a text that was cut."""
_CUT = listed("boilerplate", "cut")
_SIGNATURES = listed("boilerplate", "signatures")
_SIGNED = listed("boilerplate", "signed")
_SITE = listed("boilerplate", "site")


def key_of(description: str) -> str:
    """Return by what a description is known when a source gives it of several articles."""
    return _MARK + fold_line(description)[:_KEY_MAX]


def description_of(
    told: Iterable[str],
    title: str,
    paragraphs: Sequence[str],
    language: str,
    repeated: Collection[str] = frozenset(),
) -> str:
    """Return the first real description among those `told`, as plain text on one line; or nothing.

    It is whole sentences, 12 to 120 words in the language of the article, about the article and not the site,
    and more than its title. It may well be the article's own first paragraph.

    Args:
        told: text or HTML, the best first: of the feed, of the page.
        title: the article's own.
        paragraphs: of the article.
        language: of the article, ISO 639-1.
        repeated: the keys of what the source says of many articles, and so of none.
    """
    article = beginnings(" ".join((title, *paragraphs)))
    known = beginnings(title)
    for text in (text for candidate in told for text in _readings(candidate)):
        own = key_of(text) not in repeated and _is_whole(text, title)
        if own and _is_about(text, article, known) and language_of(text) == language:
            return text
    return ""


def announcement_of(told: str, title: str, repeated: Collection[str] = frozenset()) -> str:
    """Return what a feed says of an article whose page can't be read, as plain text; nothing without news.

    Less is asked than of a description: it may be short, or end where it was cut. But what the source says of
    many articles, of which `repeated` holds the keys, is said of none.
    """
    text = " ".join(filter(None, map(_uninviting, _plain(told[:_LENGTH_MAX]))))
    said = beginnings(text) - beginnings(title)
    own = key_of(text) not in repeated and not is_noise(text)
    return text if title and len(said) >= _NEW_WORDS_MIN and own else ""


def _uninviting(part: str) -> str:
    """Leave out the sentences that only send readers to the site («Suivez l’actualité de ce mardi.»)."""
    for sentence in split(part):
        if _SITE.opening(words(sentence)):
            part = part.replace(sentence, "")
    return " ".join(part.split())


def _readings(told: str) -> Iterator[str]:
    """What may be the description, the best first.

    Some sites give the article, whose first paragraph is its standfirst.
    """
    if len(told) > _LENGTH_MAX:  # the article: in plain text its paragraphs are told apart even so
        told = "" if "<" in told else told[:_LENGTH_MAX].partition("\n")[0]
    parts = _plain(told)
    whole = " ".join(parts)
    if word_count(whole) > _STANDFIRST_MAX:
        yield parts[0]
    yield whole


def _plain(told: str) -> list[str]:
    """Take the markup off, and what a program put behind; one text a paragraph."""
    parts = [" ".join(Markup(part).striptags().split()) for part in _BLOCK.split(told)]  # noqa: S704 - taken off
    return list(dict.fromkeys(part for part in parts if part and not _is_signature(words(part))))


def _is_signature(said: Sequence[str]) -> bool:
    """Say whether a paragraph is what a program wrote.

    «L’article … est apparu en premier sur …», «Lire la suite».
    """
    signed = _SIGNED.in_words(said) or said[:1] in (["lire"], ["voir"], ["continue"])
    return signed and _SIGNATURES.opening(said) > 0


def _is_whole(text: str, title: str) -> bool:
    """Say whether it is whole sentences, and neither the title nor what a site says everywhere."""
    return (
        word_count(text) in _WORDS
        and is_closed(text)
        and not text.rstrip(' .»"”').endswith(_LEFT_OUT)
        and not text.rstrip(' »"”').endswith("..")
        and not any(phrases.in_words(words(text)) for phrases in (_CUT, _SITE))
        and not is_noise(text)
        and fold_line(text).rstrip(" .!?") != fold_line(title).rstrip(" .!?")
    )


def _is_about(text: str, article: set[str], title: set[str]) -> bool:
    said = beginnings(text)
    return len(said - title) >= _NEW_WORDS_MIN and len(said & article) >= _COMMON_MIN * len(said)
