"""An admin adds and removes sources from the chat, and sees how they fare."""

from dataclasses import replace

import pytest

from bot.chat import texts
from tests.chat.fake_dashboard import OFFER, WELL
from tests.chat.visiting import ADMIN, ANNE

FAILING = replace(WELL, name="Le Phare", state="hôte introuvable", reason="no host phare.example", grave=True)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_readers_get_what_they_always_got(visit):
    for typed in ("/sources", "/sources add phare.example", "/sources list"):
        assert (await visit.say(typed)).text == str(texts.NOTHING_READ)
    assert (await visit.say("/sources", ADMIN)).text == str(texts.NOTHING_READ), "an admin, too"


async def test_what_would_come_is_shown_and_one_touch_adds_it(visit):
    answer = await visit.say("/sources add phare.example", ADMIN)
    assert plain(answer.text).splitlines() == [
        "Le Phare, flux : https://phare.example/flux",
        "",
        "23/11 10:00 · Le phare est rallumé",
        "23/11 09:00 · La digue",
        "✗ l'éditeur écarte les robots",
        "et 7 de plus",
    ]
    assert visit.dashboard.done == []
    assert "Ajoutée\u00a0: Le Phare" in (await visit.press("Ajouter", ADMIN)).text
    assert visit.dashboard.done == [("add", "phare.example", "")]


async def test_an_address_longer_than_a_button_and_a_name_of_ones_own_come_along(visit):
    address = f"https://phare.example/{'flux/' * 40}"
    answer = await visit.say(f"/sources ajouter {address} Mon beau phare", ADMIN)
    assert "Mon beau phare" in answer.text
    await visit.press("Ajouter", ADMIN)
    assert visit.dashboard.done == [("add", address, "Mon beau phare")]


async def test_what_can_not_be_added_says_why(visit):
    visit.dashboard.offered = replace(OFFER, refused="Ce n'est pas un flux.", detail="404")
    answer = await visit.say("/sources add phare.example", ADMIN)
    assert answer.text == "Ce n'est pas un flux.\n404"
    assert not answer.buttons
    assert "Quelle adresse" in (await visit.say("/sources add", ADMIN)).text


async def test_a_source_goes_after_a_second_touch(visit):
    long = f"Le Phare {'de Kervannec ' * 12}".strip()
    visit.dashboard.names = [long]
    asked = await visit.say(f"/sources remove {long}", ADMIN)
    assert visit.dashboard.names == [long]
    assert "Retirée" in (await visit.touch_in(asked, "Retirer", ADMIN)).text
    assert visit.dashboard.names == []
    assert (await visit.touch_in(asked, "Retirer", ADMIN)).notice == "C’est déjà fait."


async def test_a_source_that_was_not_added_can_not_be_removed_here(visit):
    assert "sources.toml" in (await visit.say("/sources remove Le Môle", ADMIN)).text


async def test_how_sources_fare_is_told_in_pages_with_the_reason_of_a_trouble(visit):
    visit.dashboard.rows = (FAILING, *(replace(WELL, name=f"Le Môle {n}") for n in range(24)))
    first = await visit.say("/sources list", ADMIN)
    assert plain(first.text).split("\n\n")[:3] == [
        "Sources : 25, d’abord celles qui vont mal.",
        "✗ Le Phare : hôte introuvable\nno host phare.example",
        "✓ Le Môle 0 : dernière lecture réussie : 23/11 09:50",
    ]
    second = await visit.touch_in(first, "Plus anciens ›", ADMIN)
    assert second.redraws
    third = await visit.touch_in(second, "Plus anciens ›", ADMIN)
    assert "Le Môle 23" in third.text
    assert [*third.buttons] == ["‹ Plus récents"]


async def test_ever_so_long_names_are_told_all_the_same(visit):
    visit.dashboard.rows = tuple(replace(FAILING, name="<&>" * 90, reason="<" * 400) for _ in range(10))
    assert "✗" in (await visit.say("/sources liste", ADMIN)).text


@pytest.mark.parametrize("data", ["admin:add:x", "admin:remove:x", "admin:list:0"])
async def test_no_reader_touches_any_of_it(visit, data):
    assert (await visit.touch(data, ANNE)).notice
    assert visit.dashboard.done == []
