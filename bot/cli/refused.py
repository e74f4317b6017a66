"""What was typed and is no command of ours: said in the operator's language, with where to look it up.

Typer says it in English, and asks no translation for most of it: so what it raises is told here, by its kind,
which is called alike in all its versions.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.wording import Marked, _
from bot.wording.values import IMPOSSIBLE, expected

_HELP = Marked("Voir : {command} --help")


def is_refusal(err: Exception) -> bool:
    """Whether Typer raised it because of what was typed."""
    return hasattr(err, "format_message") and hasattr(err, "exit_code")


def told(err: Exception) -> str:
    """What is wrong, after the command that was typed, and where its options are listed.

    Empty where the help was shown instead.
    """
    kinds = [kind.__name__ for kind in type(err).__mro__]
    if "NoArgsIsHelpError" in kinds:
        return ""
    about = next((_KINDS[kind] for kind in kinds if kind in _KINDS), _other)(err)
    context = getattr(err, "ctx", None)
    command = context.command_path if context else "laconique"
    said = _("{name} : {why}").format(name=command, why=about)
    return f"{said}\n{_HELP.format(command=command)}"


def _missing(err: Any) -> str:  # noqa: ANN401 - of Typer, whichever version
    return _("il manque {name}").format(name=_name(err))


def _unknown_option(err: Any) -> str:  # noqa: ANN401
    return _like(_("pas d'option {name}").format(name=err.option_name), err.possibilities or ())


def _misused_option(err: Any) -> str:  # noqa: ANN401
    return _("l'option {name} ne s'emploie pas ainsi").format(name=err.option_name)


def _bad_value(err: Any) -> str:  # noqa: ANN401
    """The reason is what pydantic found, if it was that."""
    found: list[Any] = getattr(err.__cause__, "errors", list)()
    why = expected(found[0]) if found else IMPOSSIBLE
    return _("{name} : {why}").format(name=_name(err), why=why)


def _other(err: Any) -> str:  # noqa: ANN401
    """An unknown command, which stands in quotes with those like it, or words too many, in brackets."""
    _before, _quote, unknown = err.message.partition("'")
    if unknown:
        name, *like = unknown.split("'")[::2]
        said = _("pas de commande {name}").format(name=name)
        return _like(said, (name for name in like if name))
    return _("de trop : {words}").format(words=err.message.rpartition("(")[2].rstrip(")"))


def _like(said: str, names: Any) -> str:  # noqa: ANN401
    listed = ", ".join(sorted(names))
    return _("{said} ; voulez-vous dire {names} ?").format(said=said, names=listed) if listed else said


def _name(err: Any) -> str:  # noqa: ANN401
    """The option or argument that is meant, as it is typed."""
    param = err.param
    return "/".join(param.opts) if param.param_type_name == "option" else str(param.metavar or param.name)


_KINDS: Mapping[str, Callable[[Any], str]] = {
    "MissingParameter": _missing,
    "NoSuchOption": _unknown_option,
    "BadOptionUsage": _misused_option,
    "BadParameter": _bad_value,
}
