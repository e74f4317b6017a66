"""One job: leave out of a title or a sentence what it can do without, and never what makes it true.

A rubric ("VIDÉO."), an opening circumstance up to its comma, a relative clause between two commas, a second fact
behind a comma, the subject before a colon. A condition, a doubt and who claims something stay.
"""

import re
from collections.abc import Iterator

from bot.summaries.coherence import dangling
from bot.summaries.lexicon import FUNCTION_WORDS, fold, listed
from bot.summaries.marks import QUOTES, orphan_quotes, pairs
from bot.summaries.places import is_known
from bot.summaries.sentences import words

# Left out, one of these would make the rest say more than the whole does.
RESERVE = re.compile(
    r"\b(?:si|s['’]ils?|sauf|hormis|excepté|sinon|mais|selon|d['’]après|faute de|en cas d|pourvu|à moins"
    r"|à condition|sous réserve|sans|toutefois|cependant|démenti\w*|affirm\w+|assur\w+|estim\w+|jug\w+"
    r"|accus\w+|préten\w+|dénonc\w+|déclar\w+|soutient|soutenu|dit|disent|prévient|prévien\w+|promet\w*|craint|craignent"
    r"|dément\w*|croit|espère\w*|assène\w*|déplor\w+|insist\w+|regrett\w+|témoign\w+|lance|lancent|juré\w*"
    r"|soupçonn\w+|présumée?s?|possible|peut-être)\b",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"\b(?:est|sont|était|étaient|fut|furent|a|ont|avait|avaient|eut|va|vont|doit|doivent|devait|peut|peuvent|veut"
    r"|veulent|fait|font|met|mettent|prend|prennent|\w*(?:[eidv]ra|ront|rait|raient|èrent|irent))\b"
)
_RUBRIC = re.compile(
    r"^(?:\[?(?:EN )?(?:VID[ÉE]OS?|PHOTOS?|IMAGES?|DIRECT|INFOGRAPHIES?|CARTES?|EXCLUSIF|INFO [A-Z]+|REPORTAGE|ENTRETIEN|INTERVIEW|T[ÉE]MOIGNAGES?|DOCUMENT"
    r"|ENQU[ÊE]TE|D[ÉE]CRYPTAGE|ANALYSE|SONDAGE)\]?\s*[.:–—-]\s*)+|^[A-ZÀ-Ý]{4,}(?: [A-ZÀ-Ý]{3,}){0,2}(?:\.| [–—-]) (?=[A-ZÀ-Ý«\"][a-zà-ÿ’' ])"
)
_SUBJECT = re.compile(r"^(?P<subject>[^:«»\"“”]{2,45}?)\s*:\s+(?=\S)")
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_CIRCUMSTANCE = re.compile(
    rf"""^(?:(?:après|avant|face|lors|au|aux|à|en|dans|de|depuis|devant|malgré|sous|chez|avec|d['’]abord|alors\ qu|tandis\ qu|pendant|durant|moins|plus|peu|près
    |tout\ juste|actuellement|pour\ (?:la\ première\ fois|l['’]instant|le\ moment)|hier|aujourd['’]hui|(?:ce\ )?(?:{_DAYS})|deuxième|premi(?:er|ère)|troisième|candidate?
    |(?:quelques|deux|trois|quatre|cinq|six|sept|huit|dix|vingt|une?|\d+)\ (?:an|mois|semaine|jour|heure|minute)s?\ (?:après|plus\ tard|avant|plus\ tôt))\b
    |\w+(?:é|i|u|is)e?s?\ (?:le|la|les|en|à|au|aux|par|depuis|dans|de|du|des|{_DAYS})\b)
    [^:;«»"“”()]*?,\s+(?=(?:l[ea]s?\ |l['’]|une?\ |des\ |deux\ |trois\ |certains|plusieurs|plus\ d|(?:{_DAYS})\b|\d|(?-i:[A-ZÀ-Ý])))""",
    re.VERBOSE | re.IGNORECASE,
)
"""What opens a sentence up to a comma behind which a subject may stand."""
_KEPT_OPENING = re.compile(r"^en \d{4},|^(?:à|en|au|aux|dans l\w+) (?-i:[A-ZÀ-Ý])[\w’' -]*,", re.IGNORECASE)
"""A year or a place: without it the rest would say more."""
_WHILE = re.compile(r"^(?:alors|tandis)\b", re.IGNORECASE)
_ASIDE = re.compile(
    rf",\s+(?:qui|dont|où|que|qu['’]|auxquel\w+|l['’]une?\ des|(?:ancien(?:ne)?\ )?[a-zà-ÿ]+(?:eur|rice|iste|ent|ente|ier|ière)\ )[^,;:«»\"“”]*,(?=\s+(?:{FINITE.pattern}|[sn]['’]|se\ |ne\ ))"
)
_BRACKETS = re.compile(r"(?<!\bet)(?<!\bde)(?<!\bou)\s*\([^()]*\)")
_PREPOSITION = re.compile(
    r"^(?:face|après|avant|pour|avec|dans|à|en|sous|depuis|selon|contre|sans|malgré|lors|au|aux|chez|sur|entre|d['’]après|par|de|du|des)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"^(?:très |plus |trop |moins )?\w+(?:é|ée|és|ées|iques?|ents?|ant)\b (?!\w+ )|^(?:présenté|accusé|soupçonné|exclu|très)\w* ",
    re.IGNORECASE,
)
_FEWEST_WORDS = 5
_LEADING_ON = listed(
    "vue raison face lors afin cause celui celle ceux celles grace voulant fait tente tenter faire"
)
"""Folded words that wait for what follows, as "en vue" does."""
_PRONOUN = re.compile(
    r"^(?:il|elle|ils|elles|on|ce|c['’]|son|sa|ses|leurs?|cet|cette|ces|et|ou|mais|depuis|découvrez|voici|voilà)\b|\blui (?:a|ont)\b",
    re.IGNORECASE,
)
_ENOUGH = 40
"""Characters of a title that was cut at a comma."""
_COMPLEMENT = re.compile(
    r"\s+(?=(?:pour|après|contre|dans|sur|depuis|lors d|avec|malgré|au sujet d|à propos d|en raison d|à cause d|au cœur d|à l['’]occasion d|autour d)\b)"
    r"|\s+(?=(?:à|au|aux|en) (?P<place>[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)$)"
)
_OR = re.compile(r"\w+ (?:ou|et) \w+")
_VERBAL = re.compile(r"(?:er|ir|oir|ée?s?|ant|ent|ait)$")


