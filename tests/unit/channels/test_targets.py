"""Outgoing webhooks must not become a way into our own network."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.targets import check_addresses, resolve
from abhay.errors import ChannelRefused, ChannelUnavailable

INSIDE = [
    "127.0.0.1",
    "::1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]
NEVER = [
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "224.0.0.1",
    "ff02::1",
    "0.0.0.0",  # noqa: S104
    "::",
    "240.0.0.1",
    "::ffff:169.254.169.254",
    "192.0.0.8",
    "fec0::1",
    "3fff::1",
]
LOOPBACK = ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"]
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_called_over_https_only(address: str):
    check_addresses([ip_address(address)], encrypted=True, allow_private=False)
    for allow_private in (False, True):
        with pytest.raises(ChannelRefused, match="https"):
            check_addresses([ip_address(address)], encrypted=False, allow_private=allow_private)


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_needs_the_setting(address: str):
    check_addresses([ip_address(address)], encrypted=True, allow_private=True)
    with pytest.raises(ChannelRefused, match="may not be called"):
        check_addresses([ip_address(address)], encrypted=True, allow_private=False)


@pytest.mark.parametrize("address", NEVER)
def test_link_local_multicast_and_reserved_addresses_are_never_called(address: str):
    with pytest.raises(ChannelRefused):
        check_addresses([ip_address(address)], encrypted=True, allow_private=True)


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_alone_may_do_without_encryption(address: str):
    check_addresses([ip_address(address)], encrypted=False, allow_private=True)
    with pytest.raises(ChannelRefused):
        check_addresses([ip_address("10.0.0.1")], encrypted=False, allow_private=True)


@given(st.lists(st.sampled_from(PUBLIC), min_size=1), st.sampled_from(INSIDE + NEVER), st.integers(0, 10))
def test_one_bad_address_spoils_the_host(good: list[str], bad: str, at: int):
    mixed = [ip_address(text) for text in [*good[:at], bad, *good[at:]]]
    with pytest.raises(ChannelRefused):
        check_addresses(mixed, encrypted=True, allow_private=False)


def test_a_host_without_addresses_is_refused():
    with pytest.raises(ChannelRefused):
        check_addresses([], encrypted=True, allow_private=True)


@given(st.ip_addresses())
def test_without_the_setting_only_public_unicast_gets_through(address):
    try:
        check_addresses([address], encrypted=True, allow_private=False)
    except ChannelRefused:
        return
    assert address.is_global
    assert not any((address.is_multicast, address.is_link_local, address.is_loopback))


async def test_literal_addresses_resolve_to_themselves():
    assert await resolve("127.0.0.1", 80) == [ip_address("127.0.0.1")]
    assert await resolve("::1", 80) == [ip_address("::1")]


@pytest.mark.parametrize("host", ["no such host", "a" * 70 + ".example", "xn--\udc80.example"])
async def test_a_name_that_does_not_resolve_may_do_so_later(host: str):
    with pytest.raises(ChannelUnavailable):
        await resolve(host, 443)
