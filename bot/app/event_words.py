"""An event as an operator reads it: what the log says in English, told in French, its own words behind it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.app.causes import WORDS
from bot.errors import Cause
from bot.ports import Supply
from bot.wording import _


@dataclass(frozen=True, slots=True)
class Worded:
    """Of what, what about it; and the reason in the words of who gave it, where there is one."""

    subject: str
    told: str
    detail: str = ""


_SUBJECTS: Mapping[str, str] = {
    "source": _("source"),
    "story": _("histoire"),
    "chat": _("conversation"),
    "message": _("message"),
    "pass": _("tâche"),
    "summary of article": _("résumé de l'article"),
    "everyone": _("envois"),
    "pushes": _("envois"),
    "clock": _("horloge"),
    "backup": _("sauvegarde"),
    "updates": _("messages reçus"),
    "editions": _("éditions"),
    "alarm": _("alerte"),
}
_DAY = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_MOMENT = _DAY + r" (?P<time>\d\d:\d\d):\d\d"
_PAUSE = (
    rf"Telegram asks for a pause until {_MOMENT}",
    _("Telegram demande une pause jusqu'au {day}/{month} à {time} UTC"),
)
_REASON = "(?P<reason>.+)"
_SENTENCES: Mapping[str, Sequence[tuple[str, str]]] = {
    "source": (
        ("answers again", _("répond de nouveau")),
        ("added by the operator: (?P<address>.+)", _("ajoutée par vous : {address}")),
        ("moved to (?P<address>.+)", _("a déménagé : {address}")),
        (f"retired: {_REASON}", _("retirée : {cause}")),
        (
            f"dead: it has failed since {_DAY}: {_REASON}",
            _("morte, en échec depuis le {day}/{month}/{year} : {cause}"),
        ),
        (_REASON, "{cause}"),
    ),
    "story": (
        ("hidden by the operator", _("cachée par vous")),
        ("shown again by the operator", _("montrée de nouveau par vous")),
        ("reports dismissed by the operator", _("signalements classés par vous")),
        ("to be summarised again, says the operator", _("à résumer de nouveau, à votre demande")),
        (
            r"summary corrected by the operator; (?P<number>\d+) readers are told",
            _("résumé corrigé par vous ; lecteurs prévenus : {number}"),
        ),
        (
            r"article (?P<article>\d+) split off by the operator: it is story (?P<other>\d+)",
            _("article {article} détaché par vous : c'est l'histoire {other}"),
        ),
        (
            r"story (?P<other>\d+) merged into it by the operator",
            _("l'histoire {other} y est réunie par vous"),
        ),
        (
            r"story (?P<other>\d+) joined to story \d+: they tell one event",
            _("l'histoire {other} y est réunie : elles racontent un seul événement"),
        ),
        ("a reader says that its summary is wrong", _("un lecteur en signale le résumé")),
        (_REASON, _("l'annonce a échoué ; elle est retentée")),
    ),
    "chat": (
        (f"on hold: {_REASON}", _("le robot n'a pas le droit d'y écrire ; il réessaie")),
        _PAUSE,
    ),
    "everyone": (_PAUSE,),
    "pushes": (
        (r"paused by the admin of chat (?P<chat>\d+)", _("suspendus par l'administrateur {chat}")),
        (r"resumed by the admin of chat (?P<chat>\d+)", _("repris par l'administrateur {chat}")),
    ),
    "message": (
        (rf"given up after (?P<number>\d+) tries: {_REASON}", _("abandonné après {number} essais")),
        (_REASON, _("mis de côté")),
    ),
    "Telegram": (
        (f"not reached: {_REASON}", _("ne répond plus")),
        (r"reached again after (?P<seconds>\d+) s", _("répond de nouveau, après {seconds} s")),
    ),
    "pass": (
        (
            f"works again; from {_MOMENT} on it had failed: {_REASON}",
            _("remarche ; elle échouait depuis le {day}/{month} à {time} UTC"),
        ),
        (_REASON, _("échoue ; elle est retentée")),
    ),
    "summary of article": ((_REASON, _("abandonné")),),
    "clock": (
        (r"put back: (?P<number>\d+) messages are due now", _("reculée ; messages qui repartent : {number}")),
        (f"put back; due now: {_REASON}", _("reculée ; ce qui attendait est dû maintenant")),
    ),
    "backup": ((f"not made: {_REASON}", _("pas faite ; elle est retentée")),),
    "updates": ((f"passed over: {_REASON}", _("un message illisible est laissé de côté")),),
    "editions": ((_REASON, _("une édition a échoué ; elle est retentée")),),
    "alarm": (
        (
            "(?P<reason>.+: the file was deleted or replaced.+)",
            _("le fichier de la base a été effacé ou remplacé ; arrêtez, et restaurez-le"),
        ),
    ),
}
"""Subject -> what is recorded of it, and how that is told; the first that fits. What fits none is French."""


def causes_of(supply: Supply) -> Mapping[tuple[str, str], Cause]:
    """(subject, reason) -> the cause that is stored with a source that fails."""
    return {(f"source {one.name}", one.reason): one.cause for one in supply.failing}


def worded(subject: str, text: str, causes: Mapping[tuple[str, str], Cause]) -> Worded:
    """Tell an event; a source's reason by its cause, where that is still known."""
    kind = next((one for one in _SENTENCES if f"{subject} ".startswith(f"{one} ")), "")
    named = _SUBJECTS.get(kind, kind) + subject.removeprefix(kind)
    for pattern, sentence in _SENTENCES.get(kind, ()):
        if found := re.fullmatch(pattern, text, re.DOTALL):
            reason = found.groupdict().get("reason", "")
            cause = causes.get((subject, reason))
            why = WORDS[cause].told if cause else _("la lecture a échoué")
            return Worded(named, sentence.format(**found.groupdict(), cause=why), reason)
    return Worded(named, text)
