import pytest

from tests.delivery.house import ANNE, BRUNO, CHLOE, House
from tests.store.shelf import ARDENIA


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)


@pytest.fixture
async def three(house) -> House:
    """Three readers, and a story for each of them."""
    for chat_id in (ANNE, BRUNO, CHLOE):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    return house
