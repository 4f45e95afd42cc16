"""People whom an identity provider vouches for: sign-ins on their way there and back, and the accounts they lead to.

An account is found by the provider's issuer and its own name for the person (`sub`), never by a name or an address
that another could take. What is remembered of a sign-in on its way counts once, for ten minutes, for one browser.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.db.locks import ACCOUNTS, lock
from abhay.adapters.store.directory.accounts import actor_of, place
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts.claims import Standing
from abhay.domain.accounts.names import sign_in_name
from abhay.errors import NotLetIn
from abhay.security.bearers import kept, make_bearer
from models.people.denials import Denial
from models.tables import Account, PoliceUnit, ProviderSignIn

ON_THE_WAY: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class OnTheWay:
    """A sign-in that came back: what was agreed for it, where it leads, and since when it was on its way.

    `again` is the session whose person was to be asked again, if that is what it is for.
    """

    nonce: str
    verifier: str
    onward: str
    again: UUID | None
    began_at: datetime


async def remember_sign_in(
    database: Database,
    *,
    state: str,
    nonce: str,
    verifier: str,
    onward: str,
    again: UUID | None,
    instead_of: str | None,
) -> str:
    """Remembers a sign-in that goes to the provider. Returns the secret by which its browser is known again.

    `instead_of` is such a secret that the browser had before: that sign-in is over.
    """
    secret = make_bearer()
    async with database.transaction() as session:
        at, vault = await now(session), vault_of(session)
        old = col(ProviderSignIn.expires_at) <= at
        if instead_of is not None:
            old |= col(ProviderSignIn.browser_hash) == kept(instead_of)
        await session.exec(delete(ProviderSignIn).where(old))
        row = ProviderSignIn(
            state_hash=kept(state), browser_hash=kept(secret), onward=onward, session_id=again, created_at=at,
            sealed_nonce=vault.seal(nonce.encode()), sealed_verifier=vault.seal(verifier.encode()),
            expires_at=at + ON_THE_WAY,
        )  # fmt: skip
        session.add(row)
    return secret


async def take_sign_in(database: Database, *, state: str, browser: str) -> OnTheWay | None:
    """Returns the sign-in of a state that this browser began, and uses it up; None if there is none."""
    async with database.transaction() as session:
        query = select(ProviderSignIn).where(
            ProviderSignIn.state_hash == kept(state),
            ProviderSignIn.browser_hash == kept(browser),
            col(ProviderSignIn.expires_at) > await now(session),
        )
        row = (await session.exec(query.with_for_update())).one_or_none()
        if row is None:
            return None
        await session.delete(row)
        nonce, verifier = (vault_of(session).open_text(each) or "" for each in (row.sealed_nonce, row.sealed_verifier))
        return OnTheWay(nonce, verifier, row.onward, row.session_id, row.created_at)


async def admit(database: Database, issuer: str, subject: str, standing: Standing) -> UUID:
    """Returns the account of a person whom the provider vouches for: made, or brought to how they stand now.

    A changed role or unit ends its sessions. Raises `NotLetIn` for an account that is switched off, and for a unit
    that there is not.
    """
    async with database.transaction() as session:
        await lock(session, ACCOUNTS)
        if standing.unit is not None and await session.get(PoliceUnit, standing.unit) is None:
            raise NotLetIn(Denial.NO_UNIT)
        account = await _known(session, issuer, subject)
        if account is None:
            return await _made(session, issuer, subject, standing)
        if account.disabled_at is not None:
            raise NotLetIn(Denial.SWITCHED_OFF)
        await place(session, account, standing.role, standing.unit, actor_of(account), by="provider")
        return account.id


async def account_of(database: Database, issuer: str, subject: str) -> UUID | None:
    """Returns the account of a person whom the provider vouches for, if there is one."""
    async with database.transaction() as session:
        account = await _known(session, issuer, subject)
        return account.id if account else None


async def _known(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    query = select(Account).where(Account.issuer == issuer, Account.subject == subject)
    return (await session.exec(query.with_for_update())).one_or_none()


async def _made(session: AsyncSession, issuer: str, subject: str, standing: Standing) -> UUID:
    at, name = await now(session), await _free_name(session, standing.name)
    row = Account(
        name=name, sign_in_name=sign_in_name(name), role=standing.role, unit_id=standing.unit, issuer=issuer,
        subject=subject, created_at=at,
    )  # fmt: skip
    session.add(row)
    audit(
        session, at, actor_of(row), "account.create", name=name, by="provider", account_role=row.role, unit=row.unit_id
    )
    return row.id


async def _free_name(session: AsyncSession, wanted: str) -> str:
    """Returns the name, or with a number after it if it is taken: nobody comes in under another's name."""
    number, name = 1, wanted
    while (await session.exec(select(Account.id).where(Account.sign_in_name == sign_in_name(name)))).first():
        number += 1
        name = f"{wanted[:54].rstrip()} ({number})"
    return name
