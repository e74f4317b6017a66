"""Invented articles that the tests of this room share."""

from datetime import UTC, datetime

from bot.model import Article, Dating, Method, Summary

DATING = Dating(moment=datetime(2031, 3, 4, 9, tzinfo=UTC))

LEAD = (
    "La présidente morvanienne Anne Lefort et son homologue valdorien Paul Castel se retrouveront à huis "
    "clos pour leur première rencontre le 12 mars à Belleroche en Valdorie, a annoncé lundi le palais."
)
_QUOTATION = (
    '"Nous parlerons du pont, des douanes et de la pêche, car nos deux pays veulent la paix sur le '
    'fleuve", a déclaré le palais dans un communiqué.'
)
_BACKGROUND = (
    "Ce sera le premier tête-à-tête de Mme Lefort avec M. Castel depuis son élection. La présidente Lefort "
    "avait dit en janvier qu'elle comptait voir M. Castel avant que le pont de Belleroche rouvre."
)
BRIDGE = (
    LEAD,
    _QUOTATION,
    _BACKGROUND,
    "La Valdorie a également confirmé cette entrevue. Que diront-ils ?",
    "Les deux pays se disputent depuis 1 200 jours les droits de pêche sur la Sarve, leur frontière.",
    "Il a plu sur le fleuve. Je me souviens d'un temps plus calme.",
)


def article(*paragraphs: str, title: str = "", language: str = "fr") -> Article:
    """An article of the invented press."""
    return Article(title, paragraphs, DATING, source="Le Courrier de la Sarve", language=language)


def summary(*sentences: str) -> Summary:
    """A summary that a fake made."""
    return Summary("Un titre", sentences, Method.EXTRACT, "fake-1")
