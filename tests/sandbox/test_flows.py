"""What people do with the bot, from end to end: the real program, and pages of a real browser.

One program and one browser for all of it; each flow has people of its own.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bot.store import schema
from tests.browser import ARGUMENTS
from tests.running import ANNE, BRISK, Running, eventually, make_config, running
from tests.sandbox.reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(300)]
_WAIT_MS = 60_000
"""Only a guard against hanging: a loaded machine may have this long."""
_SAMPLES = 8
"""The articles that the program brings along."""
NEWS = (
    "Un phare rallumé à Kervannec",
    "La bibliothèque de Montbrun prête des vélos",
    "Trois loups observés près de Valdoux",
    "Le tramway de Sarnac déraille sans blesser personne",
    "Une comète visible à l'œil nu en janvier",
    "Grève des éclusiers sur le canal de Brienne",
    "Le musée de la dentelle rouvre à Laval-Haute",
    "Record de fréquentation au marché de Pontivel",
    "Un vaccin contre la grippe testé à Orsay",
    "La récolte de safran double dans le Quercy",
    "Pénurie de beurre dans les fournées de Lisieux",
    "Un drone livre des médicaments en Ubaye",
    "Les pompiers de Mirande sauvent un troupeau",
    "Un orgue du XVIIIe siècle retrouvé à Cluny",
    "La marée noire évitée au large de Groix",
    "Ouverture d'une école de cirque à Bagnac",
    "Un facteur de Salers à la retraite après quarante ans",
    "La fonte d'une cloche attire la foule à Villedieu",
    "Des abeilles sur le toit de l'hôpital de Brioude",
    "Le bac de Royan arrêté par la houle",
    "Une truffe d'un kilo trouvée près de Lalbenque",
    "Le cinéma de Mauriac sauvé par ses spectateurs",
)
"""More than a page of inline results, on the front page alone."""
NEAR = BRISK.replace("[ingest]", '[ingest]\nprivate_hosts = ["127.0.0.1"]\nhost_gap_s = 0')
"""A paper of this machine may be read."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program, with news of today."""
    place = tmp_path_factory.mktemp("flows")
    inbox = place / "home" / "inbox"
    inbox.mkdir(parents=True)
    for number, title in enumerate(NEWS):
        (inbox / f"{number}.html").write_text(article(number, title), encoding="utf-8")
    config = make_config(place / "config", bot=NEAR)
    with running(place / "home", config, LACONIQUE_ADMINS=str(ANNE)) as started:
        eventually(lambda: is_told(started, _SAMPLES + len(NEWS)), "all that was there is read")
        started.say(ANNE, "/start")
        yield started


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        expect.set_options(timeout=_WAIT_MS)
        yield opened
        expect.set_options(timeout=5_000)
        opened.close()


class People:
    """Who comes to the program in one flow."""

    def __init__(self, browser: Browser, program: Running) -> None:
        self.browser, self.program = browser, program
        self.here: list[Reader] = []

    def newcomer(self, name: str) -> Reader:
        """Somebody who has never written."""
        return self.known(self.program.do("people", name=name)["user"])

    def reader(self, name: str) -> Reader:
        """Somebody who has begun, and chosen nothing."""
        user = self.program.do("people", name=name)["user"]
        self.program.say(user, "/start")
        reader = self.known(user)
        reader.hears("Bonjour")
        return reader

    def known(self, user: int) -> Reader:
        """The page of a person of this number."""
        reader = Reader(self.browser, self.program, user)
        reader.page.set_default_timeout(_WAIT_MS)
        self.here.append(reader)
        return reader


@pytest.fixture
def people(browser: Browser, program: Running) -> Iterator[People]:
    came = People(browser, program)
    yield came
    for one in came.here:
        one.leaves()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and writes of nobody who asks."""

    def log_message(self, *_: object) -> None:
        pass


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>La Vigie</title><item><title>Un bac à sable pour la vigie</title>
<link>/page.html</link><guid>1</guid></item></channel></rss>"""


def article(number: int, title: str) -> str:
    """A page of a paper, of today."""
    when = datetime.now(UTC) - timedelta(minutes=10 * number)
    told = (
        f"{title}. La nouvelle a été confirmée lundi par la mairie, qui en dira davantage à la fin du mois."
    )
    return (
        f'<!DOCTYPE html><html lang="fr"><head><title>{title}</title><meta property="og:type" '
        'content="article">'
        f'<meta property="article:published_time" content="{when.isoformat()}">'
        f'<meta property="og:site_name" content="La Gazette"></head><body><article><h1>{title}</h1>'
        f"<p>{told}</p></article></body></html>"
    )


