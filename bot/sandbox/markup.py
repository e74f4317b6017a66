"""Telegram HTML -> plain text and entities, refusing what Telegram refuses, in the same words.

The rules are those of `parse_html` in TDLib (https://github.com/tdlib/td, td/telegram/MessageEntity.cpp):
only `&lt; &gt; &amp; &quot;` and numeric references are decoded, a lone `<` opens a tag, `</>` closes any.
Offsets and lengths of entities are UTF-16 code units; offsets in refusals are UTF-8 bytes.
"""

import re
from dataclasses import dataclass, field
from string import ascii_letters, digits
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from bot.sandbox.params import DIGITS_MAX, is_number
from bot.sandbox.refusals import Refusal, bad_request

Entity = dict[str, Any]
"""One MessageEntity, as JSON."""

KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
NAMED_REFERENCES: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE: Final = " \t\r\n\v\0"
REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
UNQUOTED: Final = frozenset(ascii_letters + digits + ".-")
LINK_SCHEMES: Final = ("http", "https", "tg", "ton")


def utf16_len(text: str) -> int:
    """How Telegram counts: one for most characters, two for those beyond U+FFFF."""
    return len(text) + sum(char > "\uffff" for char in text)


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Read `html` as Telegram's parse mode HTML.

    Returns: the text without tags, and its entities in the order of their offsets, the wider first.
    Raises: Refusal with "can't parse entities: ..." where Telegram would.
    """
    return _Reader(html).read()


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None where it drops the link (`link_fault` says when)."""
    reason = link_fault(url)
    if reason:
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return urlunsplit(parts if parts.path or parts.scheme in ("tg", "ton") else parts._replace(path="/"))


def link_fault(url: str) -> str:
    """Why Telegram does not take this address for a link or a button; empty when it does."""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"http://{url.strip()}")
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme not in LINK_SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme in ("tg", "ton"):
        return ""
    dotted = "." in host.strip(".") or ":" in host
    whole = not any(char.isspace() or char in "<>" for char in url.strip())
    return "" if dotted and whole else "Wrong HTTP URL"


@dataclass(slots=True)
class _Tag:
    """A tag still open: `start` is its place in the text, `width` the UTF-16 offset of that place."""

    name: str
    argument: str
    start: int
    width: int


@dataclass(slots=True)
class _Reader:
    """One reading of one `html`; `at` is the place reached in it."""

    html: str
    at: int = 0
    width: int = 0
    text: list[str] = field(default_factory=list)
    open_tags: list[_Tag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.html):
            if self.html[self.at] != "<":
                self._take(self._character())
            elif self.html.startswith("</", self.at):
                self._close()
            else:
                self._open()
        if self.open_tags:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        text = "".join(self.text)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _take(self, char: str) -> None:
        self.text.append(char)
        self.width += utf16_len(char)

    def _character(self) -> str:
        """The character reached, a reference decoded where Telegram decodes it."""
        match = REFERENCE.match(self.html, self.at)
        char = _decode(match) if match else ""
        if match and char:
            self.at = match.end()
            return char
        self.at += 1
        return self.html[self.at - 1]

    def _until(self, stops: str) -> str:
        """What stands before the next of `stops`, or before the end."""
        start = self.at
        while self.at < len(self.html) and self.html[self.at] not in stops:
            self.at += 1
        return self.html[start : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.html) and self.html[self.at] in SPACE:
            self.at += 1

    def _peek(self) -> str:
        """The character reached, or an empty string at the end."""
        return self.html[self.at : self.at + 1]

    def _byte(self, place: int) -> int:
        return len(self.html[:place].encode(errors="replace"))

    def _open(self) -> None:
        place, begin = self.at, self._byte(self.at)
        self.at += 1
        name = self._until(SPACE + ">").lower()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        if name not in KINDS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(name, begin) or argument
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(place)}')
        self.open_tags.append(_Tag(name, argument, len(self.text), self.width))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; returns the argument it gives to `tag`, or an empty string."""
        name = self._until(SPACE + "=>" if tag == "blockquote" else SPACE + "=")
        if not name:
            raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._peek() != "=":
            if self._peek() and (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            raise _unparsable(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_space()
        if not self._peek():
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._value()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        return _argument(tag, name, value)

    def _value(self) -> str:
        quote = self._peek()
        if quote in ("'", '"'):
            self.at += 1
            value = []
            while self._peek() not in (quote, ""):
                value.append(self._character())
            self.at += 1 if self._peek() else 0
            return "".join(value)
        start = self.at
        while self._peek() in UNQUOTED:
            self.at += 1
        if self._peek() not in (">", "") and self._peek() not in SPACE:
            raise _unparsable(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self.html[start : self.at].lower()

    def _close(self) -> None:
        begin = self._byte(self.at)
        if not self.open_tags:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._until(SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            raise _unparsable(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.width > tag.width:
            self._add(tag)

    def _add(self, tag: _Tag) -> None:
        entity: Entity = {"type": KINDS[tag.name], "offset": tag.width, "length": self.width - tag.width}
        if tag.name == "a":
            url = checked_link(tag.argument or "".join(self.text[tag.start :]))
            if url is None:
                return
            entity["url"] = url
        elif tag.name == "tg-emoji":
            if tag.argument.startswith("0") or not is_number(tag.argument, DIGITS_MAX):
                raise _unparsable("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.argument
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and tag.argument:
            entity["language"] = tag.argument
        if tag.name == "pre" and self._holds_code(entity):
            self.entities[-1]["type"] = "pre"
            return
        self.entities.append(entity)

    def _holds_code(self, pre: Entity) -> bool:
        """Whether the last entity is `<code class="language-...">` that fills this `<pre>`."""
        last = self.entities[-1] if self.entities else {}
        same = all(last.get(key) == pre[key] for key in ("offset", "length"))
        return same and last.get("type") == "code" and "language" in last


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute means for its tag; attributes that mean nothing are ignored, as Telegram does."""
    match (tag, name):
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
        case _:
            return ""


def _decode(match: re.Match[str]) -> str:
    """The character of one reference, or an empty string where Telegram leaves the text as it is."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return NAMED_REFERENCES.get(name, "")
    number = (hexadecimal if hexadecimal is not None else decimal) or "0"
    code = int(number, 16 if hexadecimal is not None else 10) if len(number) < 10 else 0
    width = len(match[0].removesuffix(";"))
    return chr(code) if 0 < code < 0x10FFFF and width < 10 else ""


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
