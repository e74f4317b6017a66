"""Somebody becomes a reader: until they choose when, the news come together, in the morning."""

from datetime import datetime

from bot.model import Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import spoken


async def joined(readership: Readership, settings: Readers, chat_id: int, now: datetime) -> Subscriber:
    """Take a chat in, or back from a pause; a new one gets a morning edition, and nothing at once."""
    known = await readership.subscriber(chat_id)
    subscriber = await readership.join(chat_id, settings.zone, now, spoken())
    if known is not None:
        return subscriber
    await readership.set_slot(chat_id, settings.morning, wanted=True, now=now)
    await readership.set_instant(chat_id, instant=False)
    return await readership.subscriber(chat_id) or subscriber
