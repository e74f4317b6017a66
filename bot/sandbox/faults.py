"""The trouble an operator or a test asks for, as data: which calls meet it, how often, and what it is."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.sandbox.refusals import Refusal


class Kind(StrEnum):
    """What can go wrong."""

    THROTTLE = "throttle"
    """429, to be tried again after `seconds`."""
    REJECT = "reject"
    """400, with `reason`."""
    FORBID = "forbid"
    """403, as if the person had blocked the bot."""
    FAIL = "fail"
    """500."""
    DROP = "drop"
    """The call is carried out, and the connection closed without an answer."""
    HOLD = "hold"
    """The call waits `seconds` before it is carried out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble for the next `times` calls of `method` (any case), for one chat or for all."""

    kind: Kind
    times: int = 1
    method: str = "sendMessage"
    chat: int | None = None
    seconds: float = 1
    reason: str = "FAULT_ASKED_FOR"
    share: float = 1
    """Of the calls that it meets, the part that it hits, by chance."""

    def meets(self, method: str, chat: str) -> bool:
        """Whether this call is one of those."""
        return self.method.lower() == method.lower() and self.chat in (None, _whole(chat))

    @property
    def refusal(self) -> Refusal | None:
        """What it answers instead of doing the call; None for DROP and HOLD, which do it."""
        match self.kind:
            case Kind.THROTTLE:
                wait = max(1, round(self.seconds))
                return Refusal(429, f"retry after {wait}", {"retry_after": wait})
            case Kind.REJECT:
                return Refusal(400, self.reason)
            case Kind.FORBID:
                return Refusal(403, "bot was blocked by the user")
            case Kind.FAIL:
                return Refusal(500)
            case _:
                return None


def take(faults: Sequence[Fault], method: str, chat: str) -> tuple[Fault | None, list[Fault]]:
    """Find the first fault that meets this call.

    Returns: it, or None, and the faults that are left for later calls.
    """
    meeting = (fault for fault in faults if fault.meets(method, chat))
    chance = random.random
    met = next((fault for fault in meeting if chance() < fault.share), None)
    counted = (replace(fault, times=fault.times - 1) if fault is met else fault for fault in faults)
    return met, [fault for fault in counted if fault.times > 0]


def read_fault(asked: Mapping[str, object]) -> Fault:
    """Read one fault as JSON gave it: `kind`, and any of the other fields.

    Raises: ValueError that says what is wrong.
    """
    unknown = set(asked) - {"kind", "times", "method", "chat", "seconds", "reason", "share"}
    if unknown:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    chat, seconds = asked.get("chat"), asked.get("seconds", 1)
    if not isinstance(seconds, int | float) or not 0 <= seconds <= 3600:
        raise ValueError("seconds: a number from 0 to 3600")
    share = asked.get("share", 1)
    if not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ValueError("share: a number from 0 to 1")
    return Fault(
        kind=Kind(str(asked.get("kind", ""))),
        times=int(str(asked.get("times", 1))),
        method=str(asked.get("method", "sendMessage")),
        chat=None if chat is None else int(str(chat)),
        seconds=seconds,
        reason=str(asked.get("reason", "FAULT_ASKED_FOR")),
        share=share,
    )


def _whole(chat: str) -> int | None:
    return int(chat) if chat.lstrip("-").isdecimal() else None
