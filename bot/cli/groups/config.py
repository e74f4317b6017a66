"""`laconique config`."""

import os

import typer

app = typer.Typer(
    no_args_is_help=True,
    help="The configuration: what is set and who says so, and whether it can be.",
    pretty_exceptions_enable=False,
)


@app.command("show")
def show_config() -> None:
    """List every setting with its value and where it comes from; of a secret only whether there is one."""
    from bot.cli import config as config_command

    config_command.show(os.environ)


@app.command("check")
def check_config() -> None:
    """Read bot.toml, sources.toml, topics.toml and the environment, and start nothing."""
    from bot.cli import config as config_command

    config_command.check(os.environ)
