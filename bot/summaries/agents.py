"""One job: who did what to whom: does a sentence turn round what the article says, or put another in the place?

No grammar is parsed. Of a verb, the nearest noun before it that hangs on no preposition is taken for who acts, the
nearest after it for whom it befalls; a passive with "par" changes them about. Where the article uses the same verb,
it must not have the two on the other sides, nor somebody else who acts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.french.dates import CALENDAR
from bot.french.names import CIVILITIES
from bot.summaries.evidence import Evidence
from bot.summaries.nations import nations_of
from bot.summaries.polarity import AUXILIARIES, PASSED
from bot.summaries.reading import Sentence, Word

_BE = re.compile(
    r"\b(?:est|sont|etait|etaient|sera|seront|serait|seraient|ete|etre|fut|furent)\b[^,;:.]{0,25}$"
)
_BY = re.compile(r"^[^,;:.]{0,60}?\bpar\b")
_MUTUAL = re.compile(r"rencontr|affront|discut|parl|negoci|retrouv|reun|opposer|verr|voi")
_FINITE = re.compile(r"(?:e|ent|t|er|ir|re|ra|ront|nd)$")
_ADJECTIVE = re.compile(
    r"(?:iques?|istes?|ables?|ibles?|oires?|aires?|ales?|ante?s?|iennes?|oises?|aises?|euses?|ives?|ees?)$"
)
_MODALS = frozenset("va vont peut peuvent pourrait pourraient doit doivent devrait veut veulent".split())
_INFINITIVE = re.compile(r"(?:er|ir|re)$")
_OBJECTS = frozenset(
    "au aux le la l les un une des son sa ses leur leurs ce cet cette ces que qu deux trois".split()
)
_ARTICLES = frozenset("le la l les un une des son sa ses leur leurs ce cet cette ces au aux du".split())
_PREPOSITIONS = frozenset(
    """de du d a au aux en dans sur pour avec contre par chez vers selon face devant sous entre lors depuis apres avant
    pendant parmi malgre sans jusqu des""".split()
)
_RELATIVE = frozenset({"qui", "que", "qu", "dont", "ou", "lorsque", "quand", "tandis", "mais", "car", "si"})
_COMMA = re.compile(r"[,;:»\"]")
_PARTICIPLE = re.compile(r"(?:[éiuû]|is|it|us|ert|ort)e?s?$")
_ITSELF = re.compile(r"\bs(?:e |')(?:est |etait |sont |etaient )?$")
"""Before a verb: "s'est posée" has nobody else who posed it."""
_SAYING = re.compile(
    r"annonc|indiqu|precis|declar|dit$|expliqu|rappel|confirm|ajout|affirm|assur|estim|fait$|reagi|ecrit|confi|lanc|denonc"
    r"|esper|redout|crain|jug|regrett|previen|repond|souti|insist|croi|pens"
)
_ADVERBS = frozenset(
    "plutot deja aussi encore toujours donc egalement pas plus desormais surtout ainsi".split()
)
_PARTIES = """gouvernement ministere ministre ministres etat | opposition | majorite | syndicat syndicats | direction | senat senateurs
    | assemblee deputes | gauche | droite | police policiers | parquet procureur | mairie municipalite ville commune conseil
    | region | departement | prefecture prefet prefete | association associations | chasseurs | agriculteurs eleveurs
    | scientifiques chercheurs | pirates | banque | tribunal cour | parents | enseignants | salaries | actionnaires
    | defense avocat avocate | accusation | federation | club | jury | chambre | clients | habitants riverains
    | voyageurs | famille | suspect suspects | voleurs | commercants | techniciens | ouvriers | medecins | patients
    | etudiants eleves | supporters | armee | rebelles | manifestants | assureurs assureur"""
_COUNTING = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille".split()
)
_ACCENTED = ("é", "ée", "és", "ées")
_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})
_FEW = 3
_REACH = 14.0


class Sides(NamedTuple):
    """Around one verb: who acts and whom it befalls, as the words that may be meant; either may be empty."""

    actors: tuple[Word, ...]
    befallen: tuple[Word, ...]
    here: tuple[Word, ...] = ()
    """All that stands on the side of who acts, whatever it hangs on."""
    there: tuple[Word, ...] = ()
    """All on the other side."""
    passive: bool = False


def swapped(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The verbs that the article tells of another, or the other way round, as "A verb B"."""
    for at, word in enumerate(sentence.words):
        if not _is_verb(sentence, at):
            continue
        ours = _sides(sentence, at, known)
        told = [
            _sides_told(n, i, known)
            for n, each in enumerate(known.sentences)
            if word.concept in each.concepts
            for i, other in enumerate(each.words)
            if other.concept == word.concept and other.scales == word.scales and _is_verb(each, i)
        ]
        if not ours.actors:
            if not ours.passive:
                continue
            ours, told = _turned(ours), [_turned(theirs) for theirs in told if theirs.passive]
        if not ours.actors:
            continue
        same = [theirs for theirs in told if _meet(ours.actors, theirs.actors)]
        if same:
            if all(_is_to_another(ours, theirs, known) for theirs in same):
                yield f"{word.text} {ours.befallen[0].text}"
            continue
        if any(_is_against(ours, theirs, known) for theirs in told):
            befallen = ours.befallen[0].text if ours.befallen else ""
            yield f"{ours.actors[0].text} {word.text} {befallen}".strip()


