import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import complete
from bot.sandbox.markup import checked_link, parse_html, utf16_len
from bot.sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("<b>gras</b>", "gras", [("bold", 0, 4)], id="a tag becomes an entity"),
        pytest.param("<STRONG>x</strong>", "x", [("bold", 0, 1)], id="the case of a tag means nothing"),
        pytest.param("😀<i>é</i>", "😀é", [("italic", 2, 1)], id="offsets are UTF-16 units"),
        pytest.param(
            "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)], id="nested: the wider first"
        ),
        pytest.param("<b></b>x", "x", [], id="nothing inside: no entity"),
        pytest.param("<b>x</>", "x", [("bold", 0, 1)], id="an empty end tag closes any tag"),
        pytest.param(
            "<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)], id="quote"
        ),
        pytest.param('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)], id="a spoiler by class"),
        pytest.param(
            "<del>s</del><ins>u</ins>", "su", [("strikethrough", 0, 1), ("underline", 1, 1)], id="del, ins"
        ),
        pytest.param("&lt;&gt;&amp;&quot;", '<>&"', [], id="the four named references"),
        pytest.param("&#233;&#xE9;&#128512;", "éé😀", [], id="numeric references"),
        pytest.param("&#0000065;&#00000065;", "A&#00000065;", [], id="a longer reference stays as it is"),
        pytest.param(
            "&nbsp;&eacute;&apos;", "&nbsp;&eacute;&apos;", [], id="other references stay as they are"
        ),
        pytest.param("AT&T & co", "AT&T & co", [], id="a lone ampersand stays"),
        pytest.param("&lt x", "< x", [], id="a reference needs no semicolon"),
        pytest.param("<a href='ftp://e.org'>x</a>", "x", [], id="a link Telegram does not know vanishes"),
        pytest.param("<a href='http://localhost/'>x</a>", "x", [], id="so does a link to localhost"),
        pytest.param("3 > 2", "3 > 2", [], id="a lone > is text"),
    ],
)
def test_html_becomes_text_and_entities(source, text, entities):
    found_text, found = parse_html(source)
    assert found_text == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_links_and_code_keep_what_their_attributes_say():
    source = '<a href="http://e.org?a=1&amp;b=2">x</a><pre><code class="language-py">y</code></pre>'
    _, (link, code) = parse_html(source)
    assert link["url"] == "http://e.org/?a=1&b=2"
    assert (code["type"], code["language"]) == ("pre", "py")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<br/>x", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_cannot_parse(source, reason):
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_half_a_surrogate_pair_is_no_text():
    with pytest.raises(Refusal, match="unmatched surrogate code units"):
        parse_html("&#xd800;")


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text):
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code"]), st.text(min_size=1)), max_size=5))
def test_an_entity_covers_what_stood_between_its_tags(pieces):
    source = "".join(f"<{tag}>{html.escape(text, quote=False)}</{tag}>" for tag, text in pieces)
    text, entities = parse_html(source)
    units = text.encode("utf-16-le", "surrogatepass")
    covered = [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities]
    assert covered == [piece for _, piece in pieces]


@given(st.text() | st.text(alphabet="<>/&;=\"' abip#xé😀", max_size=40))
def test_parsing_ends_in_a_refusal_or_in_entities_that_lie_in_the_text(source):
    with suppress(Refusal):
        text, entities = complete(*parse_html(source))
        assert all(e["length"] > 0 and e["offset"] + e["length"] <= utf16_len(text) for e in entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("/start", [("bot_command", 0, 6)], id="a command"),
        pytest.param("😀 /topic russie", [("bot_command", 3, 6)], id="after an emoji"),
        pytest.param("et/ou 1/2", [], id="a slash in a word is none"),
        pytest.param("voir https://e.org/a?b=1.", [("url", 5, 19)], id="a link, without the full stop"),
        pytest.param(
            "à @anne_d et a@b.fr #été", [("mention", 2, 7), ("email", 13, 6), ("hashtag", 20, 4)], id="rest"
        ),
    ],
)
def test_what_telegram_finds_by_itself(text, found):
    _, entities = complete(text)
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == found


def test_blanks_at_both_ends_go_and_entities_follow():
    text, entities = complete(*parse_html("\n <b> a</b> <i> </i>\n"))
    assert text == "a"
    assert [(entity["offset"], entity["length"]) for entity in entities] == [(0, 1)]


def test_nothing_is_looked_for_inside_code():
    assert [e["type"] for e in complete(*parse_html("<code>/start</code>"))[1]] == ["code"]


def test_an_address_keeps_at_least_a_slash():
    assert checked_link("example.org") == "http://example.org/"
