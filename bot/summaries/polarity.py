"""One job: which words of a sentence a negation turns.

"N'a pas signé", "refuse de signer", "sans signer", "aucune signature": each turns the word after it. What only
follows in the same breath ("n'a pas signé l'accord") is neither said nor denied.
"""

import re

from bot.french.dates import CALENDAR
from bot.summaries.numbers import UNIT_OF
from bot.summaries.reading import Sentence, Word

AUXILIARIES = frozenset(
    "a ont avait avaient aura auront aurait auraient avoir ayant est sont était étaient été être".split()
) | frozenset("sera seront serait seraient fut".split())
"""As written: "a" is one, "à" is not."""
SAID, OPEN, DENIED = 1, 0, -1

_NE = frozenset({"ne", "n"})
_SECOND = frozenset("pas plus jamais rien guere aucun aucune personne nul nulle ni nullement".split())
_FIRST = frozenset("aucun aucune personne rien jamais nul nulle ni pas".split())
_ONLY = frozenset("seulement uniquement simplement que moins".split())
"""After "pas": "pas seulement" denies nothing."""
_LIKE = frozenset("autant tel telle tels telles aussi si".split())
"""After "jamais … n'avait": a comparison, not a denial."""
PASSED = frozenset(
    """a ai as ont avons avez avait avaient aura auront aurait auraient ayant est es sont sommes etait etaient sera
    seront serait seraient ete eu etre avoir fut soit soient peut peuvent pourra pourront pourrait pourraient pouvait
    pu doit doivent devra devrait du va vont fait font faire fera ferait feraient feront s se y en l le la les lui leur me nous vous encore
    toujours tous tout toute toutes bien deja vraiment plus pas de d un une des au aux a l donc meme jamais assez
    premier premiere premiers premieres seul seule""".split()
)
WANTING = re.compile(
    r"souhait|voul|veu[lx]|voudr|envisag|intention|croi[rst]|pens|compt|prev[ou]|reuss|risqu|agi[rst]|sembl|parv|os[ea]"
    r"|cherch|esper|prete?s?$|question|droit|besoin|raison|accept|confirm|capable|mesure$|permis|permet|laiss"
)
"""What these want is denied with them: "n'envisage pas de réduire"."""
_LEXICALS = (
    r"refus|renonc|exclu[rtes]?|interdi[rts]|empech|evit|ecart|rejet|dement|nie\b|nie[rnt]+\b|absten|cess[ea]|echou|manqu|privee?s?\b"
    r"|annul|abandon|omis|omet|faute\b|oubli|bloqu|impossib|incapab|absence|oppos[ea]|sauf\b|depourv|boud[ae]|exempt"
)
"""What is refused, forbidden, missing is denied with "ne" or without."""
_LEXICAL = re.compile(_LEXICALS)
_MARKS = re.compile(
    rf"\b(?:n[e']|sans\b|hors\b|ni\b|non\b|aucune?\b|pas\b|moins\b|prevu|prevoi|devai|voulai|comptai|{_LEXICALS})"
)
"""Without one of these nothing is denied."""
_SHORT = re.compile(
    r"inchang|intact|panne$|penurie|vacan|disparu|vide$|ferme|arret|dout|sceptiq|moins$|baiss|hesit|malgre|rare"
)
"""These deny nothing in particular, but a denial may tell them: "en panne", "ne marche pas"."""
_PLANNED = re.compile(r"prevu|prevoi|devai|voulai|comptai")
_WITHOUT = re.compile(r"privee?s?$|faute$|absence|depourv|sauf$")
_DENIAL = re.compile(r"dement|nie$|nie[rnt]+$")
_BREAK = re.compile(r"[,;:()!?–—]| (?:et|mais|car|tandis|alors|qui|lorsque|quand) ")
_BARE = re.compile(r"cess|ose|peu[tx]|sait|sau")
"""These deny with "ne" alone: "n'a cessé de", "ne peut"."""
INFINITIVE = re.compile(r"(?:er|ir|re)$")
_THAT_IT_BE = frozenset("soit soient ait aient puisse puissent fasse fassent".split())
_REACH = 12


