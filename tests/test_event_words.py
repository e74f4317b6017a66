"""Events are data; the log says each in English, an operator reads it in French, the reason behind."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.app.event_words import Worded, worded
from bot.errors import Cause
from bot.ports import Event, What

PARIS = ZoneInfo("Europe/Paris")
NOT_FOUND = "https://phare.example/flux: there is no host phare.example"
MOMENT = datetime(2026, 11, 22, 23, 5, tzinfo=UTC).isoformat()

TOLD = [
    (Event(What.SOURCE_FAILS, "Le Phare", NOT_FOUND, Cause.UNRESOLVED), "source Le Phare : hôte introuvable"),
    (Event(What.SOURCE_FAILS, "Le Phare", "503"), "source Le Phare : autre raison"),
    (
        Event(What.SOURCE_DEAD, "Le Phare", NOT_FOUND, Cause.UNRESOLVED, {"since": MOMENT}),
        "source Le Phare : morte, en échec depuis le 23/11/2026 : hôte introuvable",
    ),
    (
        Event(What.SOURCE_RETIRED, "Le Phare", "410", Cause.MISSING),
        "source Le Phare : retirée : plus rien à cette adresse",
    ),
    (Event(What.SOURCE_ANSWERS, "{cause}"), "source {cause} : répond de nouveau"),
    (
        Event(What.SOURCE_MOVED, "Le Phare", fields={"address": "https://phare.example/{x}"}),
        "source Le Phare : a déménagé : https://phare.example/{x}",
    ),
    (
        Event(What.SOURCE_ADDED, "Le Phare", fields={"address": "https://phare.example/flux"}),
        "source Le Phare : ajoutée par vous : https://phare.example/flux",
    ),
    (Event(What.SOURCE_REMOVED, "Le Phare"), "source Le Phare : retirée par vous"),
    (Event(What.STORY_HIDDEN, "1"), "histoire 1 : cachée par vous"),
    (Event(What.STORY_SHOWN, "1"), "histoire 1 : montrée de nouveau par vous"),
    (Event(What.STORY_DISMISSED, "1"), "histoire 1 : signalements classés par vous"),
    (Event(What.STORY_AGAIN, "1"), "histoire 1 : à résumer de nouveau, à votre demande"),
    (
        Event(What.STORY_CORRECTED, "1", fields={"readers": 3}),
        "histoire 1 : résumé corrigé par vous ; lecteurs prévenus : 3",
    ),
    (
        Event(What.STORY_SPLIT, "1", fields={"article": 2, "other": 3}),
        "histoire 1 : article 2 détaché par vous : c'est l'histoire 3",
    ),
    (Event(What.STORY_MERGED, "1", fields={"other": 3}), "histoire 1 : l'histoire 3 y est réunie par vous"),
    (
        Event(What.STORY_JOINED, "1", fields={"other": 3}),
        "histoire 1 : l'histoire 3 y est réunie : elles racontent un seul événement",
    ),
    (Event(What.STORY_REPORTED, "1"), "histoire 1 : un lecteur en signale le résumé"),
    (
        Event(What.STORY_STUMBLED, "1", "KeyError: 2"),
        "histoire 1 : l'annonce a échoué ; elle est retentée",
    ),
    (
        Event(What.CHAT_HELD, "7001", "not enough rights"),
        "conversation 7001 : le robot n'a pas le droit d'y écrire ; il réessaie",
    ),
    (
        Event(What.CHAT_PAUSED, "7001", fields={"until": MOMENT}),
        "conversation 7001 : Telegram demande une pause jusqu'au 23/11 à 00:05",
    ),
    (
        Event(What.ALL_PAUSED, fields={"until": MOMENT}),
        "envois : Telegram demande une pause jusqu'au 23/11 à 00:05",
    ),
    (
        Event(What.PUSHES_PAUSED, fields={"chat": "7001"}),
        "envois : suspendus par l'administrateur 7001",
    ),
    (Event(What.PUSHES_RESUMED, fields={"chat": "7001"}), "envois : repris par l'administrateur 7001"),
    (Event(What.MESSAGE_ASIDE, "4", "can't parse", fields={"tries": 1}), "message 4 : mis de côté"),
    (
        Event(What.MESSAGE_GIVEN_UP, "4", "bad gateway", fields={"tries": 9}),
        "message 4 : abandonné après 9 essais",
    ),
    (Event(What.TELEGRAM_LOST, reason="no route"), "Telegram : ne répond plus"),
    (Event(What.TELEGRAM_BACK, fields={"seconds": 90}), "Telegram : répond de nouveau, après 90 s"),
    (
        Event(What.UPDATE_PASSED_OVER, reason="no JSON"),
        "messages reçus : un message illisible est laissé de côté",
    ),
    (Event(What.PASS_FAILS, "look", "disk I/O error"), "tâche look : échoue ; elle est retentée"),
    (
        Event(What.PASS_WORKS, "look", "disk I/O error", fields={"since": MOMENT}),
        "tâche look : remarche ; elle échouait depuis le 23/11 à 00:05",
    ),
    (Event(What.SUMMARY_GIVEN_UP, "4", "too short"), "résumé de l'article 4 : abandonné"),
    (Event(What.EDITION_STUMBLED, reason="x"), "éditions : une édition a échoué ; elle est retentée"),
    (Event(What.CLOCK_BACK, fields={"number": 3}), "horloge : reculée ; messages qui repartent : 3"),
    (
        Event(What.CLOCK_MENDED, reason="leases 1"),
        "horloge : reculée ; ce qui attendait est dû maintenant",
    ),
    (Event(What.BACKUP_FAILED, reason="no\nroom"), "sauvegarde : pas faite ; elle est retentée"),
    (
        Event(What.DATABASE_GONE, reason="the file was deleted"),
        "alerte : la base n'est plus celle qui a été ouverte ; arrêtez, et restaurez-la",
    ),
    (
        Event(What.READERS_GONE, reason="2 abonnés, 40 le 23"),
        "alerte : presque tous les abonnés ont disparu de la base",
    ),
    (Event(What.RELOAD_ASKED), "réglages : relecture demandée par vous"),
    (
        Event(What.RELOADED, fields={"sources": 2, "topics": 90}),
        "réglages : relus et appliqués ; sources : 2, sujets : 90",
    ),
    (Event(What.RELOAD_REFUSED, reason="x"), "réglages : refusés ; le robot continue comme avant"),
    (
        Event(What.RELOAD_ANEW, fields={"settings": "summary, web"}),
        "réglages : relus ; le robot recommence sur place, pour appliquer : summary, web",
    ),
    (
        Event(What.ANNOUNCEMENT_SENT, "3", fields={"chat": "7009"}),
        "annonce 3 : envoyée par l'administrateur 7009",
    ),
    (
        Event(What.ANNOUNCEMENT_STOPPED, "3", fields={"chat": "7009"}),
        "annonce 3 : arrêtée par l'administrateur 7009",
    ),
    (
        Event(What.ANNOUNCEMENT_OVER, "3", fields={"sent": 40, "lost": 2}),
        "annonce 3 : reçue par 40 conversations, perdue pour 2",
    ),
    (
        Event(What.INVITATIONS_MADE, fields={"chat": "7009", "number": 5, "until": MOMENT}),
        "invitations : entrées permises par l'administrateur 7009 jusqu'au 23/11/2026 : 5",
    ),
    (
        Event(What.INVITATIONS_ENDED, fields={"chat": "7009", "number": 2}),
        "invitations : annulées par l'administrateur 7009 : 2",
    ),
]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(("event", "told"), TOLD, ids=[event.what.name for event, _ in TOLD])
def test_an_event_is_told_in_french_and_its_reason_behind(event, told):
    found = worded(event, PARIS)
    assert plain(f"{found.subject} : {found.told}") == told
    assert found.detail == event.reason


def test_nothing_that_can_happen_is_without_its_words():
    assert {event.what for event, _ in TOLD} | {What.TOLD_EARLIER} == set(What)


@pytest.mark.parametrize("name", ["source Le Phare", "{cause}", ""])
def test_what_an_earlier_version_told_stands_as_it_was_told(name):
    event = Event(What.TOLD_EARLIER, name, "dead: it has failed since {2026}")
    assert worded(event, PARIS) == Worded(name, event.reason)


@pytest.mark.parametrize(
    ("event", "english"),
    [
        (Event(What.TELEGRAM_LOST), "Telegram is not reached"),
        (
            Event(What.MESSAGE_GIVEN_UP, "4", "bad gateway", fields={"tries": 9}),
            "message given up: 4 tries=9: bad gateway",
        ),
        (Event(What.STORY_HIDDEN, "1"), "story hidden by the operator: 1"),
    ],
)
def test_in_english_an_event_is_one_line(event, english):
    assert str(event) == english
