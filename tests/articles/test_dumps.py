"""The article in a flattened page is the best run of lines."""

import textwrap

import pytest

from bot.articles.dumps import best_run, read_dump
from bot.articles.link_marks import without_marks
from tests.articles.texts import MORE, PROSE

THIRD = (
    "Une dernière réunion publique est prévue le mois prochain, dans la grande salle de la mairie de Valmont."
)

SHE = "une retraitée qui chante chaque dimanche au marché et qui a promis de danser toute la nuit."


@pytest.mark.parametrize(
    ("scores", "bounds"),
    [
        pytest.param([], (0, 0), id="nothing"),
        pytest.param([-1, -2], (0, 0), id="nothing good"),
        pytest.param([-5, 20, -5, 30, -5], (1, 4), id="a short gap is bridged"),
        pytest.param([8, -20, 30], (2, 3), id="a long one is not"),
    ],
)
def test_the_best_run(scores, bounds):
    assert best_run(scores) == bounds


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        pytest.param(
            ["La piscine de Valmont rouvre", PROSE, MORE], "La piscine de Valmont rouvre", id="right before"
        ),
        pytest.param(
            ["La piscine rouvre", "Par Anne Duval", "le 26/05 à 10h", PROSE, MORE],
            "",
            id="too short for a title",
        ),
        pytest.param(
            ["La piscine de Valmont rouvre", "le 26/05 à 10h", PROSE, MORE],
            "La piscine de Valmont rouvre",
            id="over a dateline",
        ),
        pytest.param(["Dernière mise à jour à 10h le 26/05", PROSE, MORE], "", id="a dateline is no title"),
        pytest.param(
            ["Un phare à vendre sur la côte", "Le marché aux fleurs déménage", PROSE, MORE],
            "",
            id="headlines of other news",
        ),
        pytest.param(
            ["Un phare à vendre sur la côte", "La piscine de Valmont rouvre", PROSE, MORE],
            "La piscine de Valmont rouvre",
            id="the one whose words the article repeats",
        ),
        pytest.param(
            ["Pourquoi la piscine de Valmont rouvre-t-elle ?", PROSE, MORE],
            "Pourquoi la piscine de Valmont rouvre-t-elle ?",
            id="a question",
        ),
        pytest.param([PROSE, MORE], "", id="none"),
    ],
)
def test_the_title_of_a_dump(lines, title):
    draft = read_dump("\n".join(lines))
    assert draft.title == title
    assert draft.paragraphs == (PROSE, MORE)


TRAM = "Norvège : un tramway déraille sans faire de blessé"
OSLO = (
    "Un accident rare s'est produit lundi matin à Oslo, où une rame a quitté les rails et heurté un magasin."
)
AFTER = "Les secours sont arrivés en quelques minutes, et le trafic a repris dans l'après-midi."


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("", id="nothing else"),
        pytest.param("Par Anne Duval, envoyée spéciale\n\n", id="who wrote it"),
        pytest.param("Publié le 26/05 à 10h\n\n", id="when"),
    ],
)
def test_the_first_line_alone_is_the_title_though_the_text_has_none_of_its_words(between):
    draft = read_dump(f"{TRAM}\n\n{between}{OSLO}\n\n{AFTER}\n")
    assert (draft.title, draft.paragraphs) == (TRAM, (OSLO, AFTER))
    assert TRAM not in draft.left_out


