"""One job: the headline of an article, its own or one made from its first sentence.

A made headline only leaves out: an attribution at the end, brackets, the office before a full name, and
then what follows a place where the sentence could have ended. It never leaves out a condition, a doubt, or
who claims something. When nothing can safely go, it stops at a word, and "…" shows it.
"""

import re
from collections.abc import Iterator
from gettext import gettext as _
from itertools import chain, islice

from bot.french.fold import fold
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.sentences import split
from bot.french.typography import french
from bot.french.words import FUNCTION_WORDS, visible_words
from bot.model import Article
from bot.summaries.claims import parted
from bot.summaries.coherence import dangling
from bot.summaries.length import LENGTH
from bot.summaries.roles import without_roles
from bot.summaries.shorter import (
    RESERVE,
    asks_for_object,
    capital,
    ends_open,
    is_function_word,
    without_apposition,
    without_aside,
    without_brackets,
    without_circumstance,
    without_complement,
    without_dates,
    without_rubric,
    without_subject,
    without_tail,
)
from bot.summaries.verbs import SUBORDINATE, verbs

MOST = LENGTH.headline_characters
"""Characters of a headline."""
_OWN_MOST = 200
_OWN_LETTERS = 6
_FEWEST_WORDS = 5
_TYPED = 20
"""Characters by which French typography may shorten a text; what is longer need not be set to know that it is too long."""
_TRIED, _ENOUGH = 4, 40
"""How many sentences are tried, and the characters of a headline that is not made from the first."""
_NAMED = re.compile(
    r"(?:(?:Le|La) |L['’])?[A-ZÀ-Ý]|(?:Les|Des|Plusieurs|Certaine?s)\b|(?!(?:Le|La|L['’])).+[a-zà-ÿ] [A-ZÀ-Ý]|(?:Le|La|L['’]).+ [A-ZÀ-Ý][a-zà-ÿ'’-]+ [A-ZÀ-Ý]"
)
_SAYING, _SHARED = re.compile(r"[a-z]{5,}"), 3
"""Words that say something; how many a made headline shares with the title in whose place it stands, or with the first sentence."""
_READ = 800
"""Characters of a first sentence; one that is longer is no sentence."""

