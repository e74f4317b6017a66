"""The catalogue that we ship, as the topics tests read it."""

from tests.topics.conftest import catalogue, topics_toml

__all__ = ["catalogue", "topics_toml"]
