"""The bytes of a feed -> the entries it announces."""

import pickle
import socket
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import NotAFeed, TooLarge
from bot.model import Entry
from bot.sources import feeds
from bot.sources.budget import fit
from bot.sources.feeds import Feed

HOME = "https://phare.example.org/flux/une.xml"
PAGE = "https://phare.example.org/port"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

ITEM = """<item><guid>port-1</guid><title>Le port rouvre</title><link>https://phare.example.org/port</link>
<pubDate>Sun, 22 Nov 2026 13:00:00 +0100</pubDate>
<description>Le port de Kerlanic a rouvert.</description></item>"""
PORT = Entry("port-1", PAGE, "Le port rouvre", NOON, "Le port de Kerlanic a rouvert.")


def parse(*given):
    return feeds.parse(*given).entries


def rss(items, attributes='version="2.0"', head="", encoding="utf-8"):
    channel = f"<channel><title>Le Phare</title>{items}</channel>"
    text = f'<?xml version="1.0"{head}?><rss {attributes}>{channel}</rss>'
    return text.encode(encoding)


def item(**parts):
    """One item, with what a part holds; `None` leaves a part out."""
    usual = {"guid": "port-1", "title": "Le port rouvre", "link": "https://phare.example.org/port"}
    told = "".join(
        f"<{name}>{value}</{name}>" for name, value in (usual | parts).items() if value is not None
    )
    return f"<item>{told}</item>"


def only(items, **options):
    (entry,) = parse(rss(items, **options), HOME)
    return entry


RSS_0_91 = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>{ITEM}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Phare</title><entry><id>port-1</id>
<title>Le port rouvre</title><link href="https://phare.example.org/port"/><published>2026-11-22T12:00:00Z</published>
<updated>2026-11-23T12:00:00Z</updated><summary>Le port de Kerlanic a rouvert.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://phare.example.org/"><title>Le Phare</title></channel>
<item rdf:about="port-1"><title>Le port rouvre</title><link>https://phare.example.org/port</link>
<description>Le port de Kerlanic a rouvert.</description>
<dc:date>2026-11-22T13:00:00+01:00</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(rss(ITEM), id="RSS 2.0"),
        pytest.param(RSS_0_91.encode(), id="RSS 0.91 with its document type"),
        pytest.param(ATOM.encode(), id="Atom"),
        pytest.param(RDF.encode(), id="RDF"),
        pytest.param(b"\xef\xbb\xbf" + rss(ITEM), id="after a byte order mark"),
        pytest.param(b"\n\n  " + rss(ITEM), id="after blank lines"),
        pytest.param(rss(ITEM)[:-20], id="cut before the end"),
        pytest.param(
            rss(ITEM + ITEM[: len(ITEM) // 2])[:-30].replace(b"</channel>", b""), id="cut in the next item"
        ),
    ],
)
def test_every_kind_of_feed_announces_the_same_entry(feed):
    assert parse(feed, HOME)[0] == PORT


def test_an_entry_stays_the_same_when_the_feed_has_moved():
    assert parse(rss(ITEM), "http://elsewhere.example.org/?session=1") == parse(rss(ITEM), HOME)


