import pytest

from bot.errors import BadCorpus
from bot.french.stems import stems
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import Classifier, tokens

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from bot.lab.train import train_themes
from bot.lab.train_themes import Labelled, train

pytestmark = pytest.mark.slow

CATALOGUE = Catalogue.from_toml(
    {
        "themes": {
            "mer": {"name": "Mer", "words": ["bateau", "voile", "vague", "marin"]},
            "bois": {"name": "Bois", "words": ["chêne", "scie", "planche", "menuisier"]},
            "four": {"name": "Four", "words": ["pain", "farine", "levain", "boulanger"]},
        }
    },
    "t.toml",
)
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


def share_of_the_sea(model: Classifier, text: str) -> float:
    return model.shares(tokens([], stems(text), CATALOGUE.themes, CATALOGUE.parents))["theme:mer"]


def test_words_that_no_list_holds_are_learnt_with_those_they_stand_beside():
    model = train(ARTICLES, CATALOGUE)
    assert model.themes == ("theme:bois", "theme:four", "theme:mer")
    assert share_of_the_sea(model, "Un gouvernail et un phare") > 0.5
    assert share_of_the_sea(model, "Une croûte au fournil") < 0.3


def test_the_same_articles_give_the_same_weights():
    assert train(ARTICLES, CATALOGUE) == train(ARTICLES, CATALOGUE)


def test_labels_without_a_tab_are_refused_with_their_line(tmp_path):
    labels = tmp_path / "labels.tsv"
    labels.write_text("# ids and themes\n12 mer\n", encoding="utf-8")
    with pytest.raises(BadCorpus, match=r"labels\.tsv:2"):
        train_themes(tmp_path / "corpus.jsonl", labels, tmp_path / "own.toml", CATALOGUE, tmp_path, "")
