"""One job: is what somebody claims, hopes or suspects told as claimed, hoped or suspected?

Reserve is "selon", "aurait", "affirme", "soupçonné", "pourrait", "envisage de". Words that only tell who made
something known ("a annoncé") are no reserve, though they are enough where the sentence tells a claim.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.summaries.evidence import Evidence
from bot.summaries.reading import Sentence

_SOURCE = re.compile(
    r"\b(?:selon|d'apres|a en croire|aux dires de|de source|croit savoir|croient savoir|aux yeux d|^pour [^,;:]{2,45}, )"
)
_CLAIM = re.compile(
    r"\b(?:affirm|assur(?!anc)|pretend|estim|jug(?:e|ent|eait|eaient|eant)\b|souti(?:en|ent|ennent)|soutena|denonc|accus|soupconn|redout"
    r"|crain|craign|pense(?:nt)?\b|croi(?:t|ent)\b|trouve(?:nt)?\b|considere(?:nt)?\b|esper|doute(?:nt)?\b|contest(?:e|ent|ait|aient)\b|rejet(?:te|tent|tait)|reproch|presum|suppos|suspect|allegu"
    r"|plaid|insist|critiqu|(?<!ne )repond(?:ent)?\b|retorqu|repliqu|deni(?:e|ent)\b|laisse(?:nt)? entendre|voi(?:t|ent)\b|consid|dement|demen|nie\b|nient\b|avance(?:nt)?\b|conclu|table(?:nt)? sur|evoqu|parle(?:nt)?\b|mise(?:nt)? sur)\w*"
)
_INTENT = re.compile(
    r"\b(?:envisag|menac(?!es? par)|propos(?!ition)|reclam|demand|souhait|promet|promi[st]|voul|veu[lx]|veut|voudr"
    r"|conseill)\w*"
)
_EXPECTED = re.compile(
    r"\b(?:appel(?:le|lent)|risqu|doi(?:t|vent)|attend|prevu|prevoi|compt(?:e|ent)|s'engag|refus|renonc|offr(?:e|ent|ait|i)\w*|offert|s'expos|encour|dit pouvoir|pret )\w*"
)
_PERHAPS = re.compile(
    r"\b(?:peut-etre|probabl|eventuel|possibl|vraisemblabl|sans doute|apparemment|sembl(?:e|ent|ait|erait)\b|parait|risqu|hypothes|rumeur|potentiel"
    r"|peut |peuvent |pouvant|n'est pas exclu|n'exclu|n'ecart|n'a pas (?:exclu|ecart)|n'ont pas (?:exclu|ecart))\w*"
)
_NEWS = re.compile(
    r"\b(?:annonc|indiqu|precis|declar|dit\b|disent\b|expliqu|rappel|confirm|ajout|soulign|rapport(?:e|ent|ant)\b|fait savoir"
    r"|faire savoir|fait valoir|previen|preven|racont|confi|commente|reconnai|admet|lance|ecrit|chiffre(?! d)|evalue|recense"
    r"|compte\b|comptent\b)\w*"
)
_CONDITIONAL = re.compile(r"\b(?P<root>\w*(?:er|ir|dr|ur|vr|tr|rr))ai(?:t|ent)\b")
_BREAK = re.compile(r"[;:.!?]|, (?:mais|tandis que|alors que)\b|\bmais\b")
_LATE = re.compile(r"[,»\"]\s*$")
_SPEAKER = re.compile(r"(?:-t)?-(?:elles?|ils?)\b|\s+(?:l[ea]s?\s|l'|une?\s|des\s|[A-ZÀ-Ý])")
"""What follows "…, affirme" when it ends the sentence: "…, affirme le maire." """
_SAYS = re.compile(r"affirm|assur|estim|souti|insist|repond|denonc|plaid|reprend|conclu|analys|deplor")
_HOPE = re.compile(r"table|mise|esper|redout|crain|risqu|n'ecart|n'exclu|possib")
"""What is hoped or feared is told well enough as expected."""
_NOT = re.compile(r"\b(?:ne |n')(?:[\w']+ ){0,3}$")
_SPEECH = 30
"""Characters: a shorter quotation is a word, not a speech."""
_SHARED = 2
"""So many concepts must be shared before two sentences are said to tell the same."""
_COVERED = 0.4
_AS_GOOD = 0.8
_MOSTLY = 0.5


def told_as_fact(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """What the article only tells as a claim, a plan or a suspicion, and the sentence as a fact."""
    if _is_reserved(sentence) or sentence.quoted:
        return
    is_plan = any(mark.search(sentence.folded) for mark in (_EXPECTED, _INTENT))
    scored = [(share, at) for at, share in enumerate(known.covered(sentence))]
    best, _at = max(scored, default=(0.0, 0))
    if best < _COVERED:
        return
    near = [other for share, other in scored if share >= best * _AS_GOOD]
    if max(len(sentence.concepts & known.sentences[other].concepts) for other in near) < _SHARED:
        return
    marks = [_reserved_share(sentence, known.sentences[other], is_plan=is_plan) for other in near]
    if min(share for share, _ in marks) > _MOSTLY:
        yield max(marks)[1]


def made_up_reserve(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The reserve of the sentence where the article's sentences on the same have none."""
    mark = next((word for word in _conditionals(sentence) if not _follows_news(sentence)), None)
    suspicion = re.search(r"\b(?:soupconn|presum|pourrai|peut-etre|probabl)\w*", sentence.folded)
    told = mark or (suspicion[0] if suspicion else None)
    if told is None:
        return
    scored = [(share, at) for at, share in enumerate(known.covered(sentence))]
    best = max(scored, default=(0.0, 0))[0]
    near = [known.sentences[at] for share, at in scored if share >= best * 0.6]
    if _SOURCE.search(sentence.folded) or _CLAIM.search(sentence.folded):
        return  # who says so is told, and must stand in the article
    if not any(
        _is_reserved(one) or _INTENT.search(one.folded) or _EXPECTED.search(one.folded) or one.quoted
        for one in near
    ):
        yield told


