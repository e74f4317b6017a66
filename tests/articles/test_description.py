"""A publisher's description is kept when it is whole, of the article, and more than the title."""

import json

import pytest

from bot.articles.description import announcement_of, description_of, key_of
from tests.articles.texts import MORE, PROSE, read_text

TITLE = "La piscine de Valmont va rouvrir"
REAL = (
    "Fermée depuis deux ans pour des travaux, la piscine de Valmont accueillera de nouveau les élèves des "
    "trois écoles à la rentrée."
)
SHORT = "Elle attend 300 élèves dès lundi…"
ENGLISH = "The town council of Valmont has decided that the pool will open again, after two years of works."


def of(*told: str, title: str = TITLE, language: str = "fr") -> str:
    return description_of(told, title, [PROSE, MORE], language)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(REAL, REAL, id="a sentence of the article's own"),
        pytest.param(f"<p>{REAL}</p>", REAL, id="in markup"),
        pytest.param(f"<img src='a.jpg'/><br/>{REAL.replace('é', '&eacute;')}", REAL, id="with entities"),
        pytest.param(f"{REAL}<p>Le maire <em>s’en réjouit</em>.</p>", f"{REAL} Le maire s’en réjouit.",
                     id="two paragraphs"),
        pytest.param(f"<p>{REAL}</p><p><a href='/1'>Lire la suite</a></p>", REAL, id="a link behind it"),
        pytest.param(f"<p>{REAL}</p><p>L’article <a href='/1'>{TITLE}</a> est apparu en premier sur "
                     "<a href='/'>La Gazette</a>.</p>", REAL, id="the signature of a program behind it"),
        pytest.param(PROSE, PROSE, id="the first paragraph of the article"),
        pytest.param(f"« {REAL} »", f"« {REAL} »", id="a quotation"),
    ],
)  # fmt: skip
def test_what_tells_the_article_is_kept(told, kept):
    assert of(told) == kept


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("", id="nothing"),
        pytest.param("La piscine de Valmont rouvre enfin ses portes.", id="too few words"),
        pytest.param(f"{REAL} " * 8, id="the article itself"),
        pytest.param(f"<p>{REAL}</p>" + "<b></b>" * 1000, id="more markup than words"),
        pytest.param(REAL[:-1], id="no end"),
        pytest.param(REAL[:-1] + "…", id="cut, in one letter"),
        pytest.param(REAL[:-1] + "...", id="cut, in three points"),
        pytest.param(REAL[:-20] + " [&#8230;]", id="cut, in brackets"),
        pytest.param(REAL + " [...]", id="cut behind a sentence"),
        pytest.param(f"{REAL} Lire la suite.", id="asks to go on reading"),
        pytest.param(f"{REAL} Continue reading on our site.", id="asks so in English"),
        pytest.param(f"{TITLE}. {TITLE}. {TITLE}.", id="the title, again and again"),
        pytest.param("La piscine de Valmont, fermée, va donc rouvrir, et la piscine de Valmont va rouvrir.",
                     id="the title in other words"),
        pytest.param("Retrouvez toute l’actualité de Valmont et des écoles : piscine, travaux, conseil "
                     "municipal, parents, élèves.", id="of the site"),
        pytest.param(f"{REAL} Abonnez-vous pour lire nos articles.", id="an appeal to subscribe"),
        pytest.param("Valmont, l’info en continu : conseil municipal, piscine, écoles, travaux, élèves et "
                     "parents, en direct sur notre site.", id="the slogan of a site"),
        pytest.param("Un navire marchand a heurté le quai du port de Kerlanic mardi soir, sans faire aucun "
                     "blessé parmi son équipage.", id="of another article"),
        pytest.param(ENGLISH, id="in another language"),
    ],
)  # fmt: skip
def test_what_does_not_is_left_out(told):
    assert of(told) == ""


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(SHORT, SHORT, id="cut short"),
        pytest.param(f"{REAL} Suivez l’actualité de ce 3 mars.", REAL, id="an invitation behind it"),
        pytest.param("Suivez l’actualité des piscines dans le monde.", "", id="an invitation alone"),
        pytest.param(TITLE, "", id="nothing but the title"),
    ],
)
def test_what_a_feed_says_stands_in_for_a_page_without_its_invitations(told, kept):
    assert announcement_of(told, TITLE) == kept


def test_what_a_source_says_of_many_articles_is_said_of_none():
    repeated = {key_of(REAL.upper()), key_of(SHORT)}
    assert description_of([REAL, PROSE], TITLE, [PROSE, MORE], "fr", repeated) == PROSE
    assert announcement_of(SHORT, TITLE, repeated) == ""


def test_the_first_real_one_is_taken():
    assert of(REAL[:-1] + "…", REAL, PROSE) == REAL


def test_the_title_told_as_a_sentence_is_no_description():
    assert of(REAL, title=REAL[:-1]) == ""


META = f'<meta property="og:description" content="{REAL}">'
LINKED = json.dumps({"@type": "NewsArticle", "description": REAL})
BODY = f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p>"


@pytest.mark.parametrize(
    ("head", "body", "kept"),
    [
        pytest.param(META, BODY, REAL, id="in its metadata"),
        pytest.param(META.replace(REAL, f"{REAL}\n\n{PROSE} " + f"{MORE}\n" * 9), BODY, REAL,
                     id="as the standfirst of the article told in its metadata"),
        pytest.param(META.replace(REAL, f"{REAL}\n\n{PROSE} " + f"{MORE}\n" * 60), BODY, REAL,
                     id="as the standfirst of a long article told there"),
        pytest.param(META.replace(REAL, f"{REAL} {PROSE} " + f"{MORE} " * 9), BODY, "",
                     id="an article told there in one piece has none"),
        pytest.param(
            f'<script type="application/ld+json">{LINKED}</script>',
            BODY, REAL, id="in its linked data"),
        pytest.param("", BODY.replace("</h1>", f'</h1><div class="article-chapo">{REAL}</div>'), REAL,
                     id="as its standfirst"),
        pytest.param("", BODY.replace("</h1>", f"</h1><p><strong>{REAL}</strong></p>"), REAL,
                     id="as a bold first paragraph"),
        pytest.param("", BODY.replace("élèves", "<b>élèves</b>"), "", id="a word in bold is none"),
        pytest.param("", BODY + f'<p class="chapo">{REAL}</p>' * 2, "", id="those of other articles"),
        pytest.param("", BODY, "", id="nowhere"),
    ],
)  # fmt: skip
def test_a_page_describes_itself(head, body, kept):
    html = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    assert read_text(html, "text/html").description == kept


def test_what_the_feed_announced_goes_before_what_the_page_says():
    html = f"<html><head>{META}</head><body><article>{BODY}</article></body></html>"
    announced = (
        "<p>Après deux ans de travaux, les écoles de Valmont retrouveront leur piscine à la rentrée.</p>"
    )
    assert read_text(html, "text/html", description=announced).description == announced[3:-4]
    assert read_text(html, "text/html", description="La piscine rouvre [...]").description == REAL