def _sides_told(at: int, verb: int, known: Evidence) -> Sides:
    """The sides of a verb of the article; for "Ils réclament", whoever the sentence before begins with acts."""
    told = known.sentences[at]
    sides = _sides(told, verb, known)
    if sides.actors or sides.passive or not at or told.words[0].folded not in _PRONOUNS:
        return sides
    before = known.sentences[at - 1]
    subject = [word for i, word in enumerate(before.words) if _is_noun(before, i, known)][:_FEW]
    return sides._replace(actors=tuple(subject), here=(*sides.here, *before.words))


def _turned(sides: Sides) -> Sides:
    """A passive that names nobody who acts: whom it befalls is compared instead."""
    return Sides(sides.befallen, sides.actors, sides.there, sides.here)


def _is_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word is used as a verb: a participle with its auxiliary, or a form before its object."""
    words = sentence.words
    word = words[at]
    if (
        not word.concept
        or word.is_capital
        or word.concept.startswith("#")
        or word.folded in PASSED | CALENDAR
    ):
        return False
    if (
        not at
        or words[at - 1].folded in _ARTICLES
        or _MUTUAL.match(word.folded)
        or sentence.is_quoted(word.start)
    ):
        return False
    before = {each.text for each in words[max(0, at - 4) : at]}
    if _PARTICIPLE.search(word.text) and before & AUXILIARIES:
        return True
    if _is_preposition(words[at - 1]):
        return False
    if _COMMA.search(sentence.text, words[at - 1].end, word.start):
        return words[at - 1].is_capital or _PARTICIPLE.search(word.text) is None
    after = next((w for w in words[at + 1 :] if w.folded not in _ADVERBS), None)
    if (
        after is None
        or word.text.endswith(_ACCENTED)
        or _ADJECTIVE.search(word.folded)
        or not _FINITE.search(word.folded)
    ):
        return False
    if after.folded in {"de", "d"}:  # "refuse de signer"
        return at + 2 < len(words) and _INFINITIVE.search(words[at + 2].folded) is not None
    return (
        after.folded in _OBJECTS
        or after.text == "à"
        or after.is_capital
        or after.concept.startswith("#")
        or bool(before & _MODALS)
    )


def _is_preposition(word: Word) -> bool:
    return word.folded in _PREPOSITIONS and word.text != "a"


def _sides(sentence: Sentence, at: int, known: Evidence) -> Sides:
    verb, before = sentence.words[at], sentence.words[at - 1] if at else None
    left, right = _left(sentence, at, known), _right(sentence, at, known)
    since = sentence.folded.rfind(";", 0, verb.start)
    near = [
        w for w in sentence.words if w.concept and w.start > since and abs(w.place - verb.place) <= _REACH
    ]
    earlier = tuple(word for word in near if word.start < verb.start)
    later = tuple(word for word in near if word.start > verb.start)
    apart = before is not None and _COMMA.search(sentence.text, before.end, verb.start) is not None
    if at + 1 < len(sentence.words) and (
        _is_inverted(sentence, at)
        or (apart and _SAYING.match(verb.folded) and not _ends_relative(sentence, at))
    ):
        return Sides(right, (), later, earlier)  # "…, assure Karim Saïdi"
    if _ITSELF.search(sentence.folded[: verb.start]):
        return Sides((), left, (), earlier)
    if before is not None and before.folded in {"et", "ou", "mais"}:
        return Sides((), right, earlier, later)  # who acts was told before the first verb
    if (apart and _PARTICIPLE.search(verb.text)) or _BE.search(sentence.folded[: verb.start]):
        by = _BY.match(sentence.folded[verb.end :])
        return Sides(
            _right(sentence, at, known, after="par") if by else (), left, later, earlier, passive=True
        )
    return Sides(left, right, earlier, later)


def _ends_relative(sentence: Sentence, at: int) -> bool:
    """Whether the comma before a verb closes a clause on its subject: "Claire, qui pilote l'étude, espère"."""
    for i in range(at - 1, 0, -1):
        if _COMMA.search(sentence.text, sentence.words[i - 1].end, sentence.words[i].start):
            return sentence.words[i].folded in _RELATIVE
    return False


def _is_inverted(sentence: Sentence, at: int) -> bool:
    """Whether a comma or quotation mark stands right before the auxiliary: "…, a annoncé lundi la mairie"."""
    words = sentence.words
    return (
        at > 1
        and words[at - 1].text in AUXILIARIES
        and _COMMA.search(sentence.text, words[at - 2].end, words[at - 1].start) is not None
        and _SAYING.match(words[at].folded) is not None
    )


def _left(sentence: Sentence, at: int, known: Evidence) -> tuple[Word, ...]:
    """The nouns that may be the subject: those of the nearest stretch between commas that has any."""
    words = sentence.words
    found: list[Word] = []
    stretch: list[Word] = []
    for i in range(at - 1, -1, -1):
        if words[at].place - words[i].place > _REACH:
            break
        if _COMMA.search(sentence.text, words[i].end, words[i + 1].start):
            if found := stretch:
                break
            stretch = []
        if words[i].folded in _RELATIVE and not words[i].concept:
            if words[i].folded == "qui" and not stretch:
                return _antecedent(sentence, i)
            stretch = []
        elif _is_noun(sentence, i, known):
            stretch.append(words[i])
    return tuple(found or stretch)


def _antecedent(sentence: Sentence, at: int) -> tuple[Word, ...]:
    """What "qui" stands for: the name or noun right before it, whatever that hangs on: "avec Lens, qui a versé"."""
    words = sentence.words
    last = next((i for i in range(at - 1, -1, -1) if words[i].concept), None)
    if last is None or words[last].concept.startswith("#"):
        return ()
    first = last
    while first and words[first].is_capital and words[first - 1].is_capital:
        first -= 1
    return words[first : last + 1]


def _right(sentence: Sentence, at: int, known: Evidence, *, after: str = "") -> tuple[Word, ...]:
    """The nouns that may be the object, or with `after` those behind that preposition."""
    words = sentence.words
    start = at + 1
    if after:
        start = next((i + 1 for i in range(at, len(words)) if words[i].folded == after), len(words))
    found: list[Word] = []
    for i in range(start, len(words)):
        apart = _COMMA.search(sentence.text, words[i - 1].end, words[i].start)
        if (
            words[i].place - words[at].place > _REACH
            or (apart and (found or not after))
            or (words[i].folded in _RELATIVE and not words[i].concept)
        ):
            break
        if _is_noun(sentence, i, known, free=bool(after)):
            found.append(words[i])
    return tuple(found)


def _is_noun(sentence: Sentence, at: int, known: Evidence, *, free: bool = False) -> bool:
    """Whether a word is a name, or a noun with its article, that hangs on no preposition but "à" (none asked if `free`)."""
    words = sentence.words
    word = words[at]
    if (
        not word.concept
        or word.concept.startswith("#")
        or word.folded in CIVILITIES | CALENDAR
        or sentence.is_quoted(word.start)
    ):
        return False
    if word.is_capital and (at or word.folded in known.names):
        start = at
        while (
            start
            and words[start - 1].is_capital
            and sentence.text[words[start - 1].end : words[start].start] in {" ", "-"}
        ):
            start -= 1
    elif at and (words[at - 1].folded in _ARTICLES or _counts(words[at - 1])):
        start = at
    else:
        return False
    while start and words[start - 1].folded in _ARTICLES - {"des", "du", "au", "aux"}:
        start -= 1
    return (
        free or not start or not _is_preposition(words[start - 1]) or words[start - 1].folded in {"a", "aux"}
    )


def _counts(word: Word) -> bool:
    return word.concept.startswith("#") and (word.folded.isdecimal() or word.folded in _COUNTING)


def _meet(some: tuple[Word, ...], others: tuple[Word, ...]) -> bool:
    """Whether they can mean one: the same concept, or one nation; but "la banque Orsel" is not "la banque Lyrance"."""
    ours, theirs = _called(some), _called(others)
    if any(ours[kind] != theirs[kind] for kind in ours.keys() & theirs.keys()):
        return False
    return any(
        one.concept == other.concept or nations_of(one.folded) & nations_of(other.folded)
        for one in some
        for other in others
    )


def _called(words: tuple[Word, ...]) -> dict[str, str]:
    """Common nouns with the name right after them: "banque" -> "orsel"."""
    ordered = sorted(words, key=lambda word: word.start)
    return {
        one.concept: other.folded
        for one, other in pairwise(ordered)
        if not one.is_capital and other.is_capital and other.start == one.end + 1
    }


def _is_against(ours: Sides, theirs: Sides, known: Evidence) -> bool:
    """Whether the article's sentence has another who acts, beyond doubt."""
    if _meet(ours.actors, theirs.here):
        return False
    if not theirs.actors:  # "Il a devancé Zupan": Zupan did not
        return not theirs.passive and bool(ours.befallen) and _meet(ours.actors, theirs.befallen)
    if _meet(ours.there, theirs.actors):  # who acts in the article stands on the other side here
        return True
    if _meet(ours.actors, theirs.there) and not _meet(ours.actors, theirs.befallen):
        return True  # who acts here is in the article, but not as the one who acts
    same = {word.concept for word in ours.there} & {word.concept for word in theirs.there}
    if len(same) > 1 and _are_two_names(ours.actors, theirs.actors):
        return True
    return bool(same) and _both_certain(ours.actors, theirs.actors, known)


