"""The whole configuration, checked: the settings, the sources, and the topics, which their own room reads."""

from collections.abc import Mapping

from bot.settings import Settings
from bot.settings.loading import load
from bot.topics.catalogue import Catalogue


def checked(environment: Mapping[str, str]) -> tuple[Settings, Catalogue]:
    """Read all of it, and change nothing. Raises: SettingsError, one line for each thing that is wrong."""
    settings = load(environment)
    return settings, Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
