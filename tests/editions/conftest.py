import pytest

from tests.editions.stories import shipped_catalogue


@pytest.fixture
def catalogue():
    return shipped_catalogue()
