"""The chat page in a real browser, with a small bot on the other side."""

import shutil
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.sandbox.serving import ANNE, BRUNO, TOKEN, answer_inline, asked_inline, serving

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-component-update"
CHOICE = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Modifier", callback_data="change"),
            InlineKeyboardButton("Avis", callback_data="note"),
        ]
    ]
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


async def start(update, _):
    await update.message.reply_html("Bonjour, <b>Anne</b>.", reply_markup=CHOICE)


async def change(update, _):
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("Changé.")


async def note(update, _):
    await update.callback_query.answer("Merci !", show_alert=True)


async def echo(update, _):
    await update.message.reply_text(update.message.text)


async def read(update, _):
    file = await update.message.document.get_file()
    content = bytes(await file.download_as_bytearray()).decode()
    await update.message.reply_text(f"Lu : {content}")


def application(url):
    """A bot as anyone writes it with python-telegram-bot; only its base URL is ours."""
    light = {"trust_env": False, "verify": False}
    app = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .request(HTTPXRequest(httpx_kwargs=light))
        .get_updates_request(HTTPXRequest(httpx_kwargs=light))
        .build()
    )
    app.add_handlers(
        [
            CommandHandler("start", start),
            CallbackQueryHandler(change, "change"),
            CallbackQueryHandler(note, "note"),
            MessageHandler(filters.Document.ALL, read),
            MessageHandler(filters.TEXT, echo),
        ]
    )
    return app


@asynccontextmanager
async def running(app):
    async with app:
        await app.bot.set_my_commands([("aide", "Ce que je sais faire"), ("start", "Commencer")])
        await app.start()
        await app.updater.start_polling()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


@pytest_asyncio.fixture
async def salon():
    """The sandbox, and a page of a phone's width that asks nothing of the outside."""
    playwright = pytest.importorskip("playwright.async_api")
    async with serving() as served, running(application(served.url)), playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        page = await browser.new_page(viewport={"width": 360, "height": 740}, locale="fr-FR")
        page.set_default_timeout(20_000)
        asked, troubles = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        await page.goto(served.url)
        yield served, page
        await browser.close()
        assert [url for url in asked if not url.startswith((served.url, "data:"))] == []
        assert troubles == []


async def test_a_newcomer_starts_and_talks_without_reloading(salon):
    served, page = salon
    await page.evaluate("window.sameLoad = true")
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".message:not(.mine) strong", has_text="Anne").wait_for()
    await page.get_by_role("button", name="Modifier").click()
    await page.locator(".message:not(.mine)", has_text="Changé.").wait_for()
    assert await page.locator(".key").count() == 0
    await served.bot.send_message(ANNE, "Nouvelle de dernière minute")
    await page.locator(".message", has_text="dernière minute").wait_for()
    assert await page.evaluate("window.sameLoad")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_an_alert_is_shown_and_the_button_stops_spinning(salon):
    _, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.get_by_role("button", name="Avis").click()
    await page.get_by_role("dialog").get_by_text("Merci !").wait_for()
    await page.keyboard.press("Escape")
    assert await page.locator(".key[aria-busy]").count() == 0


async def test_the_keyboard_alone_is_enough(salon):
    _, page = salon
    button = page.get_by_role("button", name="Démarrer")
    await button.focus()
    await page.keyboard.press("Enter")
    await page.locator(".key").first.wait_for()
    await page.locator("#text:focus").wait_for()
    await page.keyboard.type("/")
    assert await page.locator("#offers [role=option]").all_inner_texts() == [
        "/aide\nCe que je sais faire",
        "/start\nCommencer",
    ]
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.locator(".message:not(.mine)", has_text="/aide").wait_for()
    await page.keyboard.type("une ligne")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("deux lignes")
    await page.keyboard.press("Enter")
    said = page.locator(".message:not(.mine) .text", has_text="une ligne")
    assert await said.inner_text() == "une ligne\ndeux lignes"


async def test_an_answer_quotes_a_line_of_what_it_answers(salon):
    served, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".key").first.wait_for()
    first = await served.bot.send_message(ANNE, "Un cargo s’échoue.\n" + "Le port est fermé. " * 20)
    await served.bot.send_message(ANNE, "Suite", reply_parameters=ReplyParameters(first.message_id))
    quoted = page.locator(".message", has_text="Suite").locator(".quoted")
    assert (await quoted.inner_text()).startswith("Laconique\nUn cargo s’échoue. Le port")
    assert await quoted.evaluate("box => box.clientHeight") < 60