def is_told(program: Running, articles: int) -> bool:
    """Whether so many articles are there, and all can be told."""
    state = program.health()
    return state["articles"] == articles and not state["summaries_waiting"]


def test_plain_french_is_understood(people):
    reader = people.reader("Alix")
    reader.asks("suis la Russie", "Vous suivez maintenant : Russie")
    reader.asks("quoi de neuf ?", "Les dernières nouvelles")
    assert "Tromsø" in reader.asks("Que dit-on de la Russie ?", "Russie").inner_text()
    reader.asks("tous les matins à 7 h 45", "7 h 45")
    reader.asks("ne me parle plus de foot", "Vous ignorez maintenant : Football")
    reader.asks("l'essentiel sur les vélos de Montbrun", "bibliothèque de Montbrun")


def test_a_long_paste_goes_as_two_messages_and_is_answered_once(people):
    reader = people.reader("Basile")
    told = "Le phare de Kervannec a été rallumé lundi soir devant huit cents personnes, après deux ans. "
    before = reader.messages.count()
    reader.says(told * 45)
    expect(reader.page.locator("#log > article.mine")).to_have_count(3)  # and /start
    reader.hears("votre texte")
    assert reader.messages.count() == before + 1


def test_a_newcomer_chooses_and_has_a_first_edition(people):
    reader = people.newcomer("Cyril")
    reader.page.get_by_role("button", name="Démarrer").click()
    reader.hears("Choisissez les sujets que vous voulez suivre")
    reader.touches("Culture")
    reader.sees("✓ Culture")
    reader.touches("Continuer")
    reader.hears("Quand voulez-vous recevoir")
    reader.touches("Deux éditions")
    reader.hears("Quel est votre fuseau horaire")
    reader.touches("Terminé")
    edition = reader.hears("Votre édition")
    expect(edition).to_contain_text("Le musée de la dentelle rouvre")
    expect(reader.messages.nth(0)).to_contain_text("C’est prêt.")


def test_commands_have_many_names_and_the_settings_redraw_themselves(people):
    reader = people.reader("Denise")
    titles = {
        reader.asks(name, "Les dernières nouvelles").inner_text()[:90] for name in ("/dernieres", "/latest")
    }
    assert len(titles) == 1
    reader.asks("/zut", "Je ne connais pas cette commande")
    settings = reader.asks("/reglages", "Touchez ce que vous voulez changer")
    before = reader.messages.count()
    for label, after in (
        ("19 h", "✓ 19 h"),
        ("Calme de", "✓ Calme de"),
        ("Images : sans", "Images : petites"),
    ):
        reader.touches(label)
        reader.sees(after)
    reader.touches("Fuseau")
    expect(settings).to_contain_text("Dans quel fuseau horaire")
    reader.touches("Montréal")
    reader.sees("Fuseau : Montréal")
    assert reader.messages.count() == before


def test_a_story_opens_in_the_place_of_the_list(people):
    reader = people.reader("Éloi")
    older = reader.asks("/dernieres 3", "Les dernières nouvelles")
    numbered = {number: NEWS[number - 1].partition(" ")[2] for number in (1, 2, 3)}
    reader.asks("/dernieres 3", "Les dernières nouvelles")
    before = reader.messages.count()
    newer = reader.messages.last
    newer.locator(".key", has_text="2").first.dblclick()  # in haste
    reader.sees("‹ La liste")
    expect(newer).not_to_contain_text(numbered[1])
    expect(newer).to_contain_text(numbered[2])
    older.locator(".key", has_text="3").first.click()  # of a list of before
    expect(older).to_contain_text(numbered[3])
    expect(older).not_to_contain_text(numbered[1])
    newer.locator(".key", has_text="‹ La liste").click()
    expect(newer).to_contain_text(numbered[1])
    assert reader.messages.count() == before
    expect(reader.page.locator(".key[aria-busy]")).to_have_count(0)


def test_a_report_with_words_is_corrected_and_the_reader_hears_of_it(people):
    reader, admin = people.reader("Fanny"), people.known(ANNE)
    reader.asks("loups de Valdoux", "Trois loups")
    reader.touches("En savoir plus")
    reader.touches("👍")
    reader.sees("✓ 👍")
    reader.touches("👎")
    reader.hears("Voulez-vous moins de cela")
    reader.touches("Non, merci")
    reader.touches("Signaler une erreur")
    reader.touches("Un fait est faux")
    reader.answers(reader.hears("répondez à ce message"), "Il y en avait quatre.")
    reader.hears("c’est joint à votre signalement")

    admin.says("/relire")
    expect(admin.hears("Un fait est faux")).to_contain_text("« Il y en avait quatre. »")
    admin.touches("Corriger")
    admin.answers(
        admin.hears("Correction de l’histoire"), "Quatre loups près de Valdoux\nIls étaient quatre."
    )
    admin.hears("C’est corrigé")
    reader.hears("Quatre loups près de Valdoux")


