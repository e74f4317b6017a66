"""The chat page by axe-core: no finding in any view, on a phone and on a desk, in light and in dark."""

import pytest

from bot.sandbox import groups, person
from bot.sandbox.person import Where
from tests.sandbox.serving import ANNE, BRUNO, answer_inline, asked_inline, serving
from tests.sandbox.test_browser import CHROMIUM, QUIET

KEYS = {
    "inline_keyboard": [[{"text": "Suivre", "callback_data": "a"}, {"text": "Lire", "url": "https://a.fr"}]]
}
TEXT = "<b>Le phare rallumé</b>\nIl éclaire de nouveau la côte. <a href='https://a.fr/phare'>La Gazette</a>"
SIZES = {"phone": (390, 780), "desk": (1200, 800)}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


async def furnished(served):
    """A private chat, a forum and a channel, in each something was said."""
    await served.bot.set_my_commands([("latest", "Nouvelles"), ("help", "Ce que je sais faire")])
    served.start()
    said = {"text": TEXT, "parse_mode": "HTML", "reply_markup": KEYS}
    forum = groups.found(served.sandbox, ANNE, "Le forum", "supergroup", forum=True, members=[BRUNO]).id
    channel = groups.found(served.sandbox, ANNE, "Le canal", "channel").id
    for chat in (forum, channel):
        groups.set_bot(served.sandbox, ANNE, chat, "administrator")
    groups.open_thread(served.sandbox, ANNE, forum, "Sport")
    person.say(served.sandbox, BRUNO, "/latest", Where(forum))
    for chat in (ANNE, forum, channel):
        assert (await served.call("sendMessage", chat_id=chat, **said))["ok"]
    person.share_place(served.sandbox, ANNE, 48.85, 2.35)
    person.hand_over(served.sandbox, ANNE, "note.txt", "text/plain", b"x")


async def views(served, page, *, narrow):
    """Each view of the page in its turn; yields what it is called."""

    async def to(chat):
        if narrow:
            await page.locator("#side-toggle").click()
        await page.locator(f".chat-entry:has-text('{chat}')").click()

    await page.locator(".message .key").first.wait_for()
    yield "chat"
    await page.locator(".message .reply").last.focus()
    await page.keyboard.press("Enter")
    await page.locator("#answering").wait_for()
    yield "answering"
    await page.keyboard.press("Escape")
    await page.locator("#text").press("/")
    await page.locator("#offers [role=option]").first.wait_for()
    yield "commands"
    await page.locator("#text").fill("@laconique_bot phare")
    await asked_inline(served)
    await answer_inline(served)
    await page.locator("#offers [role=option]", has_text="Une").first.wait_for()
    yield "inline"
    await page.keyboard.press("Escape")
    await page.locator("#text").fill("")
    if narrow:
        await page.locator("#side-toggle").click()
        yield "list"
        await page.keyboard.press("Escape")
    await to("Le forum")
    await page.locator(".thread").first.wait_for()
    yield "forum"
    for opened, closed in (("#manage", "#members"), (".thread.more", "#asking"), ("#place", "#placing")):
        await page.locator(opened).click()
        await page.locator(f"{closed}[open]").wait_for()
        yield closed
        await page.keyboard.press("Escape")
    await to("Le canal")
    yield "channel"
    if narrow:
        await page.locator("#side-toggle").click()
    await page.locator("#found").click()
    await page.locator("#founding[open]").wait_for()
    yield "founding"


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
async def test_axe_finds_nothing(size, scheme, tmp_path):
    playwright = pytest.importorskip("playwright.async_api")
    axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
    width, height = SIZES[size]
    async with serving() as served, playwright.async_playwright() as driver:
        await furnished(served)
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            locale="fr-FR",
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        await page.goto(served.url)
        found = []
        async for view in views(served, page, narrow=size == "phone"):
            seen = await axe.run(page)
            found += [(view, one["id"], one["nodes"][0]["html"]) for one in seen.response["violations"]]
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
        await browser.close()
    assert not found
