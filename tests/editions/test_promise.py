"""What a title is worth before anybody else has told it."""

import pytest

from bot.editions.promise import features, promise
from bot.stories.signature import signature
from tests.store.shelf import article


def of(title: str, address: str = "https://gazette.example/1") -> float:
    return promise(signature(article(title), {}).tokens, address)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(
            of("Séisme : le bilan monte à douze morts"), of("Bien choisir ses chaussures"), id="a disaster"
        ),
        pytest.param(
            of("Le Parlement adopte la loi, la droite annonce un recours"),
            of("Trois livres à lire au bord de l’eau"),
            id="a law, not books",
        ),
        pytest.param(
            of("Un accord annoncé", "https://gazette.example/politique/1"),
            of("Un accord annoncé", "https://gazette.example/podcasts/1"),
            id="by the folder of its address",
        ),
    ],
)  # fmt: skip
def test_what_others_will_tell_too(more, less):
    assert 1 > more > less > 0


def test_a_name_says_nothing_by_itself():
    with_name, other = (signature(article(f"{name} est arrivé"), {}).tokens for name in ("Valmer", "Lunoy"))
    assert features(with_name, "") == features(other, "")


def test_an_address_without_folders_is_no_fault():
    assert 0 < promise((), "") < 1
