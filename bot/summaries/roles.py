"""One job: leave out the office that stands before a full name.

"le ministre belge Luc Orly" becomes "Luc Orly". Only a known office followed by nothing but adjectives
of nationality and known complements goes: a verb between the two would be lost with it.
"""

import re

_OFFICE = r"""président|présidente|vice-président|vice-présidente|[Pp]remier\ ministre|[Pp]remière\ ministre
    |ministre|chancelier|chancelière|secrétaire|homologue|roi|reine|prince|princesse|pape|empereur|sultan|émir|monarque
    |sénateur|sénatrice|député|députée|eurodéputé|eurodéputée|gouverneur|gouverneure|ambassadeur|ambassadrice
    |directeur|directrice|patron|patronne|PDG|chef|cheffe|porte-parole|procureur|procureure|préfet|préfète|maire
    |général|commissaire|chanteur|chanteuse|acteur|actrice|milliardaire|opposant|opposante|dirigeant|dirigeante"""
_NATION = r"""(?!(?:mais|jamais|désormais|bien|rien|combien|soudain|demain|lendemain|quand)\ )
    [a-zà-ÿ-]{2,}(?:ain|éen|ien|ois|ais|and|ol)(?:e|ne)?
    |russe|britannique|belge|suisse|turc|turque|grec|grecque|tchèque|serbe|croate|bulgare|slovaque|arabe|basque
    |b[ié]{1,2}lorusse|bélarusse|nigérian|nigériane|kényan|kényane|afghan|afghane|argentin|argentine|mexicaine"""
_COMPLEMENT = r"""général|générale|fédéral|fédérale|sortant|sortante|d['’][EÉ]tat|de\ l['’][EÉ]tat|du\ Conseil
    |des\ Affaires\ étrangères|de\ l['’](?:Intérieur|[EÉ]conomie|[EÉ]ducation(?:\ nationale)?|Agriculture)
    |de\ la\ (?:Défense|Justice|Santé|Culture|République)|des\ (?:Finances|Transports|Armées)|du\ Travail
    |du\ gouvernement|de\ la\ diplomatie(?:\ (?:russe|américaine|française|européenne))?"""
_NAME = r"[A-ZÀ-Ý][a-zà-ÿ'’-][\w'’-]*(?:\s(?:de|du|ben|bin|von|van|al|el))?\s[A-ZÀ-Ý][\w'’-]+"
_ROLE = re.compile(
    rf"""\b(?P<before>que\ |lorsque\ |puisque\ )?
    (?P<article>[Ll]e\ |[Ll]a\ |[Ll]['’]|[Ss]on\ |[Ss]a\ |[Ll]es\ |du\ |au\ |de\ la\ |de\ l['’]
        |de\ son\ |de\ sa\ |à\ la\ |à\ l['’]|à\ son\ |à\ sa\ )
    (?:(?:ancien|ancienne|nouveau|nouvelle|actuel|actuelle)\ |ex-)?
    (?:{_OFFICE})(?:\ (?:{_NATION}|{_COMPLEMENT}))*\ (?={_NAME})""",
    re.VERBOSE,
)
_VOWELS = frozenset("AEIOUÀÂÉÈÊÎÏÔ")


def without_roles(sentence: str) -> str:
    """Leave out each office that stands right before a full name; prepositions stay, and are elided."""
    return _ROLE.sub(_kept, sentence)


def _kept(role: re.Match[str]) -> str:
    """What remains of "que le président", "du président", "au président" before the name."""
    article = role["article"]
    preposition = role["before"] or ("de " if article.startswith("d") else "à " if article[0] in "aà" else "")
    if preposition.endswith("e ") and role.string[role.end()] in _VOWELS:
        return preposition[:-2] + "’"
    return preposition
