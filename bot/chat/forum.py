"""What a forum is told of its threads."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat import group_texts as texts
from bot.chat import menus
from bot.chat.reply import plain
from bot.ports import Queued


def thread_gone(chat_id: int, thread: int, now: datetime, labels: Sequence[str]) -> Queued:
    """Said once in General: these topics came to a thread that is closed or deleted."""
    key = f"thread:{chat_id}:{thread}:{now:%Y%m%d%H%M%S}"  # it may be opened again, and closed again
    return Queued(key, chat_id, plain(texts.THREAD_GONE.format(topics=menus.enumerated(labels))))
