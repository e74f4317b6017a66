"""One job: the headline of an article, its own or one made from its first sentence.

A made headline only leaves out: an attribution at the end, brackets, the office before a full name, and
then what follows a place where the sentence could have ended. It never leaves out a condition, a doubt, or
who claims something. When nothing can safely go, it stops at a word, and "…" shows it.
"""

import re
from collections.abc import Iterator
from gettext import gettext as _

from bot.model import Article
from bot.summaries.coherence import dangling
from bot.summaries.lexicon import FUNCTION_WORDS, fold
from bot.summaries.marks import QUOTES, orphan_quotes, pairs
from bot.summaries.roles import without_roles
from bot.summaries.sentences import split, words
from bot.summaries.typography import french

MOST = 90
"""Characters of a headline."""
_OWN_MOST = 200
_OWN_LETTERS = 6
_FEWEST_WORDS = 5
_READ = 800
"""Characters of a first sentence; one that is longer is no sentence."""

_NO_TITLE = re.compile(
    r"(?:https?://|www\.)\S*|\S+\.(?:html?|txt|php|pdf)|accueil|actualités?|sans titre|untitled",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[^.()«\"–—]{2,40}(?:\((?:AFP|AP|Reuters|Xinhua|Belga|ATS|Ansa|EFE|dpa|TASS|APS|MAP|TAP)\)[^\w«\"]*|\s[–—]\s)"
)
_BRACKETS = re.compile(r"(?<!\bet)(?<!\bde)(?<!\bou)\s*\([^()]*\)")
# These verbs report what is so; after "affirmer", "juger" or "selon" someone merely claims it.
_ATTRIBUTION = re.compile(
    r",\s+(?:(?:l['’])?(?:a|ont)(?:-t-on|-t-il|-t-elle)?\s+(?:\w+ment\s+)?"
    r"(?:annoncé|indiqué|confirmé|appris|fait savoir)|(?:annonce|indique|confirme)(?:nt)?)\b[^,«\"]*$"
)

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_PLACES = r"(?:,? (?:à|en|au|aux|dans|près de) (?:la |le |l['’])?[A-ZÀ-Ý][\w'’-]+)*"
_DATE = rf"(?:{_DAY}|le (?:{_DAY} )?\d{{1,2}}(?:er)? {_MONTH}|en {_MONTH}|en \d{{4}})(?: \d{{4}}\b)?"
# Before these a sentence could have ended: they tell when, on what occasion, or something aside. After a bare
# date it must end too: in "a promis lundi de partir" the verb still waits.
_STOP = re.compile(
    rf",?\s+(?={_DATE}{_PLACES}(?:[,.]|$)|dans la nuit d|au lendemain d|lors d|à l['’](?:occasion|issue) d"
    r"|dans le cadre d|en marge d|au cours d|à la suite d|alors qu|tandis qu"
    r"|après (?:que|avoir|un|une|le|la|les|l['’]|des)\b)"
    r"|,\s+(?=(?:qui|où|dont|après|avant de|notamment|\w{3,}ant)\b)"
)
# Left out, one of these would make the headline say more than the sentence does.
_RESERVE = re.compile(
    r"\b(?:si|s['’]ils?|sauf|hormis|excepté|sinon|mais|selon|d['’]après|faute de|en cas d|pourvu|à moins"
    r"|à condition|sous réserve|sans|toutefois|cependant|démenti\w*|affirm\w+|assur\w+|estim\w+|jug\w+"
    r"|accus\w+|préten\w+|dénonc\w+|déclar\w+|soutient|soutenu|dit|disent)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:ne|n['’]|pas|jamais|aucune?)\b|\bn['’]", re.IGNORECASE)
_LEADING_ON = frozenset("vue raison face lors afin cause celui celle ceux celles grace".split())
"""Folded words that wait for what follows, as "en vue" does."""
_FINITE = re.compile(
    r"\b(?:est|sont|était|étaient|fut|furent|a|ont|avait|avaient|eut|va|vont|doit|doivent|devait|peut|peuvent|veut"
    r"|veulent|fait|font|met|mettent|prend|prennent|\w*(?:[eidv]ra|ront|rait|raient|èrent|irent))\b"
)
_SUBORDINATE = re.compile(r"\b(?:qui|que|qu|dont|où|lorsque?|quand|alors|comme|puisque?|si)\b", re.IGNORECASE)
# "prévu | le 16 juin", "se tiendra | lundi": without the date nothing is said.
_WAITS = re.compile(
    r"\b(?:prévue?s?|attendue?s?|fixée?s?|reportée?s?|repoussée?s?|avancée?s?|programmée?s?|datée?s?|lieu|née?s?"
    r"|tiendra|tiendront|tient|tenue?s?|débute|commence|(?:début|commenc)er(?:a|ont)|ouvrira|entrera|expire)$"
)
# "en remportant | la finale", "faire passer | le texte": what follows is its object.
_TRANSITIVE = re.compile(r"(?:ant|er|ir|oir)$")


def headline(article: Article) -> tuple[str, bool]:
    """The headline of an article, in French typography, and whether it was made here.

    Returns: the article's own title when it has a fair one, broken off with "…" where it is too long; else what
        its first sentence says, in both cases at most 90 characters.
    """
    own = " ".join(article.title.split())
    if _is_fair(own):
        return french(own) if _fits(own) else french(_broken_off(own)), False
    return _shortened(_lead(article)) or _("Sans titre"), True


def _is_fair(title: str) -> bool:
    letters = sum(map(str.isalpha, title))
    return letters >= _OWN_LETTERS and len(title) <= _OWN_MOST and _NO_TITLE.fullmatch(title) is None


def _lead(article: Article) -> str:
    """The first sentence that stands alone; failing that the first; empty if there is no text."""
    found = [sentence for paragraph in article.paragraphs[:10] for sentence in split(paragraph)]
    alone = (
        s
        for s in found
        if len(words(s)) > _FEWEST_WORDS
        and "?" not in s
        and s[0] not in QUOTES
        and not orphan_quotes(s)
        and dangling(s) is None
    )
    return next(alone, found[0] if found else "")


def _shortened(lead: str) -> str:
    """Leave out a little more at each step until the rest fits."""
    dateline = _DATELINE.match(lead)
    text = lead[dateline.end() :] if dateline else lead
    text = _ATTRIBUTION.sub("", _unended(text.lstrip("-–—• ")))
    for lighter in (str, _without_brackets, without_roles):
        text = _capital(lighter(text))
        if _fits(text):
            return french(text)
    return french(_broken_off(text) if len(text) > _READ else _stopped(text) or _broken_off(text))


def _fits(text: str) -> bool:
    return len(french(text)) <= MOST


def _unended(text: str) -> str:
    return text.removesuffix(".") if not text.endswith("..") else text


def _without_brackets(text: str) -> str:
    return _BRACKETS.sub("", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stopped(text: str) -> str:
    """The longest beginning that is a sentence of its own; empty if none surely is."""
    fitting = (text[:at] for at in _stops(text) if _RESERVE.search(text, at) is None)
    return max((kept for kept in fitting if _stands(kept)), key=len, default="")


def _stops(text: str) -> Iterator[int]:
    """Where the text could end, outside quotation marks."""
    quoted = [span for span in pairs(text) if text[span[0]] in QUOTES]
    for stop in _STOP.finditer(text):
        if not any(start < stop.start() < end for start, end in quoted):
            yield stop.start()


def _stands(kept: str) -> bool:
    """Whether this beginning of a sentence is a sentence: it has its verb, and waits for nothing."""
    verbs, clauses = len(_FINITE.findall(kept)), len(_SUBORDINATE.findall(kept))
    return (
        _fits(kept)
        and len(words(kept)) >= _FEWEST_WORDS
        and verbs > clauses
        and not _is_function_word(words(kept)[-1])
        and _WAITS.search(kept) is None
        and _NEGATION.search(kept) is None
        and not orphan_quotes(kept)
    )


def _broken_off(text: str) -> str:
    """As many whole words as fit, and "…"; better a few less, if a phrase ends there."""
    every = text[:_READ].split(" ")
    fitting = [n for n in range(1, len(every)) if _fits(_closed(every[:n])) and _may_break(every, n)]
    if not fitting:
        return next(piece for n in range(MOST, -1, -1) if _fits(piece := text[:n].rstrip() + "…"))
    longest = max(fitting)
    phrases = [
        n for n in fitting if _phrase_ends(every, n) and not _RESERVE.search(" ".join(every[n:longest]))
    ]
    return _closed(every[: max(phrases, default=longest)])


def _phrase_ends(every: list[str], count: int) -> bool:
    """Whether a phrase ends after so many words, and they are enough to be shown alone."""
    ended = _is_function_word(every[count]) and _TRANSITIVE.search(every[count - 1]) is None
    return ended and len(" ".join(every[:count])) > MOST / 2


def _may_break(every: list[str], count: int) -> bool:
    """Whether the first words end neither in a word that asks for more nor inside a name."""
    last, following = every[count - 1], every[count]
    within_name = last[:1].isupper() and (following[:1].isupper() or following[:1].isdigit())
    return not _is_function_word(last) and fold(last) not in _LEADING_ON and not within_name


def _is_function_word(word: str) -> bool:
    """Whether a word, or what follows its apostrophe, only leads to the next."""
    bare = fold(word).replace("’", "'").strip('"«»(),;:–- ')
    return bare.rpartition("'")[2] in FUNCTION_WORDS | {""}


def _closed(kept: list[str]) -> str:
    """The words as one text that shows it was broken off; an open quotation is closed."""
    text = " ".join(kept).rstrip(" ,;:.–-(«")
    if text.count('"') % 2:
        return text.removesuffix('"').rstrip() + "…" if text.endswith('"') else text + '…"'
    return text + ("… »" if text.count("«") > text.count("»") else "…")