def test_entries_keep_the_order_of_the_feed():
    items = "".join(item(guid=f"n{n}", title=f"Nouvelle {n}") for n in (3, 1, 2))
    assert [entry.key for entry in parse(rss(items), HOME)] == ["n3", "n1", "n2"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param({"guid": None}, {"key": PAGE}, id="no id: its address stands in"),
        pytest.param({}, {"published": None}, id="no date"),
        pytest.param({"pubDate": "hier soir"}, {"published": None}, id="a date that is none"),
        pytest.param({"pubDate": "Sun, 00 Xyz 0000 00:00:00"}, {"published": None}, id="the year 0"),
        pytest.param({"pubDate": "2026-11-22 12:00:00"}, {"published": NOON}, id="no zone is UTC"),
        pytest.param({"title": None}, {"title": ""}, id="no title"),
        pytest.param({"link": "/port"}, {"address": PAGE}, id="a path"),
        pytest.param({"link": "../port"}, {"address": PAGE}, id="a relative path"),
        pytest.param({"link": "//phare.example.org/port"}, {"address": PAGE}, id="no scheme"),
        pytest.param({"link": f" \n {PAGE} \n"}, {"address": PAGE}, id="blanks around it"),
        pytest.param({"link": PAGE.replace("https", "HTTPS")}, {"address": PAGE}, id="capitals"),
        pytest.param(
            {"link": f"{PAGE}?a=1&amp;b=2"}, {"address": f"{PAGE}?a=1&b=2"}, id="an ampersand in it"
        ),
        pytest.param({"link": None, "guid": PAGE}, {"address": PAGE}, id="no address: the id is one"),
        pytest.param(
            {"link": None, "guid": None, "description": "Un texte."},
            {"address": "", "text": "Un texte."},
            id="no address, but a text",
        ),
    ],
)
def test_what_is_missing_or_odd_in_an_item(parts, expected):
    entry = only(item(**parts))
    assert {name: getattr(entry, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("www.phare.example.net/port", "https://www.phare.example.net/port"),
        ("phare.example.org/port", PAGE),
        ("example.org/port", "https://example.org/port"),
        ("port.html", "https://phare.example.org/flux/port.html"),
        ("feed://phare.example.org/port", PAGE),
    ],
)
def test_an_address_may_lack_its_scheme(link, address):
    assert only(item(link=link)).address == address


@pytest.mark.parametrize(
    "said",
    [
        (
            f'<link rel="alternate" type="text/html" href="{PAGE}"/>'
            '<link rel="enclosure" type="image/jpeg">https://img.example.org/port.jpg</link>'
        ),
        (
            '<link rel="enclosure" type="image/jpeg" href="https://img.example.org/port.jpg"/>'
            f'<link href="{PAGE}"/>'
        ),
    ],
    ids=["between its tags", "before the page"],
)
def test_what_is_enclosed_is_a_picture_and_no_page(said):
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id>{said}</entry></feed>'
    (entry,) = parse(feed.encode(), HOME)
    assert (entry.address, entry.image) == (PAGE, "https://img.example.org/port.jpg")


def test_items_under_one_id_are_told_apart():
    items = [item(guid="site", title=f"Titre {n}", link=f"https://phare.example.org/{n}") for n in range(3)]
    found = parse(rss("".join(items)), HOME)
    assert len({entry.key for entry in found}) == 3
    assert [entry.address[-1] for entry in found] == ["0", "1", "2"]
    assert parse(rss("".join(items[1:])), HOME) == found[1:]  # the same at the next look


def test_an_address_that_several_share_leads_to_none_of_them():
    items = [item(guid=None, title=f"Titre {n}", description=f"Texte {n}.") for n in range(3)]
    found = parse(rss("".join(items)), HOME)
    assert len({entry.key for entry in found}) == 3
    assert [(entry.address, entry.text) for entry in found] == [("", f"Texte {n}.") for n in range(3)]


def test_the_same_item_twice_is_one():
    one, two = parse(rss(item(guid=None) * 2), HOME)
    assert one.key == two.key == one.address


def test_an_item_with_neither_an_address_nor_a_text_is_kept_and_told_apart():
    bare = [
        item(link=None, guid=None, title=title, pubDate=date)
        for title in ("Un", None)
        for date in ("Sun, 22 Nov 2026 12:00:00 GMT", None)
    ]
    found = parse(rss("".join(bare) + ITEM), HOME)
    assert [(entry.address, entry.title) for entry in found] == [("", "Un")] * 2 + [("", "")] * 2 + [
        (PORT.address, PORT.title)
    ]
    assert len({entry.key for entry in found}) == 4  # one title is one news, whenever it is told
    assert parse(rss("".join(bare) + ITEM), HOME) == found


