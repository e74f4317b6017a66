"""What comes among the news and is none is told from it, and told apart."""

import pytest

from bot.model import Article, Dating, Form, Kind
from bot.topics.kinds import columns, kind_of, kinds
from tests.store.shelf import MORNING


def item(title: str, told: str = "", url: str = "", form: Form = Form.PROSE) -> Article:
    return Article(title, (), Dating(MORNING), "La Gazette", url=url, description=told, form=form)


@pytest.mark.parametrize(
    ("article", "kind"),
    [
        pytest.param(
            item("Valmer : un cargo chargé de blé s’échoue à l’entrée du port", "Le trafic est suspendu."),
            Kind.NEWS,
            id="a report",
        ),
        pytest.param(
            item("Budget : le Sénat rejette la taxe sur les quais", "Le vote a eu lieu mardi, par 180 voix."),
            Kind.NEWS,
            id="a vote",
        ),
        pytest.param(
            item("L’éditorial de Jeanne Morvan : «Un port sans cap»", url="https://gazette.example/vox/port"),
            Kind.OPINION,
            id="an editorial",
        ),
        pytest.param(
            item(
                "EN DIRECT, cargo échoué à Valmer : suivez le renflouement",
                url="https://gazette.example/monde/live/cargo",
            ),
            Kind.LIVE,
            id="a live page",
        ),
        pytest.param(
            item(
                "Le journal de 8h du 12/03/2026",
                "Chaque jour, retrouvez le journal de la rédaction.",
                "https://radio.example/emissions/le-journal-de-8h",
            ),
            Kind.BROADCAST,
            id="a radio programme",
        ),
        pytest.param(
            item("Valmer-Kervannec : à quelle heure et sur quelle chaîne TV voir le match ?"),
            Kind.PROGRAMME,
            id="when and where to watch",
        ),
    ],
)
def test_the_kind_of_an_article(article, kind):
    assert kind_of(article) is kind


def test_what_the_page_shows_to_be_live_is_live():
    assert kind_of(item("Valmer : le port rouvre", form=Form.LIVE)) is Kind.LIVE


def test_what_the_page_shows_to_be_pictures_is_a_gallery():
    assert kind_of(item("Valmer : le port rouvre", form=Form.PHOTOS)) is Kind.GALLERY


def test_every_column_is_weighed():
    """The weights were learnt from these very columns."""
    names = [name for name, _ in columns(item("Le phare"))]
    assert all(list(one.weights) == names for one in kinds().decisions.values())


def test_what_has_no_standfirst_is_judged_by_its_first_paragraph():
    told = "Chaque jour, retrouvez le journal de la rédaction."
    described, bare = item("Le journal", told), Article("Le journal", (told,), Dating(MORNING), "La Gazette")
    assert dict(columns(described)) == dict(columns(bare))
