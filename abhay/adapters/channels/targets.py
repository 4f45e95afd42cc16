"""Checks the targets of webhooks and pushes: no internal address unless the settings allow it (against SSRF).

The connection goes to the address that was checked, so that DNS rebinding gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from abhay.errors import ChannelRefused, ChannelUnavailable

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Awaitable[list[IPAddress]]]

_NAT64: Final = IPv6Network("64:ff9b::/96")

_NEVER: Final = tuple(map(ip_network, ("192.0.0.0/24", "fec0::/10", "3fff::/20")))
"""Ranges that older Pythons call global: protocol assignments, site-local, documentation (RFC 6890, 3879, 9637)."""


async def resolve(host: str, port: int) -> list[IPAddress]:
    """Returns all addresses of a host, in the system's order. Raises `ChannelUnavailable` if it has none now."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise ChannelUnavailable("The host name of the address cannot be resolved.") from problem
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


def check_addresses(addresses: list[IPAddress], *, encrypted: bool, allow_private: bool) -> None:
    """Raises `ChannelRefused` for targets that must not be called; one bad address refuses the whole host.

    Public addresses need https. Private ones and loopback need `allow_private`, and only loopback may
    then do without encryption. Link-local (cloud metadata), multicast and reserved ones are never called.
    """
    if not addresses or not all(_may_call(address, allow_private=allow_private) for address in addresses):
        raise ChannelRefused("The host of the address is on a network that may not be called.")
    if not encrypted and not all(_real(address).is_loopback for address in addresses):
        raise ChannelRefused("The address must begin with https://.")


def _may_call(address: IPAddress, *, allow_private: bool) -> bool:
    real = _real(address)
    if any(real.version == network.version and real in network for network in _NEVER):
        return False
    if real.is_multicast or real.is_link_local or real.is_unspecified or (real.is_reserved and not real.is_loopback):
        return False
    return real.is_global or allow_private


def _real(address: IPAddress) -> IPAddress:
    """Returns the IPv4 address inside an IPv6 one (mapped, 6to4, NAT64), which is the one to check."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
