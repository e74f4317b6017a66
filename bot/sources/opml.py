"""A list of sources as OPML, in which readers of feeds exchange them (http://opml.org/spec2.opml)."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bot.errors import NotAFeed, NotAList, TooLarge
from bot.model import Source, SourceKind
from bot.sources.clean import clean, line, web_address
from bot.sources.xml import local, tree

_MAX_BYTES = 4 << 20
_MAX_SOURCES = 2_000
_LOCAL = (SourceKind.FOLDER, SourceKind.HAND)
"""They are of this machine: a list from outside must not name them."""
_SUBTITLE = " / "
_NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """The sources of a list, and the outlines with an address that can't be watched, by name and address."""

    sources: tuple[Source, ...] = ()
    left_out: tuple[str, ...] = ()


def read(body: bytes) -> Listed:
    """What a list holds, each address and each name once.

    The titles of the outlines around a source are its section; a name that was taken gets a number.

    Raises: NotAList when this is no OPML, or declares entities; TooLarge.
    """
    if len(body) > _MAX_BYTES:
        msg = f"the list: more than {_MAX_BYTES} bytes"
        raise TooLarge(msg)
    try:
        root = tree(body, "the list")
    except NotAFeed as err:
        raise NotAList(str(err)) from err
    if local(root) != "opml":
        msg = "the list: not an OPML file"
        raise NotAList(msg)
    found: dict[str, Source] = {}
    names: set[str] = set()
    left_out: list[str] = []
    for outline in root.iter("{*}outline"):
        address = line(_said(outline).get("xmlurl"), _NAME_MAX)
        source = _source(outline)
        if address and (source is None or (source.address not in found and len(found) >= _MAX_SOURCES)):
            left_out.append(f"{_name(outline)} {address}".strip())
        elif source is not None and source.address not in found:
            name = _free(source.name, names)
            names.add(name)
            found[source.address] = replace(source, name=name)
    return Listed(tuple(found.values()), tuple(left_out))


def write(sources: tuple[Source, ...]) -> str:
    """The sources with a web address as OPML 2.0: an outline for each section, in their order."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Laconique"
    body = etree.SubElement(root, "body")
    sections: dict[str, Any] = {"": body}
    for source in sources:
        if source.kind in _LOCAL:
            continue
        if source.section not in sections:
            title = line(source.section)
            sections[source.section] = etree.SubElement(body, "outline", text=title, title=title)
        etree.SubElement(sections[source.section], "outline", _attributes(source))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written.decode()


def _attributes(source: Source) -> dict[str, str]:
    name = line(source.name)
    kind = "rss" if source.kind is SourceKind.FEED else source.kind.value
    return {
        "type": kind,
        "text": name,
        "title": name,
        "xmlUrl": clean(source.address),
        "language": line(source.language),
    }


def _source(outline: Any) -> Source | None:  # noqa: ANN401 - lxml has no types
    said = _said(outline)
    address = web_address(said.get("xmlurl"), "")
    if not address:
        return None
    language = line(said.get("language")).lower().partition("-")[0]
    return Source(
        name=_name(outline) or address,
        kind=_kind(said.get("type", "")),
        address=address,
        language=language if len(language) == 2 and language.isalpha() else "fr",
        section=_SUBTITLE.join(filter(None, map(_name, _around(outline)))),
    )


def _said(outline: Any) -> dict[str, str]:  # noqa: ANN401 - lxml has no types
    return {name.lower(): value for name, value in outline.attrib.items()}


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(named for number in count(2) if (named := f"{name} ({number})") not in taken)


def _kind(said: str) -> SourceKind:
    others = [kind for kind in SourceKind if kind not in _LOCAL]
    return next((kind for kind in others if kind.value == said.lower()), SourceKind.FEED)


def _name(outline: Any) -> str:  # noqa: ANN401 - lxml has no types
    return line(outline.get("title"), _NAME_MAX) or line(outline.get("text"), _NAME_MAX)


def _around(outline: Any) -> list[Any]:  # noqa: ANN401 - lxml has no types
    """The outlines that hold this one, the outermost first."""
    return [above for above in outline.iterancestors() if local(above) == "outline"][::-1]
