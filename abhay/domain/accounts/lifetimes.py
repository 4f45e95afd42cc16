"""How long a session lasts, and how long a given password counts for the acts that ask for it again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from models.enums import Role

SHIFT: Final = timedelta(hours=13)
"""From the sign-in: a shift of twelve hours and its hand-over. A board that signs itself out at night is a fault."""

IDLE: Final[Mapping[Role | None, timedelta]] = {Role.ADMIN: timedelta(minutes=30)}
"""Of a role whose session also ends once nothing was asked for so long; the others have no such end."""

DISPLAY: Final = timedelta(days=365)
"""Of a display on a wall, which nobody can sign in again at night; it shows one board and can be ended any time."""

LINK: Final = timedelta(hours=48)
"""Of a set-up link: over a weekend day, and no longer."""

FRESH: Final = timedelta(minutes=5)
"""For which a password counts for the acts that ask for it again."""

SEEN_EVERY: Final = timedelta(minutes=1)
"""Between two writings of when a session was last seen: each look at a page need not be a write."""


def is_over(role: Role | None, expires_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Returns whether a session has ended; `role` is that of its account, None for a display."""
    if at >= expires_at:
        return True
    idle = IDLE.get(role)
    return idle is not None and at - seen_at >= idle


def is_fresh(authenticated_at: datetime, at: datetime) -> bool:
    """Returns whether the password was given lately enough for an act that asks for it again."""
    return at - authenticated_at < FRESH
