"""One job: leave out of a title or a sentence what it can do without, and never what makes it true.

A rubric ("VIDÉO."), an opening circumstance up to its comma, a relative clause between two commas, a second fact
behind a comma, the subject before a colon. A condition, a doubt and who claims something stay.
"""

import re
from collections.abc import Iterator

from bot.french.fold import fold
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.words import FUNCTION_WORDS, visible_words
from bot.summaries.coherence import dangling
from bot.summaries.places import is_known
from bot.summaries.verbs import FINITE, PRESENT, verbs

# Left out, one of these would make the rest say more than the whole does.
RESERVE = re.compile(
    r"\b(?:si|s['’]ils?|sauf|hormis|excepté|sinon|mais|selon|d['’]après|faute de|en cas d(?:e|['’])|pourvu|à moins"
    r"|à condition|sous réserve|sans|toutefois|cependant|démenti\w*|affirm\w+|assur\w+|estim\w+|jug(?:é|er|ea|eait)\w*"
    r"|(?<!\b[Ll]a )(?<!\b[Ll]e )(?<!\b[Uu]ne )(?<!\b[Uu]n )(?<!\bdu )(?<!\bau )juge(?:nt)?"
    r"|accus\w+|préten\w+|dénonc\w+|déclar\w+|soutient|soutenu|dit|disent|prévient|prévien\w+|promet\w*|craint|craignent"
    r"|dément\w*|croit|espère\w*|assène\w*|déplor\w+|insist\w+|regrett\w+|témoign\w+|lance|lancent|juré\w*"
    r"|soupçonn\w+|présumée?s?|possible|peut-être)\b",
    re.IGNORECASE,
)
_RUBRIC = re.compile(
    r"^(?:\[?(?:EN )?(?:VID[ÉE]OS?|PHOTOS?|IMAGES?|DIRECT|INFOGRAPHIES?|CARTES?|EXCLUSIF|INFO [A-Z]+|REPORTAGE|ENTRETIEN|INTERVIEW|T[ÉE]MOIGNAGES?|DOCUMENT"
    r"|ENQU[ÊE]TE|D[ÉE]CRYPTAGE|ANALYSE|SONDAGE)\]?\s*[.:–—-]\s*)+|^[A-ZÀ-Ý]{4,}(?: [A-ZÀ-Ý]{3,}){0,2}(?:\.| [–—-]) (?=[A-ZÀ-Ý«\"][a-zà-ÿ’' ])"
)
_SUBJECT = re.compile(r"^(?P<subject>[^:«»\"“”]{2,45}?)\s*:\s+(?=\S)")
_BEFORE_COLON = re.compile(r"^.{2,80}?(?:\s*:|\.\.\.|…)\s+(?=\S)")
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTHS = "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_CIRCUMSTANCE = re.compile(
    rf"""^(?:(?:après|avant|face|lors|au|aux|à|en|dans|de|depuis|devant|malgré|sous|chez|avec|d['’]abord|alors\ qu|tandis\ qu|pendant|durant|moins|plus|peu|près
    |tout\ juste|actuellement|pour\ (?:la\ première\ fois|l['’]instant|le\ moment)|hier|aujourd['’]hui|(?:ce\ )?(?:{_DAYS})|deuxième|premi(?:er|ère)|troisième|candidate?
    |(?:quelques|deux|trois|quatre|cinq|six|sept|huit|dix|vingt|une?|\d+)\ (?:an|mois|semaine|jour|heure|minute)s?\ (?:après|plus\ tard|avant|plus\ tôt))\b
    |\w+(?:é|i|u|is)e?s?\ (?:le|la|les|en|à|au|aux|par|depuis|dans|de|du|des|comme|{_DAYS})\b|très\ \w+)
    [^:;«»"“”()]*?,\s+(?=(?:l[ea]s?\ |l['’]|une?\ |des\ |deux\ |trois\ |certains|plusieurs|plus\ d|(?:{_DAYS})\b|\d|(?-i:[A-ZÀ-Ý])))""",
    re.VERBOSE | re.IGNORECASE,
)
"""What opens a sentence up to a comma behind which a subject may stand."""
_KEPT_OPENING = re.compile(r"^en \d{4},|^(?:à|en|au|aux|dans l\w+) (?-i:[A-ZÀ-Ý])[\w’' -]*,", re.IGNORECASE)
"""A year or a place: without it the rest would say more."""
_WHILE = re.compile(r"^(?:alors|tandis)\b", re.IGNORECASE)
_ASIDE = re.compile(
    rf",\s+(?:(?:dans|lors|depuis|après|avant|en|sur|face|avec|à|au|aux)\ |[a-zà-ÿ]+(?:é|i|u|is)e?s?\ (?:à|au|par|en|de|du|des|dans|depuis|pour|sur|le)\ |qui|dont|où|que|qu['’]|auxquel\w+|l['’]une?\ des|(?:le|la|une?)\ [a-zà-ÿ]|(?:ancien(?:ne)?\ )?[a-zà-ÿ]+(?:eur|rice|iste|ent|ente|ier|ière)\ )[^,;:«»\"“”]*,(?=\s+(?:{FINITE.pattern}|{PRESENT}|[sn]['’]|se\ |ne\ ))"
)
_APPOSITION = re.compile(
    r"^(?!(?:Les?|La|L['’]|Une?|Des?|Du|Ce|Cet|Cette|Ces|Son|Sa|Ses|Leurs?|Chaque|Tous|Toutes|Plusieurs|Certaine?s|Deux|Trois|Quatre|Ni|Si|Selon|Pour|Ils?|Elles?|On|Nous|Vous|Qui|Quand|Comme)\b)"
    r"[A-ZÀ-Ý][a-zà-ÿ-]+ [a-zà-ÿ][^:;«»\"“”()]*?,\s+(?=(?:l[ea]s? (?!\d)|l['’]|une? |[A-ZÀ-Ý]))"
    r"|^Pour (?:\w+ )?\w+(?:er|ir|oir|re)\b[^:;«»\"“”()]*?,\s+(?=(?:l[ea]s? |l['’]|une? |des |[A-ZÀ-Ý]))"
)
_AGE = re.compile(r", (?:âgée? de )?\d+ ans,(?= )|, (?:âgée? de )?\d+ ans(?=,)")
_DATE = (
    rf"(?:ce )?(?:{_DAYS})(?: (?:matin|soir|midi|après-midi|dernier))?(?: \d{{1,2}}(?:er)?(?: {_MONTHS})?)?(?: \d{{4}}\b)?"
    r"(?: (?:matin|soir|après-midi|dernier))?"
)
_DAY = re.compile(
    rf", (?>{_DATE})(?:$|,(?= (?!et\b|ou\b)))| (?>{_DATE})(?=[, ]|$)(?!,? (?:et|ou|à|au|prochain|dans la nuit|\d)\b)"
)
_AUXILIARY = re.compile(
    r"(?:^|['’])(?:est|sont|étai(?:en)?t|a|ont|avai(?:en)?t|aurai(?:en)?t|sera|seront|été)$"
)
_LAST_DAY = re.compile(rf",? {_DATE}$")
_NOT_DONE = re.compile(
    r"\b(?:ne|n['’]|pas|jamais|depuis|jusqu\w*|entre|\w+(?:ra|ront|rait|raient))\b|\bn['’]|\bjusqu",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"^(?:prévue?s?|attendue?s?|fixée?s?|reportée?s?|repoussée?s?|avancée?s?|programmée?s?|datée?s?|lieu|née?s?|tient|tenue?s?|débute|commence|expire|de|et|chaque|tout|toute|tous|toutes|même|dernier|prochain)$"
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
_LEADING_ON = frozenset(
    "vue raison face lors afin cause celui celle ceux celles grace voulant fait tente tenter faire parce tandis alors afin notamment fonction partir tous toutes tout toute chaque".split()
)
"""Folded words that wait for what follows, as "en vue" does."""
_PRONOUN = re.compile(
    r"^(?:il(?! f(?:aut|audra)\b| y a)|elle|ils|elles|on|ce|c['’]|son|sa|ses|leurs?|cet|cette|ces|et|ou|mais|depuis|découvrez|voici|voilà)\b|\blui (?:a|ont)\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(r"[»\"”],\s+(?!a-t-|ont-t-)[\w'’]+\s[^«»\"“”]*$")
"""Behind a quotation: whose words they are."""
_ENOUGH = 40
"""Characters of a title that was cut at a comma."""
_COMPLEMENT = re.compile(
    r"\s+(?=(?:pour|après|contre|dans|sur|depuis|lors d|avec|malgré|au sujet d|à propos d|en raison d|à cause d|au cœur d|à l['’]occasion d|autour d|en (?:hommage|faveur|soutien|présence|compagnie|réponse|réaction|marge|vue|échange)|face (?:à|au)|à la (?:suite|veille)|au (?:cours|lendemain|titre|nom)|à l['’](?:issue|aide|encontre|égard))\b)"
    r"|\s+(?=(?:à|au|aux|en) (?P<place>[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)$)"
)
_OF_ONE = re.compile(
    r"\b(?:une?|\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?!(?:peu|partie|centaines?|dizaines?|vingtaine|trentaine|série|sorte|milliers?|nombre|millions?|milliards?"
    r"|quart|tiers|moitié|fin|manque|baisse|hausse|début|forme|vague|ensemble|fois|façon|chute|recul|ans?|des|projet|demande|risque|refus|absence|interdiction|suspension|arrêt|retrait|annulation|réduction|augmentation)\b)"
    r"[a-zà-ÿ-]{3,}(?: [a-zà-ÿ-]{4,})??(?P<of>\s+)(?=(?:de|du|des|d['’]\w+|\w+(?:ée?s?|ies?|ues?) (?:à|par|de|en|dans|depuis|pour))\s)"
)
"""What is said of one thing of a kind is true of "one thing" too: "une réunion | de parlementaires"."""
_ACCUSED = re.compile(r"(?:accusé|soupçonné)e?s? d(?:e\b|['’])")
"""It goes with what it tells: nothing that stays was the accusation."""
_OR = re.compile(r"\w+ (?:ou|et) \w+")
_OBJECTLESS = re.compile(
    r"\b(?:a|ont|avait|avaient|aurait|auraient|avoir) (?:\w+ment |également |aussi )?(?!démissionné|augmenté|baissé|chuté|explosé|éclaté|reculé|progressé|échoué|disparu"
    r"|commencé|manifesté|voté|réagi|grandi|tremblé|eu lieu)(?:\w+é|dit|pris|mis|fait|dû|pu|voulu|reçu|vu|promis|permis|appris|remis|perdu|rendu|tenu|obtenu|choisi)$"
    r"|(?:^|[\s'’])(?:[a-zà-ÿ-]*(?:er|ir|oir|dre|tre|ant)|(?:estim|affirm|rappel|déclar|annonç|annonc|expliqu|indiqu|précis|dénonç|dénonc|relat|jug|dis)(?:l?ent?|e|le|ait|aient))(?: (?:fin|début|mi)[ -]\w+)?$"
)
_TWOFOLD = re.compile(
    r"\b(?:accus(?:e|ent|é)|soupçonne(?:nt)?|reproche(?:nt)?|exhorte(?:nt)?|empêche(?:nt)?|incite(?:nt)?|somme|contraint|oblige(?:nt)?|permet(?:tent)?"
    r"|appelle(?:nt)?|appelé|invite(?:nt)?|invité|demandé|demande(?:nt)?|refuse(?:nt)?|refusé|tente(?:nt)?|décidé)\b(?! (?:à la|au|aux|à l|l[ea]s?|l['’]|une?|des|plus|que) ?(?:\w+\s?){1,4}$)"
    r"(?!.*\b(?:de |d['’]|à )(?:l[ea]s? |s['’]|se |y |en |ne pas |ne plus )?(?:\w+(?:er|ir|oir|re|ire)|avoir|être)\b)"
)
_DEFINITE = re.compile(r"\b(?:les?|la|sa|son|ses|leurs?) [a-zà-ÿ-]+$|\bl['’][a-zà-ÿ-]+$")
_CIRCUMSTANTIAL = re.compile(
    r"\s*(?:après|depuis|lors|malgré|en (?:raison|marge|hommage|présence)|à (?:cause|la (?:suite|veille)|l['’](?:occasion|issue))|au (?:cours|lendemain))\b"
)
"""Tells when or why of the whole sentence, and nothing of its last noun."""
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”")
_SUPERLATIVE = re.compile(
    r"\b(?:pires?|meilleure?s?|premi(?:er|ère)s?|(?:le|la|les) plus|record|seule?s?|derni(?:er|ère)s?|unique)\b(?: [\w’'-]+){0,4}$"
)
_VERBAL = re.compile(
    r"(?:^|[\s'’])(?:[a-zà-ÿ-]*(?:er|ir|oir|ée?s?|ant|ent|ait|oires?|ables?|ibles?)|(?:pri|mi|soumi|promi)s(?:es?)?|mort|interdit)$"
)


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
    return len(visible_words(rest)) >= _FEWEST_WORDS and _PRONOUN.match(rest) is None


def without_aside(text: str) -> str:
    """Without a relative clause, or a common noun in apposition, between two commas and before the verb."""
    aside = _ASIDE.search(text)
    if aside is None or RESERVE.search(aside[0]) or FINITE.search(text, 0, aside.start()):
        return text
    return text[: aside.start()] + text[aside.end() :]


def without_apposition(text: str) -> str:
    """Without the noun or the purpose that opens it, up to the comma behind which its subject stands."""
    opening = _APPOSITION.match(text)
    if opening is None or FINITE.search(opening[0]) or not _may_go(opening[0], text[opening.end() :]):
        return text
    return capital(text[opening.end() :])


def without_dates(text: str) -> str:
    """Without ages between commas, and the days on which what it tells was done; a day to come stays."""
    aged = _AGE.sub("", text)
    return (
        aged if _NOT_DONE.search(text) else _DAY.sub(lambda day: "" if _is_loose(aged, day) else day[0], aged)
    )


def _is_loose(text: str, day: re.Match[str]) -> bool:
    """Whether nothing holds on to the day: no preposition, no other day, no quotation around it."""
    before = visible_words(text[: day.start()])
    quoted = any(start < day.start() < end for start, end in pairs(text) if text[start] in QUOTES)
    ends = text[day.end() : day.end() + 1] in {"", ","}
    held = len(before) > 1 and _VERBAL.search(before[-1]) and (ends or _AUXILIARY.search(before[-2]) is None)
    return (
        not quoted
        and not held
        and len(before) > 1
        and not ends_open(before[-1])
        and _WAITS.search(before[-1]) is None
    )


def without_subject(title: str) -> str:
    """Without the subject before the colon, where the rest can be understood alone."""
    subject = _SUBJECT.match(title) or _BEFORE_COLON.match(title)
    if subject is None:
        return title
    rest = title[subject.end() :]
    said = rest[0] in QUOTES and _SAID_BY.search(rest) is not None
    if len(visible_words(rest)) < _FEWEST_WORDS or orphan_quotes(rest):
        return title
    if not said and (dangling(rest) or _PRONOUN.match(rest) or rest[0] in QUOTES):
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
    for stop in sorted([*_COMPLEMENT.finditer(title), *_OF_ONE.finditer(title)], key=_start, reverse=True):
        at = _start(stop)
        kept = title[:at].rstrip(" ,")
        place = stop.groupdict().get("place")
        if (
            not any(start < at < end for start, end in quoted)
            and (place is None or is_known(place))
            and (kept[-1:] not in QUOTES or verbs(_QUOTED.sub("", kept)) > 0)
            and not _waits(kept, title[at:])
            and not _needed(title[at:])
            and _is_enough(kept)
        ):
            yield kept


def _start(stop: re.Match[str]) -> int:
    """Where a complement begins: at its own group, if the pattern had to read what precedes."""
    return stop.start("of") if "of" in stop.re.groupindex else stop.start()


def _waits(kept: str, rest: str) -> bool:
    """Whether the end of a sentence asks for what follows: "rendu obligatoire", "son rôle", "la pire crise"."""
    ending = _LAST_DAY.sub("", kept)
    return (
        _VERBAL.search(ending) is not None
        or (_DEFINITE.search(ending) is not None and _CIRCUMSTANTIAL.match(rest) is None)
        or _SUPERLATIVE.search(ending) is not None
    )


def asks_for_object(kept: str) -> bool:
    """Whether the verb of a sentence waits for its object: "a jugé", "pourrait confirmer", "accuse le maire"."""
    return _OBJECTLESS.search(_LAST_DAY.sub("", kept)) is not None or _TWOFOLD.search(kept) is not None


def capital(text: str) -> str:
    """With a capital letter first, behind a quotation mark too."""
    at = len(text) - len(text.lstrip("".join(QUOTES) + " \u00a0\u202f"))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def ends_open(text: str) -> bool:
    """Whether the last word only leads on to another."""
    every = visible_words(text)
    return not every or is_function_word(every[-1]) or fold(every[-1]) in _LEADING_ON


def is_function_word(word: str) -> bool:
    """Whether a word, or what follows its apostrophe, only leads to the next."""
    bare = fold(word).replace("’", "'").strip('"«»(),;:–- ')
    return bare.rpartition("'")[2] in FUNCTION_WORDS | {""}


def _needed(rest: str) -> bool:
    """Whether what follows would be missed: a doubt, a source, the other half of "lundi ou mardi"."""
    reserved = RESERVE.search(rest, accused.end() if (accused := _ACCUSED.match(rest)) else 0)
    return reserved is not None or _OR.match(rest) is not None


def _is_enough(kept: str) -> bool:
    """Whether the beginning of a title is one: not its circumstance alone, no quotation or sentence left open."""
    told = kept[subject.end() :] if (subject := _SUBJECT.match(kept)) else kept
    return (
        len(visible_words(told)) >= _FEWEST_WORDS
        and len(kept) >= _ENOUGH
        and _PARTICIPLE.match(told) is None
        and _PREPOSITION.match(told) is None
        and ("," not in told or FINITE.search(told) is not None)
        and not kept.rstrip().endswith(":")
        and not ends_open(kept)
        and not orphan_quotes(kept)
    )