def test_a_cry_that_heads_a_text_is_its_title_and_no_sentence_of_it():
    cry = "Un tramway déraille sans faire de blessé en Norvège !"
    draft = read_dump(f"{cry}\n\n{OSLO}\n\n{AFTER}\n")
    assert (draft.title, draft.paragraphs) == (cry, (OSLO, AFTER))


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Le mardi 26 mai à Bergen", id="a day"),
        pytest.param("Dernière mise à jour à 09h54 le 26/05", id="a day and an hour"),
        pytest.param("Par Anne Duval", id="who"),
        pytest.param("Anne Duval, correspondante à Bergen", id="who, without «Par»"),
        pytest.param("Sport", id="a section"),
        pytest.param("Faits divers et justice", id="a section of several words"),
        pytest.param("Bonjour,", id="a greeting"),
        pytest.param("Bonjour à toutes et à tous", id="a longer greeting"),
        pytest.param("La Voix du Nord", id="a site"),
        pytest.param("Le journal de la vallée", id="a site without a capital"),
        pytest.param("Aller au contenu principal", id="an entry of a menu"),
        pytest.param("Un pont qui mène droit vers nulle part…", id="what breaks off"),
        pytest.param("Un tramway sort de sa voie, mais sans blessé :", id="what leads to the text"),
    ],
)
def test_what_stands_first_and_tells_nothing_is_no_title(head):
    assert read_dump(f"{head}\n\n{OSLO}\n\n{AFTER}\n").title == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TRAM}\n{OSLO}\n{AFTER}\n", id="no blank line"),
        pytest.param(f"{TRAM}\n\nUn phare à vendre sur la côte\n\n{OSLO}\n\n{AFTER}", id="two headlines"),
        pytest.param(f"Accueil\nSport\n\n{TRAM}\n\nMétéo\n\n{OSLO}\n\n{AFTER}", id="a page and its menu"),
    ],
)
def test_a_line_that_may_be_of_the_page_is_no_title(text):
    assert read_dump(text).title == ""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "Abonnez-vous à notre lettre d'information pour ne rien manquer de la vie de la baie.",
            id="a newsletter",
        ),
        pytest.param(
            "Nous utilisons des cookies pour mesurer la fréquentation de nos pages et mieux vous connaître.",
            id="cookies",
        ),
        pytest.param(
            "Scannez ce code QR avec votre téléphone pour nous rejoindre sur la messagerie.", id="a QR code"
        ),
        pytest.param(
            "Lire aussi : le marché aux fleurs change de place, et les fleuristes approuvent.",
            id="read also",
        ),
        pytest.param("Par Anne Duval", id="an author"),
        pytest.param("© La Gazette", id="a credit"),
    ],
)
def test_appeals_between_two_paragraphs_are_left_out(line):
    draft = read_dump("\n".join([PROSE, line, MORE]))
    assert draft.paragraphs == (PROSE, MORE)
    assert draft.left_out == (line,)


def test_a_long_notice_before_an_article_is_not_it():
    notice = (
        "Avec nos 214 partenaires, nous utilisons des cookies et d'autres traceurs pour lire et garder des "
        "données sur votre appareil, mesurer l'audience de nos pages, et montrer de la publicité qui vous "
        "ressemble. Vous pouvez à tout moment retirer votre consentement ou refuser ces cookies dans le bas "
        "de chaque page du site."
    )
    assert read_dump("\n".join([notice, "La piscine de Valmont rouvre", PROSE, MORE])).paragraphs == (
        PROSE,
        MORE,
    )


def test_a_standfirst_apart_from_the_text_is_the_articles_and_a_caption_is_not():
    standfirst = "La piscine de Valmont n'attend plus que les nageurs de la vallée et leurs enfants."
    caption = "Le bassin de Valmont, vide, au début de ce printemps."
    between = [
        "Réagir",
        "Par Anne Duval",
        "le 26/05 à 10h",
        "Ajouter aux favoris",
        caption,
        "1/2",
        "© Mairie",
        "Favoris",
    ]
    draft = read_dump("\n".join(["La piscine de Valmont rouvre", standfirst, *between, PROSE, MORE]))
    assert draft.paragraphs == (standfirst, PROSE, MORE)


def test_readers_comments_are_left_out_even_if_they_are_longer():
    remarks = [f"Remarque {n} : {THIRD}" for n in range(9)]
    lines = ["La piscine de Valmont rouvre", PROSE, MORE, "9 commentaires", *remarks]
    assert read_dump("\n".join(lines)).paragraphs == (PROSE, MORE)


