"""The catalogue that we ship, read once."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model import Article, Dating
from bot.topics.catalogue import Catalogue

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def topics_toml() -> dict[str, Any]:
    return tomllib.loads((CONFIG / "topics.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def catalogue(topics_toml) -> Catalogue:
    return Catalogue.from_toml(topics_toml, "topics.toml")


TODAY = datetime(2026, 10, 5, tzinfo=UTC)


def article(*paragraphs: str, title: str = "", moment: datetime = TODAY) -> Article:
    return Article(title, paragraphs, Dating(moment), "Gazette d’essai")
