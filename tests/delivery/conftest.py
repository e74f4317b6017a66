import pytest

from tests.conftest import ON_BOTH
from tests.delivery.house import ANNE, BRUNO, CHLOE, House
from tests.store.shelf import ARDENIA


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)


@pytest.fixture(params=ON_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


@pytest.fixture
async def three(house) -> House:
    """Three readers, and a story for each of them."""
    for chat_id in (ANNE, BRUNO, CHLOE):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    return house
