"""An event as an operator reads it: in French, the words of whoever gave its reason behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.app.causes import WORDS
from bot.errors import Cause
from bot.ports.events import About, Event, What
from bot.wording import _


@dataclass(frozen=True, slots=True)
class Worded:
    """Of what, what about it; and the reason in the words of who gave it, where there is one."""

    subject: str
    told: str
    detail: str = ""


_SUBJECTS: Mapping[About, str] = {
    About.SOURCE: _("source"),
    About.STORY: _("histoire"),
    About.CHAT: _("conversation"),
    About.EVERYONE: _("envois"),
    About.PUSHES: _("envois"),
    About.INVITATIONS: _("invitations"),
    About.ANNOUNCEMENT: _("annonce"),
    About.MESSAGE: _("message"),
    About.TELEGRAM: "Telegram",
    About.UPDATES: _("messages reçus"),
    About.PASS: _("tâche"),
    About.SUMMARY: _("résumé de l'article"),
    About.EDITIONS: _("éditions"),
    About.CLOCK: _("horloge"),
    About.BACKUP: _("sauvegarde"),
    About.ALARM: _("alerte"),
    About.CONFIGURATION: _("réglages"),
    About.EARLIER: "",
}
_PAUSED = _("Telegram demande une pause jusqu'au {until:%d/%m à %H:%M}")
_TOLD: Mapping[What, str] = {
    What.SOURCE_FAILS: "{cause}",
    What.SOURCE_DEAD: _("morte, en échec depuis le {since:%d/%m/%Y} : {cause}"),
    What.SOURCE_RETIRED: _("retirée : {cause}"),
    What.SOURCE_ANSWERS: _("répond de nouveau"),
    What.SOURCE_MOVED: _("a déménagé : {address}"),
    What.SOURCE_ADDED: _("ajoutée par vous : {address}"),
    What.SOURCE_REMOVED: _("retirée par vous"),
    What.STORY_HIDDEN: _("cachée par vous"),
    What.STORY_SHOWN: _("montrée de nouveau par vous"),
    What.STORY_DISMISSED: _("signalements classés par vous"),
    What.STORY_AGAIN: _("à résumer de nouveau, à votre demande"),
    What.STORY_CORRECTED: _("résumé corrigé par vous ; lecteurs prévenus : {readers}"),
    What.STORY_SPLIT: _("article {article} détaché par vous : c'est l'histoire {other}"),
    What.STORY_MERGED: _("l'histoire {other} y est réunie par vous"),
    What.STORY_JOINED: _("l'histoire {other} y est réunie : elles racontent un seul événement"),
    What.STORY_REPORTED: _("un lecteur en signale le résumé"),
    What.STORY_STUMBLED: _("l'annonce a échoué ; elle est retentée"),
    What.CHAT_HELD: _("le robot n'a pas le droit d'y écrire ; il réessaie"),
    What.CHAT_PAUSED: _PAUSED,
    What.ALL_PAUSED: _PAUSED,
    What.PUSHES_PAUSED: _("suspendus par l'administrateur {chat}"),
    What.PUSHES_RESUMED: _("repris par l'administrateur {chat}"),
    What.INVITATIONS_MADE: _(
        "entrées permises par l'administrateur {chat} jusqu'au {until:%d/%m/%Y} : {number}"
    ),
    What.INVITATIONS_ENDED: _("annulées par l'administrateur {chat} : {number}"),
    What.ANNOUNCEMENT_SENT: _("envoyée par l'administrateur {chat}"),
    What.ANNOUNCEMENT_STOPPED: _("arrêtée par l'administrateur {chat}"),
    What.ANNOUNCEMENT_OVER: _("reçue par {sent} conversations, perdue pour {lost}"),
    What.MESSAGE_ASIDE: _("mis de côté"),
    What.MESSAGE_GIVEN_UP: _("abandonné après {tries} essais"),
    What.TELEGRAM_LOST: _("ne répond plus"),
    What.TELEGRAM_BACK: _("répond de nouveau, après {seconds} s"),
    What.UPDATE_PASSED_OVER: _("un message illisible est laissé de côté"),
    What.PASS_FAILS: _("échoue ; elle est retentée"),
    What.PASS_WORKS: _("remarche ; elle échouait depuis le {since:%d/%m à %H:%M}"),
    What.SUMMARY_GIVEN_UP: _("abandonné"),
    What.EDITION_STUMBLED: _("une édition a échoué ; elle est retentée"),
    What.CLOCK_BACK: _("reculée ; messages qui repartent : {number}"),
    What.CLOCK_MENDED: _("reculée ; ce qui attendait est dû maintenant"),
    What.BACKUP_FAILED: _("pas faite ; elle est retentée"),
    What.DATABASE_GONE: _("la base n'est plus celle qui a été ouverte ; arrêtez, et restaurez-la"),
    What.READERS_GONE: _("presque tous les abonnés ont disparu de la base"),
    What.RELOAD_ASKED: _("relecture demandée par vous"),
    What.RELOADED: _("relus et appliqués ; sources : {sources}, sujets : {topics}"),
    What.RELOAD_REFUSED: _("refusés ; le robot continue comme avant"),
    What.RELOAD_ANEW: _("relus ; le robot recommence sur place, pour appliquer : {settings}"),
}
"""What an earlier version told stands as it was told."""
_MOMENTS = {"since", "until"}


def worded(event: Event, zone: tzinfo) -> Worded:
    """Tell an event, its moments as clocks show them in this zone."""
    subject = f"{_SUBJECTS[event.what.about]} {event.name}".strip()
    if event.what is What.TOLD_EARLIER:
        return Worded(subject, event.reason)
    told = {name: _local(value, zone) if name in _MOMENTS else value for name, value in event.fields.items()}
    cause = WORDS[event.cause or Cause.OTHER].told
    return Worded(subject, _TOLD[event.what].format(**told, cause=cause), event.reason)


def _local(moment: str | int, zone: tzinfo) -> datetime:
    return datetime.fromisoformat(str(moment)).astimezone(zone)
