"""Which IP addresses belong to the public internet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.guard import is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        pytest.param("93.184.215.14", True, id="IPv4"),
        pytest.param("2606:2800:21f:cb07::1", True, id="IPv6"),
        pytest.param("64:ff9b::5db8:d70e", True, id="IPv4 behind a translator"),
        pytest.param("224.0.0.1", False, id="many at once"),
        pytest.param("255.255.255.255", False, id="all at once"),
        pytest.param("ff02::1", False, id="many at once, IPv6"),
        pytest.param("192.0.2.1", False, id="of the books"),
        pytest.param("2001:db8::1", False, id="of the books, IPv6"),
        pytest.param("240.0.0.1", False, id="kept for later"),
        pytest.param("4000::1", False, id="not handed out"),
    ],
)
def test_what_is_public(address, public):
    assert is_public(address) is public


@given(st.ip_addresses(v=4))
def test_no_detour_makes_an_address_public(address):
    """What embeds an IPv4 address is at most as public as that is."""
    embedded = [f"::{address}", f"::ffff:{address}", f"64:ff9b::{address}", f"64:ff9b:1::{address}"]
    number = int(address)
    embedded.append(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")
    assert not any(is_public(form) for form in embedded) or is_public(str(address))