def _follows_news(sentence: Sentence) -> bool:
    """Whether the conditional is a future told of the past: "il a annoncé qu'il viendrait"."""
    return _NEWS.search(sentence.folded) is not None


def _is_reserved(sentence: Sentence) -> bool:
    bare = sentence.folded
    if any(mark.search(bare) for mark in (_SOURCE, _CLAIM, _PERHAPS, _NEWS)):
        return True
    return next(_conditionals(sentence), None) is not None


def _conditionals(sentence: Sentence) -> Iterator[str]:
    for found in _CONDITIONAL.finditer(sentence.folded):
        if not _is_imperfect(found["root"]):
            yield found[0]


_IMPERFECTS = re.compile(
    r"(?:^(?:re|at)?tir|admir|respir|inspir|aspir|expir|desir|^vir|consider|oper|esper|prefer|liber|gener|differ|transfer"
    r"|recuper|temper|refer|^ger|montr|rencontr|^r?entr|concentr|offr|souffr|ouvr|couvr|livr|assur|mesur|^dur|^jur|figur"
    r"|procur|cadr|illustr|registr|administr|filtr|arbitr|suggerr|acceler|moder|toler|^cr|declar|separ|prepar|demeur)$"
)


def _is_imperfect(root: str) -> bool:
    """Whether "-rait" belongs to the verb itself: "montrait", "espérait"."""
    return _IMPERFECTS.search(root) is not None


class Span(NamedTuple):
    """A stretch under reserve, the words that make the reserve, and where the one who claims is named."""

    start: int
    end: int
    mark: str
    subject: tuple[int, int] = (0, 0)
    is_plan: bool = False


def _reserved_share(sentence: Sentence, told: Sentence, *, is_plan: bool) -> tuple[float, str]:
    """The share of what both tell that stands under some reserve in the article, and the words of reserve.

    Who claims is told under no reserve: "l'avocat" in "l'avocat affirme" does not count either way.
    """
    shared = [word.start for word in told.words if word.concept and word.concept in sentence.concepts]
    best = (0.0, "")
    spans = [span for span in _reserved_spans(told) if not (is_plan and span.is_plan)]
    for span in spans:
        counted = [at for at in shared if not span.subject[0] <= at < span.subject[1]]
        inside = sum(any(each.start <= at < each.end for each in spans) for at in counted)
        if any(span.start <= at < span.end for at in counted):
            best = max(best, (inside / len(counted), span.mark))
    return best


def _reserved_spans(told: Sentence) -> Iterator[Span]:  # noqa: C901 - one kind after the other
    """Where the article's sentence is under reserve: all of it, a clause, or what follows a verb of claim or plan."""
    bare = told.folded
    for found in _SOURCE.finditer(bare):
        yield Span(0, len(bare), found[0])
    for found in _CONDITIONAL.finditer(bare):
        if not _is_imperfect(found["root"]):
            yield Span(*_clause(bare, found.start()), found[0])
    for found in _PERHAPS.finditer(bare):
        yield Span(*_clause(bare, found.start()), found[0], is_plan=_HOPE.match(found[0]) is not None)
    for found in _CLAIM.finditer(bare):
        start, end = _clause(bare, found.start())
        if (
            _SAYS.match(found[0])
            and _LATE.search(bare[: found.start()])
            and _SPEAKER.match(told.text, found.end())
        ):  # "…, affirme le maire"
            yield Span(0, found.start(), found[0])
        else:
            is_plan = _HOPE.match(found[0]) is not None
            yield Span(found.start(), end, found[0], (start, found.start()), is_plan=is_plan)
    for found in _INTENT.finditer(bare):
        if not _NOT.search(bare[: found.start()]):
            start, end = _clause(bare, found.start())
            yield Span(found.start(), end, found[0], (start, found.start()), is_plan=True)
    for start, end in told.quoted:
        if end - start > _SPEECH:
            yield Span(start, end, "a quotation", is_plan=True)


def _clause(bare: str, at: int) -> tuple[int, int]:
    start = max((found.end() for found in _BREAK.finditer(bare, 0, at)), default=0)
    after = _BREAK.search(bare, at)
    return start, after.start() if after else len(bare)
