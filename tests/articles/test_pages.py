"""Which text of a page is its article: never readers' comments, dialogues, what is announced beside it."""

import json

import pytest

from tests.articles.texts import read_text

TITLE = "Morlann offre un second métier aux gardiens de son phare"
TEXT = (
    "Les gardiens du phare de Morlann apprendront dès janvier à réparer ses bouées, a décidé la région.",
    "Ils étaient trois à veiller sur la lanterne, que des capteurs allument depuis le mois de septembre.",
    "Le syndicat des marins a salué un accord rare, mais demande que le salaire des nuits soit conservé.",
)
REMARKS = (
    "Je ne comprends pas que l’on paie trois personnes pour une lampe qui s’allume toute seule la nuit.",
    "Mon grand-père était gardien à Morlann et il aurait été fier de voir que le métier ne disparaît pas.",
    "Il faudrait surtout que la région répare la route du port avant de s’occuper des bouées et du phare.",
    "Très bonne nouvelle pour nos marins, qui attendaient depuis des années que quelqu’un pense à eux enfin.",
    "On nous avait promis la même chose il y a dix ans pour les éclusiers, et personne n’a rien vu venir.",
    "Bravo au syndicat, qui n’a rien lâché, et merci au journal d’en parler aussi clairement que cela.",
    "Encore une dépense que nous allons tous payer, alors que la piscine est fermée depuis deux hivers.",
    "La lampe du phare est tombée en panne deux fois en octobre, donc les capteurs ne suffisent pas du tout.",
)
ADS = tuple(
    f"Avec votre accord, nous lisons ce que votre navigateur a gardé, pour la finalité numéro {n}."
    for n in range(12)
)
OFFERS = tuple(
    f"L’offre numéro {n} ouvre tous les textes de la rédaction pour un euro par mois, sans engagement."
    for n in range(12)
)


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(body: str, head: str = "", title: str = TITLE) -> str:
    return (
        f"<!doctype html><html lang='fr'><head><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def linked(**data: object) -> str:
    node = {"@type": "NewsArticle", "headline": TITLE, **data}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def divided(*lines: str) -> str:
    return "".join(f"<div><div>{line}</div></div>" for line in lines)


def cards(*lines: str) -> str:
    return "".join(
        f"<div><h4><a href='/{n}'>Une autre nouvelle {n}</a></h4><p>{line}</p></div>"
        for n, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            page(f"<article>{paragraphs(*TEXT)}</article><section class='comments'>{paragraphs(*REMARKS)}"),
            id="readers' comments, longer than the article",
        ),
        pytest.param(
            page(f"<div>{paragraphs(*TEXT)}</div><h3>Commentaires</h3>{divided(*REMARKS)}"),
            id="comments that only a heading announces",
        ),
        pytest.param(
            page(f"<div>{paragraphs(*TEXT)}<h3>8 réactions</h3>{divided(*REMARKS)}</div>"),
            id="a heading that counts them",
        ),
        pytest.param(
            page(f"<article>{paragraphs(*TEXT)}<div id='wp-comments'>{paragraphs(*REMARKS)}</div></article>"),
            id="comments within the article",
        ),
        pytest.param(
            page(f"<div>{paragraphs(*TEXT)}</div><h3>Sur le même sujet</h3>{cards(*REMARKS)}"),
            id="other articles, each under a heading that is a link",
        ),
        pytest.param(
            page(f"<table><tr><td>{paragraphs(*TEXT)}</td><td>Menu</td></tr></table>"),
            id="a table that lays out the page",
        ),
        pytest.param(
            page(
                f"<article><p>Accueil &gt; Région &gt; Morlann</p><p>Temps de lecture : 2 min</p>"
                f"{paragraphs(*TEXT)}<p>Source : AFP</p></article>"
            ),
            id="the furniture around it",
        ),
        pytest.param(
            page(f"<div>{'<br> <br>'.join(TEXT)}<h4>Nos adresses</h4>Le quai</div>"),
            id="empty lines between paragraphs, and a block after them",
        ),
        pytest.param(
            page(
                f"<div><div><b>{TEXT[0]}</b></div></div><div>{TEXT[1]}<br><br>{TEXT[2]}<br><br>Le quai</div>"
            ),
            id="a standfirst beside them",
        ),
        pytest.param(
            page(f"<p>{TEXT[0]}</p><div class='paywall'>{paragraphs(*TEXT[1:])}<p>Phare</p></div>"),
            id="a part of it that is named after its wall",
        ),
        pytest.param(
            page("<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in TEXT) + "</table>"),
            id="a paragraph a cell",
        ),
        pytest.param(
            page(f"<p class='chapo'>{TEXT[0]}</p><div itemprop='articleBody'>{paragraphs(*TEXT[1:])}</div>"),
            id="a standfirst outside of what is called its body",
        ),
        pytest.param(
            page(f"<div class='post category-commentaires'>{paragraphs(*TEXT)}</div>"),
            id="a text whose category is called comments",
        ),
        pytest.param(
            page(f"<div class='modal-open has-overlay'><div>{paragraphs(*TEXT)}</div></div>"),
            id="a container named after its state",
        ),
        pytest.param(
            page(f"<div class='newsletter-page'><h2>{TITLE}</h2>{paragraphs(*TEXT)}</div>"),
            id="a container with the title in it, whatever its name",
        ),
        pytest.param(
            f"<!doctype html><html lang='fr'><head><title>{TITLE}</title>{linked(articleBody=''.join(TEXT))}"
            f"</head><body><header><nav><ul><li>Accueil</li></ul><main><h1>{TITLE}</h1>{paragraphs(*TEXT)}"
            "</main></body></html>",
            id="unclosed elements, and linked data without line breaks",
        ),
    ],
)
def test_the_article_is_all_of_its_text_and_nothing_else(html):
    assert read_text(html, "text/html").paragraphs == TEXT


@pytest.mark.parametrize("name", ["consent", "cookie-banner", "modal paywall", "c-overlay", "js-newsletter"])
def test_a_dialogue_longer_than_the_article_leaves_its_teaser_behind_the_wall(name):
    html = page(f"<article><p>{TEXT[0]}</p></article><div class='{name}'>{paragraphs(*ADS, *OFFERS)}</div>")
    article = read_text(html, "text/html")
    assert (article.paragraphs, article.paywalled) == (TEXT[:1], True)


@pytest.mark.parametrize("name", ["modal", "overlay", "c-popin"])
def test_an_article_in_a_container_named_for_dialogues_is_kept_where_the_page_has_no_other(name):
    body = f"<div class='{name}'><div class='{name}-text'>{paragraphs(*TEXT)}</div></div>"
    html = page(f"{body}<div id='cookies'>{paragraphs(*ADS)}</div>", title="Trois métiers pour un seul phare")
    assert read_text(html, "text/html").paragraphs == TEXT


@pytest.mark.parametrize("told", [TEXT, (*TEXT, *REMARKS)], ids=["a brief", "an article"])
def test_an_article_under_a_dialogue_is_not_behind_a_wall(told):
    html = page(f"<article>{paragraphs(*told)}</article><div id='cookies'>{paragraphs(*ADS)}</div>")
    assert not read_text(html, "text/html").paywalled


def test_an_article_whose_text_is_not_in_its_page_is_told_by_its_publisher():
    told = f"{TEXT[0]} {TEXT[2]}"
    head = linked() + f"<meta name='description' content='{told}'>"
    assert read_text(page("<div id='app'></div>", head), "text/html").paragraphs == (told,)
