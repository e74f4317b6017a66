"""One reader's whole way, in a real browser on the real program: from /start to a push, and away again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import ARGUMENTS
from tests.running import ANNE, Running, eventually, make_config, running

pytestmark = [pytest.mark.slow, pytest.mark.browser]
DATA = Path(__file__).parent / "data"
_WAIT_MS = 60_000


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "home", make_config(tmp_path / "config")) as started:
        yield started


@pytest.fixture
def page(chromium: str, program: Running) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 1100, "height": 800}, locale="fr-FR")
        opened.set_default_timeout(_WAIT_MS)
        expect.set_options(timeout=_WAIT_MS)
        opened.goto(program.address)
        yield opened
        browser.close()


def told(program: Running, articles: int) -> bool:
    """Whether so many articles are there, and all can be told."""
    state = program.health()
    return state["articles"] == articles and not state["summaries_waiting"]


def write(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def test_from_the_first_word_to_a_push_and_away_again(page: Page, program: Running) -> None:
    log = page.locator("#log")

    page.get_by_role("button", name="Démarrer").click()
    expect(log).to_contain_text("Bonjour")

    page.get_by_role("button", name="Russie", exact=True).click()
    expect(page.get_by_role("button", name="✓ Russie")).to_be_visible()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Dès la parution").click()
    page.get_by_role("button", name="Terminé").click()
    expect(log).to_contain_text("C’est prêt.")

    program.drop("russie.txt", (DATA / "russie.txt").read_text(encoding="utf-8"))
    expect(log).to_contain_text("Vous suivez\u00a0: Russie")
    expect(log).to_contain_text("Igor Velnikov")
    expect(log).to_contain_text("année déduite")
    expect(log).not_to_contain_text("porcelaine")

    write(page, "/topic russie")
    answer = log.locator(":scope > *").last
    expect(answer).to_contain_text("Velnikov")
    expect(answer).to_contain_text("Helsinki")

    write(page, "/unsubscribe")
    expect(log.locator(":scope > *").last).to_contain_text("Vous ne recevrez plus rien")

    before = program.health()["articles"]
    program.drop("suite.txt", (DATA / "russie-suite.txt").read_text(encoding="utf-8"))
    eventually(lambda: told(program, before + 1), "the second article")
    write(page, "/topic russie")  # it was read and summarised, and is there for who asks
    expect(log.locator(":scope > *").last).to_contain_text("Banque centrale de Russie")
    pushes = [text for text in program.texts(ANNE) if "Vous suivez\u00a0: Russie" in text]
    assert len(pushes) == 1
    assert program.health()["outbox"].keys() == {"sent"}, "nothing waits; an answer may have been put off"


def test_a_pasted_text_is_answered_with_its_summary_and_kept_nowhere(page: Page, program: Running) -> None:
    page.get_by_role("button", name="Démarrer").click()
    expect(page.locator("#log")).to_contain_text("Bonjour")
    before = program.health()["articles"]
    write(page, (DATA / "russie-suite.txt").read_text(encoding="utf-8").replace("\n", " "))
    expect(page.locator("#log > *").last).to_contain_text("phrases de l’article")
    expect(page.locator("#log > *").last).to_contain_text("taux directeur")
    assert program.health()["articles"] == before
