"""What Telegram finds by itself in a text (commands, links, mentions, hashtags, e-mails), and its trimming.

Offsets and lengths are UTF-16 code units.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.sandbox.markup import Entity, utf16_len

FOUND: Final = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]'’…])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)",
)
BLANK: Final = " \n\t\r\v\f\u00a0"
CLOSED: Final = ("code", "pre", "text_link", "custom_emoji")
"""Inside these Telegram looks for nothing more."""


def complete(text: str, entities: Sequence[Entity] = ()) -> tuple[str, list[Entity]]:
    """Trim `text` as Telegram does, and add to `entities` what Telegram finds by itself.

    Returns: the text, perhaps empty, and the entities in the order of their offsets, the wider first.
    """
    text, kept = trimmed(text, entities)
    closed = [(entity["offset"], entity["length"]) for entity in kept if entity["type"] in CLOSED]
    found = [entity for entity in _found(text) if not any(_overlap(entity, span) for span in closed)]
    return text, sorted([*kept, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: Sequence[Entity] = ()) -> tuple[str, list[Entity]]:
    """Take the blanks at both ends away; entities shrink with the text, and vanish with the last of it."""
    body = text.lstrip(BLANK)
    shift = utf16_len(text) - utf16_len(body)
    body = body.rstrip(BLANK)
    end = utf16_len(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return body, kept


def _found(text: str) -> Iterator[Entity]:
    for match in FOUND.finditer(text):
        if match.lastgroup:
            offset = utf16_len(text[: match.start()])
            yield {"type": match.lastgroup, "offset": offset, "length": utf16_len(match[0])}


def _overlap(entity: Entity, span: tuple[int, int]) -> bool:
    start, length = span
    return bool(entity["offset"] < start + length and start < entity["offset"] + entity["length"])
