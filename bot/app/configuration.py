"""The whole configuration, checked: the settings, the sources, and the topics, which their own room reads."""

from collections.abc import Mapping
from pathlib import Path

from bot.model import Source, SourceKind
from bot.settings import Settings
from bot.settings.loading import load
from bot.topics.catalogue import Catalogue

SAMPLES = Source("Exemples", SourceKind.FOLDER, str(Path(__file__).parents[1] / "sandbox" / "samples"))
"""Invented articles, so that the sandbox has something to tell without a network."""


def checked(environment: Mapping[str, str]) -> tuple[Settings, Catalogue]:
    """Read all of it, and change nothing. Raises: SettingsError, one line for each thing that is wrong."""
    settings = load(environment)
    return settings, Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))


def sources(settings: Settings) -> tuple[Source, ...]:
    """The configured sources, and the sandbox's own."""
    return (*settings.sources, SAMPLES) if settings.sandbox else settings.sources
