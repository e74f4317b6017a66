import pytest

from tests.chat.visiting import Visit


@pytest.fixture
def visit(database, now):
    """A reader before a bot that has no news yet."""
    return Visit(database, now)
