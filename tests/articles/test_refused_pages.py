"""Pages that are no article are refused, and the reason says what they are."""

import pytest

from bot.chat.failures import explained
from bot.errors import ContentsPage, ErrorPage, NotAnArticle
from tests.articles.test_pages import REMARKS, TEXT, TITLE, cards, linked, page, paragraphs
from tests.articles.texts import read_text

HOME = "https://www.phare-de-morlann.example/"
SECTION = f"{HOME}port/"
WEBSITE = "<meta property='og:type' content='website'><link rel='canonical' href='/'>"


@pytest.mark.parametrize(
    ("html", "address", "error", "says"),
    [
        pytest.param(
            page(cards(*TEXT, *REMARKS), WEBSITE, "Le Phare de Morlann"),
            HOME,
            ContentsPage,
            "a home page",
            id="a home page, by its address",
        ),
        pytest.param(
            page(paragraphs(*TEXT), WEBSITE, "Le Phare de Morlann"),
            f"{HOME}index",
            ContentsPage,
            "a home page",
            id="a home page, by what it calls its own",
        ),
        pytest.param(
            page(cards(*TEXT, *REMARKS), title="Le port"),
            SECTION,
            ContentsPage,
            "11 teasers",
            id="a section: each text stands under a link",
        ),
        pytest.param(
            page(
                "<p>Désolé, ce que vous cherchez n’est pas ici. Revenez à la page d’accueil du journal, s’il "
                "vous plaît, et cherchez-le par un mot de son titre ou par sa date.</p>",
                title="Page introuvable",
            ),
            SECTION,
            ErrorPage,
            "Page introuvable",
            id="a page that is not there",
        ),
        pytest.param(
            page(paragraphs(TEXT[0]), title="Erreur 404 - Le Phare"),
            SECTION,
            ErrorPage,
            "404",
            id="its number",
        ),
    ],
)
def test_what_only_leads_elsewhere_is_refused(html, address, error, says):
    with pytest.raises(error, match=says) as refusal:
        read_text(html, "text/html", address=address)
    assert isinstance(refusal.value, NotAnArticle)
    assert explained(refusal.value) != explained(NotAnArticle(""))


@pytest.mark.parametrize(
    ("html", "address"),
    [
        pytest.param(page(paragraphs(*TEXT), linked()), HOME, id="an article on a site of one page"),
        pytest.param(
            page(paragraphs(*TEXT), "<link rel='canonical' href='/'>"),
            SECTION,
            id="a site that errs on its own",
        ),
        pytest.param(page(paragraphs(*TEXT) + cards(*REMARKS)), SECTION, id="teasers below an article"),
        pytest.param(
            page(paragraphs(*TEXT) + "<h2><a href='#suite'>La suite</a></h2>" + paragraphs(*REMARKS)),
            SECTION,
            id="a heading that links to itself",
        ),
        pytest.param(
            page(paragraphs(*TEXT, *REMARKS), title="Pourquoi « page introuvable » fait rire les élus"),
            SECTION,
            id="an article about errors",
        ),
    ],
)
def test_an_article_is_not(html, address):
    assert read_text(html, "text/html", address=address).paragraphs[:3] == TEXT


def test_its_title_is_not_lost():
    assert read_text(page(paragraphs(*TEXT), linked()), "text/html", address=HOME).title == TITLE
