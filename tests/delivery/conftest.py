import pytest

from tests.delivery.house import House


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)