def test_items_without_id_and_address_are_told_apart_by_what_they_say():
    items = "".join(
        item(guid=None, link=None, title=None, description=text) for text in ("Un.", "Deux.", "Un.")
    )
    one, two, again = parse(rss(items), HOME)
    assert one.key == again.key != two.key


@pytest.mark.parametrize(
    "link",
    [
        "http://[oops/port",
        "https://[::1",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "x:y",
    ],
)
def test_what_leads_to_no_page_is_no_address(link):
    odd = item(guid="odd", link=link, description="Un texte.")
    silent = item(guid="silent", link=link)
    assert parse(rss(odd + silent + ITEM), HOME) == (
        Entry("odd", "", "Le port rouvre", None, "Un texte."),
        Entry("silent", "", "Le port rouvre"),
        PORT,
    )


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        pytest.param("Le port &amp; la ville", "Le port & la ville", id="an entity"),
        pytest.param("<![CDATA[Le port & la ville]]>", "Le port & la ville", id="CDATA"),
        pytest.param("L&#8217;&#xE9;t&eacute;", "L’été", id="numbers and names of letters"),
        pytest.param("Le &lt;em&gt;port&lt;/em&gt; rouvre", "Le port rouvre", id="escaped tags"),
        pytest.param("<![CDATA[<b>Le port</b> rouvre]]>", "Le port rouvre", id="tags in CDATA"),
        pytest.param("Caf&amp;eacute; du port", "Café du port", id="escaped twice"),
        pytest.param("5 &lt; 6", "5 < 6", id="a mere sign"),
        pytest.param("Le &lt;&lt;port&gt;&gt; rouvre", "Le «port» rouvre", id="angle brackets for quotes"),
        pytest.param("<![CDATA[Le <<port>> <i>rouvre</i>]]>", "Le «port» rouvre", id="quotes and tags"),
        pytest.param("&amp;lt;&amp;lt;Port&amp;gt;&amp;gt;", "«Port»", id="quotes, escaped twice"),
        pytest.param("Le\n  port \t rouvre", "Le port rouvre", id="broken lines"),
        pytest.param("Le&#x7;\x0bport\x00 rouvre\x7f", "Leport rouvre", id="control characters"),
        pytest.param("Le port &amp;#xD800;", "Le port \ufffd", id="half a character, escaped twice"),
    ],
)
def test_titles_are_plain_text(title, plain):
    assert only(item(title=title)).title == plain


def test_no_control_character_comes_in():
    dirty = only(
        item(guid="a\x00b", description="Un\x00 tex\x1bte.\x07", link="https://phare.example.org/\x01port")
    )
    assert (dirty.key, dirty.text, dirty.address) == ("ab", "Un texte.", "https://phare.example.org/port")


