"""Whole pages, as sites build them: live blogs, photo pages, results, and prose that looks like them."""

import json
from collections.abc import Callable

import pytest

from bot.model import Form
from tests.articles.texts import read_text

SENTENCES = (
    "La préfecture a demandé aux habitants de Valmont de ne pas sortir de chez eux avant la fin de la nuit.",
    "Les pompiers ont sauvé trois personnes qui étaient coincées dans leur voiture au bord de la rivière.",
    "Le maire a ouvert le gymnase de la commune pour ceux qui ne peuvent pas rentrer dans leur maison.",
    "La route entre Valmont et Saint-Aubrac est coupée depuis ce matin par un arbre tombé sur la chaussée.",
    "Plus de deux mille foyers sont encore sans électricité, a dit la compagnie, qui a envoyé des équipes.",
    "Les écoles du canton resteront fermées demain, mais les cantines serviront des repas à qui viendra.",
    "Le vent a soufflé à cent vingt kilomètres par heure sur la côte, du jamais vu depuis vingt ans ici.",
    "La gare est fermée, et les trains qui devaient partir ce soir ne partiront pas avant demain à midi.",
)
HOURS = ("8h05", "9h12", "10h30", "11h47", "13h02", "14h20", "16h00", "17h45")
CLUBS = ("Valmont", "Saint-Aubrac", "Kerlanic", "Morlann", "Pontvert", "Aubessac", "Rochebrune", "Lissac")
MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Rubrique {n}</a></li>" for n in range(12)) + "</ul></nav>"
FOOT = "<footer><p>Mentions légales</p><p>Nous contacter</p></footer>"
PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page(body: str, head: str = "", title: str = "La tempête à Valmont", foot: str = "") -> str:
    return (
        f"<!doctype html><html lang='fr'><head><title>{title}</title>{head}</head><body>{MENU}"
        f"<main><article><h1>{title}</h1>{body}</article></main>{foot}{FOOT}</body></html>"
    )


