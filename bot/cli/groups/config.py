"""`laconique config`."""

import os

from bot.cli.helps import Commands, later

app = Commands(
    no_args_is_help=True,
    help=later("La configuration : ce qui est réglé, par quoi, et si cela se peut."),
)


@app.command(
    "show",
    help=later("Lister chaque réglage, sa valeur et ce qui la dit ; d'un secret, seulement s'il y en a un."),
)
def show_config() -> None:
    """List every setting with its value and where it comes from; of a secret only whether there is one."""
    from bot.cli import config as config_command

    config_command.show(os.environ)


@app.command(
    "check", help=later("Lire bot.toml, sources.toml, topics.toml et l'environnement, sans rien démarrer.")
)
def check_config() -> None:
    """Read bot.toml, sources.toml, topics.toml and the environment, and start nothing."""
    from bot.cli import config as config_command

    config_command.check(os.environ)