def without_rubric(title: str) -> str:
    """Without "VIDÉO." and the like before it."""
    return _RUBRIC.sub("", title) or title


def without_brackets(text: str) -> str:
    """Without what stands in brackets."""
    return _BRACKETS.sub("", text)


def without_circumstance(text: str) -> str:
    """Without the circumstances that open it, or that open what follows its colon; a year, a place, a doubt stay."""
    subject = _SUBJECT.match(text)
    start = subject.end() if subject else 0
    rest = text[start:]
    while (opening := _CIRCUMSTANCE.match(rest)) and _may_go(opening[0], rest[opening.end() :]):
        rest = rest[opening.end() :]
    return text[:start] + (rest if start else capital(rest))


def _may_go(opening: str, rest: str) -> bool:
    """Whether an opening is a circumstance, and what follows it a sentence."""
    if RESERVE.search(opening) or _KEPT_OPENING.match(opening):
        return False
    if FINITE.search(opening) and not _WHILE.match(opening):
        return False
    return len(words(rest)) >= _FEWEST_WORDS and _PRONOUN.match(rest) is None


def without_aside(text: str) -> str:
    """Without a relative clause, or a common noun in apposition, between two commas and before the verb."""
    aside = _ASIDE.search(text)
    if aside is None or RESERVE.search(aside[0]) or FINITE.search(text, 0, aside.start()):
        return text
    return text[: aside.start()] + text[aside.end() :]


def without_subject(title: str) -> str:
    """Without the subject before the colon, where the rest can be understood alone."""
    subject = _SUBJECT.match(title)
    if subject is None:
        return title
    rest = title[subject.end() :]
    if len(words(rest)) < _FEWEST_WORDS or dangling(rest) or _PRONOUN.match(rest) or rest[0] in QUOTES:
        return title
    return capital(rest)


def without_tail(title: str) -> Iterator[str]:
    """Without what stands behind a comma or a full stop, the longest beginning first."""
    quoted = [span for span in pairs(title) if title[span[0]] in QUOTES]
    for stop in reversed(list(re.finditer(r",\s+|[.!?]\s+(?=[A-ZÀ-Ý])", title))):
        kept = title[: stop.start() + (stop[0][0] in "!?")].rstrip(" .")
        inside = any(start < stop.start() < end for start, end in quoted)
        if not inside and kept[-1:] not in QUOTES and not _needed(title[stop.end() :]) and _is_enough(kept):
            yield kept


def without_complement(title: str) -> Iterator[str]:
    """Without what a noun can do without at the end: when, where, what for; the longest beginning first."""
    quoted = [span for span in pairs(title) if title[span[0]] in QUOTES]
    for stop in reversed(list(_COMPLEMENT.finditer(title))):
        kept = title[: stop.start()]
        if (
            not any(start < stop.start() < end for start, end in quoted)
            and (stop["place"] is None or is_known(stop["place"]))
            and kept[-1:] not in QUOTES
            and _VERBAL.search(kept) is None
            and not _needed(title[stop.end() :])
            and _is_enough(kept)
        ):
            yield kept


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def ends_open(text: str) -> bool:
    """Whether the last word only leads on to another."""
    every = words(text)
    return not every or is_function_word(every[-1]) or fold(every[-1]) in _LEADING_ON


def is_function_word(word: str) -> bool:
    """Whether a word, or what follows its apostrophe, only leads to the next."""
    bare = fold(word).replace("’", "'").strip('"«»(),;:–- ')
    return bare.rpartition("'")[2] in FUNCTION_WORDS | {""}


def _needed(rest: str) -> bool:
    """Whether what follows would be missed: a doubt, a source, the other half of "lundi ou mardi"."""
    return RESERVE.search(rest) is not None or _OR.match(rest) is not None


def _is_enough(kept: str) -> bool:
    """Whether the beginning of a title is one: not its circumstance alone, no quotation or sentence left open."""
    told = kept[subject.end() :] if (subject := _SUBJECT.match(kept)) else kept
    return (
        len(words(told)) >= _FEWEST_WORDS
        and len(kept) >= _ENOUGH
        and _PARTICIPLE.match(told) is None
        and _PREPOSITION.match(told) is None
        and ("," not in told or FINITE.search(told) is not None)
        and not ends_open(kept)
        and not orphan_quotes(kept)
    )