def test_the_longest_text_of_an_item_is_taken():
    full = item(
        **{
            "description": "Le port a rouvert.",
            "content:encoded": "<![CDATA[<p>Le port a rouvert. Tout y est.</p>]]>",
        }
    )
    short = item(**{"description": "Le port a rouvert, dit le maire.", "content:encoded": "Le port"})
    content = 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    assert only(full, attributes=content).text == "<p>Le port a rouvert. Tout y est.</p>"
    assert only(short, attributes=content).text == "Le port a rouvert, dit le maire."


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        pytest.param("", "utf-8", "", id="UTF-8, undeclared"),
        pytest.param(' encoding="iso-8859-1"', "iso-8859-1", "", id="Latin-1, declared"),
        pytest.param("", "iso-8859-1", "text/xml; charset=iso-8859-1", id="Latin-1, declared by the server"),
        pytest.param("", "iso-8859-1", "application/rss+xml", id="Latin-1, undeclared"),
        pytest.param(' encoding="utf-8"', "iso-8859-1", "", id="Latin-1 that says it is UTF-8"),
        pytest.param(' encoding="utf-16"', "utf-16", "", id="UTF-16"),
    ],
)
def test_accents_survive(head, encoding, content_type):
    feed = rss(item(title="L'été à Kerlanic, côté cœur".replace("œ", "oe")), head=head, encoding=encoding)
    (entry,) = parse(feed, HOME, content_type)
    assert entry.title == "L'été à Kerlanic, côté coeur"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        pytest.param(b"", "nothing at all", id="empty"),
        pytest.param(b" \n ", "nothing at all", id="blank"),
        pytest.param(b"<!DOCTYPE html><html><body><p>Bonjour</p></body></html>", "a web page", id="a page"),
        pytest.param(b"<!-- x --><HTML><body>Bonjour", "a web page", id="a page that begins with a comment"),
        pytest.param(b"%PDF-1.7\n\x00\xff", "something", id="a PDF"),
        pytest.param(b"<rs", "something", id="the first bytes of a feed"),
    ],
)
def test_what_is_not_a_feed_says_what_it_is(body, what):
    with pytest.raises(NotAFeed, match=f"^{HOME}: {what}, not an RSS or Atom feed$"):
        parse(body, HOME)


def test_a_web_page_with_items_in_it_is_a_web_page():
    page = b"<!DOCTYPE html><html><body><item><title>Port</title><link>/port</link></item></body></html>"
    with pytest.raises(NotAFeed, match="a web page"):
        parse(page, HOME)


@pytest.mark.parametrize("half", ["&#xD800;", "&#55296;", "&#xdfff;", "&#x110000;", "&#9999999999;"])
def test_half_a_letter_does_not_break_a_feed(half):
    first, second = parse(rss(item(title=f"Le port {half}") + item(guid="b")), HOME)
    assert (first.title, second.key) == ("Le port \ufffd", "b")


def test_a_feed_that_announces_nothing_is_still_a_feed():
    assert parse(rss(""), HOME) == ()


def test_bytes_that_look_like_an_address_are_not_opened(tmp_path):
    there = tmp_path / "feed.xml"
    there.write_bytes(rss(ITEM))
    with socket.create_server(("127.0.0.1", 0)) as server:
        for looks in (f"http://127.0.0.1:{server.getsockname()[1]}/", str(there), there.as_uri()):
            with pytest.raises(NotAFeed):
                parse(looks.encode(), HOME)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_feed_without_end_is_capped():
    entries = parse(rss("".join(item(guid=f"n{n}", title=None) for n in range(10_000))), HOME)
    assert [entry.key for entry in entries] == [f"n{n}" for n in range(500)]


def dated(day):
    return item(guid=day, pubDate=f"2026-11-{day:02}T10:00:00Z")


def test_of_more_than_is_read_the_newest_come_in_their_order():
    days = [3, 28, 1, 27, 2]
    items = "".join(map(dated, days)) + item(guid="undated")
    body, _ = fit(rss(items), "", HOME, 2)
    assert [entry.key for entry in parse(body, HOME)] == ["28", "27"]


def test_of_more_markup_than_is_read_the_newest_comes():
    heavy = [item(guid=f"n{n}", pubDate=f"2026-11-0{n}", description="<p/>" * 12_000) for n in range(1, 6)]
    assert [entry.key for entry in parse(rss("".join(heavy)), HOME)] == ["n4", "n5"]


def test_a_feed_is_read_up_to_a_number_of_bytes():
    assert feeds.parse(rss(ITEM), HOME, "", len(rss(ITEM))).entries == (PORT,)
    with pytest.raises(TooLarge, match=f"^{HOME}: more than 100 bytes$"):
        feeds.parse(rss(ITEM), HOME, "", 100)


def test_very_heavy_entries_come_as_far_as_they_can_be_read():
    heavy = [item(guid=f"n{n}", description="<p/>" * 12_000) for n in range(9)]
    assert [entry.key for entry in parse(rss("".join(heavy)), HOME)] == ["n0", "n1"]


