"""Somebody who uses the real program in the chat page of a real browser: writes, touches, reads."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.running import Running

PHONE = {"width": 390, "height": 780}


class Reader:
    """One person with a page of their own, who may speak in several chats."""

    def __init__(self, browser: Browser, program: Running, user: int) -> None:
        self.user = user
        context = browser.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce")
        context.add_init_script(f"localStorage.setItem('laconique:moi', '{user}')")
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.goto(program.address)

    @property
    def messages(self) -> Locator:
        """All that the bot has said in the chat that is shown."""
        return self.page.locator("#log > article:not(.mine)")

    def says(self, text: str) -> None:
        """Write, in the chat that is shown."""
        self.page.locator("#text").fill(text)
        self.page.keyboard.press("Enter")

    def hears(self, text: str) -> Locator:
        """Wait until the newest message of the bot says this."""
        newest = self.messages.last
        expect(newest).to_contain_text(text)
        return newest

    def asks(self, text: str, answer: str) -> Locator:
        """Write, and wait for what is said in answer: it comes below."""
        before = self.messages.count()
        self.says(text)
        expect(self.messages.nth(before)).to_be_visible()
        return self.hears(answer)

    def touches(self, label: str) -> None:
        """Press the newest button whose label has this in it."""
        self.page.locator(".key", has_text=label).last.click()

    def sees(self, label: str) -> None:
        """Wait until there is a button with this in its label."""
        expect(self.page.locator(".key", has_text=label).last).to_be_visible()

    def answers(self, message: Locator, text: str) -> None:
        """Write what answers this message."""
        message.hover()
        message.get_by_role("button", name="Répondre").click()
        self.says(text)

    def founds(self, kind: str, name: str) -> None:
        """Found a group or a channel that the bot is in, with everybody."""
        self.page.locator("#side-toggle").click()
        self.page.locator("#found").click()
        self.page.locator("#founding-kind").select_option(kind)
        self.page.locator("#founding-name").fill(name)
        self.page.get_by_role("button", name="Créer").click()
        expect(self.page.locator("#title")).to_have_text(name)

    def goes(self, chat: str) -> None:
        """Show another chat."""
        self.page.locator("#side-toggle").click()
        self.page.locator(".entry-name", has_text=chat).click()
        expect(self.page.locator("#title")).to_have_text(chat)

    def leaves(self) -> None:
        """Close the page, on which nothing has gone wrong."""
        self.page.context.close()
        assert self.troubles == []
