"""Why sources and articles can't be read, in the operator's words, and what mends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Cause
from bot.wording import _


@dataclass(frozen=True, slots=True)
class Words:
    """A cause: what it is, and what to do about it; it `lasts` until somebody does that."""

    told: str
    remedy: str
    lasts: bool = False


_BY_ITSELF = _("réessayé tout seul ; si cela dure, ouvrez l'adresse dans un navigateur")
WORDS: Mapping[Cause, Words] = {
    Cause.NETWORK: Words(
        _("le réseau ne répond pas"),
        _("vérifiez la connexion de cette machine et son serveur de noms (/etc/resolv.conf)"),
        lasts=True,
    ),
    Cause.UNRESOLVED: Words(
        _("hôte introuvable"),
        _("le site a changé de nom ou n'est plus : corrigez sources.toml, ou laconique sources remove"),
        lasts=True,
    ),
    Cause.UNCONNECTED: Words(_("le serveur ne se laisse pas joindre"), _BY_ITSELF),
    Cause.CERTIFICATE: Words(
        _("connexion chiffrée refusée"),
        _("vérifiez l'horloge de cette machine et ses certificats ; sinon le site doit renouveler le sien"),
    ),
    Cause.SILENT: Words(_("pas de réponse à temps"), _BY_ITSELF),
    Cause.REFUSED: Words(
        _("le site nous refuse"),
        _("dites qui vous êtes (ingest.contact), demandez moins souvent (ingest.feed_check_s)"),
    ),
    Cause.MISSING: Words(
        _("plus rien à cette adresse"),
        _("laconique sources add SITE trouve la nouvelle adresse ; d'un dossier, vérifiez le chemin"),
        lasts=True,
    ),
    Cause.SERVER: Words(_("le site est en panne"), _BY_ITSELF),
    Cause.ROBOTS: Words(
        _("l'éditeur écarte les robots"), _("retirez la source, ou écrivez à l'éditeur"), lasts=True
    ),
    Cause.FORBIDDEN: Words(
        _("adresse qui n'est jamais ouverte"),
        _("si cet hôte privé est à vous, nommez-le dans ingest.private_hosts"),
        lasts=True,
    ),
    Cause.TOO_LARGE: Words(_("trop volumineux"), _("augmentez ingest.fetch_max_bytes"), lasts=True),
    Cause.NOT_A_FEED: Words(
        _("ce n'est pas un flux"), _("laconique sources add SITE trouve le flux d'un site"), lasts=True
    ),
    Cause.UNREADABLE: Words(_("illisible"), _("vérifiez le fichier et ses droits")),
    Cause.NO_ARTICLE: Words(_("aucun article trouvé"), _("souvent une vidéo, une galerie ou un sommaire")),
    Cause.WORKER: Words(
        _("lecture arrêtée"), _("augmentez workers.deadline_s ou workers.memory_mb, puis laconique retry")
    ),
    Cause.OTHER: Words(_("autre raison"), _BY_ITSELF),
}
