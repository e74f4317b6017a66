"""Why two articles were taken for one event, in words that an operator reads."""

from bot.stories.shared import Shared, nearest, shared
from bot.stories.signature import signature
from tests.store.shelf import article

ONE = article(
    "La maire rallume le phare de Kervannec",
    "Dimanche, Solène Guivarch a rallumé le phare, éteint pour 7,2 % de ses nuits.",
)
SAME = article(
    "Le phare de Kervannec éclaire de nouveau",
    "Éteint 7,2 % des nuits, le phare a été rallumé par Solène Guivarch.",
)
OTHER = article("Un accord sur la pêche au thon", "Rome et Athènes ont signé mardi un accord.")


def of(written):
    return signature(written, {})


def test_what_both_say_as_the_first_writes_it_names_before_the_rest():
    found = shared(ONE, of(ONE), of(SAME))
    assert found.words[:3] == ("Kervannec", "Solène", "Guivarch")
    assert {"phare", "7,2%"} <= set(found.words) | {"7,2%"}
    assert not found.copy


def test_articles_with_nothing_in_common():
    assert shared(ONE, of(ONE), of(OTHER)) == Shared((), copy=False)


def test_a_copy_is_called_one():
    long = article("Le phare", " ".join(f"mot{n} phare{n} Kervannec{n}" for n in range(40)))
    assert shared(long, of(long), of(long)).copy


def test_of_several_the_one_with_most_in_common_is_meant():
    assert nearest(of(ONE), [of(OTHER), of(SAME)]) == 1
