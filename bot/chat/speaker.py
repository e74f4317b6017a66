"""Who speaks, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """`user_id` speaks in a chat, maybe in a `thread` of a forum; `at` is the number of the update.

    `as_group`: it is one of those who run the group, without a name.
    """

    chat_id: int
    user_id: int = 0
    in_group: bool = False
    thread: int | None = None
    as_group: bool = False
    at: int = 0
