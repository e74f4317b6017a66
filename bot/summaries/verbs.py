"""One job: whether a French sentence has its verb, without a model of the language.

Auxiliaries, futures, conditionals and past tenses are told by their form; the present tense by a list of the verbs
of news. A present that is also a noun ("demande", "vote") is a verb where no article or preposition stands before it.
"""

import re

FINITE = re.compile(
    r"\b(?:est|sont|était|étaient|fut|furent|a|ont|avait|avaient|eut|va|vont|doit|doivent|devait|peut|peuvent|veut"
    r"|veulent|fait|font|met|mettent|prend|prennent|\w*(?:[eidv]ra|ront|rait|raient|èrent|irent))\b"
)
"""The forms that are hardly ever anything else."""
SUBORDINATE = re.compile(
    r"\b(?:qui|que|qu|dont|où|lorsque?|quand|alors|comme|puisque?|si|s['’]ils?)\b", re.IGNORECASE
)
"""Each of these has a verb of its own behind it."""
_PRESENT = r"""accepte|accuse|achète|affiche|affronte|ajoute|annonce|annule|appelle|approuve|arrête|arrive|attaque|augmente
    |autorise|avance|baisse|bloque|brûle|cesse|change|cherche|commence|compte|concerne|condamne|confie|confirme|conserve|considère
    |consacre|conteste|continue|critique|débarque|débute|décide|déclare|demande|demeure|dénonce|dépose|détaille|dévoile
    |dirige|donne|échappe|écope|emporte|enregistre|entame|entraîne|entre|envisage|envoie|espère|estime|évoque|examine|exige|existe
    |explique|exprime|fustige|gagne|garde|grimpe|impose|inaugure|indique|insiste|invite|joue|juge|lance|laisse|manque|marque|menace
    |mène|monte|montre|multiplie|nomme|occupe|offre|ouvre|parle|participe|passe|persiste|plaide|porte|précise
    |prépare|présente|profite|propose|protège|prouve|provoque|publie|quitte|raconte|ralentit|rappelle|réclame|recense|recommande
    |récupère|recule|redoute|refuse|regroupe|rejette|relance|remplace|remporte|rencontre|renforce|renonce|rentre|reproche|réserve|reste
    |retire|retourne|retrouve|révèle|risque|rouvre|salue|semble|signe|souhaite|tente|termine|tombe|touche|tourne
    |travaille|traverse|trouve|tue|valide|vante|veille|verse|vise|visite|vote"""
_OTHER_PRESENT = r"""agit|apprend|atteint|attend|attendent|bat|battent|choisit|choisissent|connaît|connaissent|craint|craignent|croit
    |défend|défendent|descend|devient|deviennent|disent|dit|dort|écrit|entend|entendent|faut|finit|fournit|franchit|interdit
    |interdisent|intervient|maintient|maintiennent|obtient|paraît|part|partent|perd|perdent|permet|permettent|poursuit|poursuivent
    |prévoit|prévoient|promet|promettent|réagit|réagissent|reçoit|reçoivent|reconnaît|reconnaissent|rejoint|rend|rendent|répond
    |répondent|reprend|reprennent|réunit|revient|reviennent|sait|savent|sert|sort|sortent|soutient|soutiennent|subit
    |suspend|tient|tiennent|vend|vendent|vient|viennent|vit|vivent|voit|voient"""
PRESENT = rf"(?:(?:{_PRESENT})(?:nt)?|{_OTHER_PRESENT})\b".replace("\n    ", "")
"""A pattern of the verbs of news in the present."""
_PAST = r"(?!(?:portr|souh|retr|attr|extr|forf|bienf|parf|abstr|satisf|imparf|surf)ait\b)\w{3,}ai(?:en)?t"
_NEWS = re.compile(
    rf"""(?<!\b[Ll]a\ )(?<!\b[Ll]e\ )(?<!\b[Uu]ne\ )(?<!\b[Uu]n\ )(?<!\bde\ )(?<!\ben\ )(?<!\bsa\ )(?<!\bdu\ )(?<!\bcette\ )(?<!\bau\ )
    (?<!\bpar\ )(?<!\bsans\ )(?<!\bsur\ )(?<!\bpour\ )(?<!\bsous\ )(?<!\bpremière\ )(?<!l['’])(?<!d['’])(?<![\w-])
    (?:{PRESENT}|{_PAST}\b)(?!-)""",
    re.VERBOSE,
)


def verbs(text: str) -> int:
    """How many finite verbs a text surely has."""
    starts = {found.start() for form in (FINITE, _NEWS) for found in form.finditer(text)}
    return len(starts)
