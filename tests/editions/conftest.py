import tomllib
from pathlib import Path

import pytest

from bot.topics.catalogue import Catalogue

TOPICS = Path(__file__).parents[2] / "config" / "topics.toml"


@pytest.fixture(scope="session")
def catalogue():
    """The topics that the project comes with."""
    return Catalogue.from_toml(tomllib.loads(TOPICS.read_text(encoding="utf-8")), TOPICS.name)
