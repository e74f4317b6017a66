"""What one line of a page looks like: prose, a headline, noise. Each function judges one line."""

import re
from functools import lru_cache

from bot.french.fold import fold_line

LINES_MAX = 5_000
"""The most lines of a text that is read: a page copied with all its menus has some 500."""
LETTERS_MAX = 500_000
"""The most letters of one: a book has as many."""

_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = frozenset(
    """
    à a ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir c car ce cela
    celle celui ces cet cette ceux chez comme contre d dans de depuis des deux dont du elle elles en
    encore entre est et été être eux fait font il ils j je l la le les leur leurs lors lui m ma mais
    me même mes moins mon n ne ni non nos notre nous on ont ou où par pas pendant peu plus pour qu
    quand que qui quoi s sa sans se selon sera ses si son sont sous sur t tandis tous tout toute
    très tu un une va vers vous y étaient était
    """.split()
)
_CLOSED = re.compile(r"""[.!?…][\s"'»”’)\]]*$""")
_SPEECH = re.compile(r"""^\s*["«“—–-]""")
_APPEAL = re.compile(
    r"(?:rejoindre|rejoignez|suivre|suivez|retrouve[rz]|scanne[rz]|ajoute[rz]|contacte[rz])\b.{0,60}"
    r"\b(?:wechat|whatsapp|telegram|facebook|twitter|instagram|linkedin|newsletter|code qr|qr code)\b"
    r"|\b(?:accept|utilis|refus|paramétr|dép[oô]t)\w* .{0,40}\bcookies|\bpolitique .{0,20}cookies"
    r"|\b(?:recevez|inscri\w+|abonn\w+|notre)\b.{0,40}\b(?:newsletter|lettre d.information)"
    r"|\b(?:abonnez|inscrivez|connectez|identifiez|suivez)[ -](?:vous|nous)\b"
    r"|réservée? aux? abonné|offre d.abonnement"
    r"|^\W*(?:à|a) (?:lire|voir|écouter)(?: aussi| également| sur|\W*:|\W*$)"
    r"|^\W*(?:lire|voir|écouter)(?: aussi| également|\W*:)"
    r"|^\W*lire (?:la suite|l.article)|^\W*sur le même sujet"
    r"|©|tous droits réservés|\bmentions légales|\bnos cgu\b|^\W*crédits? photos?|^\W*photo(?:graphie)?s? :"
    r"|\bcliquez ici|activer? (?:le |les )?(?:javascript|notifications)|téléchargez (?:notre|l.)\s*appli"
    r"|^(?:par|propos recueillis par) [A-ZÉÈÀ][\w-]+(?: [\w'’-]+){0,4}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"partage|réagir|réaction|comment(?:er|aire)|publicité|connecter|connexion|abonn|newsletter|compte|confidentialité"
    r"|cookie|wechat|whatsapp|facebook|twitter|conditions générales|code qr",
    re.IGNORECASE,
)
NOISE = -15.0
"""The score of a line that is surely none of the article's."""
_LONG = 400
"""Letters; no pattern is tried on a longer line."""
_LABEL_WORDS_MAX = 6
_APPEAL_WORDS_MAX = 45
"""A longer line that speaks of cookies or of subscribers is prose about them."""

_WHEN_OR_WHO = re.compile(
    r"^(?:par|avec|de notre|propos recueillis) |\b(?:publié|mise? à jour|modifié|posté)e? "
    r"|\d{1,2}[/.]\d{1,2}\b"
    r"|\d{1,2} ?[h:] ?\d\d\b|\b(?:19|20)\d\d$|^(?:il y a \d|hier|aujourd.hui)|\bmin(?:utes?)? de lecture",
    re.IGNORECASE,
)
_HEADLINE_WORDS = range(4, 26)
_SUBHEAD_WORDS = range(1, 15)


def tidy(line: str) -> str:
    """Strip the ends and make each run of blanks one; a no-break space alone stays what it is."""
    return re.sub(r"[ \t]{2,}|[ \t\xa0\u202f]{2,}|\t", " ", line).strip()


def word_count(line: str) -> int:
    """Count the words of a line; an elided article counts as one."""
    return len(_WORD.findall(line))


def beginnings(text: str) -> set[str]:
    """Return the words that mean something, folded and cut short: plurals and feminines fall together."""
    return {word[:6] for word in re.findall(r"\w{4,}", fold_line(text))}


@lru_cache(maxsize=2_000)
def is_noise(line: str) -> bool:
    """Say whether a line is of the page and not of the article: an appeal, a button, a credit.

    Remembered, for each line is judged several times on its way.
    """
    if len(line) > _LONG:
        return False
    count = word_count(line)
    if count <= _LABEL_WORDS_MAX and not is_closed(line) and _LABEL.search(line):
        return True
    return count < _APPEAL_WORDS_MAX and bool(_APPEAL.search(line))


def is_closed(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return bool(_CLOSED.search(line[-12:]))


@lru_cache(maxsize=2_000)
def score(line: str) -> float:
    """Say how much a line looks like prose: its words (at most 60) if it does, below zero if it does not.

    Remembered, as `is_noise`.
    """
    words = [word.lower() for word in _WORD.findall(line)]
    count = min(len(words), 60)
    if is_noise(line):
        return NOISE
    glue = sum(word in _FUNCTION_WORDS for word in words) >= 0.25 * len(words)
    if is_closed(line):
        return _closed_score(line, count, glue=glue)
    return count / 2 if count >= 20 and glue else -5.0


def _closed_score(line: str, count: int, *, glue: bool) -> float:
    if count >= 12 and glue:
        return float(count)
    if count >= 7:
        return count / 2
    return 2.0 if _SPEECH.search(line) and count >= 2 else -3.0


def is_when_or_who(line: str) -> bool:
    """Say whether a line tells when or by whom, and not what: it is never a title."""
    return bool(_WHEN_OR_WHO.search(line))


def may_be_headline(line: str) -> bool:
    """Say whether a line could be the title of the prose that follows it."""
    return (
        word_count(line) in _HEADLINE_WORDS
        and not line.rstrip().endswith((".", ":", ",", ";"))
        and not is_noise(line)
    )


def may_be_subhead(line: str) -> bool:
    """Say whether a line alone between two paragraphs could be a sub-heading."""
    return word_count(line) in _SUBHEAD_WORDS and not is_noise(line)
