"""Tells prose from live blogs, photo pages and results, which are not to be summarised as prose."""

import re
from collections.abc import Collection, Sequence

from bot.articles.lines import score, word_count
from bot.model import Form

_LIVE = frozenset({"LiveBlogPosting"})
_PHOTOS = frozenset({"ImageGallery", "MediaGallery", "PhotographAlbum"})
_PHOTO_TYPE = re.compile(r"og:.*(?:gallery|photo|album|diaporama)")

_POST = re.compile(r"^\W{0,3}(?:à )?(?:[01]?\d|2[0-3]) ?[h:] ?[0-5]\d\b(?! ?min)")
_POSTS_MIN, _POSTS_SHARE = 5, 0.15

_SCORE = re.compile(
    r"(?<![\d/:])\d{1,3} ?[-–] ?\d{1,3}(?![\d/:])"  # 2-1, 6-4
    r"|^\d{1,3}(?:er|e)?[.)]? +\D{2,60}\d"  # 12. Somebody (TEAM) 3h02
    r"|^[\d\s+:'\"’h.,()%-]*\d[\d\s+:'\"’h.,()%-]*$",  # a cell of figures
)
_SCORE_WORDS_MAX = 14
_SCORES_MIN, _SCORES_SHARE = 10, 0.4
_TABLE_LINES_MAX = 300

_PICTURES_MIN, _WORDS_A_PICTURE = 8, 30


def form_of(
    kinds: Collection[str], body: Sequence[str], paragraphs: Sequence[str], pictures: int = 0
) -> Form:
    """Tell the form of a text by what it is called, by its lines, and by its pictures.

    Args:
        kinds: what the page calls itself, as in `Facts.kinds`.
        body: the lines of the article as found, hours and figures among them.
        paragraphs: those of them that are its text.
        pictures: how many it shows, outside links and the page's frame.
    """
    if _LIVE.intersection(kinds) or _is_live(body):
        return Form.LIVE
    words = sum(map(word_count, paragraphs))
    called = bool(_PHOTOS.intersection(kinds)) or any(map(_PHOTO_TYPE.match, kinds))
    if called or (pictures >= _PICTURES_MIN and words < _WORDS_A_PICTURE * pictures):
        return Form.PHOTOS
    return Form.TABLE if table_of(body) else Form.PROSE


def table_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the stretch of lines that is a table of results: mostly scores, and little prose; or nothing."""
    places = [place for place, line in enumerate(lines) if _is_score(line)]
    if len(places) < _SCORES_MIN:
        return ()
    stretch = lines[places[0] : places[-1] + 1]
    prose = sum(word_count(line) for line in lines if score(line) > 0)
    scored = sum(word_count(line) for line in stretch if score(line) <= 0)
    mostly = len(places) >= _SCORES_SHARE * len(stretch) and prose <= scored
    return tuple(stretch[:_TABLE_LINES_MAX]) if mostly else ()


def _is_live(body: Sequence[str]) -> bool:
    """Say whether the lines are posts: many begin with an hour, and prose follows."""
    posts = [place for place, line in enumerate(body) if _POST.match(line)]
    if len(posts) < max(_POSTS_MIN, _POSTS_SHARE * len(body)):
        return False
    told = sum(any(score(line) > 0 for line in body[place : place + 3]) for place in posts)
    return told * 2 >= len(posts)


def _is_score(line: str) -> bool:
    return len(line) <= 160 and bool(_SCORE.search(line)) and word_count(line) <= _SCORE_WORDS_MAX
