"""A reader shares where they are: the zone there is offered, and nothing else is kept."""

from pathlib import Path

import pytest

from bot.chat import texts
from bot.chat.whereabouts import zone_at
from bot.errors import WorkerCrashed
from bot.model import Shared
from tests.chat.visiting import ANNE, Answer

POSITIONS = [line.split("\t") for line in Path(__file__).with_name("positions.tsv").read_text().splitlines()]
BREST, NOUMEA, ATLANTIC = (48.390, -4.486), (-22.276, 166.458), (45.0, -30.0)


def test_the_zone_is_that_of_the_country_however_near_another_one_is():
    """Coasts, borders, islands; labelled before the library was asked."""
    found = {place: zone_at(float(north), float(east)) for place, north, east, _zone in POSITIONS}
    assert len(found) > 60
    assert found == {place: zone for place, _north, _east, zone in POSITIONS}


@pytest.mark.parametrize("nowhere", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_what_is_no_position_has_no_zone(nowhere):
    assert zone_at(*nowhere) == ""


async def placed(visit, position):
    answer = Answer(await visit.chat.placed(ANNE, *position, visit.now))
    visit.shown[ANNE] = answer.buttons
    return answer


async def test_a_position_is_answered_with_its_zone_and_one_touch_takes_it(visit):
    await visit.say("/start")
    answer = await placed(visit, NOUMEA)
    assert answer.text.startswith("Là, le fuseau est\u00a0: Nouméa. Il y est ")
    assert (await visit.readership.subscriber(ANNE)).zone == "Europe/Paris", "only who takes it has it"
    await visit.press("Prendre le fuseau\u00a0: Nouméa")
    assert (await visit.readership.subscriber(ANNE)).zone == "Pacific/Noumea"
    kept = str(await visit.readership.kept(ANNE))
    assert not [number for number in NOUMEA if str(abs(number)) in kept]


async def test_who_has_that_zone_is_told_so(visit):
    await visit.say("/start")
    assert (await placed(visit, BREST)).text.endswith(str(texts.YOURS_ALREADY))


async def test_at_sea_a_town_is_asked_for(visit):
    assert (await placed(visit, ATLANTIC)).text == str(texts.NO_ZONE_THERE)


async def test_a_worker_that_fails_costs_nothing_but_the_answer(visit):
    visit.lost = WorkerCrashed("killed")
    assert (await placed(visit, BREST)).text == str(texts.NO_ZONE_THERE)


@pytest.mark.parametrize("asks", ["/zone", "/start"])
async def test_the_button_for_it_stands_where_the_zone_is_chosen(visit, asks):
    await visit.say(asks)
    if asks == "/start":
        for label in ("Continuer ›", "✓ Une édition le matin, à 8\u00a0h"):
            await visit.press(label)
    asked = await visit.chat.pressed(ANNE, visit.shown[ANNE]["Partager ma position"], visit.now)
    ((button,),) = asked.messages[0].buttons
    assert (button.label, button.shared) == ("Partager ma position", Shared.PLACE)


async def test_a_group_has_no_position_to_share(visit):
    assert "Partager ma position" not in (await visit.say("/zone", -55)).buttons