_NO_TITLE = re.compile(
    r"(?:https?://|www\.)\S*|\S+\.(?:html?|txt|php|pdf)|accueil|actualités?|sans titre|untitled",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[^.()«\"–—]{2,40}(?:\((?:AFP|AP|Reuters|Xinhua|Belga|ATS|Ansa|EFE|dpa|TASS|APS|MAP|TAP)\)[^\w«\"]*|\s[–—]\s)"
)
# These verbs report what is so; after "affirmer", "juger" or "selon" someone merely claims it.
_ATTRIBUTION = re.compile(
    r",\s+(?:(?:l['’])?(?:a|ont)(?:-t-on|-t-il|-t-elle)?\s+(?:\w+ment\s+)?"
    r"(?:annoncé|indiqué|confirmé|appris|fait savoir)|(?:annonce|indique|confirme)(?:nt)?)\b[^«\"“]*$"
)

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_PLACES = r"(?:,? (?:à|en|au|aux|dans|près de) (?:la |le |l['’])?[A-ZÀ-Ý][\w'’-]+)*"
_DATE = rf"(?:{_DAY}|le (?:{_DAY} )?\d{{1,2}}(?:er)? {_MONTH}|en {_MONTH}|en \d{{4}})(?: \d{{4}}\b)?"
# Before these a sentence could have ended: they tell when, on what occasion, or something aside. After a bare
# date it must end too: in "a promis lundi de partir" the verb still waits.
_STOP = re.compile(
    rf",?\s+(?={_DATE}{_PLACES}(?:[,.]|$)|dans la nuit d|au lendemain d|lors d|à l['’](?:occasion|issue|aide|attention|aube) d"
    r"|dans le cadre d|en marge d|au cours d|à la suite d|alors qu|tandis qu|afin d|en vue d|sur fond d|en raison d|à cause d|grâce à"
    r"|grâce au|malgré|au sujet d|à propos d|autour d|pour (?!l['’])\w+(?:er|ir|oir|dre|tre)\b|en \w+ant\b"
    r"|après (?:que|avoir|un|une|le|la|les|l['’]|des)\b|et (?=(?:a|ont|est|sont|va|vont|se|s['’])\b))"
    r"|(?<=[a-zà-ÿ])\s+(?=(?:qui|où|dont)\b)"
    r"|,\s+(?=(?:à|au|aux|en|dans|sur|pour|avec|par|depuis|lors|contre|devant|dès|grâce|près|face|et|\w+(?:ée?s?|ie?s|ue?s?) (?:par|à|au|en|de|d['’]|du|des|dans|le|pour))\b)"
    r"|\s+(?=et (?:\w+é|mis|pris|fait|permis|promis) (?:l[ea]s? |l['’]|une? |des |de |d['’]|à |leur ))"
    r"|,\s+(?=(?:qui|où|dont|après|avant de|notamment|\w{3,}ant)\b)"
    r"|(?<!é)(?<!ée)(?<!és)(?<!ées)(?<!ait)(?<!ent),\s+(?=(?:un|une|le|la|les|l['’]|du|des|et|tout|dans|soit)\b)"
)
_LIGHTER = (
    without_brackets,
    without_roles,
    without_circumstance,
    without_apposition,
    without_aside,
    without_dates,
)
_HALF_WAY = re.compile(r"\bentre (?!autres|eux|elles|nous|vous)(?!.*\bet\b)")
"""One end of what lies between two."""
_LOOSE_END = re.compile(r",\s+\S+(?:\s\S+)?$|,\s+(?:qui|dont|où)\b[^,]*$")
"""One or two words behind a comma, or half a relative clause: what they begin was left out."""
_CLEFT = re.compile(r"\b[cC](?:['’](?:est|était)|e sont)\b(?!.*\bqu)")
"""In "c'est le maire | qui a signé" the verb of the sentence comes later."""
_NOUN = re.compile(
    r"(?:(?:L[ea]s?|Une?|Des|Plusieurs|Certaine?s|Quelques?|Deux|Trois|\d[\d.]*)\b|L['’]).*(?<!ent)(?<!ait)(?<!it)"
)
_NEGATION = re.compile(r"\b(?:ne|n['’]|pas|jamais|aucune?)\b|\bn['’]", re.IGNORECASE)
# "prévu | le 16 juin", "se tiendra | lundi": without the date nothing is said.
_WAITS = re.compile(
    r"\b(?:prévue?s?|attendue?s?|fixée?s?|reportée?s?|repoussée?s?|avancée?s?|programmée?s?|datée?s?|lieu|née?s?"
    r"|tiendra|tiendront|tient|tenue?s?|débute|commence|(?:début|commenc)er(?:a|ont)|ouvrira|entrera|expire)$"
)
# "en remportant | la finale", "faire passer | le texte": what follows is its object.
_TRANSITIVE = re.compile(r"(?:ant|er|ir|oir)$")


def headline(article: Article) -> tuple[str, bool]:
    """The headline of an article, in French typography, and whether it was made here.

    Returns: the article's own title when it has a fair one, without what it can do without where it is too long;
        else what its first sentence says; in both cases at most 90 characters. Only where neither can be
        shortened to a whole is the title, or the sentence, broken off with "…".
    """
    own = " ".join(article.title.split())
    if not _is_fair(own):
        return _best(article) or _("Sans titre"), True
    for text in _shorter(own):
        if _fits(text):
            return french(text), False
    made = _best(article)
    if _is_whole(made) and dangling(made) is None and _tells(made, own):
        return made, True
    return french(_broken_off(own)), False


def _best(article: Article) -> str:
    """What the first sentence says; where it would break off, a next one that says the same and can be told whole.

    Where it would break off before its verb, it tells nothing: then any next one that stands alone is better.
    """
    leads = list(islice(_leads(article), _TRIED))
    every = map(_made, leads)
    first = next(every, "")
    if not first or _is_whole(first):
        return first
    told, named = _said(leads[0]), not _is_told(first)
    others = [text for text in every if _tells_alone(text, told, named=named)]
    return max(others, key=lambda text: len(_said(text) & told), default=_nominal(first))


def _nominal(broken: str) -> str:
    """A sentence that broke off before its verb, as the noun that it speaks of; itself where that is not plain."""
    kept = broken.removesuffix("…").rstrip()
    plain = _NOUN.fullmatch(kept) is not None and not verbs(kept) and not asks_for_object(kept)
    bare = _NEGATION.search(kept) is None and _LOOSE_END.search(kept) is None and not QUOTES & set(kept)
    return kept if plain and bare and len(visible_words(kept)) >= _FEWEST_WORDS else broken


def _tells_alone(made: str, told: set[str], *, named: bool) -> bool:
    """Whether a sentence that is not the first makes a headline: whole, and sharing what that one told.

    A name at its beginning will do where `named`.
    """
    known = len(_said(made) & told) >= _SHARED or (named and _NAMED.match(made) is not None)
    return known and _is_whole(made) and len(made) >= _ENOUGH and _is_told(made)


def _is_whole(made: str) -> bool:
    return not made.endswith(("…", "…\u202f»"))


def _tells(made: str, own: str) -> bool:
    """Whether a made headline tells what the title does: they share words that say something."""
    return len(_said(made) & _said(own)) >= _SHARED


def _said(text: str) -> set[str]:
    return set(_SAYING.findall(fold(text))) - FUNCTION_WORDS


def _shorter(own: str) -> Iterator[str]:
    """A title, less and less of it."""
    title = without_brackets(without_rubric(own))
    lighter = without_circumstance(title)
    alone = without_subject(title)
    yield from (own, without_rubric(own), title, lighter)
    yield from without_tail(title)
    yield from (alone, without_circumstance(alone))
    yield from without_tail(alone)
    less = tuple(dict.fromkeys((title, lighter, alone, without_circumstance(alone), without_subject(alone))))
    yield from filter(None, map(_stopped, less))
    for body, ways in map(parted, less):
        for said in ways:
            yield from (body + said, without_roles(body + said), without_aside(without_roles(body)) + said)
            yield from (kept + said for kept in without_complement(body))


def _is_fair(title: str) -> bool:
    letters = sum(map(str.isalpha, title))
    return letters >= _OWN_LETTERS and len(title) <= _OWN_MOST and _NO_TITLE.fullmatch(title) is None


def _leads(article: Article) -> Iterator[str]:
    """The sentences that stand alone, in reading order; failing that the first; none if there is no text."""
    found = (sentence for paragraph in article.paragraphs[:10] for sentence in split(paragraph))
    first = next(found, None)
    alone = filter(_stands_alone, found if first is None else chain([first], found))
    lead = next(alone, first)
    return iter(()) if lead is None else chain([lead], alone)


def _stands_alone(sentence: str) -> bool:
    return (
        len(visible_words(sentence)) > _FEWEST_WORDS
        and "?" not in sentence
        and sentence[0] not in QUOTES
        and not orphan_quotes(sentence)
        and dangling(sentence) is None
    )


def _made(lead: str) -> str:
    """Leave out a little more of a first sentence at each step until the rest fits."""
    dateline = _DATELINE.match(lead)
    text = lead[dateline.end() :] if dateline else lead
    if len(text) > _READ:
        return french(_broken_off(text))
    body, ways = parted(_unreported(_unended(text.lstrip("-–—• "))))
    every = [body]
    for lighter in _LIGHTER:
        every.append(capital(lighter(every[-1])))
    for text in (body + said for body in every for said in ways):
        if _fits(text):
            return french(text)
    stopped = max((_stopped(body, said) for body in every[2:] for said in ways), key=len)
    return french(stopped or _broken_off(every[-1] + ways[0]))


def _unreported(text: str) -> str:
    """Without who reports, at its end, what is so."""
    report = _ATTRIBUTION.search(text)
    if report is None or RESERVE.search(report[0]) or not _is_told(text[: report.start()]):
        return text
    return text[: report.start()]


def _is_told(text: str) -> bool:
    """Whether a text has a verb that is not one of a clause in it."""
    return verbs(text) > len(SUBORDINATE.findall(text))


def _fits(text: str) -> bool:
    return len(text) <= MOST + _TYPED and len(french(text)) <= MOST


def _unended(text: str) -> str:
    return text.removesuffix(".") if not text.endswith("..") else text


def _stopped(text: str, said: str = "") -> str:
    """The longest beginning that is a sentence of its own, with who says it; empty if none surely is."""
    fitting = (text[:at] for at in _stops(text) if RESERVE.search(text, at) is None)
    every = chain(fitting, without_complement(text))
    return max((kept + said for kept in every if _stands(kept, said)), key=len, default="")


def _stops(text: str) -> Iterator[int]:
    """Where the text could end, outside quotation marks."""
    quoted = [span for span in pairs(text) if text[span[0]] in QUOTES]
    for stop in _STOP.finditer(text):
        if not any(start < stop.start() < end for start, end in quoted):
            yield stop.start()


def _stands(kept: str, said: str = "") -> bool:
    """Whether this beginning of a sentence is a sentence: it has its verb, and waits for nothing."""
    return (
        _fits(kept + said)
        and len(visible_words(kept)) >= _FEWEST_WORDS
        and _is_told(kept)
        and not is_function_word(visible_words(kept)[-1])
        and _WAITS.search(kept) is None
        and not asks_for_object(kept)
        and _LOOSE_END.search(kept) is None
        and _HALF_WAY.search(kept) is None
        and _CLEFT.search(kept) is None
        and _NEGATION.search(kept) is None
        and not orphan_quotes(kept)
    )


def _broken_off(text: str) -> str:
    """As many whole words as fit, and "…"; better a few less, if a phrase ends there."""
    every = text[:_READ].split(" ")
    reach = min(len(every), len(text[: MOST + _TYPED].split(" ")) + 1)
    fitting = [n for n in range(1, reach) if _fits(_closed(every[:n])) and _may_break(every, n)]
    if not fitting:
        return next(piece for n in range(MOST, -1, -1) if _fits(piece := text[:n].rstrip() + "…"))
    longest = max(fitting)
    phrases = [
        n for n in fitting if _phrase_ends(every, n) and not RESERVE.search(" ".join(every[n:longest]))
    ]
    return _closed(every[: max(phrases, default=longest)])


def _phrase_ends(every: list[str], count: int) -> bool:
    """Whether a phrase ends after so many words, and they are enough to be shown alone."""
    ended = is_function_word(every[count]) and _TRANSITIVE.search(every[count - 1]) is None
    return ended and len(" ".join(every[:count])) > MOST / 2


def _may_break(every: list[str], count: int) -> bool:
    """Whether the first words end neither in a word that asks for more nor inside a name."""
    last, following = every[count - 1], every[count]
    within_name = last[:1].isupper() and (following[:1].isupper() or following[:1].isdigit())
    return not ends_open(last) and not within_name


def _closed(kept: list[str]) -> str:
    """The words as one text that shows it was broken off; an open quotation is closed."""
    text = " ".join(kept).rstrip(" ,;:.–-(«")
    if text.count('"') % 2:
        return text.removesuffix('"').rstrip() + "…" if text.endswith('"') else text + '…"'
    return text + ("… »" if text.count("«") > text.count("»") else "…")
