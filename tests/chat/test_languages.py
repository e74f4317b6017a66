"""The reader chooses in which language we speak; old buttons work in any."""

import pytest

from bot.chat import texts
from bot.chat.commands import COMMANDS, called, menu
from bot.wording import speak, speaking
from tests.chat.visiting import ANNE, BRUNO


@pytest.fixture(autouse=True)
def in_french_again():
    """Each update speaks its own language; these tests send none."""
    yield
    speak("fr")


async def language_of(visit, chat_id=ANNE):
    return await visit.readership.language(chat_id)


async def test_nobody_has_a_language_before_they_come(visit):
    assert await language_of(visit) is None


async def test_who_joins_is_spoken_to_as_before(visit):
    speak("en")
    welcome = await visit.say("/start")
    assert welcome.text.startswith("Hello! I read the French press")
    assert (next(iter(welcome.buttons)), list(welcome.buttons)[-2:]) == (
        "Français",
        ["My region", "Continue ›"],
    )
    assert await language_of(visit) == "en"


async def test_the_first_message_offers_the_other_language(visit):
    await visit.say("/start")
    welcome = await visit.press("English")
    assert (welcome.text[:6], welcome.redraws, next(iter(welcome.buttons))) == ("Hello!", True, "Français")
    assert (await visit.press("Continue ›")).text == "When would you like the news of your topics?"
    assert await language_of(visit) == "en"


@pytest.mark.parametrize(
    "typed",
    [
        *("/language english", "/langue anglais", "/lang EN", "/langue  Anglais "),
        *("in English, please", "parle-moi en anglais"),
    ],
)
async def test_a_language_is_chosen_by_its_name(visit, typed):
    assert (await visit.say(typed)).text.startswith("All right, I will speak English to you.")
    assert await language_of(visit) == "en"
    assert (await visit.say("/langue français")).text == "C’est entendu, je vous parle français."


async def test_the_settings_lead_to_the_languages_and_back(visit):
    await visit.say("/settings")
    asked = await visit.press("Langue\u00a0: Français")
    assert (list(asked.buttons), asked.redraws) == (["✓ Français", "English", "‹ Réglages"], True)
    chosen = await visit.press("English")
    assert (chosen.notice, list(chosen.buttons)) == (
        "All right, I will speak English to you.",
        ["Français", "✓ English", "‹ Settings"],
    )
    assert "Time zone: Paris" in (await visit.press("‹ Settings")).buttons


async def test_a_language_that_we_do_not_speak_is_an_old_button(visit):
    assert (await visit.touch("speak:eo")).notice == str(texts.OLD_BUTTON)
    assert (await visit.touch("greet:")).notice == str(texts.OLD_BUTTON)
    assert await language_of(visit) is None


async def test_a_page_that_was_sent_in_french_is_turned_in_english(visit):
    await visit.publish(*(f"Nouvelle {n}" for n in range(9)))
    page = await visit.say("/latest")
    speak("en")
    turned = await visit.touch_in(page, "Plus anciens ›")
    assert (turned.redraws, "‹ Newer" in turned.buttons) == (True, True)


async def test_the_language_is_part_of_what_is_kept_and_is_forgotten(visit):
    await visit.say("/language english")
    kept = await visit.readership.kept(ANNE)
    assert kept["subscribers"][0]["language"] == "en"
    await visit.touch("forget:")
    assert await language_of(visit) is None


async def test_one_reader_s_language_is_not_another_s(visit):
    await visit.say("/language english")
    speak("fr")
    await visit.say("/start", BRUNO)
    assert (await language_of(visit), await language_of(visit, BRUNO)) == ("en", "fr")


async def test_hours_days_and_lists_are_english_too(visit):
    await visit.say("/language english")
    assert (await visit.say("/hours 7:45 lun-ven")).text.startswith(
        "You will have an edition at 7:45, Monday to Friday."
    )


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_each_command_of_a_menu_is_one_of_ours(visit, language):
    with speaking(language):
        names = [name for name, _told in menu()]
        assert len(set(names)) == len(COMMANDS)
        unknown = str(texts.UNKNOWN_COMMAND)
        for name in names:
            if name not in (called("language"), called("channel")):  # led elsewhere, or in another tongue
                assert (await visit.say(f"/{name}")).text != unknown
