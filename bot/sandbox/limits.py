"""Telegram's rate limits, as its server holds it: who sends faster is told to wait.

Telegram publishes the rates and not how it counts, so this is our reading: a steady rate, with what it calls
short bursts: a second's worth of the whole bot, three messages to a person, twenty to a group in any minute.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import deque
from collections.abc import Callable
from typing import Final

from bot.sandbox.refusals import Refusal

TELEGRAM_PER_S: Final = 30
SENDS: Final = frozenset({"sendmessage", "sendphoto", "senddocument"})
_PRIVATE_GAP_S: Final = 1.0
_PRIVATE_BURST_S: Final = 2.25  # three at once, and a quarter of a second for the way here
_GROUP_MOST: Final = 20
_GROUP_SPAN_S: Final = 59.0


class Limits:
    """Counts the messages that were let through; `clock` gives seconds that never go back."""

    def __init__(self, per_s: float, clock: Callable[[], float]) -> None:
        self._per_s = per_s
        self._clock = clock
        self._due = 0.0
        self._private: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def check(self, method: str, chat_id: str) -> None:
        """Count this call, or turn it away. Raises: Refusal (429) with how long to wait."""
        if method.lower() not in SENDS or not chat_id.lstrip("-").isdecimal():
            return
        chat, now = int(chat_id), self._clock()
        wait_s = max(self._due - now - 1.0, self._chat_s(chat, now))
        if wait_s > 0:
            seconds = math.ceil(wait_s)
            raise Refusal(429, f"retry after {seconds}", {"retry_after": seconds})
        self._due = max(self._due, now) + 1 / self._per_s
        if chat > 0:
            self._private[chat] = max(self._private.get(chat, 0.0), now) + _PRIVATE_GAP_S
        else:
            self._groups.setdefault(chat, deque(maxlen=_GROUP_MOST)).append(now)

    def _chat_s(self, chat: int, now: float) -> float:
        if chat > 0:
            return self._private.get(chat, 0.0) - now - _PRIVATE_BURST_S
        taken = self._groups.get(chat, deque[float]())
        return taken[0] + _GROUP_SPAN_S - now if len(taken) == _GROUP_MOST else 0.0
