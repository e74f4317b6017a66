import json
import tomllib
from pathlib import Path

import pytest

from bot.errors import BadCorpus
from bot.lab.corpus import dating
from bot.lab.sections import TABLE, Sections, publisher, sectioned
from bot.model import Article
from bot.topics.catalogue import Catalogue

CONFIG = Path(__file__).parents[2] / "config" / "topics.toml"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.from_toml(tomllib.loads(CONFIG.read_text(encoding="utf-8")), CONFIG.name)


def article(url: str, title: str = "", description: str = "") -> Article:
    return Article(title, (), dating(None), "corpus", url=url, description=description)


@pytest.mark.parametrize(
    ("url", "theme"),
    [
        pytest.param("https://journal.fr/politique/un-vote.html", "politique", id="a folder"),
        pytest.param(
            "https://journal.fr/sports/Rugby/un-essai.html", "sport-rugby", id="the deepest decides"
        ),
        pytest.param("https://journal.fr/sport/nantes/un-but.html", "sport", id="the deepest that is known"),
        pytest.param("https://journal.fr/nantes/un-fait.html", "", id="a place says nothing"),
        pytest.param("https://journal.fr/actu/politique", "", id="the last part is no folder"),
    ],
)
def test_the_folders_of_an_address_name_a_theme(catalogue, url, theme):
    found = Sections.from_toml(TABLE, catalogue).theme(article(url), catalogue)
    assert found == (theme and f"theme:{theme}")


@pytest.mark.parametrize(
    ("title", "description", "theme"),
    [
        ("Le procureur ouvre une enquête", "Le suspect est en garde à vue.", "theme:justice"),
        ("Collision entre deux autocars", "Les pompiers comptent six blessés.", "theme:accidents"),
        ("Ce que l’on sait à Vernay", "Le point à midi.", ""),
    ],
)
def test_a_section_of_two_themes_means_the_one_whose_words_are_met(catalogue, title, description, theme):
    sections = Sections.from_toml(TABLE, catalogue)
    assert (
        sections.theme(article("https://journal.fr/faits-divers/a.html", title, description), catalogue)
        == theme
    )


def test_a_folder_that_stands_twice_is_refused(catalogue, tmp_path):
    table = tmp_path / "sections.toml"
    table.write_text('[themes]\nsport = ["jeux"]\nloisirs = ["jeux"]\n[either]\n', encoding="utf-8")
    with pytest.raises(BadCorpus, match="jeux"):
        Sections.from_toml(table, catalogue)


def test_publishers_can_be_left_out(catalogue, tmp_path):
    press = tmp_path / "press.jsonl"
    urls = (
        "https://www.lun.fr/sport/a.html",
        "https://rugby.lautre.fr/rugby/a.html",
        "https://lun.fr/brest/a.html",
    )
    press.write_text(
        "".join(
            json.dumps({"url": url, "title": "Un match", "description": "Il a plu."}) + "\n" for url in urls
        ),
        encoding="utf-8",
    )
    assert {one.theme for one in sectioned(press, catalogue)} == {"theme:sport", "theme:sport-rugby"}
    left = list(sectioned(press, catalogue, without=["lautre.fr"]))
    assert [publisher(one.article.url) for one in left] == ["lun.fr"]
