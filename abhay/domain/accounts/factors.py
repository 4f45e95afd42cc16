"""Who needs a second factor, and which acts ask for the password again."""

from collections.abc import Mapping
from typing import Final, Literal

from models.actors import Act
from models.enums import Role

Totp = Literal["admins", "all", "off"]

_NEEDED: Final[Mapping[Totp, Mapping[Role | None, bool]]] = {
    "admins": {Role.ADMIN: True},
    "all": dict.fromkeys(Role, True),
    "off": {},
}

ASKS_AGAIN: Final = frozenset(
    {
        *(Act.SET_POLICY, Act.SET_CONTACTS, Act.CONFIRM_CONTACTS, Act.MANAGE_ACCOUNTS),
        *(Act.SET_ROSTER, Act.OVERRIDE_ROSTER),
    }
)
"""Acts that a browser left open must not do: who is paged, when, and who comes in."""


def needs_factor(setting: Totp, role: Role | None) -> bool:
    """Returns whether accounts of a role must have a second factor; a display, which has no role, never."""
    return _NEEDED[setting].get(role, False)


def asks_code(setting: Totp, *, has_factor: bool) -> bool:
    """Returns whether a sign-in asks for a code: whoever has a second factor gives one, unless it is switched off."""
    return has_factor and setting != "off"
