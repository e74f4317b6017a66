"""What went wrong -> one sentence for whoever asked, in their language: what, and what to do about it."""

from collections.abc import Mapping

from bot import errors
from bot.chat import group_texts, texts
from bot.errors import LaconiqueError, ModelFailed
from bot.wording import Marked

_SENTENCES: Mapping[type[LaconiqueError], Marked] = {
    LaconiqueError: Marked("Quelque chose a échoué de notre côté. Réessayez dans un moment."),
    errors.DatabaseError: Marked(
        "La base de données est inutilisable : vérifiez le disque et les droits du dossier."
    ),
    errors.Unfetchable: Marked(
        "Cette adresse ne répond pas comme il faut. Vérifiez-la ou réessayez plus tard."
    ),
    errors.Postponed: Marked("Ce site demande d'espacer les visites. Réessayez dans une minute."),
    errors.Gone: Marked(
        "Cette page a été retirée définitivement par son éditeur. Cherchez-en une autre adresse."
    ),
    errors.Disallowed: Marked(
        "L'éditeur ne permet pas aux robots de lire cette page. Copiez-en le texte et envoyez-le."
    ),
    errors.Forbidden: Marked(
        "Cette adresse n'est pas permise : donnez l'adresse publique d'une page, en http ou https."
    ),
    errors.TooLarge: Marked("C'est trop volumineux pour être lu. Donnez un seul article."),
    errors.NotAFeed: Marked(
        "Cette adresse ne donne pas un flux RSS ou Atom. Cherchez l'adresse du flux sur le site."
    ),
    errors.NotAList: Marked(
        "Ce fichier n'est pas une liste de flux au format OPML. Exportez-la de votre lecteur de flux."
    ),
    errors.Missing: Marked("Ce fichier n'existe pas. Vérifiez le chemin."),
    errors.Unreadable: Marked(
        "Ce n'est pas un texte lisible. "
        "Donnez une page d'article ou un fichier .txt, .html, .eml, .pdf ou .docx."
    ),
    errors.NotAnArticle: Marked(
        "Aucun article n'a été trouvé ici. Donnez la page ou le texte d'un seul article."
    ),
    errors.ContentsPage: Marked(
        "Cette page annonce plusieurs articles et n'en est pas un. Ouvrez l'article et donnez son adresse."
    ),
    errors.ErrorPage: Marked(
        "Le site répond par une page d'erreur. Vérifiez l'adresse, ou envoyez le texte de l'article."
    ),
    errors.TooShort: Marked("Ce texte est trop court pour être résumé."),
    errors.StaleButton: texts.OLD_BUTTON,
    errors.PlaceUnknown: group_texts.NOT_THERE,
    errors.PlaceUnsure: group_texts.NOT_SURE_WHO,
    errors.NoChannel: group_texts.IS_NO_CHANNEL,
    errors.NoPosting: group_texts.MAY_NOT_POST,
    errors.NotTheirs: group_texts.NOT_YOURS,
    errors.DeadlineExceeded: Marked(
        "La lecture a pris trop de temps et a été arrêtée. Essayez avec un texte plus simple."
    ),
}
"""A kind of error without a sentence of its own is told as the kind above it."""


def explained(err: LaconiqueError) -> str:
    """The sentence for whoever asked; it tells nothing of the inside."""
    if isinstance(err, errors.OperatorError):
        return err.told
    if isinstance(err, ModelFailed) and err.remedy:
        return err.remedy
    return str(next(_SENTENCES[kind] for kind in type(err).__mro__ if kind in _SENTENCES))


def in_full(err: LaconiqueError) -> str:
    """What the log says of it, in English; nothing where `explained` has said it all."""
    return "" if isinstance(err, errors.OperatorError) else str(err)