def test_what_is_too_long_is_cut():
    entry = only(item(guid="g" * 5_000, title="t" * 5_000, description="d" * 300_000))
    assert (len(entry.key), len(entry.title), len(entry.text)) == (64, 1_000, 200_000)


MANNERS = """<ttl>60</ttl>
<skipHours><hour>0</hour><hour> 3 </hour><hour>24</hour><hour>25</hour><hour>x</hour>
</skipHours><skipDays><day>Sunday</day><day>monday</day><day>Domingo</day></skipDays>"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("", Feed((PORT,), "Le Phare"), id="nothing"),
        pytest.param(MANNERS, Feed((PORT,), "Le Phare", 3600.0, (0, 3), (0, 6)), id="all"),
        pytest.param("<ttl>0</ttl>", Feed((PORT,), "Le Phare"), id="no time at all is not said"),
        pytest.param("<ttl>-5</ttl>", Feed((PORT,), "Le Phare"), id="less than none"),
        pytest.param("<ttl>bientôt</ttl>", Feed((PORT,), "Le Phare"), id="a word"),
        pytest.param("<ttl>999999</ttl>", Feed((PORT,), "Le Phare", 6_000_000.0), id="for ever"),
        pytest.param("<ttl>1e308</ttl>", Feed((PORT,), "Le Phare"), id="a number of another kind"),
        pytest.param("<skipHours></skipHours>", Feed((PORT,), "Le Phare"), id="no hours in it"),
    ],
)
def test_a_feed_says_when_it_wants_no_visit(said, expected):
    assert feeds.parse(rss(said + ITEM), HOME) == expected


NAMES = """version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" """
PICTURE = "https://phare.example.org/port.jpg"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(f'<media:content url="{PICTURE}" medium="image"/>', id="media"),
        pytest.param(f'<media:content url="{PICTURE}" type="image/jpeg"/>', id="media, by its type"),
        pytest.param(
            f'<media:content url="/small.jpg" medium="image" width="90"/><media:content url="/film.mp4"'
            f' type="video/mp4" width="1900"/><media:content url="{PICTURE}" medium="image" width="1200"/>',
            id="the widest",
        ),
        pytest.param(f'<media:thumbnail url="{PICTURE}"/>', id="a thumbnail"),
        pytest.param(f'<media:content url="{PICTURE}" width="9" height="9"/>', id="media, by its name"),
        pytest.param(f'<enclosure url="{PICTURE}"/>', id="an enclosure, by its name"),
        pytest.param(f'<enclosure url="{PICTURE}" type="image/jpeg" length="1"/>', id="an enclosure"),
        pytest.param(f'<itunes:image href="{PICTURE}"/>', id="iTunes"),
        pytest.param('<media:thumbnail url="/port.jpg"/>', id="a path"),
        pytest.param(
            f'<media:thumbnail url="javascript:x"/><itunes:image href="{PICTURE}"/>',
            id="not what is no address",
        ),
    ],
)
def test_the_picture_of_an_entry(said):
    entry = only(f"<item><link>{PAGE}</link>{said}</item>", attributes=NAMES)
    assert entry.image == PICTURE


def test_a_caption_is_never_a_text_or_a_title():
    caption = "<media:description>Une vue du port, prise du phare.</media:description>"
    said = f'<media:content url="{PICTURE}"><media:title>Vue</media:title>{caption}</media:content>'
    told = item(description="Le port a rouvert.")
    for items in (told.replace("</item>", f"{said}</item>"), told.replace("<item>", f"<item>{said}")):
        entry = only(items, attributes=NAMES)
        assert (entry.title, entry.text, entry.image) == ("Le port rouvre", "Le port a rouvert.", PICTURE)
    assert only(item().replace("</item>", f"{said}</item>"), attributes=NAMES).text == ""


