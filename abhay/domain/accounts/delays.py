"""How long to wait after a wrong password: longer each time, never for good.

A lock would let anybody lock the desk out at night by typing its name; a wait costs whoever guesses far more than
whoever mistyped. Tries are counted per account's name and per network. Of a network the first ones cost nothing:
a whole control room may share one address.
"""

import ipaddress
from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(seconds=60)

FREE_OF_NETWORK: Final = 10
"""Wrong passwords from one network without a wait: our own estimate, a shift's typing errors in one room."""

FORGOTTEN: Final = timedelta(hours=1)
"""After the last try, after which wrong passwords count no more."""

TOLD_ALL: Final = 5
"""Failures in a row that are each written to the audit log; beyond, each doubling is."""

_IPV4_NETWORK, _IPV6_NETWORK = 24, 64


def delay_after(failures: int, *, free: int = 0) -> timedelta:
    """Returns the wait after so many wrong passwords in a row: 1, 2, 4 … 60 s once the free ones are used."""
    over = failures - free
    if over <= 0:
        return timedelta()
    return min(timedelta(seconds=2 ** min(over - 1, 10)), LONGEST)


def wait_left(failures: int, last_at: datetime, at: datetime, *, free: int = 0) -> timedelta:
    """Returns the time that is still to be waited; nothing once it has passed, or where there is no delay.

    `last_at` may be after `at`: tries of the same moment wait for each other's lock.
    """
    delay = delay_after(failures, free=free)
    return max(timedelta(), last_at + delay - at) if delay else timedelta()


def is_forgotten(last_at: datetime, at: datetime) -> bool:
    """Returns whether what was tried so long ago counts no more."""
    return at - last_at >= FORGOTTEN


def is_written_down(failures: int) -> bool:
    """Returns whether the failure of this number goes to the audit log: whoever guesses must not fill it."""
    return failures <= TOLD_ALL or failures & (failures - 1) == 0


def network_of(address: str) -> str:
    """Returns the network that an address belongs to: /24, of IPv6 /64; what is no address stands for itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    found = mapped or found
    length = _IPV4_NETWORK if found.version == 4 else _IPV6_NETWORK
    return str(ipaddress.ip_network(f"{found}/{length}", strict=False))
