"""Events are recorded in English, for the log; an operator reads them in French, the reason behind."""

import pytest

from bot.app.event_words import Worded, causes_of, worded
from bot.errors import Cause
from bot.ports import Failing, Supply

NOT_FOUND = "https://phare.example/flux: there is no host phare.example"
FAILING = causes_of(Supply(2, 2, (Failing("Le Phare", NOT_FOUND, Cause.UNRESOLVED),)))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("subject", "text", "told", "detail"),
    [
        ("source Le Phare", NOT_FOUND, "source Le Phare : hôte introuvable", NOT_FOUND),
        ("source Le Phare", "503", "source Le Phare : la lecture a échoué", "503"),
        ("source Le Môle", NOT_FOUND, "source Le Môle : la lecture a échoué", NOT_FOUND),
        ("source Le Phare", "answers again", "source Le Phare : répond de nouveau", ""),
        (
            "source Le Phare",
            f"dead: it has failed since 2026-11-02: {NOT_FOUND}",
            "source Le Phare : morte, en échec depuis le 02/11/2026 : hôte introuvable",
            NOT_FOUND,
        ),
        (
            "source Le Phare",
            "added by the operator: https://phare.example/flux",
            "source Le Phare : ajoutée par vous : https://phare.example/flux",
            "",
        ),
        (
            "source {cause}",
            "moved to https://phare.example/{x}",
            "source {cause} : a déménagé : https://phare.example/{x}",
            "",
        ),
        ("backup", "not made: no\nroom", "sauvegarde : pas faite ; elle est retentée", "no\nroom"),
        ("story 1", "hidden by the operator", "histoire 1 : cachée par vous", ""),
        (
            "story 1",
            "summary corrected by the operator; 3 readers are told",
            "histoire 1 : résumé corrigé par vous ; lecteurs prévenus : 3",
            "",
        ),
        ("story 1", "KeyError: 2", "histoire 1 : l'annonce a échoué ; elle est retentée", "KeyError: 2"),
        ("Telegram", "reached again after 90 s", "Telegram : répond de nouveau, après 90 s", ""),
        (
            "everyone",
            "Telegram asks for a pause until 2026-11-23 10:05:00",
            "envois : Telegram demande une pause jusqu'au 23/11 à 10:05 UTC",
            "",
        ),
        (
            "pass look",
            "works again; from 2026-11-23 10:05:00 on it had failed: disk I/O error",
            "tâche look : remarche ; elle échouait depuis le 23/11 à 10:05 UTC",
            "disk I/O error",
        ),
        ("summary of article 4", "too short", "résumé de l'article 4 : abandonné", "too short"),
        ("alarm", "2 abonnés, 40 le 23", "alerte : 2 abonnés, 40 le 23", ""),
        ("something else", "of which nobody told us", "something else : of which nobody told us", ""),
        ("", "", " : ", ""),
    ],
)  # fmt: skip
def test_an_event_is_told_in_french_and_its_reason_behind(subject, text, told, detail):
    found = worded(subject, text, FAILING)
    assert plain(f"{found.subject} : {found.told}") == told
    assert found.detail == detail


@pytest.mark.parametrize("subject", ["sources", "storyteller 1"])
def test_a_subject_that_only_begins_like_another_is_another(subject):
    assert worded(subject, "answers again", {}) == Worded(subject, "answers again")