def test_inline_results_come_page_by_page_and_one_is_sent(people):
    reader = people.reader("Gaspard")
    reader.page.locator("#text").fill("@laconique_bot ")
    reader.page.locator("#text").press("End")
    options = reader.page.locator("#offers [role=option]")
    expect(options).to_have_count(21)
    options.last.click()
    expect(options.nth(21)).to_be_visible()
    reader.page.locator("#text").fill("@laconique_bot safran")
    expect(options).to_have_count(1)
    reader.page.keyboard.press("Enter")
    sent = reader.page.locator("#log > article.mine").last
    expect(sent).to_contain_text("via @laconique_bot")
    expect(sent).to_contain_text("La récolte de safran")


def test_the_language_is_switched_for_words_menus_and_dates(people):
    reader = people.reader("Hector")
    reader.asks("/langue", "Dans quelle langue")
    reader.touches("English")
    reader.hears("English")
    latest = reader.asks("what's new?", "The latest news")
    expect(latest).to_contain_text("today at")
    reader.page.locator("#text").fill("/lat")
    listed = reader.page.get_by_role("option", name="/latest")
    expect(listed).to_be_visible()  # the list of commands follows, in this chat
    reader.asks("/settings", "Tap what you want to change")
    reader.asks("follow Russia", "You now follow: Russia")
    reader.asks("en français", "je vous parle français")
    reader.asks("quoi de neuf ?", "Les dernières nouvelles")


def test_who_is_forgotten_leaves_nothing(people, program):
    reader = people.reader("Inès")
    reader.asks("/suivre culture", "Vous suivez maintenant")
    reader.asks("/dernieres 2", "Les dernières nouvelles")
    reader.touches("1")
    reader.touches("👍")
    reader.sees("✓ 👍")
    reader.asks("/exporter", ".json")
    assert rows_about(program, reader.user)
    reader.asks("/confidentialite", "Ce que je garde de cette conversation")
    reader.touches("Tout effacer…")
    reader.hears("C’est sans retour.")
    reader.touches("Tout effacer")
    expect(reader.hears("Tout ce que je savais de vous est effacé")).to_contain_text("il en reste : 0")
    expect(reader.page.locator("#log > article")).to_have_count(1)
    eventually(lambda: not rows_about(program, reader.user), "not even the farewell is kept")


def rows_about(program: Running, chat: int) -> dict[str, int]:
    """Table -> how many of its rows speak of a chat, in the database itself."""
    found = {}
    with closing(sqlite3.connect(program.inbox.parent / "laconique.db", timeout=30)) as database:
        for table in schema.metadata.sorted_tables:
            for name in {"chat_id", "channel_id", "made_by"} & set(table.c.keys()):
                query = f"SELECT count(*) FROM {table.name} WHERE {name} = ?"
                (number,) = database.execute(query, (chat,)).fetchone()
                found |= {table.name: number} if number else {}
    return found


def test_an_announcement_is_shown_first_and_reaches_everybody(people):
    one, other, admin = people.reader("Jules"), people.reader("Katell"), people.known(ANNE)
    admin.says("/annonce Fermé dimanche.")
    admin.hears("Voilà ce que liront vos lecteurs")
    assert not one.page.get_by_text("Fermé dimanche.").count()
    admin.touches("Envoyer")
    for reader in (one, other):
        expect(reader.page.locator("#log")).to_contain_text("Fermé dimanche.")
    expect(admin.page.locator("#log")).to_contain_text("Votre annonce est partie.")


def test_a_group_its_members_a_forum_and_a_channel(people, program):
    boss, member = people.reader("Lila"), people.reader("Malo")
    boss.founds("group", "Les voisins")
    boss.hears("Ce que le groupe reçoit de lui-même")
    boss.asks("/suivre culture", "Vous suivez maintenant : Culture")
    member.goes("Les voisins")
    member.asks("/suivre sport", "seuls les administrateurs")
    member.asks("@laconique_bot le safran ?", "La récolte de safran")
    member.answers(member.messages.last, "et les loups ?")
    member.hears("loups")

    boss.founds("forum", "Le forum")
    boss.hears("Un sujet peut avoir son fil")
    for name in ("Russie", "Sport"):
        boss.page.get_by_role("button", name="+ Sujet").click()
        boss.page.locator("#asking-name").fill(name)
        boss.page.get_by_role("button", name="Ouvrir", exact=True).click()
        expect(boss.page.locator(".thread[aria-pressed=true]")).to_have_text(name)
        boss.asks(f"/suivre {name}", f"Vous suivez maintenant : {name}")
        boss.asks("/sujets", f"Dans ce fil : {name}")


