"""What is the same is recognised as the same."""

from dataclasses import replace

import pytest

from bot.articles import content_hash
from bot.model import Article, Dating
from tests.articles.texts import MORE, NOW, PROSE

ARTICLE = Article("« L'été » revient", (PROSE, MORE), Dating(NOW), "essai")


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(replace(ARTICLE, title='"L’ÉTÉ" revient'), id="quotes, apostrophe and case"),
        pytest.param(replace(ARTICLE, title="«L'été»\xa0 revient"), id="blanks"),
        pytest.param(replace(ARTICLE, paragraphs=(f"{PROSE}  {MORE}",)), id="paragraphs joined"),
        pytest.param(
            replace(ARTICLE, source="ailleurs", url="https://a.example/", dating=Dating(NOW, confidence=0)),
            id="source, address, date",
        ),
    ],
)
def test_the_same_words_have_the_same_hash(same):
    assert content_hash(same) == content_hash(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ARTICLE, title="L'hiver revient"), id="another title"),
        pytest.param(replace(ARTICLE, paragraphs=(PROSE,)), id="a paragraph less"),
        pytest.param(replace(ARTICLE, paragraphs=(MORE, PROSE)), id="another order"),
    ],
)
def test_other_words_have_another_hash(other):
    assert content_hash(other) != content_hash(ARTICLE)
