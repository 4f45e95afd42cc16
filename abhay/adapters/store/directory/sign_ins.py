"""Counts of wrong passwords, per account's name and per network, so that several gateways count together.

A try is counted before the password is looked at: a hundred guesses at one moment get no more than one does. The
right password takes its try back.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts import delays
from abhay.domain.accounts.names import sign_in_name
from abhay.errors import SignInLater
from models.actors import Actor, system
from models.tables import SignInFailures

_OF_NAME, _OF_NETWORK = "name:", "network:"


@dataclass(frozen=True)
class Try:
    """One counted try: its keys, and how many failures there are with it of the name and of the network.

    `at` is when it was counted, `before` when the network's last one was.
    """

    name: str
    network: str
    of_name: int
    of_network: int
    at: datetime
    before: datetime


async def count_try(database: Database, name: str, address: str) -> Try:
    """Counts one try to sign in under a name, from an address. Raises `SignInLater` while one must be waited for."""
    network = delays.network_of(address)
    by_name = _OF_NAME + database.vault.digests("sign-in", sign_in_name(name))[0]
    by_network = _OF_NETWORK + network
    async with database.transaction() as session:
        at = await now(session)
        rows = [await _locked(session, key, at) for key in (by_name, by_network)]  # always in this order: no deadlock
        waits = [
            delays.wait_left(row.failures, row.last_at, at, free=free)
            for row, free in zip(rows, (0, delays.FREE_OF_NETWORK), strict=True)
        ]
        if (wait := max(waits)) > timedelta():
            raise SignInLater(math.ceil(wait.total_seconds()))
        before = rows[1].last_at
        for row in rows:
            row.failures, row.last_at = row.failures + 1, at
        return Try(by_name, by_network, rows[0].failures, rows[1].failures, at, before)


async def forgive(database: Database, tried: Try) -> None:
    """Takes a try back whose password was right: the name's failures are over, the network's are one fewer.

    Of a network the others stay: whoever has one account must not buy free guesses at the next one with it. What they
    cost counts from the last failure again, and not from this sign-in: a whole office behind one address would else
    wait for each other, and its typing errors would never be forgotten.
    """
    async with database.transaction() as session:
        if (row := await session.get(SignInFailures, tried.name, with_for_update=True)) is not None:
            await session.delete(row)
        if (row := await session.get(SignInFailures, tried.network, with_for_update=True)) is not None:
            row.failures = max(0, row.failures - 1)
            if row.last_at == tried.at:  # else somebody has tried since, whose time counts
                row.last_at = tried.before


async def note_failure(database: Database, tried: Try, account: Actor | None) -> None:
    """Writes a wrong password to the audit log, the first ones and then each doubling.

    A name that no account has is not written: it may be a password.
    """
    counted = tried.of_name if account else tried.of_network
    if not delays.is_written_down(counted):
        return
    async with database.transaction() as session:
        name = account.name if account else None
        network = tried.network.removeprefix(_OF_NETWORK)
        at, actor = await now(session), system("gateway")
        audit(session, at, actor, "account.sign_in_failed", name=name, network=network, failures=counted)


async def _locked(session: AsyncSession, key: str, at: datetime) -> SignInFailures:
    """Returns a key's row, locked until the transaction ends; what was forgotten counts from nothing again."""
    new = insert(SignInFailures).values(key=key, failures=0, last_at=at)
    await session.exec(  # an update that changes nothing locks the row, where an insert would do nothing
        new.on_conflict_do_update(index_elements=[col(SignInFailures.key)], set_={"key": col(SignInFailures.key)})
    )
    row = await session.get_one(SignInFailures, key)
    if delays.is_forgotten(row.last_at, at):
        row.failures = 0
    return row