def linked(kind: str | list[str], **more: object) -> str:
    data = {"@context": "https://schema.org", "@type": kind, "headline": "La tempête à Valmont", **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def posts(write: Callable[[str, str], str], hours: tuple[str, ...] = HOURS) -> str:
    return "".join(write(hour, sentence) for hour, sentence in zip(hours, SENTENCES, strict=True))


def rows(cells: list[tuple[object, ...]], tag: str = "td") -> str:
    lines = ("".join(f"<{tag}>{cell}</{tag}>" for cell in row) for row in cells)
    return "".join(f"<tr>{line}</tr>" for line in lines)


RANKING = [(n, club, 28, 50 - 3 * n, f"+{12 - n}") for n, club in enumerate(CLUBS, 1)]
MATCHES = [(a, f"{n % 4}-{n % 3}", b) for n, a in enumerate(CLUBS) for b in CLUBS[n + 1 :]][:16]
RUNNERS = [(n, f"Coureur {chr(64 + n)}", CLUBS[n % 8], f"3h{n:02}") for n in range(1, 16)]
PICTURE = (
    "<figure><img src='/{n}.jpg' alt='La digue'><figcaption>La digue de Kerlanic, {n}.</figcaption></figure>"
)
PICTURES = "".join(PICTURE.format(n=n) for n in range(12))
BLOG = {"liveBlogUpdate": [{"@type": "BlogPosting", "headline": "8h05"}]}

LIVE = {
    "an hour as heading": page(posts(lambda hour, text: f"<h3>{hour}</h3><p>{text}</p>")),
    "an hour as time": page(posts(lambda hour, text: f"<div><time>{hour}</time><p>{text}</p></div>")),
    "an hour in bold": page(posts(lambda hour, text: f"<p><strong>{hour}.</strong> {text}</p>")),
    "an hour and a colon": page(posts(lambda hour, text: f"<p>{hour.replace('h', ':')} : {text}</p>")),
    "an hour with à": page(
        posts(lambda hour, text: f"<section><span>À {hour}</span><p>{text}</p></section>")
    ),
    "an hour and a headline": page(posts(lambda hour, text: f"<h2>{hour} - Le point</h2><p>{text}</p>")),
    "a list of posts": page("<ul>" + posts(lambda hour, text: f"<li>{hour} – {text}</li>") + "</ul>"),
    "an hour in brackets": page(posts(lambda hour, text: f"<p>[{hour}] {text}</p>")),
    "an hour of three parts": page(
        posts(lambda hour, text: f"<p>{hour.replace('h', ':')}:30</p><p>{text}</p>")
    ),
    "the day and the hour": page(posts(lambda hour, text: f"<p>Le 23/11 à {hour}</p><p>{text}</p>")),
    "minutes ago": page(posts(lambda hour, text: f"<p>Il y a {hour[-2:]} min</p><p>{text}</p>")),
    "minutes of a match": page(posts(lambda hour, text: f"<p>{int(hour[-2:]) + 1}'</p><p>{text}</p>")),
}
PHOTOS = {
    "figures with captions": page(f"<p>{SENTENCES[0]}</p>{PICTURES}"),
    "figures of sources": page(
        f"<p>{SENTENCES[0]}</p>" + "<figure><picture><source srcset='a'><img src='a'></picture></figure>" * 10
    ),
    "figures and few words": page(PICTURES + "".join(f"<p>{text}</p>" for text in SENTENCES[:2])),
    "pictures in a list": page(
        "<ul>" + "<li><img src='a.jpg' alt='La digue'></li>" * 12 + "</ul>" + f"<p>{SENTENCES[0]}</p>"
    ),
    "pictures in slides": page(
        f"<p>{SENTENCES[0]}</p>" + "<div class='slide'><img src='a.jpg'><p>La digue.</p></div>" * 12
    ),
    "pictures that come late": page(
        f"<p>{SENTENCES[0]}</p><div class='diaporama'>"
        + "<img data-src='a.jpg'><p>La mer.</p>" * 10
        + "</div>"
    ),
    "title of a diaporama": page(
        f"<p>{SENTENCES[0]}</p>" + PICTURE * 4, title="EN IMAGES. La tempête à Valmont"
    ),
    "title in photos": page(f"<p>{SENTENCES[0]}</p>" + PICTURE * 4, title="La tempête à Valmont en photos"),
}
TABLES = {
    "a ranking of clubs": page(f"<table>{rows(RANKING)}</table>"),
    "a ranking with headings": page(
        f"<table>{rows([('Rang', 'Club', 'J', 'Pts', 'Diff')], 'th')}{rows(RANKING)}</table>"
    ),
    "results of a day": page(f"<table>{rows(MATCHES)}</table>"),
    "results as a list": page("<ul>" + "".join(f"<li>{a} - {b} : {s}</li>" for a, s, b in MATCHES) + "</ul>"),
    "results a line": page("".join(f"<p>{a} - {b} : {s}</p>" for a, s, b in MATCHES)),
    "results in one paragraph": page("<p>" + "<br>".join(f"{a} bat {b} {s}" for a, s, b in MATCHES) + "</p>"),
    "runners": page("".join(f"<p>{n}. {who} ({club}) {time}</p>" for n, who, club, time in RUNNERS)),
    "runners in a table": page(f"<table>{rows(RUNNERS)}</table>"),
    "runners, ordinals": page(
        "".join(f"<p>{n}e {who} ({club}) à {n}'{n:02}\"</p>" for n, who, club, _ in RUNNERS)
    ),
    "sets of tennis": page("".join(f"<p>{who} bat {club} 6-{n % 5}, 7-5</p>" for n, who, club, _ in RUNNERS)),
    "cells in divisions": page(
        "".join("<div>" + "".join(f"<div>{c}</div>" for c in row) + "</div>" for row in RANKING)
    ),
    "a sentence above": page(f"<p>{SENTENCES[0]}</p><table>{rows(RUNNERS)}</table>"),
    "two sentences above": page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><table>{rows(MATCHES)}</table>"),
    "numbers drawn": page(
        "".join(
            f"<p>Tirage du {n} novembre : {n} {n + 7} {n + 12} {n + 20} {n + 31}</p>" for n in range(1, 15)
        )
    ),
    "results of a vote": page(
        f"<table>{rows([(club, f'{n},{n} %', 100 * n) for n, club in enumerate(CLUBS, 11)])}</table>"
    ),
    "prices": page(
        f"<table>{rows([(club, f'{n},50 €', f'+{n},2 %') for n, club in enumerate(CLUBS, 11)])}</table>"
    ),
}
ALIKE = {
    "an article": page(PROSE),
    "an article called live": page(PROSE, linked("LiveBlogPosting")),
    "called live among others": page(PROSE, linked(["NewsArticle", "LiveBlogPosting"])),
    "called live in a graph": page(PROSE, linked("WebPage", **{"@graph": [{"@type": "LiveBlogPosting"}]})),
    "an article with updates": page(PROSE, linked("NewsArticle", **BLOG)),
    "a sentence called a gallery": page(f"<p>{SENTENCES[0]}</p>", linked("ImageGallery")),
    "a sentence called a diaporama": page(
        f"<p>{SENTENCES[0]}</p>", "<meta property='og:type' content='diaporama'>"
    ),
    "an article and the maps of others": page(
        PROSE, foot="<div><figure><img src='a'></figure><p>Carte</p></div>" * 9
    ),
    "a brief and the maps of others": page(
        f"<p>{SENTENCES[0]}</p>", foot="<div><figure><img src='a'></figure><p>Carte</p></div>" * 9
    ),
    "an article and the hours of other news": page(
        PROSE, foot="<ul>" + "".join(f"<li>{hour} Réunion publique…</li>" for hour in HOURS) + "</ul>"
    ),
    "a report with posts at its end": page(
        PROSE + posts(lambda hour, text: f"<h3>{hour}</h3><p>Rappel : {text}</p>", HOURS)
    ),
    "an article called so": page(
        PROSE, linked("NewsArticle") + "<meta property='og:type' content='article'>"
    ),
    "a report": page(PROSE, linked("ReportageNewsArticle")),
    "an article that speaks of hours": page(posts(lambda hour, text: f"<p>{text[:-1]}, à {hour}.</p>")),
    "sentences that begin with an hour, twice": page(
        f"<p>18h05, tout commence, dit un voisin.</p>{PROSE}<p>20h30, tout est fini, la rue est vide.</p>"
    ),
    "a day told by its hours, in sentences": page(
        PROSE
        + "".join(
            f"<p>À {hour} heures, {text[0].lower()}{text[1:]}</p>"
            for hour, text in zip(("huit", "neuf", "dix"), SENTENCES, strict=False)
        )
    ),
    "an article with the hours of others beside it": page(
        PROSE
        + "<aside><ul>"
        + "".join(f"<li>{hour} Une autre nouvelle</li>" for hour in HOURS)
        + "</ul></aside>"
    ),
    "the programme of a festival below": page(
        PROSE + "<ul><li>14h : concert</li><li>15h : danse</li><li>16h : bal</li></ul>"
    ),
    "an article with one picture": page(PICTURE + PROSE),
    "an article with three pictures": page(PICTURE * 3 + PROSE),
    "a long report with eight pictures": page(
        "".join(PICTURE + PROSE.replace(".</p>", f", dit le récit numéro {n}.</p>") for n in range(8))
    ),
    "an article with the pictures of others below": page(PROSE + "<aside>" + PICTURES + "</aside>"),
    "cards with pictures below": page(
        PROSE + "<a href='/1'><figure><img src='a'></figure><h3>Autre chose</h3></a>" * 12
    ),
    "an article with logos": page(
        "<img src='logo.png' alt='Le logo'>" + PROSE + "<img src='partage.png'>" * 8
    ),
    "an article with a short table": page(PROSE + f"<table>{rows(RANKING[:3])}</table>"),
    "an article with a whole ranking below": page(PROSE * 2 + f"<table>{rows(RANKING)}</table>"),
    "an account of a match with its score": page(
        f"<p>Valmont a battu Kerlanic 3-1 samedi soir, au terme d’un match qu’on n’oubliera pas.</p>{PROSE}"
    ),
    "a numbered list of sentences": page(
        "".join(f"<p>{n}. {text}</p>" for n, text in enumerate(SENTENCES, 1))
    ),
    "a story of figures": page(
        "".join(
            f"<p>{text[:-1]}, soit {n},5 % de plus qu’en {2010 + n}, et {n}-{n + 1} de mieux.</p>"
            for n, text in enumerate(SENTENCES, 2)
        )
    ),
    "verses and years in its margin": page(PROSE + "".join(f"<p>{year}</p>" for year in range(2001, 2009))),
    "an interview": page(
        "".join(
            f"<p><strong>Que dites-vous de la question {n} ?</strong></p><p>« {text} »</p>"
            for n, text in enumerate(SENTENCES)
        )
    ),
    "a recipe": page(
        PROSE + "<ul><li>200 g de farine</li><li>3 œufs</li><li>10 cl de lait</li></ul>", linked("Recipe")
    ),
    "photographs are its subject": page(PROSE, title="L’homme qui a mis Valmont en images"),
    "a live concert is its subject": page(PROSE, title="En direct de Kerlanic, un concert dans la tempête"),
}


def cases(pages: dict[str, str], form: Form) -> list[object]:
    return [pytest.param(html, form, id=f"{form}: {name}") for name, html in pages.items()]


@pytest.mark.parametrize(
    ("html", "form"),
    [
        *cases(LIVE, Form.LIVE),
        *cases(PHOTOS, Form.PHOTOS),
        *cases(TABLES, Form.TABLE),
        *cases(ALIKE, Form.PROSE),
    ],
)
def test_a_page_is_known_by_its_form(html, form):
    assert read_text(html, "text/html").form is form
