"""Addresses at messengers: the name of a service of the settings, and who is meant there, as in `ntfy:kota-control`."""

import re
from dataclasses import dataclass
from typing import Final

_ADDRESS: Final = re.compile(r"([a-z0-9][a-z0-9_-]{0,39}):([A-Za-z0-9_@#!+.:=-]{1,200})")


@dataclass(frozen=True)
class SideAddress:
    """A service by its name in the settings, and a topic, room, chat or user there."""

    service: str
    target: str


def side_address(text: str) -> SideAddress | None:
    """Returns the address, None for any other text: a web address with its slashes, a file, a token are none."""
    found = _ADDRESS.fullmatch(text)
    return None if found is None else SideAddress(found[1], found[2])
