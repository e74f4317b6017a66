"""Tells prose from live blogs, photo pages and results, which are not to be summarised as prose."""

import re
from collections.abc import Collection, Sequence

from bot.articles.lines import score, word_count
from bot.french import tables
from bot.french.phrases import Phrases
from bot.french.words import words
from bot.model import Form

_LIVE = frozenset({"LiveBlogPosting"})
_PHOTOS = frozenset({"ImageGallery", "MediaGallery", "PhotographAlbum"})
_PHOTO_TYPES = ("gallery", "photo", "album", "diaporama")
_PHOTO_TITLE = Phrases(tables.phrases("boilerplate", "photos"))

_POST = re.compile(
    r"^\W{0,3}(?:(?:le )?\d{1,2}/\d{1,2}(?:/\d{2,4})?,? )?(?:à )?"
    r"(?:[01]?\d|2[0-3]) ?[h:] ?[0-5]\d(?!\d)(?! ?min)"
    r"|^\W{0,3}il y a \d{1,3} ?(?:min|h)"
    r"|^\W{0,3}\d{1,3}(?: ?\+ ?\d{1,2})?(?: ?[’'′]|e minute\b)",  # of a match
    re.IGNORECASE,
)
_POSTS_MIN, _POSTS_SHARE = 5, 0.15

_SCORE = re.compile(
    r"(?<![\d/:])\d{1,3} ?[-–] ?\d{1,3}(?![\d/:])"  # 2-1, 6-4
    r"|(?:\b\d{1,3}\b[ ,;–-]{1,3}){3}\d{1,3}\b"  # 3 10 15 23
    r"|^\d{1,3}(?:er|e)?[.)]? +\D{2,60}\d"  # 12. Somebody (TEAM) 3h02
    r"|^[\d\s+:'\"’h.,()%€$£-]*\d[\d\s+:'\"’h.,()%€$£-]*$",  # a cell of figures
)
_SCORE_WORDS_MAX = 14
_SCORES_MIN, _SCORES_SHARE = 10, 0.3
_TABLE_LINES_MAX = 300

_PICTURES_MIN, _WORDS_A_PICTURE = 8, 30
_TITLED_MIN, _TITLED_WORDS_A_PICTURE = 3, 60
"""The same of a page whose title promises pictures."""
_FEW_WORDS = 80
"""With fewer words of text, the table beside it is what the page is about."""


def form_of(
    kinds: Collection[str],
    body: Sequence[str],
    paragraphs: Sequence[str],
    pictures: int = 0,
    *,
    lines: Sequence[str] = (),
    title: str = "",
) -> Form:
    """Tell the form of a text by what it is called, by its lines, and by its pictures.

    Args:
        kinds: what the page calls itself, as in `Facts.kinds`.
        body: the lines of the article as found, hours and figures among them.
        paragraphs: those of them that are its text.
        pictures: how many it shows, outside links and the page's frame.
        lines: of the whole page: hours and tables are often left out of what is found.
        title: of the page.
    """
    if _LIVE.intersection(kinds) or _is_live(body) or _is_live(lines):
        return Form.LIVE
    told = sum(map(word_count, paragraphs))
    if _is_photos(kinds, title, pictures, told):
        return Form.PHOTOS
    beside = lines if told < _FEW_WORDS else ()
    return Form.TABLE if table_of(body) or table_of(beside) else Form.PROSE


def _is_photos(kinds: Collection[str], title: str, pictures: int, told: int) -> bool:
    if _PHOTOS.intersection(kinds) or any(map(_is_of_photos, kinds)):
        return True
    if pictures >= _TITLED_MIN and _PHOTO_TITLE.in_words(words(title)):
        return told < _TITLED_WORDS_A_PICTURE * pictures
    return pictures >= _PICTURES_MIN and told < _WORDS_A_PICTURE * pictures


def _is_of_photos(kind: str) -> bool:
    """Say whether Open Graph calls the page a gallery."""
    return kind.startswith("og:") and any(one in kind for one in _PHOTO_TYPES)


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
