"""Passwords of accounts, kept as Argon2id with the least cost that OWASP names: 19 MiB, two passes, one lane.

About 50 ms of one core each. They are made and checked in two threads of their own: twenty sign-ins at once would
otherwise take every core and 400 MiB from what pages people.
"""

import asyncio
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_LOG = logging.getLogger(__name__)

AT_ONCE: Final = 2
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_THREADS: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="abhay-password")


@dataclass(frozen=True)
class Checked:
    """Whether a password was right; `again` is its hash under today's cost where the stored one has another."""

    right: bool
    again: str | None = None


async def hash_password(password: str) -> str:
    """Returns a password as it is stored."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def check_password(password: str, hashed: str | None) -> Checked:
    """Returns whether a password is the one that is stored; None, for no account, is as slow and never right."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _check, password, hashed)


def _check(password: str, hashed: str | None) -> Checked:
    nobody = _of_nobody()  # made at the first check, whoever it is for
    try:
        _HASHER.verify(hashed or nobody, password)
    except InvalidHashError:
        _LOG.exception("a password's hash in the database cannot be read: make a set-up link for the account")
        return Checked(right=False)
    except VerificationError:
        return Checked(right=False)
    if hashed is None:
        return Checked(right=False)
    return Checked(right=True, again=_HASHER.hash(password) if _HASHER.check_needs_rehash(hashed) else None)


@cache
def _of_nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
