"""One job: who claims what a sentence says, where that stands at its end: ", selon X", ", affirme X".

It is never left out; but it can be told in fewer words: who, not when nor in which interview.
"""

import re
from collections.abc import Iterator

from bot.french.marks import QUOTES
from bot.summaries.shorter import RESERVE, ends_open, without_dates
from bot.summaries.verbs import SUBORDINATE, verbs

_SAID = r"""affirmé|assuré|estimé|jugé|dénoncé|déclaré|prévenu|promis|dit|déploré|insisté|regretté|témoigné|lancé|expliqué
    |précisé|souligné|rappelé|raconté|rapporté|révélé|noté|écrit|ajouté|plaidé|martelé|tranché|résumé|reconnu|averti|fustigé"""
_SAYS = r"""affirme|assure|estime|juge|dénonce|déclare|prévient|promet|dit|déplore|insiste|regrette|témoigne|lance|explique|précise
    |souligne|rappelle|raconte|rapporte|révèle|note|écrit|ajoute|plaide|martèle|tranche|résume|reconnaît|avertit|selon|fustige
    |(?:affirm|assur|estim|jug|dénonc|déclar|expliqu|précis|rapport|soulign|rappell|révèl)ent"""
_CLAIM = re.compile(
    rf"""(?:,\s+(?:(?:l['’])?(?:a|ont)\s+(?:\w+ment\s+)?(?:{_SAID})|{_SAYS})|,?\s+(?:selon|d['’]après))\s(?=\S*\w)[^«»"“”]*$""",
    re.VERBOSE,
)
_THAT = re.compile(r"\bqu(?:e|['’])", re.IGNORECASE)
_DAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_ASIDE = re.compile(
    rf",\s|\s\(|\s(?=(?:(?:ce )?{_DAY}|dans|lors|sur|au (?:micro|cours|sujet|lendemain)|auprès|à l['’](?:AFP|issue|antenne|occasion)|devant|en marge"
    r"|après|avant|alors|citée?s?|interrogée?s?|publiée?s?|parue?s?|diffusée?s?|fournie?s?|communiquée?s?|rendue?s?|réalisée?s?|recueillie?s?|arrêtée?s?|qui|dont|le \d)\b)"
)
_FULL_NAME = re.compile(r"^(,\s+[\w’']+ )[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? (?=[A-ZÀ-Ý][\w -]+$)")
_WHO = re.compile(
    r"(?:\s|['’])(?:[A-ZÀ-Ý]|(?:le|la|les|un|une|des|du|son|sa|plusieurs|deux|certains)\s\w|l['’]\w)"
)


def parted(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without who claims it, and the ways to say who, longest first; ("",) alone if it needs none."""
    claim = _CLAIM.search(text)
    if claim is None or _THAT.search(claim[0]):
        return text, ("",)
    body = text[: claim.start()]
    if body[-1:] not in QUOTES and verbs(body) <= len(SUBORDINATE.findall(body)):
        return text, ("",)  # ", a lancé" is the verb itself
    ways = tuple(dict.fromkeys(_ways(claim[0])))
    if RESERVE.search(claim[0]) is None and not QUOTES & set(body):
        ways += ("",)  # it only reports what is so
    return (body, ways) if ways else (text, ("",))


def _ways(claim: str) -> Iterator[str]:
    """The claim, and its shorter forms."""
    for said in (claim, without_dates(claim)):
        for end in (len(said), *(aside.start() for aside in reversed(list(_ASIDE.finditer(said, 2))))):
            kept = said[:end]
            if _WHO.search(kept) and not ends_open(kept):
                yield kept
    for said in (claim, without_dates(claim)):
        if _FULL_NAME.match(said):
            yield _FULL_NAME.sub(r"\1", said)
