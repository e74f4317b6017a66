"""Tells prose from live blogs, photo pages and results, which are not to be summarised as prose."""

import re
from collections.abc import Sequence

from bot.articles.lines import prose_words, score, word_count
from bot.french.phrases import listed
from bot.french.words import words
from bot.model import Form

_PHOTO_TITLE = listed("boilerplate", "photos")

_POST = re.compile(
    r"^\W{0,3}(?:(?:le )?\d{1,2}/\d{1,2}(?:/\d{2,4})?,? )?(?:à )?"
    r"(?:[01]?\d|2[0-3]) ?[h:] ?[0-5]\d(?!\d)(?! ?min)"
    r"|^\W{0,3}il y a \d{1,3} ?(?:min|h)"
    r"|^\W{0,3}\d{1,3}(?: ?\+ ?\d{1,2})?(?: ?[’'′]|e minute\b)",  # of a match
    re.IGNORECASE,
)
_POSTS_MIN, _POSTS_SHARE = 3, 0.15
_POST_LINES = 4
"""A post has its hour and a few lines; what is told before the first and well after the last is prose."""

_SCORE = re.compile(
    r"(?<![\d/:])\d{1,3} ?[-–] ?\d{1,3}(?![\d/:])"  # 2-1, 6-4
    r"|(?:\b\d{1,3}\b[ ,;–-]{1,3}){3}\d{1,3}\b"  # 3 10 15 23
    r"|^\d{1,3}(?:er|e)?[.)]? +\D{2,60}\d"  # 12. Somebody (TEAM) 3h02
    r"|^[\d\s+:'\"’h.,()%€$£-]*\d[\d\s+:'\"’h.,()%€$£-]*$",  # a cell of figures
)
_SCORE_WORDS_MAX = 14
_SCORES_MIN, _SCORES_SHARE = 10, 0.3
_TABLE_LINES_MAX = 300

_PICTURES_MIN, _TITLED_MIN = 8, 3
"""Pictures that make a page of few words one of photos; fewer where its title promises them."""
_PROSE_WORDS = 60
"""A text with as many words of prose is to be summarised, whatever stands beside it."""


def form_of(
    body: Sequence[str],
    paragraphs: Sequence[str],
    pictures: int = 0,
    *,
    lines: Sequence[str] = (),
    title: str = "",
) -> Form:
    """Tell the form of a text by what is in it: its lines and its pictures, never by what it is called.

    Args:
        body: the lines of the article as found, hours and figures among them.
        paragraphs: those of them that are its text.
        pictures: how many it shows, outside links and the page's frame.
        lines: of the part of the page that holds the article: hours and tables are often left out of what is
            found.
        title: of the page.
    """
    if _is_live(body) or _is_live(lines):
        return Form.LIVE
    if prose_words(paragraphs) >= _PROSE_WORDS:
        return Form.PROSE
    if pictures >= (_TITLED_MIN if _PHOTO_TITLE.in_words(words(title)) else _PICTURES_MIN):
        return Form.PHOTOS
    return Form.TABLE if table_of(body) or table_of(lines) else Form.PROSE


def table_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the stretch of lines that is a table of results: mostly scores, and little prose; or nothing."""
    places = [place for place, line in enumerate(lines) if _is_score(line)]
    if len(places) < _SCORES_MIN:
        return ()
    stretch = lines[places[0] : places[-1] + 1]
    prose = prose_words(lines)
    scored = sum(word_count(line) for line in stretch if score(line) <= 0)
    mostly = len(places) >= _SCORES_SHARE * len(stretch) and prose <= scored
    return tuple(stretch[:_TABLE_LINES_MAX]) if mostly else ()


def _is_live(body: Sequence[str]) -> bool:
    """Say whether the lines are posts: many begin with an hour, prose follows, and little else is told."""
    posts = [place for place, line in enumerate(body) if _POST.match(line)]
    if len(posts) < max(_POSTS_MIN, _POSTS_SHARE * len(body)):
        return False
    told = sum(prose_words(body[place : place + 3]) > 0 for place in posts)
    beside = prose_words(body[: posts[0]]) + prose_words(body[posts[-1] + _POST_LINES :])
    return told * 2 >= len(posts) and beside < _PROSE_WORDS


def _is_score(line: str) -> bool:
    return len(line) <= 160 and bool(_SCORE.search(line)) and word_count(line) <= _SCORE_WORDS_MAX
