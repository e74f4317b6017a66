"""A push bears the picture of its article, for who wants it, as far as Telegram."""

from dataclasses import replace

from bot.model import Pictures, Preview
from tests.delivery.house import ANNE, BRUNO, House
from tests.store.shelf import SPORT, article, new, shelve

URL = "https://phare.example.org/1"


async def test_who_wants_pictures_has_them_with_a_push_and_others_have_none(database, now):
    house = House(database, now)
    for reader in (ANNE, BRUNO):
        await house.reader(reader, SPORT)
    anne = await house.readership.subscriber(ANNE)
    await house.readership.choose(replace(anne, pictures=Pictures.SMALL), now)
    written = replace(article(url=URL), image="https://phare.example.org/1.jpg")
    await shelve(house.archive, new(written, SPORT), now)
    await house.deliver()
    arrived = {chat: message.preview for chat, message in house.channel.arrived}
    assert arrived == {ANNE: Preview(URL, large=False), BRUNO: None}
