"""What servers pack is unpacked, and never to more than the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.unpack import Broken, Overfull, unpack
from tests.sources.packing import PACKERS, RAW_DEFLATE

BODY = "Le phare de Tromsø rouvre. ".encode() * 100


@pytest.mark.parametrize("by", PACKERS)
def test_what_is_packed_is_unpacked(by):
    assert unpack(PACKERS[by](BODY), by, len(BODY)) == BODY


@pytest.mark.parametrize("by", [by for by in PACKERS if by != "identity"])
def test_not_a_byte_more_than_the_limit(by):
    with pytest.raises(Overfull):
        unpack(PACKERS[by](BODY), by, len(BODY) - 1)


@pytest.mark.parametrize(
    ("body", "encodings", "unpacked"),
    [
        pytest.param(RAW_DEFLATE(BODY), "deflate", BODY, id="deflate without its header"),
        pytest.param(PACKERS["gzip"](BODY[:50]) + PACKERS["gzip"](BODY[50:]), "gzip", BODY, id="two members"),
        pytest.param(PACKERS["gzip"](BODY) + b"\0" * 20, "gzip", BODY, id="padded"),
        pytest.param(PACKERS["gzip"](BODY), "GZIP", BODY, id="capitals"),
        pytest.param(BODY, "utf-8", BODY, id="what is no encoding"),
        pytest.param(BODY, "", BODY, id="nothing"),
        pytest.param(b"", "gzip", b"", id="an empty body"),
        pytest.param(PACKERS["gzip"](b""), "gzip", b"", id="an empty body, packed"),
        pytest.param(PACKERS["br"](b""), "br", b"", id="an empty body, packed by brotli"),
        pytest.param(PACKERS["zstd"](b""), "zstd", b"", id="an empty body, packed by zstd"),
    ],
)
def test_the_odd_ways_of_servers(body, encodings, unpacked):
    assert unpack(body, encodings, 10_000) == unpacked


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=2000), st.integers(0, 3000))
def test_whatever_is_packed(by, body, limit):
    packed = PACKERS[by](body)
    if len(body) <= limit:
        assert unpack(packed, by, max(limit, len(packed))) == body
    else:
        with pytest.raises(Overfull):
            unpack(packed, by, limit)


@given(
    st.sampled_from(sorted(PACKERS)), st.binary(max_size=300), st.integers(0, 10**6), st.binary(max_size=3)
)
def test_whatever_is_broken(by, body, where, instead):
    """Bytes, or one of two errors; never more than the limit."""
    packed = PACKERS[by](body)
    at = where % (len(packed) + 1)
    try:
        out = unpack(packed[:at] + instead + packed[at + 3 :], by, 200)
    except (Broken, Overfull):
        return
    assert len(out) <= 200