def _are_two_names(some: tuple[Word, ...], others: tuple[Word, ...]) -> bool:
    """Whether both sides are named, and no name is shared."""
    return any(word.is_capital for word in some) and any(word.is_capital for word in others)


def _is_to_another(ours: Sides, theirs: Sides, known: Evidence) -> bool:
    """Whether the same one acts, but on another: "accuse l'Iran", "accuse la Grèce"."""
    if not ours.befallen or not theirs.befallen or ours.passive != theirs.passive:
        return False
    first, other = ours.befallen[:1], theirs.befallen[:1]
    return _both_certain(first, other, known) and not _meet(first, theirs.there)


def _both_certain(some: tuple[Word, ...], others: tuple[Word, ...], known: Evidence) -> bool:
    """Whether both are persons with full names, or both nations: then they are two."""
    sides = [
        frozenset(nation for word in side for nation in nations_of(word.folded)) for side in (some, others)
    ]
    if all(nations_of(word.folded) for word in (*some, *others)):
        return not sides[0] & sides[1]
    if _parties(some) and _parties(others):
        return not _parties(some) & _parties(others)
    persons = _persons(known)
    return any(
        one.folded in persons and other.folded in persons and one.is_capital and other.is_capital
        for one in some
        for other in others
    )


@lru_cache(maxsize=1)
def _party_of() -> dict[str, int]:
    return {word: at for at, party in enumerate(_PARTIES.split("|")) for word in party.split()}


def _parties(words: tuple[Word, ...]) -> frozenset[int]:
    """The bodies that the words name: two of them are never one."""
    table = _party_of()
    return frozenset(table[word.folded] for word in words if word.folded in table)


def _persons(known: Evidence) -> frozenset[str]:
    """The last words of the full names in the article."""
    return frozenset(
        words[at].folded
        for told in known.sentences
        for words in [told.words]
        for at in range(1, len(words))
        if words[at].is_capital
        and words[at - 1].is_capital
        and told.text[words[at - 1].end : words[at].start] == " "
        and words[at - 1].folded not in CIVILITIES
    )
