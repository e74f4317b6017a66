from dataclasses import replace

import pytest

from bot.errors import BadCorpus
from bot.french.stems import stems
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import Classifier, tokens

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from bot.lab.train import train_themes
from bot.lab.train_themes import Labelled, Told, train

pytestmark = pytest.mark.slow

THEMES = {
    "mer": {"name": "Mer", "words": ["bateau", "voile", "vague", "marin"]},
    "bois": {"name": "Bois", "words": ["chêne", "scie", "planche", "menuisier"]},
    "four": {"name": "Four", "words": ["pain", "farine", "levain", "boulanger"]},
}
CATALOGUE = Catalogue.from_toml({"themes": THEMES}, "t.toml")
SEA = "Le bateau a levé la voile, la vague porte le marin et le gouvernail grince près du phare."
OVEN = "Le boulanger pétrit le pain, la farine vole, le levain gonfle et la croûte dore près du fournil."
WOOD = "Le menuisier pousse la planche, la scie mord le chêne et la sciure tombe près de l’établi."
ARTICLES = [
    Labelled("À l’atelier", WOOD, ("theme:bois",)),
    Labelled("Au large", SEA, ("theme:mer",)),
    Labelled("Au village", OVEN, ("theme:four",)),
    *(Labelled("", f"{SEA} {port}") for port in ("Brest", "Lorient", "Nantes", "Calais")),
    *(Labelled("", f"{WOOD} {wood}") for wood in ("Landes", "Vosges", "Jura", "Morvan")),
    *(Labelled("", f"{OVEN} {town}") for town in ("Dijon", "Beaune", "Vesoul", "Gray")),
]


def chance_of_the_sea(model: Classifier, text: str) -> float:
    return model.chances(tokens([], stems(text), CATALOGUE.themes, CATALOGUE.parents))["theme:mer"]


def test_words_that_no_list_holds_are_learnt_with_those_they_stand_beside():
    model, _ = train(ARTICLES, CATALOGUE)
    assert model.themes == ("theme:bois", "theme:four", "theme:mer")
    assert chance_of_the_sea(model, "Un gouvernail et un phare") > 0.5
    assert chance_of_the_sea(model, "Une croûte au fournil") < 0.3


def test_a_section_that_names_one_theme_does_not_deny_another_whose_words_are_met():
    both = "La planche du bateau sent le chêne, le marin tient la scie, la voile bat et la vague monte."
    aboard = [Labelled(f"Au {port}", both, ("theme:bois",), told=Told.SECTION) for port in ("port", "bassin")]
    silent, _ = train([*ARTICLES, *aboard], CATALOGUE)
    at_a_glance, _ = train([*ARTICLES, *(replace(one, told=Told.GLANCE) for one in aboard)], CATALOGUE)
    denied, _ = train([*ARTICLES, *(replace(one, told=Told.WHOLE) for one in aboard)], CATALOGUE)
    assert chance_of_the_sea(silent, both) > 2 * chance_of_the_sea(denied, both)
    assert chance_of_the_sea(at_a_glance, both) > 2 * chance_of_the_sea(denied, both)


def test_the_second_level_is_learnt_where_enough_articles_have_it():
    streets = ("rue", "place", "cour", "quai", "allée", "impasse", "voie", "ruelle")
    crusts = [
        Labelled(f"{name} {number}", text, ("theme:four", key), told=Told.SECTION)
        for text, key in ((OVEN, "theme:four-pain"), ("Une brioche dorée au sucre", "theme:four-brioche"))
        for name in streets
        for number in range(8)
    ]
    below = {"subthemes": {"four-pain": {"name": "Pain"}, "four-brioche": {"name": "Brioche"}}}
    catalogue = Catalogue.from_toml({"themes": THEMES, **below}, "t.toml")
    _, second = train([*ARTICLES, *crusts], catalogue)
    chances = second.chances(tokens([], stems("La brioche et son sucre"), {}, {}), "theme:four")
    assert chances["theme:four-brioche"] > 0.5 > chances["theme:four-pain"]
    assert train(ARTICLES, catalogue)[1].themes == ()


def test_the_same_articles_give_the_same_weights():
    assert train(ARTICLES, CATALOGUE) == train(ARTICLES, CATALOGUE)


def test_labels_without_a_tab_are_refused_with_their_line(tmp_path):
    labels = tmp_path / "labels.tsv"
    labels.write_text("# ids and themes\n12 mer\n", encoding="utf-8")
    with pytest.raises(BadCorpus, match=r"labels\.tsv:2"):
        train_themes(
            tmp_path / "corpus.jsonl",
            labels,
            tmp_path / "own.toml",
            tmp_path / "press.jsonl",
            CATALOGUE,
            tmp_path,
            "",
        )
