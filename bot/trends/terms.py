"""Article -> what it is counted for.

Its topics, and the words and names that its title and lead bring forward.

A word is counted by the token by which an index finds it (`topics.index_tokens`): a name by itself alone, a
common word by what its forms share. It is shown as it was written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from bot.french import tables
from bot.french.dates import CALENDAR
from bot.french.fold import fold, unaccented
from bot.french.names import FIRST_NAMES, PARTICLES
from bot.french.words import FUNCTION_WORDS
from bot.model import Article, Topic, TopicKind
from bot.ports import Term
from bot.topics.abroad import INTERNATIONAL
from bot.topics.index_tokens import asked, index_term
from bot.topics.mentions import Words

_WORD = re.compile(r"([^\W_]+)")
_LEAD_WORDS = 60
_TITLE_WORDS = 12
"""So many first words stand in for a title that is missing."""

_NAME_WORDS = 4
_WORD_MIN = 3
_KEY_MAX = 64
_WRITTEN_MAX = 80
_MOST = 24
"""Terms of one article: a long list of names is no subject."""

_LEADING = frozenset("le la les de des du notre".split())
"""With a capital, these belong to the name after them: «Marine Le Pen», «à La Rochelle», «Notre-Dame»."""

_ADJECTIVE = re.compile(r".{2,}(?:al|el|if|ien|ienne|aire|euse)")
"""Endings that no verb has."""

_BEFORE_NOUNS = frozenset(tables.words("news", "before_nouns"))
"""«La grève», «de ministre», «contre la faim»: verbs make poor subjects, and none stands after these."""

_QUALITIES = frozenset(tables.words("news", "qualities"))
"""What may stand between «un» and its noun."""

_THEME = f"{TopicKind.THEME}:"

_OF = frozenset("de du des d".split())
_ARTICLES = frozenset("la l les".split())
"""«réforme de la justice», «état d’urgence»: what joins two nouns to one phrase."""

_INSIDE = PARTICLES.union("des of".split())
"""«Laurence des Aulnes», «Bank of Valmont»: small words inside a name."""

_SMALL = "small_words"
"""Folded words that a capital makes no name of; small_words.txt says how they were learnt."""

_AFTER_NOUNS = "after_nouns"
"""Folded words that complete the noun before them, and no verbs."""

_PASSING = _QUALITIES.union(CALENDAR, tables.words("news", "passing"))
"""Words of the calendar, of the trade, of counting and of praise: they come and go without being news."""


def terms(
    article: Article, topics: Sequence[Topic], named: Callable[[str], Topic | None] = lambda _: None
) -> tuple[Term, ...]:
    """Give what `article` is counted for, each once.

    Args:
        article: a cleaned article; the title may be empty.
        topics: what it is about.
        named: gives the topic whose own name a text is; then it needs no counting as a word, but for a theme
        that the article was not found to be about.

    Returns: its topics, then its salient words and names in reading order, at most 24 in all.
    """
    found = {topic.key: Term(topic.key) for topic in topics if _counts(topic)}
    body = article.text.split()
    title = _split(article.title or " ".join(body[:_TITLE_WORDS]))
    lead = _split(" ".join(body[:_LEAD_WORDS]))

    def counted(word: str) -> bool:
        topic = named(word)
        if topic is None or not _counts(topic):
            return False
        return topic in topics or not topic.key.startswith(_THEME)

    for word, name in (*_names(title, in_title=True), *_words(title), *_names(lead, in_title=False)):
        key = "+".join(map(index_term, asked(word)))
        if key and len(key) <= _KEY_MAX and len(name) <= _WRITTEN_MAX and not counted(word):
            found.setdefault(key, Term(key, name))
    return tuple(found.values())[:_MOST]


def _counts(topic: Topic) -> bool:
    """Not what tells where an article belongs, and nothing of what it is about."""
    return topic.key != INTERNATIONAL and topic.kind in {TopicKind.COUNTRY, TopicKind.THEME}


@cache
def _listed(name: str) -> frozenset[str]:
    """Thousands of words, read when the first article is counted: in worker processes."""
    return frozenset(tables.lines(name))


def _split(text: str) -> Words:
    """The words with their accents; a shouted text is read as if it were spoken."""
    composed = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
    parts = _WORD.split(composed)
    written = tuple(parts[1::2])
    return Words(written, tuple(map(fold, written)), tuple(map(unaccented, parts[:-1:2])))


def _names(text: Words, *, in_title: bool) -> Iterator[tuple[str, str]]:
    """Runs of words with a capital, and the last word of each, which is shown as the whole run.

    Alone at a sentence's beginning a capital proves nothing; nor does it on a word that the press writes
    small, but for what follows it: «Conseil constitutionnel».
    """
    i = 0
    while i < len(text.written):
        if not _is_name(text, i):
            i += 1
            continue
        end = _end_of_name(text, i)
        name = _joined(text, i, end)
        if end - i > 1:
            yield name, name
            yield _joined(text, _last_of_name(text, i, end), end), name
        elif _is_acronym(text, i):
            if in_title or not text.opens(i):
                yield name, name
        elif not text.opens(i):
            small = text.folded[i] in _listed(_SMALL)
            if small:
                name = _joined(text, i, _end_of_phrase(text, i))
            if " " in name or not small:
                yield name, name
        i = end


def _last_of_name(text: Words, start: int, end: int) -> int:
    """Where the last word of a name begins, with all that a hyphen joins: «Cap-Vert»."""
    last = end - 1
    while last > start and text.before[last] == "-":
        last -= 1
    return last


def _words(text: Words) -> Iterator[tuple[str, str]]:
    """The nouns of a title, as far as what stands before them tells, shown in the phrase they stand in."""
    for i, word in enumerate(text.written):
        if len(word) < _WORD_MIN or not word.isalpha() or text.folded[i] in _PASSING | FUNCTION_WORDS:
            continue
        opening = text.opens(i) and not _is_acronym(text, i) and _end_of_name(text, i) == i + 1
        if not opening and (_is_name(text, i) or not _follows_an_article(text, i)):
            continue
        noun, phrase = word, _phrase(text, i)
        if opening:  # then nothing stands before it, and it begins its phrase
            noun = word.lower()
            phrase = noun + phrase[len(word) :]
        if _adjective(text, i + 1):
            pair = f"{noun} {text.written[i + 1]}"
            yield pair, phrase
        yield noun, phrase


def _phrase(text: Words, i: int) -> str:
    """The noun with what completes it, or with the noun that it completes.

    «gilets jaunes», «réforme des retraites», «droits de douane».
    """
    end = _end_of_phrase(text, i)
    if end > i + 1:
        return _joined(text, i, end)
    head = _before(text, i)
    if head is None:
        return text.written[i]
    whole = _joined(text, head, i + 1)
    return whole[0].lower() + whole[1:] if text.opens(head) else whole


def _end_of_phrase(text: Words, i: int) -> int:
    """After the adjective of the noun at `i`, or after «de» and its noun; `i + 1` where it has none."""
    if _adjective(text, i + 1):
        return i + 2
    at = i + 1
    if not (at < len(text.written) and text.apart(at) and text.folded[at] in _OF):
        return i + 1
    at += 1
    while at < len(text.written) and text.glued(at) and text.folded[at] in _ARTICLES:
        at += 1
    if at == len(text.written) or not text.glued(at) or text.folded[at] in _PASSING | FUNCTION_WORDS:
        return i + 1
    if _is_name(text, at):
        return _end_of_name(text, at)
    if len(text.written[at]) < _WORD_MIN or not text.written[at].isalpha():
        return i + 1
    return at + 2 if _adjective(text, at + 1) else at + 1


def _before(text: Words, i: int) -> int | None:
    """The noun that the one at `i` completes: «droits» before «de douane»."""
    at = i - 1
    while at > 0 and text.glued(at + 1) and text.folded[at] in _ARTICLES:
        at -= 1
    if at < 1 or text.folded[at] not in _OF or not text.glued(at + 1) or not text.apart(at):
        return None
    head = at - 1
    if text.folded[head] in _PASSING | FUNCTION_WORDS or len(text.written[head]) < _WORD_MIN:
        return None
    noun = text.written[head].isalpha() and (text.opens(head) or _follows_an_article(text, head))
    return head if noun and not text.opens(i) else None


def _adjective(text: Words, i: int) -> str:
    """The word that makes one expression with the noun before it, or nothing.

    «gilets jaunes», «crise sanitaire».
    """
    if i >= len(text.written) or not text.apart(i) or not text.written[i].islower():
        return ""
    word = text.folded[i]
    if word in _PASSING | FUNCTION_WORDS or len(word) < _WORD_MIN:
        return ""
    plural = text.folded[i - 1][-1] in "sx" and word[-1] in "sx"  # verbs agree by -nt
    known = plural or word in _listed(_AFTER_NOUNS) or _ADJECTIVE.fullmatch(word)
    return f" {text.written[i]}" if known else ""


def _follows_an_article(text: Words, i: int) -> bool:
    while i > 1 and text.folded[i - 1] in _QUALITIES:
        i -= 1
    return i > 0 and text.folded[i - 1] in _BEFORE_NOUNS


def _is_name(text: Words, i: int) -> bool:
    named = text.names(i) or _is_acronym(text, i) or _leads_a_name(text, i)
    return named and text.folded[i] not in _PASSING


def _leads_a_name(text: Words, i: int) -> bool:
    """A small word with a capital of its own: not one that a sentence begins with."""
    if text.folded[i] not in _LEADING or not text.written[i][0].isupper() or i + 1 == len(text.written):
        return False
    joined = text.before[i + 1] == "-" or (text.apart(i + 1) and not text.opens(i))
    return joined and text.names(i + 1)


def _is_acronym(text: Words, i: int) -> bool:
    """«ONU», «A69»."""
    word = text.written[i]
    return len(word) > 1 and word[0].isalpha() and word.isupper()


def _end_of_name(text: Words, start: int) -> int:
    """Where the name that begins with word `start` ends: after its last word with a capital."""
    end = start + 1
    for i in range(start + 1, min(start + _NAME_WORDS, len(text.written))):
        if not (text.apart(i) or text.before[i] == "-") or _begins_another(text, i):
            break
        if _is_name(text, i):
            end = i + 1
        elif text.folded[i] not in _INSIDE:
            break
    return end


def _begins_another(text: Words, i: int) -> bool:
    """«le patron du RN Jules Kermarec»: a person's name after an acronym."""
    return text.apart(i) and _is_acronym(text, i - 1) and text.folded[i] in FIRST_NAMES


def _joined(text: Words, start: int, end: int) -> str:
    rest = (
        (text.before[i].strip().replace("'", "’") or " ") + text.written[i] for i in range(start + 1, end)
    )
    return text.written[start] + "".join(rest)
