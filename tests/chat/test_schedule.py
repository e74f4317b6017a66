"""What a reader writes after /hours and /zone."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import zones
from bot.chat.schedule import NO_LIMIT, Alerts, At, Calm, On, Recap, wish

MON_FRI, WEEKEND, MWF = 0b001_1111, 0b110_0000, 0b001_0101
SUNDAY = 6 * 1440


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7:45", At((465,))),
        ("7h45", At((465,))),
        ("à 7 h 45", At((465,))),
        ("7 heures", At((420,))),
        ("8", At((480,))),
        ("24h", At((0,))),
        ("7:45 lun-ven", At((465,), MON_FRI)),
        ("7:45 du lundi au vendredi", At((465,), MON_FRI)),
        ("7:45 en semaine", At((465,), MON_FRI)),
        ("9h30 le week-end", At((570,), WEEKEND)),
        ("9h30 samedi et dimanche", At((570,), WEEKEND)),
        ("le lundi, le mercredi et le vendredi à midi", At((750,), MWF)),
        ("lun,mer,ven 12:30", At((750,), MWF)),
        ("sam-lun 10h", At((600,), 0b110_0001)),
        ("matin et soir", At((480, 1140))),
        ("8h 12h", At((480, 720))),
        ("8h 12:30", At((480, 750))),
        ("lun.-ven. 8h", At((480,), MON_FRI)),
        ("jours ouvrés 8h", At((480,), MON_FRI)),
        ("chaque jour 8h", At((480,))),
        ("weekend 10h", At((600,), WEEKEND)),
        ("8h, 12h30 et 19h tous les jours", At((480, 750, 1140))),
        ("MATIN", At((480,))),
        ("8h et 8h", At((480,))),
        ("tous les matins", At((480,))),
        ("tous les matins à 7 h", At((420,))),
        ("à 7 h tous les matins", At((420,))),
        ("chaque soir à 8h", At((1200,))),
        ("le soir à 8 h", At((1200,))),
        ("8 h du soir le dimanche", At((1200,), 0b100_0000)),
        ("le week-end", On(WEEKEND)),
        ("lun-ven", On(MON_FRI)),
        ("pas le week-end", On(WEEKEND, wanted=False)),
        ("calme", Calm((1320, 420))),
        ("calme la nuit", Calm((1320, 420))),
        ("sans 7:45", At((465,), wanted=False)),
        ("calme 22h-7h", Calm((1320, 420))),
        ("calme de 22h30 à 6h", Calm((1350, 360))),
        ("calme non", Calm(None)),
        ("calme jamais", Calm(None)),
        ("bilan tous les jours", Recap(SUNDAY + 1080)),
        ("calme 8h-8h", Calm((480, 480))),
        ("alertes 10", Alerts(10)),
        ("alertes 10 par jour au plus", Alerts(10)),
        ("alertes sans limite", Alerts(NO_LIMIT)),
        ("bilan", Recap(SUNDAY + 1080)),
        ("bilan dim 18h", Recap(SUNDAY + 1080)),
        ("bilan le vendredi à 17h30", Recap(4 * 1440 + 1050)),
        ("bilan non", Recap(None)),
    ],
)
def test_what_is_meant(text, meant):
    assert wish(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "25:00",
        "7:60",
        "24:30",
        "123",
        "8 30",
        "alertes 10 par semaine",
        "alertes 10000",
        "calme lun 22h-7h",
        "calme 22h-7h demain",
        "demain",
        "8h Noël",
        "calme 22h",
        "calme 22h-7h-8h",
        "alertes",
        "alertes 0",
        "alertes beaucoup",
        "bilan lun mar 18h",
        "bilan 8h 9h",
        "sans",
        "8h30000",
        "😀",
    ],
)
def test_what_is_not_understood(text):
    assert wish(text) is None


@given(st.text(max_size=80))
def test_whatever_is_written_is_understood_or_not(text):
    wish(text)


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from([":", "h", " h "]))
def test_every_minute_of_the_day_can_be_said(hour, minute, between):
    assert wish(f"{hour}{between}{minute:02d}") == At((hour * 60 + minute,))


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Paris", "Europe/Paris"),
        ("lyon", "Europe/Paris"),
        ("Montréal", "America/Toronto"),
        ("montreal", "America/Toronto"),
        ("La Réunion", "Indian/Reunion"),
        ("reunion", "Indian/Reunion"),
        ("Côte d'Ivoire", "Africa/Abidjan"),
        ("Nouméa", "Pacific/Noumea"),
        ("Pékin", "Asia/Shanghai"),
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("New York", "America/New_York"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("Nulle-Part", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_zone_is_found_by_a_town(text, zone):
    assert zones.find(text) == zone


@pytest.mark.parametrize("zone", zones.OFFERED)
def test_the_zones_offered_are_there_and_have_a_french_name(zone):
    assert ZoneInfo(zone)
    assert zones.find(zones.name(zone)) == zone


def test_every_french_name_leads_to_a_zone_that_is_there():
    for zone in zones._FRENCH:
        assert ZoneInfo(zone)