def signs(sentence: Sentence) -> tuple[int, ...]:
    """For each word: SAID, DENIED, or OPEN (in the wake of a negation)."""
    words = sentence.words
    told = [SAID] * len(words)
    for at, word in enumerate(words):
        if INFINITIVE.search(word.folded) and any(
            _PLANNED.match(w.folded) for w in words[max(0, at - 3) : at]
        ):
            told[at] = OPEN  # "avait prévu de saler": whether it was done is not said
    if not _may_deny(sentence):
        return tuple(told)
    for at, word in enumerate(words):
        if word.folded in _NE:
            _turn_verb(sentence, at, told)
        elif (
            word.folded in {"sans", "hors"}
            or (word.folded == "non" and not _is_idle_non(words, at))
            or (word.folded in {"aucun", "aucune", "pas", "ni"} and not _has_ne(sentence, at))
        ):
            _turn_next(sentence, at, told)
        elif word.folded == "moins" and at + 1 < len(words) and _is_degree(words[at + 1]):
            told[at + 1] = DENIED  # "moins violente"
    for at, word in enumerate(words):
        if _LEXICAL.match(word.folded) and word.concept and told[at] == SAID:
            _turn_complement(sentence, at, told)
    return tuple(told)


def _is_degree(word: Word) -> bool:
    return bool(word.concept) and word.concept[0] != "#" and word.folded not in UNIT_OF


def denies(sentence: Sentence, told: tuple[int, ...]) -> bool:
    """Whether anything at all is denied, refused or missing in the sentence."""
    return DENIED in told or any(_LEXICAL.match(w.folded) or _SHORT.match(w.folded) for w in sentence.words)


def _may_deny(sentence: Sentence) -> bool:
    return _MARKS.search(sentence.folded) is not None


def _in_one_breath(sentence: Sentence, one: Word, other: Word) -> bool:
    return _BREAK.search(sentence.folded, one.end, other.start + 1) is None


def _has_ne(sentence: Sentence, at: int) -> bool:
    """Whether a "ne" near this word makes the negation, so that it is not counted twice."""
    words = sentence.words
    near = range(max(0, at - 8), min(len(words), at + 9))
    return any(
        words[i].folded in _NE
        and _in_one_breath(sentence, *((words[i], words[at]) if i < at else (words[at], words[i])))
        for i in near
    )


def _turn_verb(sentence: Sentence, ne: int, told: list[int]) -> None:  # noqa: C901 - one case after the other
    """Deny the verb of "ne … pas", and what it wants."""
    words = sentence.words
    second = _second(sentence, ne)
    before = [w.folded for w in words[max(0, ne - 8) : ne] if _in_one_breath(sentence, w, words[ne])]
    bare = second is None and any(_BARE.match(word.folded) for word in words[ne + 1 : ne + 4])
    if second is None and not bare and not _FIRST & set(before):
        return
    if second is not None and {w.folded for w in words[second + 1 : second + 2]} & _ONLY:
        return
    if "depuis" in sentence.folded and {w.folded for w in words[ne : ne + _REACH]} & _LIKE:
        return
    never = "jamais" in before or (second is not None and words[second].folded == "jamais")
    if never and {w.folded for w in words[ne : ne + _REACH]} & _LIKE:
        return
    _open_subject(before, ne, told)
    turned = 0
    wanted = 1
    lowered = False
    for at in range(ne + 1, min(len(words), ne + _REACH)):
        word = words[at]
        if not _in_one_breath(sentence, words[ne], word):
            break
        if not word.concept or word.folded in PASSED or _is_adverb(words, at):
            if word.folded == "ni" or (at == second and not lowered and word.folded in {"aucun", "aucune"}):
                wanted = turned + 1
            continue
        if turned < wanted:
            told[at] = -told[at] if told[at] else DENIED
            turned += 1
            lowered = any(
                end < 0 for _, end in word.scales
            )  # "ne fermer aucune agence" says nothing of agencies
            if WANTING.match(word.folded):
                wanted += 1
        elif told[at] == SAID:
            told[at] = OPEN


