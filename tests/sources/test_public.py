"""Which IP addresses belong to the public internet."""

from ipaddress import ip_address

import pytest
from hypothesis import example, given
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
        pytest.param("192.0.0.9", False, id="of protocols, even where it is an anycast address"),
        pytest.param("192.88.99.1", False, id="a relay to 6to4, which is no more"),
        pytest.param("192.31.196.1", False, id="where questions about private addresses end"),
        pytest.param("192.52.193.1", False, id="a relay of multicast"),
        pytest.param("198.19.255.255", False, id="where speed is measured"),
        pytest.param("2001:1::1", False, id="of protocols, IPv6"),
        pytest.param("2001:20::1", False, id="a hash and no address"),
        pytest.param("2620:4f:8000::1", False, id="where questions about private addresses end, IPv6"),
        pytest.param("3fff::1", False, id="of the newer books"),
        pytest.param("5f00::1", False, id="a route"),
        pytest.param("100::1", False, id="where things are thrown away"),
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


@given(st.ip_addresses())
@example(ip_address("192.0.0.10"))
def test_what_the_standard_library_calls_private_is_not_public(address):
    """Our table says no less than any interpreter's."""
    assert not is_public(str(address)) or (address.is_global and not address.is_multicast)
