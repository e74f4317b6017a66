"""How the sentences that were chosen are told."""

from datetime import UTC, datetime

from bot.model import Article, DateOrigin, Dating
from bot.summaries.telling import told

TEXTS = (
    "Le maire de Sauvelade a reçu les pêcheurs.",
    "Mais les pêcheurs ont refusé mardi l'accord sur le port.",
    "Ils réclament aussi une baisse de la taxe.",
    "Or la taxe rapporte deux millions d'euros par an à la commune.",
)


def told_of(*chosen, origin=DateOrigin.STATED):
    dating = Dating(datetime(2026, 3, 11, 12, tzinfo=UTC), origin)
    return told(TEXTS, chosen, Article("Le port de Sauvelade", TEXTS, dating, "essai"), {})


def test_what_opens_is_without_its_connective_and_with_its_day():
    assert told_of(1)[0].startswith("Les pêcheurs ont refusé mardi 10 mars")


def test_what_follows_its_own_neighbour_stays_as_it_is():
    assert told_of(1, 2)[1] == "Ils réclament aussi une baisse de la taxe."


def test_what_follows_another_sentence_loses_what_tied_it():
    assert told_of(1, 3)[1].startswith("La taxe rapporte")


def test_where_the_day_is_not_sure_none_is_named():
    assert "10" not in told_of(1, origin=DateOrigin.INFERRED)[0]