def _is_idle_non(words: tuple[Word, ...], at: int) -> bool:
    """Whether "non" denies nothing that follows: "ou non", "non seulement", "non plus 3 mais 11"."""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    return after in {"seulement", "plus", "pas", "sans", "mais"} or bool(at and words[at - 1].folded == "ou")


def _is_amount(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word is a number or the unit after it: "privé de 2 millions d'euros d'aide" is about the aid."""
    return words[at].concept[0] == "#" or words[at].folded in UNIT_OF


def _is_new(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word is "nouvelles" before its noun; "sans nouvelles de lui" is the noun."""
    return (
        words[at].folded.startswith("nouve")
        and at + 1 < len(words)
        and words[at + 1].folded not in {"de", "d", "du"}
    )


def _is_adverb(words: tuple[Word, ...], at: int) -> bool:
    return words[at].folded.endswith("ment") and words[at - 1].folded not in {
        "aucun",
        "un",
        "le",
        "du",
        "de",
        "d",
    }


def _second(sentence: Sentence, ne: int) -> int | None:
    words = sentence.words
    for at in range(ne + 1, min(len(words), ne + _REACH)):
        if words[at].folded in _SECOND:
            return at if _in_one_breath(sentence, words[ne], words[at]) else None
    return None


def _open_subject(before: list[str], ne: int, told: list[int]) -> None:
    """In "aucun renfort n'est attendu" it is the waiting that is denied; of the subject nothing is said."""
    for back, word in enumerate(reversed(before), 1):
        if word in _FIRST:
            for at in range(ne - back, ne):
                told[at] = OPEN
            return


def _turn_next(sentence: Sentence, at: int, told: list[int]) -> None:
    """Deny the first telling word after `at`; after "pas question", also what is out of question."""
    words = sentence.words
    wants_verb = False
    if at + 1 < len(words) and words[at + 1].folded in {"que", "qu"}:  # "sans que leur vie soit en danger"
        at = next((i for i in range(at + 1, min(len(words), at + 8)) if words[i].folded in _THAT_IT_BE), at)
    for i in range(at + 1, min(len(words), at + _REACH)):
        if not _in_one_breath(sentence, words[at], words[i]):
            break
        if not words[i].concept or words[i].folded in PASSED or _is_new(words, i):
            continue
        if words[i].folded in CALENDAR:
            break
        if wants_verb and not INFINITIVE.search(words[i].folded):
            continue
        told[i] = -told[i] if told[i] else DENIED
        if wants_verb or not WANTING.match(words[i].folded):
            break
        wants_verb = True


def _turn_complement(sentence: Sentence, at: int, told: list[int]) -> None:
    """Deny what is refused, excluded, forbidden; leave open what follows in the same breath."""
    words = sentence.words
    turned = False
    is_denial, is_lack = _DENIAL.match(words[at].folded), _WITHOUT.match(words[at].folded)
    for i in range(at + 1, min(len(words), at + _REACH)):
        if not _in_one_breath(sentence, words[at], words[i]) or words[i].folded in {
            "par",
            "pour",
            "depuis",
            "selon",
            "apres",
        }:
            break
        if not words[i].concept or words[i].folded in PASSED or _is_new(words, i) or _is_amount(words, i):
            continue
        is_act = not is_denial and INFINITIVE.search(words[i].folded)  # a denial is a claim, not a fact
        if not turned and (is_lack or is_act):
            told[i] = -told[i] if told[i] else DENIED
        elif told[i] == SAID:
            told[i] = OPEN
        turned = True
