"""The commands: what each is called in each language, and its line in Telegram's menu."""

from collections.abc import Collection, Mapping, Sequence

from bot.french import tables
from bot.wording import ENGLISH, FRENCH, Marked, spoken

_NEWS: Mapping[str, Marked] = {
    "latest": Marked("Les dernières nouvelles"),
    "digest": Marked("Votre édition, maintenant"),
    "topic": Marked("Un sujet, des mots, des dates : /sujet russie mai 2021"),
    "tendances": Marked("Ce qui monte, en texte et en image"),
    "topics": Marked("Vos sujets, suivis ou ignorés"),
    "follow": Marked("Suivre un sujet, des mots, une source"),
    "mute": Marked("Ne plus rien recevoir d'un sujet ou d'une source"),
    "unfollow": Marked("Ne plus suivre, ou ne plus ignorer"),
    "share": Marked("Partager un sujet en une image : /partager russie"),
}
_SETTINGS: Mapping[str, Marked] = {
    "settings": Marked("Vos réglages : quand, quoi, où"),
    "hours": Marked("Choisir quand les recevoir"),
    "zone": Marked("Choisir votre fuseau : /fuseau Montréal"),
    "channel": Marked("Publier dans un canal"),
    "away": Marked("Une pause, qui finit d'elle-même : /absence jusqu'à lundi"),
    "subscribe": Marked("Recevoir les nouvelles"),
    "unsubscribe": Marked("Ne plus rien recevoir"),
    "sources": Marked("Ce que je lis"),
    "help": Marked("Ce que je sais faire"),
    "privacy": Marked("Ce que je garde de vous"),
    "export": Marked("Tout ce que je garde de vous, en un fichier"),
    "forget": Marked("Effacer tout ce que je sais de vous"),
    "language": Marked("Français ou anglais / English or French"),
}
COMMANDS: Mapping[str, Marked] = {**_NEWS, **_SETTINGS}
"""Command -> its description in the menu, in the order of the menu."""

ALIASES: Mapping[str, str] = {
    **{name: command for command, name in tables.pairs("commands", "menu").items()},
    **tables.pairs("commands", "names"),
}
"""What may be typed instead of a command, in any language."""

_NAMES: Mapping[str, Mapping[str, str]] = {
    FRENCH: tables.pairs("commands", "menu"),
    ENGLISH: tables.pairs("english_commands", "menu"),
}


def called(command: str) -> str:
    """What a command is called in the language that is spoken."""
    return _NAMES[spoken()].get(command, command)


def menu(
    wanted: Collection[str] = COMMANDS, more: Sequence[tuple[str, Marked]] = ()
) -> Sequence[tuple[str, str]]:
    """These commands of the menu, and more, with their descriptions, in the language that is spoken."""
    listed = ((name, told) for name, told in COMMANDS.items() if name in wanted)
    return [(called(name), str(told)) for name, told in (*listed, *more)]
