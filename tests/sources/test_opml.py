"""Lists of sources, in and out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAList, TooLarge
from bot.model import Source, SourceKind
from bot.sources.opml import Listed, read, write

MAT = Source("Le Mât", SourceKind.FEED, "https://mat.example.org/flux", "fr", "Monde")
PORT = Source("Le Port", SourceKind.FEED, "https://port.example.org/rss")


def opml(outlines, head=""):
    return f'<?xml version="1.0"?>{head}<opml version="1.1"><body>{outlines}</body></opml>'.encode()


def outline(**attributes):
    usual = {"text": "Le Port", "xmlUrl": "https://port.example.org/rss"}
    told = "".join(f' {name}="{value}"' for name, value in (usual | attributes).items() if value is not None)
    return f"<outline{told}/>"


def sources(body):
    return read(body).sources


def only(outlines):
    (source,) = sources(opml(outlines))
    return source


def test_what_is_written():
    assert (
        write((PORT, MAT))
        == """<?xml version='1.0' encoding='utf-8'?>
<opml version="2.0">
  <head>
    <title>Laconique</title>
  </head>
  <body>
    <outline type="rss" text="Le Port" title="Le Port" xmlUrl="https://port.example.org/rss" language="fr"/>
    <outline text="Monde" title="Monde">
      <outline type="rss" text="Le Mât" title="Le Mât" xmlUrl="https://mat.example.org/flux" language="fr"/>
    </outline>
  </body>
