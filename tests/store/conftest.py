"""Every test of the store runs on SQLite, and again on PostgreSQL."""

import pytest

from tests.conftest import ON_BOTH


@pytest.fixture(params=ON_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)
