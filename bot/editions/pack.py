"""Blocks -> as few messages as hold them."""

from collections.abc import Sequence

MESSAGE_MAX = 4096
"""https://core.telegram.org/bots/api#sendmessage ("1-4096 characters after entities parsing")."""


def width(text: str) -> int:
    """How Telegram counts: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def pack(blocks: Sequence[str], limit: int = MESSAGE_MAX) -> list[str]:
    """Pack blocks into the fewest messages that keep their order and cut none.

    The markup is counted too: Telegram does not count it, so a message is never too long.

    Args:
        blocks: rendered HTML, in reading order; none wider than `limit`.
        limit: greatest width of one message, in UTF-16 code units.

    Returns: the messages; blocks that share one are a blank line apart.
    Raises: ValueError if one block alone is wider than `limit`.
    """
    return [joined(blocks) for blocks in grouped(blocks, limit)]


def grouped(blocks: Sequence[str], limit: int = MESSAGE_MAX) -> list[list[str]]:
    """The blocks of each of these messages. Raises: as `pack` does."""
    groups: list[list[str]] = []
    for block in blocks:
        if width(block) > limit:
            msg = f"a block of {width(block)} units does not fit into {limit}"
            raise ValueError(msg)
        if groups and width(joined([*groups[-1], block])) <= limit:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def joined(blocks: Sequence[str]) -> str:
    """Blocks in one message."""
    return "\n\n".join(blocks)
