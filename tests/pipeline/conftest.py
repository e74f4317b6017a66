import pytest

from tests.pipeline.house import House


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)
