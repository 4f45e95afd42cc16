"""Sessions of signed-in browsers. The cookie holds a secret of 256 random bits, the table its SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.accounts import actor_of
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts.lifetimes import FRESH, SEEN_EVERY, SHIFT, is_over
from abhay.security.bearers import kept, make_bearer
from models import actors
from models.actors import Actor
from models.enums import Role
from models.tables import Account, Passkey, PoliceUnit, SignInSession


@dataclass(frozen=True)
class SignedIn:
    """A session that has not ended: whose it is, and since when.

    `unit` names the actor's police unit in Hindi and in English. `at` is the database's time of this look,
    `authenticated_at` when a password was last given. `account_id` and `role` are None for a display. `has_factor` is
    whether its account has a second factor that counts; of a session `by_provider` the provider looks after that.
    """

    actor: Actor
    session_id: UUID
    account_id: UUID | None
    role: Role | None
    has_factor: bool
    has_passkey: bool
    by_provider: bool
    unit: tuple[str, str] | None
    authenticated_at: datetime
    expires_at: datetime
    at: datetime


async def open_session(
    database: Database,
    account_id: UUID,
    *,
    instead_of: str | None = None,
    by_provider: bool = False,
    proven_at: datetime | None = None,
) -> str | None:
    """Opens a session for whoever has just proven to be this person. Returns its secret for the cookie.

    `by_provider` is a session that an identity provider vouches for, and `proven_at` when it last asked the person for
    a password: with None it does not tell, and the acts that ask for the password again do.

    `instead_of` is the secret that the browser brought along: its row is deleted, whosever it was, so that no id
    from before a sign-in is worth anything after it. Returns None for an account that was switched off meanwhile.
    """
    async with database.transaction() as session:
        account = await session.get_one(Account, account_id, with_for_update={"read": True})
        if account.disabled_at is not None:
            return None
        at, secret = await now(session), make_bearer()
        await session.exec(delete(SignInSession).where(col(SignInSession.expires_at) <= at))
        if instead_of is not None:
            await session.exec(delete(SignInSession).where(col(SignInSession.id_hash) == kept(instead_of)))
        session.add(
            SignInSession(
                id_hash=kept(secret), account_id=account_id, created_at=at, seen_at=at, expires_at=at + SHIFT,
                authenticated_at=min(at, proven_at or at - FRESH) if by_provider else at, by_provider=by_provider,
            )
        )  # fmt: skip
        way = "provider" if by_provider else "password"
        audit(session, at, actor_of(account), "account.sign_in", name=account.name, by=way)
    return secret


async def renew_session(database: Database, session_id: UUID) -> str | None:
    """Gives a session a new secret, since its person has just given the password again. Returns None if it is over.

    It ends when it would have ended.
    """
    async with database.transaction() as session:
        row = await session.get(SignInSession, session_id, with_for_update=True)
        if row is None:
            return None
        secret = make_bearer()
        row.id_hash, row.authenticated_at = kept(secret), await now(session)
        row.seen_at = row.authenticated_at
    return secret


async def find_session(database: Database, secret: str) -> SignedIn | None:
    """Returns the session of a cookie; None if it has ended. That it was seen is written at most once a minute."""
    async with database.transaction() as session:
        return await _found(session, SignInSession.id_hash == kept(secret), seen=True)


async def still_signed_in(database: Database, session_id: UUID) -> SignedIn | None:
    """Returns the session if it has not ended, without counting this as a sign of its person: for a live stream."""
    async with database.transaction() as session:
        return await _found(session, SignInSession.id == session_id, seen=False)


async def end_session(database: Database, secret: str) -> None:
    """Ends the session of a cookie, if there is one."""
    async with database.transaction() as session:
        found = await _found(session, SignInSession.id_hash == kept(secret), seen=False)
        await session.exec(delete(SignInSession).where(col(SignInSession.id_hash) == kept(secret)))
        if found is not None:
            audit(session, found.at, found.actor, "account.sign_out", name=found.actor.name)


async def _found(session: AsyncSession, which: bool, *, seen: bool) -> SignedIn | None:  # noqa: FBT001  SQLModel types a comparison of columns so
    query = (
        select(SignInSession, Account, PoliceUnit, exists().where(col(Passkey.account_id) == Account.id))
        .join(Account, col(SignInSession.account_id) == col(Account.id), isouter=True)
        .join(
            PoliceUnit,
            (col(PoliceUnit.id) == col(Account.unit_id)) | (col(PoliceUnit.id) == col(SignInSession.unit_id)),
            isouter=True,
        )
        .where(which)
    )
    row = (await session.exec(query)).one_or_none()
    if row is None:
        return None
    found, account, unit, has_passkey = cast("tuple[SignInSession, Account | None, PoliceUnit | None, bool]", row)
    at = await now(session)
    has_ended = is_over(account.role if account else None, found.expires_at, found.seen_at, at)
    if has_ended or (account is not None and account.disabled_at is not None):
        return None
    if seen and at - found.seen_at >= SEEN_EVERY:
        found.seen_at = at
    return _signed_in(found, account, unit, at, has_passkey=has_passkey)


def _signed_in(
    found: SignInSession, account: Account | None, unit: PoliceUnit | None, at: datetime, *, has_passkey: bool
) -> SignedIn:
    return SignedIn(
        actor=actor_of(account) if account else actors.display(found.display or "", found.unit_id),
        session_id=found.id,
        account_id=found.account_id,
        role=account.role if account else None,
        has_factor=found.by_provider or has_passkey or (account is not None and account.factor_since is not None),
        has_passkey=has_passkey,
        by_provider=found.by_provider,
        unit=(unit.name_hi, unit.name_en) if unit else None,
        authenticated_at=found.authenticated_at,
        expires_at=found.expires_at,
        at=at,
    )
