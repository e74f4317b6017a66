import pytest

from tests.conftest import ON_BOTH
from tests.pipeline.house import House


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)


@pytest.fixture(params=ON_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)