def test_what_is_announced_below_an_article_is_left_out_even_if_it_is_longer():
    told = [PROSE, MORE, THIRD] * 3
    article = [f"{line[:-1]}, dit-on en {day}." for day, line in zip("abcdefghi", told, strict=True)]
    cards = [
        f"Un phare à vendre, lot {n}\nLe carnaval de Lembeye a élu sa reine {n}, {SHE}" for n in range(30)
    ]
    lines = ["La piscine de Valmont rouvre", *article, "À lire aussi", *cards]
    assert read_dump("\n".join(lines)).paragraphs == tuple(article)


def test_an_article_about_cookies_and_messengers_keeps_its_words():
    told = "WhatsApp a reconnu jeudi que les cookies de sa page étaient trop nombreux, et promet d'en ôter."
    assert read_dump("\n".join([PROSE, told, MORE])).paragraphs == (PROSE, told, MORE)


def test_a_short_line_alone_between_paragraphs_is_a_subheading_and_two_are_teasers():
    lines = [PROSE, "Un chantier de deux ans", MORE, "Un phare à vendre", "Le marché déménage", THIRD]
    assert read_dump("\n".join(lines)).paragraphs == (PROSE, "Un chantier de deux ans", MORE, THIRD)


def test_the_title_is_the_longer_headline_and_none_that_leads_elsewhere_is_cut_or_an_item():
    lines = [
        "La piscine de Valmont rouvre après deux ans",
        "La piscine de Valmont rouvre...",
        "* Les travaux de la piscine de Valmont",
        "Le conseil municipal de Valmont et les",
        "À lire aussi",
        "Le conseil municipal de Valmont rouvre",
        PROSE,
        MORE,
    ]
    assert read_dump("\n".join(lines)).title == lines[0]


def test_title_day_and_text_without_a_blank_line_between_them_are_read():
    text = "\n".join(textwrap.wrap(f"{PROSE} {MORE} {THIRD}", 72))
    menu = ["Accueil", "Région", "Sports", "Culture", "Météo"] * 3
    draft = read_dump("\n".join([*menu, "La piscine de Valmont rouvre", "Publié le 3 juin 2021 à 10h", text]))
    assert draft.title == "La piscine de Valmont rouvre"
    assert draft.paragraphs == (f"{PROSE} {MORE} {THIRD}",)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Le [12]conseil de [13]Valmont a voté.", "Le conseil de Valmont a voté."),
        ("La ville dort.[2] Le port aussi.", "La ville dort.[2] Le port aussi."),
        ("Le [conseil](https://a.example/x) de [Valmont](/v) vote.", "Le conseil de Valmont vote."),
        ("Elle dit [oui](sic) encore.", "Elle dit [oui](sic) encore."),
        ("[![Le port](/p.jpg)](https://a.example/x) Le port", "Le port"),
        ("## La piscine de Valmont rouvre", "La piscine de Valmont rouvre"),
        ("Le **conseil** a voté, _enfin_, à 3*4*5 voix.", "Le conseil a voté, enfin, à 3*4*5 voix."),
        ("(BUTTON) Menu", "Menu"),
    ],
)
def test_marks_of_links_and_markdown_are_taken_off(marked, plain):
    assert without_marks(marked) == plain


def test_a_dump_of_lynx_and_one_in_markdown_are_read_without_their_marks():
    for mark in ("[12]", "**"):
        article = read_dump("\n\n".join([f"{mark}{PROSE}{mark if mark == '**' else ''}", MORE]))
        assert article.paragraphs == (PROSE, MORE)


def test_lines_of_addresses_are_no_article():
    listed = [f"{n}. http://stats.example.fr/compteur/page-{n}/de/la/une/et/en/le/haut?" for n in range(40)]
    assert read_dump("\n".join(listed)).paragraphs == ()
    assert read_dump("\n\n".join([PROSE, MORE, "\n".join(listed)])).paragraphs == (PROSE, MORE)