</opml>
"""
    )


def test_folders_stay_at_home():
    inbox = Source("Dossier", SourceKind.FOLDER, "/srv/inbox")
    hand = Source("Main", SourceKind.HAND, "https://phare.example.org/")
    assert sources(write((inbox, hand, PORT)).encode()) == (PORT,)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param({}, {}, id="a name and an address"),
        pytest.param(
            {"title": "Le Port, la une"}, {"name": "Le Port, la une"}, id="the title before the text"
        ),
        pytest.param({"text": None}, {"name": "https://port.example.org/rss"}, id="no name"),
        pytest.param(
            {"text": "L&apos;été &amp; le &lt;b>port&lt;/b>"}, {"name": "L'été & le port"}, id="signs"
        ),
        pytest.param({"text": "n" * 900}, {"name": "n" * 200}, id="a long name"),
        pytest.param({"type": "folder"}, {"kind": SourceKind.FEED}, id="never a folder"),
        pytest.param({"language": "de-AT"}, {"language": "de"}, id="a language"),
        pytest.param({"language": "unknown"}, {"language": "fr"}, id="no language"),
        pytest.param({"xmlUrl": None, "XMLURL": "https://port.example.org/rss"}, {}, id="capitals"),
    ],
)
def test_what_is_odd_in_an_outline(attributes, expected):
    source = only(outline(**attributes))
    assert {name: getattr(source, name) for name in expected} == expected


@pytest.mark.parametrize(
    "address", ["", "/srv/inbox", "file:///etc/passwd", "feed:x", "ftp://port.example.org/", "http://[x"]
)
def test_what_has_no_web_address_is_left_out_by_name(address):
    left_out = (f"Le Port {address}",) if address else ()
    assert read(opml(outline(xmlUrl=address))) == Listed((), left_out)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://port.example.org/rss?a=1&b=2", "https://port.example.org/rss?a=1&b=2"),
        ("https://port.example.org/rss?a=1&amp;b=2", "https://port.example.org/rss?a=1&b=2"),
        ("https://port.example.org/rss?a=1&copy=2", "https://port.example.org/rss?a=1&copy=2"),
        ("feed://port.example.org/rss", "https://port.example.org/rss"),
        ("feed:http://port.example.org/rss", "http://port.example.org/rss"),
        ("www.port.example.org/rss", "https://www.port.example.org/rss"),
    ],
)
def test_addresses_as_readers_of_feeds_write_them(written, address):
    assert only(outline(xmlUrl=written)).address == address


def test_a_bare_ampersand_stays_in_a_name():
    assert only(outline(text="Le Port & fils")).name == "Le Port & fils"


def test_the_outlines_around_a_source_are_its_section():
    nested = f"""<outline text="Monde"><outline title="Europe"><outline>{outline()}</outline></outline>
    {outline(xmlUrl="https://phare.example.org/")}</outline>{outline(xmlUrl="https://mer.example.org/")}"""
    assert [source.section for source in sources(opml(nested))] == ["Monde / Europe", "Monde", ""]


def test_an_address_comes_once_and_names_are_told_apart():
    addresses = ["https://a.example/", "https://b.example/", "https://a.example/", "https://c.example/"]
    listed = sources(opml("".join(outline(xmlUrl=address) for address in addresses)))
    assert [(source.name, source.address[8]) for source in listed] == [
        ("Le Port", "a"),
        ("Le Port (2)", "b"),
        ("Le Port (3)", "c"),
    ]


def test_a_list_without_end_is_capped():
    listed = read(opml("".join(outline(text=n, xmlUrl=f"https://a.example/{n}") for n in range(3_000))))
    assert (len(listed.sources), len(listed.left_out)) == (2_000, 1_000)
    assert listed.left_out[0] == "2000 https://a.example/2000"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(opml(outline().replace("Port", "Port & Cie")), id="a bare ampersand"),
        pytest.param(opml(outline())[:-10], id="cut at its end"),
        pytest.param(opml(outline()).replace(b"Port", b"Port\x00"), id="a NUL"),
        pytest.param(opml(outline(text="L'été")).decode().encode("iso-8859-1"), id="Latin-1, undeclared"),
        pytest.param(opml(outline()).decode().encode("utf-16"), id="UTF-16"),
        pytest.param(opml(outline(), "<!DOCTYPE opml SYSTEM 'http://127.0.0.1:9/opml.dtd'>"), id="a DTD"),
        pytest.param(opml(outline(), "<?xml-stylesheet href='http://127.0.0.1:9/'?>"), id="a style sheet"),
    ],
)
def test_lists_as_they_come(body):
    (source,) = sources(body)
    assert source.address == "https://port.example.org/rss"


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"Bonjour", id="text"),
        pytest.param(b"<html><body/></html>", id="a page"),
        pytest.param(opml(outline(text="&l9;"), f"<!DOCTYPE opml [<!ENTITY l0 'ha'>{LAUGHS}]>"), id="laughs"),
        pytest.param(opml(outline(text="&a;"), "<!DOCTYPE opml [<!ENTITY a 'b'>]>"), id="any entity"),
        pytest.param(
            opml("&a;", "<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")
            .decode()
            .encode("utf-16"),
            id="a file, in UTF-16",
        ),
        pytest.param(
            opml("&a;", "<!DOCTYPE opml [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/'> %a;]>"), id="a parameter"
        ),
    ],
)
def test_what_is_refused(body):
    with pytest.raises(NotAList, match=r"^the list: "):
        read(body)


def test_a_list_is_read_up_to_a_number_of_bytes():
    with pytest.raises(TooLarge):
        read(opml(" " * (5 << 20)))


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="<>&"), min_size=1, max_size=9
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
SOURCES = st.lists(
    st.builds(
        Source,
        NAMES,
        st.just(SourceKind.FEED),
        st.integers(0, 99).map('https://port.example.org/rss?a="1"&b=<{}>'.format),
        st.sampled_from(["fr", "en"]),
        st.just("") | NAMES,
    ),
    max_size=6,
    unique_by=(lambda source: source.name, lambda source: source.address),
).map(lambda told: tuple(sorted(told, key=lambda source: source.section != "")))


@given(SOURCES)
@settings(deadline=None)
def test_what_is_written_is_read_back(told):
    assert sorted(sources(write(told).encode()), key=repr) == sorted(told, key=repr)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_sources_or_refused(body):
    try:
        read(opml("").replace(b"</body>", body))
    except NotAList:
        return
