"""Takes the pictures of the documents anew: `python -m bench.screenshots`.

The sandbox with invented articles, as wide as a phone, in light and in dark; few colours keep them small.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import ARGUMENTS, find
from tests.running import Running, eventually, make_config, running

ROOT = Path(__file__).parent.parent
INTO = ROOT / "docs" / "images"
STORY = ROOT / "tests" / "data" / "russie.txt"
_PHONE = {"width": 390, "height": 780}
_SHARPNESS = 1.5
_COLOURS = 48
_REST_MS = 6_000
"""By then what slid in has come to rest, and notes have gone."""
_WAIT_MS = 60_000
_SAMPLES = len([*(ROOT / "bot" / "sandbox" / "samples").iterdir()])


def main() -> None:
    """Start a bot with an empty home, talk to it, and keep what is seen."""
    INTO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        with running(home / "home", make_config(home / "config")) as bot, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
            seen = browser.new_page(
                viewport=_PHONE, device_scale_factor=_SHARPNESS, locale="fr-FR", color_scheme="light"
            )
            seen.goto(bot.link)
            _followed(seen, bot)
            _kept(seen, "push")
            seen.emulate_media(color_scheme="dark")
            _asked(seen)
            _kept(seen, "question")
            browser.close()


def _followed(seen: Page, bot: Running) -> None:
    """A reader follows a country, and an article of it arrives."""
    eventually(lambda: bot.health()["articles"] == _SAMPLES, "the invented articles", within_s=120)
    seen.get_by_role("button", name="Démarrer").click()
    seen.get_by_role("button", name="Russie", exact=True).click()
    expect(seen.get_by_role("button", name="✓ Russie")).to_be_visible(timeout=_WAIT_MS)
    for label in ("Continuer", "Dès la parution", "Terminé"):
        seen.get_by_role("button", name=label).click(timeout=_WAIT_MS)
    expect(seen.locator("#log")).to_contain_text("C’est prêt.", timeout=_WAIT_MS)
    bot.drop("russie.txt", STORY.read_text(encoding="utf-8"))
    expect(seen.locator("#log")).to_contain_text("Igor Velnikov", timeout=_WAIT_MS)


def _asked(seen: Page) -> None:
    seen.locator("#text").fill("/sujet science")
    seen.keyboard.press("Enter")
    expect(seen.locator("#log > *").last).to_contain_text("lac", timeout=_WAIT_MS)


def _kept(seen: Page, name: str) -> None:
    seen.wait_for_timeout(_REST_MS)
    picture = Image.open(BytesIO(seen.screenshot()))
    picture.convert("RGB").quantize(_COLOURS).save(INTO / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