def test_sound_is_no_picture():
    sound = '<enclosure url="https://phare.example.org/port.mp3" type="audio/mpeg" length="1"/>'
    assert only(f"<item><link>{PAGE}</link>{sound}</item>", attributes=NAMES).image == ""


@pytest.mark.parametrize(
    "said",
    [
        "<author>Maëlle Kerzoncuf</author>",
        "<dc:creator>Maëlle Kerzoncuf</dc:creator>",
        "<author>maelle@phare.example.org (Maëlle Kerzoncuf)</author>",
        "<dc:creator>&lt;b&gt;Maëlle&lt;/b&gt; \n Kerzoncuf</dc:creator>",
    ],
)
def test_the_author_of_an_entry(said):
    assert only(f"<item><link>{PAGE}</link>{said}</item>", attributes=NAMES).author == "Maëlle Kerzoncuf"


@pytest.mark.parametrize(
    ("said", "author"),
    [
        (
            "<dc:creator>Maëlle Kerzoncuf</dc:creator><dc:creator>Yann Le Goff</dc:creator>",
            "Maëlle Kerzoncuf, Yann Le Goff",
        ),
        (
            "<author>a@example.org (Yann Le Goff)</author><dc:creator>Yann Le Goff</dc:creator>",
            "Yann Le Goff",
        ),
        ("<author>redaction@example.org</author>", ""),
    ],
    ids=["two", "one, twice", "a mail address"],
)
def test_all_who_signed_and_no_mail_address(said, author):
    assert only(f"<item><link>{PAGE}</link>{said}</item>", attributes=NAMES).author == author


def test_a_link_that_counts_readers_gives_way_to_the_page():
    said = f"<link>https://counter.example.net/~r/1</link><feedburner:origLink>{PAGE}</feedburner:origLink>"
    assert only(f"<item>{said}</item>", attributes=NAMES).address == PAGE


@pytest.mark.parametrize("base", ["https://phare.example.org/ville/", "/ville/"])
def test_xml_base_says_what_links_are_relative_to(base):
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><entry><id>urn:a</id>
    <link href="port"/></entry></feed>"""
    (entry,) = parse(feed.encode(), HOME)
    assert (entry.key, entry.address) == ("urn:a", "https://phare.example.org/ville/port")


@pytest.mark.parametrize(
    "label", ["utf-7", "punycode", "cp037", "bz2", "utf-16", "unicode_escape", "no-such"]
)
def test_a_wrong_label_does_not_spoil_a_feed(label):
    feed = rss(ITEM, head=f' encoding="{label}"')
    assert parse(feed, HOME) == parse(feed, HOME, f"text/xml; charset={label}") == (PORT,)


def test_what_is_read_travels_between_processes():
    feed = feeds.parse(rss(MANNERS + ITEM), HOME)
    assert pickle.loads(pickle.dumps(feed)) == feed


CUTS = st.builds(
    lambda feed, end: feed[:end],
    st.sampled_from([rss(ITEM), ATOM.encode(), RDF.encode()]),
    st.integers(0, 700),
)
MIXED = st.builds(
    lambda feed, at, junk: feed[:at] + junk + feed[at:],
    st.sampled_from([rss(ITEM), ATOM.encode(), RDF.encode()]),
    st.integers(0, 700),
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b"<![CDATA[", b"<!DOCTYPE x [", b"&#xD800;", b"]]>", b"<a href='http://[x'>"]),
    ),
)


@given(st.one_of(st.binary(max_size=300), CUTS, MIXED))
@example(rss(item(description="&lt;a href='http://[x'&gt;a&lt;/a&gt;")))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_entries_or_no_feed(body):
    try:
        entries = parse(body, HOME)
    except NotAFeed:
        return
    for entry in entries:
        assert entry.key
        assert "\x00" not in entry.key + entry.address + entry.title + entry.text
        (entry.key + entry.address + entry.title + entry.text).encode()
