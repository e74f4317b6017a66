"""The commands' helps: marked where a command stands, said in the operator's language when they are shown.

Typer's own words around them, too. French, or English where the environment's locale is English.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.wording import _, language_of, speaking
from bot.wording import _ as said


def later(text: str) -> str:
    """Mark a help; it is translated when somebody asks for it."""
    return text


def to_operator(environment: Mapping[str, str] = os.environ) -> AbstractContextManager[None]:
    """Speak the operator's language while the block runs."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return speaking(language_of(locale.replace("_", "-")))


class Commands(typer.Typer):
    """Commands that say their helps so."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as Typer has it
        super().__init__(cls=_Group, pretty_exceptions_enable=False, **more)

    def command(self, name: str | None = None, **more: Any) -> Callable[..., Any]:  # noqa: ANN401
        """As Typer's."""
        return super().command(name, cls=_Command, **more)


class _Command(TyperCommand):
    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        with to_operator():
            _translate(self, ctx)
            super().format_help(ctx, formatter)


class _Group(TyperGroup):
    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        with to_operator():
            _translate(self, ctx)
            for command in self.commands.values():
                command.help = said(command.help or "")
            super().format_help(ctx, formatter)


def _translate(command: Any, ctx: Any) -> None:  # noqa: ANN401 - of Typer, whichever version
    from typer import rich_utils

    command.help = said(command.help or "")
    own = command.get_help_option(ctx)
    for param in command.get_params(ctx):
        param.help = _("Montrer cette aide.") if own and param.name == own.name else said(param.help or "")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commandes")
    rich_utils.DEFAULT_STRING = _("[sinon : {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[à donner]")