async def test_what_looks_like_html_is_only_text(salon):
    _, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".key").first.wait_for()
    evil = "<img src=x onerror=alert(1)> <b>gras</b>"
    await page.locator("#text").fill(evil)
    await page.keyboard.press("Enter")
    said = page.locator(".message:not(.mine) .text", has_text="onerror")
    assert await said.inner_text() == evil
    assert await page.locator(".log img, .text b").count() == 0


async def test_a_text_file_reaches_the_bot(salon):
    _, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".key").first.wait_for()
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": "Déjà l’été".encode()}
    await page.locator("#file").set_input_files(files=[note])
    await page.locator("#given", has_text="note.txt").wait_for()
    await page.locator("#text").press("Enter")
    await page.locator(".message:not(.mine)", has_text="Lu : Déjà l’été").wait_for()


async def test_several_people_with_their_own_conversations(salon):
    served, page = salon
    served.start(BRUNO)
    await served.bot.send_message(BRUNO, "bonjour")
    badge = page.locator("#total")
    await badge.wait_for()
    await page.get_by_role("button", name="Conversations et personnes").click()
    await page.get_by_label("Vous êtes").select_option("Bruno (1)")
    await page.locator(".message:not(.mine)", has_text="bonjour").first.wait_for()
    await badge.wait_for(state="hidden")
    await page.get_by_role("button", name="Bloquer le bot").click()
    await page.get_by_text("Vous avez bloqué le bot").wait_for()
    assert served.sandbox.state.people[BRUNO].blocked
    await page.locator("#unblock:focus").click()
    await page.locator("#text:focus").wait_for()


async def test_a_lost_connection_is_told(salon):
    served, page = salon
    await page.get_by_role("button", name="Démarrer").wait_for()
    served.sandbox.close()
    await page.get_by_text("Connexion perdue").wait_for()
    served.sandbox.closed = False
    await page.get_by_text("Connexion perdue").wait_for(state="hidden")


async def test_a_long_conversation_is_one_stop_for_the_tab_key(salon):
    served, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".key").first.wait_for()
    for number in range(40):
        await served.bot.send_message(ANNE, f"Nouvelle {number}", reply_markup=CHOICE)
    await page.locator(".message", has_text="Nouvelle 39").wait_for()
    stops = ".log :is(a, button, article)"
    assert await page.locator(stops).count() > 100
    reached = f"[...document.querySelectorAll('{stops}')].filter(one => one.tabIndex === 0).length"
    assert await page.evaluate(reached) == 4, "the last message, its two buttons, and to answer it"
    await page.locator("article", has_text="Nouvelle 39").focus()
    await page.keyboard.press("ArrowUp")
    await page.locator("article:focus", has_text="Nouvelle 38").wait_for()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.locator(".message:not(.mine)", has_text="Changé.").wait_for()
    assert await page.evaluate(reached) == 2, "its buttons are gone"


async def test_the_list_of_commands_is_a_combobox(salon):
    _, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    box = page.get_by_role("combobox", name="Votre message")
    await box.focus()
    assert await box.get_attribute("aria-expanded") == "false"
    await page.keyboard.type("/")
    await page.get_by_role("listbox", name="Propositions").wait_for()
    assert await box.get_attribute("aria-expanded") == "true"
    await page.keyboard.press("ArrowDown")
    active = await box.get_attribute("aria-activedescendant")
    assert await page.locator(f"#{active}[aria-selected=true]", has_text="/start").count() == 1
    await page.keyboard.press("Escape")
    assert await box.get_attribute("aria-activedescendant") is None


async def test_results_that_were_closed_stay_closed_until_one_types_again(salon):
    served, page = salon
    await page.get_by_role("button", name="Démarrer").click()
    await page.locator(".key").first.wait_for()
    offered = page.locator("#offers")
    for typed, leave in (("phare", "Escape"), ("port", "Enter")):
        await page.locator("#text").fill(f"@laconique_bot {typed}")
        await asked_inline(served)
        await page.keyboard.press(leave)
        await answer_inline(served)
        await served.bot.send_message(ANNE, f"après {typed}")
        await page.locator(".message", has_text=f"après {typed}").wait_for()
        assert await offered.is_hidden()
    await page.locator("#text").fill("@laconique_bot phare")
    await asked_inline(served)
    await answer_inline(served)
    await offered.get_by_role("option", name="Une").wait_for()
