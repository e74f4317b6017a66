"""What a reader sends at once and Telegram delivers in several messages: a long paste, an album."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from telegram import Message

_PART_MIN = 2048
"""Letters. Apps cut a text of more than 4096 where a line or a word ends, in the second half of what fits."""
_AT_ONCE = timedelta(seconds=2)
_SENTENCE_ENDS = tuple('.!?…»"')


def may_be_parted(message: Mapping[str, Any]) -> bool:
    """Whether a message, as Telegram sent it, may be one of several that belong together."""
    text = message.get("text")
    return "media_group_id" in message or (isinstance(text, str) and len(text) >= _PART_MIN)


def parts(message: Message, later: Sequence[Message]) -> Sequence[Message]:
    """The message and what of the later ones belongs to it, in their order."""
    found = [message]
    for one, other in pairwise([message, *later]):
        if not _goes_on(one, other):
            break
        found.append(other)
    return found


def whole_text(parts: Sequence[Message]) -> str:
    """The text of a paste; where it was cut inside a sentence, the sentence goes on."""
    texts = [part.text or "" for part in parts]
    joints = ["\n" if text.rstrip().endswith(_SENTENCE_ENDS) else " " for text in texts[:-1]]
    return "".join(text + joint for text, joint in zip(texts, [*joints, ""], strict=True))


def _goes_on(one: Message, other: Message) -> bool:
    """Whether the next message of a chat is the next part."""
    if one.media_group_id is not None and not (one.document or other.document):
        return one.media_group_id == other.media_group_id  # each document of a group is one of its own
    pasted = one.text is not None and other.text is not None and len(one.text) >= _PART_MIN
    alone = other.forward_origin is None and not (other.text or "").startswith("/")
    return pasted and alone and one.from_user == other.from_user and other.date - one.date <= _AT_ONCE