def test_a_channel_is_set_up_in_private_until_its_first_post(people, program):
    boss = people.reader("Paul")
    boss.founds("channel", "Le canal")
    boss.goes("Laconique")
    boss.hears("Je peux maintenant publier dans Le canal")
    boss.touches("Régler Le canal")
    boss.hears("Vous réglez : Le canal")
    boss.asks("/suivre carillon", "Vous réglez : Le canal")
    boss.asks("/heures", "Vous réglez : Le canal")
    boss.touches("Dès la parution")
    boss.sees("✓ Dès la parution")
    boss.touches("Mes propres réglages")
    program.drop("carillon.html", article(40, "Le carillon de Soubeyrac sonne de nouveau"))
    boss.goes("Le canal")
    expect(boss.hears("Le carillon de Soubeyrac sonne de nouveau")).to_contain_text("La Gazette")


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[str]:
    """The address of a paper with a feed and a page."""
    (tmp_path / "page.html").write_text(article(50, "Un bac à sable pour la vigie"), encoding="utf-8")
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_admin_adds_a_source_sees_how_it_fares_and_removes_it(people, paper):
    admin = people.known(ANNE)
    shown = admin.asks(f"/sources add http://{paper}/feed.xml", "La Vigie")
    expect(shown).to_contain_text("Un bac à sable pour la vigie")
    admin.touches("Ajouter")
    admin.hears("Ajoutée : La Vigie")
    admin.asks("/sources list", "La Vigie")
    admin.asks("/sources", "La Vigie")
    admin.asks("/sources remove la vigie", "Ne plus lire La Vigie")
    admin.touches("Retirer")
    admin.hears("Retirée : La Vigie")


def test_a_bot_by_invitation_opens_to_who_brings_one(browser, tmp_path):
    config = make_config(tmp_path / "config", bot=f"{BRISK}\n[telegram]\nopen = false\n")
    with running(tmp_path / "home", config, LACONIQUE_ADMINS=str(ANNE)) as program:
        people = People(browser, program)
        admin, guest = people.known(ANNE), people.newcomer("Quentin")
        guest.page.get_by_role("button", name="Démarrer").click()
        guest.hears("Je ne réponds qu’à mes invités")
        admin.page.get_by_role("button", name="Démarrer").click()
        invited = admin.asks("/inviter", "Une invitation pour une personne").inner_text()
        code = re.search(r"\?start=(inv_\S+)", invited)[1]
        guest.asks("/sujet russie", "Je ne réponds qu’à mes invités")
        guest.asks(f"/start {code}", "Choisissez les sujets")
        for one in people.here:
            one.leaves()


def test_a_position_and_a_channel_are_shared_with_telegram_s_own_keys(people):
    reader = people.reader("Odile")
    reader.asks("/fuseau", "Dans quel fuseau horaire")
    reader.touches("Partager ma position")
    reader.hears("sous la ligne où vous écrivez")
    reader.touches("Partager ma position")
    reader.page.locator("#placing-city").select_option(label="Nouméa")
    reader.page.locator("#placing .primary").click()
    reader.hears("Là, le fuseau est")
    reader.touches("Prendre le fuseau")
    reader.sees("Fuseau : Nouméa")
    reader.founds("channel", "La vigie")
    reader.goes("Laconique")
    reader.asks("/canal", "Je peux publier dans un canal")
    reader.touches("Choisir un canal")
    reader.hears("Telegram montre ceux")
    reader.touches("Choisir un canal")
    reader.page.locator("#picking-chats button").click()
    reader.hears("Vous réglez : La vigie")


def test_keys_alone_are_enough(people):
    reader = people.reader("Noé")
    keyboard, box = reader.page.keyboard, reader.page.get_by_role("combobox", name="Votre message")
    box.focus()
    keyboard.type("/der")
    expect(box).to_have_attribute("aria-expanded", "true")
    keyboard.press("Tab")
    keyboard.type("3")
    keyboard.press("Enter")
    newest = reader.hears("Les dernières nouvelles")
    newest.focus()
    met = "all => all.filter(one => one.tabIndex === 0).length"
    own = newest.locator("a, button").count()
    assert reader.page.locator("#log :is(a, button, article)").evaluate_all(met) == own + 1
    for _ in range(newest.locator(".text a, .text button").count() + 1):
        keyboard.press("Tab")
    keyboard.press("Enter")
    reader.sees("‹ La liste")
    newest.get_by_role("button", name="Répondre").focus()
    keyboard.press("Enter")
    expect(reader.page.locator("#answering")).to_be_visible()
    keyboard.press("Escape")
    expect(reader.page.locator("#answering")).to_be_hidden()
