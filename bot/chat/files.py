"""A file that a reader sends: how it is read."""

from pathlib import PurePath

from bot.sources.media import MEDIA_TYPES

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def file_type(name: str, told: str) -> str:
    """The media type as which a file is read: as was told of it, else by the end of its name, else a text."""
    if told in _PAGES:
        return "text/html"
    if told != "text/plain" and told in MEDIA_TYPES.values():
        return told
    return MEDIA_TYPES.get(PurePath(name).suffix.lower(), "text/plain")
