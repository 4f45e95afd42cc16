"""Accounts of people: made, set up by a link that works once, switched off; every change is in the audit log.

Whoever changes an account's password, role or standing ends its sessions in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import ACCOUNTS, lock
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts.lifetimes import LINK
from abhay.domain.accounts.names import shown_name, sign_in_name
from abhay.domain.permissions import belongs_to_unit, require, signs_in
from abhay.errors import BadInput, BadLink, UnknownAccount, UnknownUnit
from abhay.security.bearers import kept, make_bearer
from models import actors
from models.actors import Act, Actor, ActorRole
from models.enums import Role
from models.tables import Account, Passkey, PoliceUnit, RecoveryCode, SignInSession


@dataclass(frozen=True)
class Listed:
    """An account as a list shows it: `office` is its role, `sessions` are those that have not ended.

    One `by_provider` signs in by the identity provider alone.
    """

    name: str
    office: Role
    unit: str | None
    is_set_up: bool
    by_provider: bool
    has_factor: bool
    link_until: datetime | None
    created_at: datetime
    disabled_at: datetime | None
    seen_at: datetime | None
    sessions: int


def actor_of(account: Account) -> Actor:
    """Returns an account as an actor."""
    return actors.account(account.name, ActorRole(account.role), account.unit_id)


async def create_account(
    database: Database, *, name: str, role: Role, unit: str | None, actor: Actor, password_hash: str | None = None
) -> str | None:
    """Makes an account. Returns the token of its set-up link, this one time; None if it has a password already.

    Raises `WrongRole`, `UnknownUnit`, and `BadInput` for a name that is taken, a role of programs, or unless exactly
    the role `unit` names a unit.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    shown = shown_name(name)
    async with database.transaction() as session:
        await _require_place(session, role, unit)
        if await _named(session, shown) is not None:
            raise BadInput(f"There is an account {shown}: `abhay account link` makes it a new set-up link.")
        at = await now(session)
        row = Account(
            name=shown, sign_in_name=sign_in_name(shown), role=role, unit_id=unit, password_hash=password_hash,
            created_at=at,
        )  # fmt: skip
        session.add(row)
        token = _give_link(row, at) if password_hash is None else None
        audit(session, at, actor, "account.create", name=shown, account_role=role, unit=unit, link=row.link_expires_at)
    return token


async def change_role(database: Database, name: str, *, role: Role, unit: str | None, actor: Actor) -> None:
    """Gives an account another role or unit, as for a transfer, and ends its sessions.

    Raises `WrongRole`, `UnknownAccount`, `UnknownUnit`, and `BadInput` as `create_account` does, or for an account
    whose role an identity provider gives.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        await _require_place(session, role, unit)
        row = await _known(session, name)
        if row.issuer is not None:
            raise BadInput(f"{row.name} has the role that the identity provider gives: change it there.")
        await place(session, row, role, unit, actor, by="admin")


async def place(session: AsyncSession, row: Account, role: Role, unit: str | None, actor: Actor, *, by: str) -> None:
    """Gives an account a role and a unit within the caller's transaction, and ends its sessions if either is new."""
    before, after = (row.role, row.unit_id), (role, unit)
    if before == after:
        return
    row.role, row.unit_id = after
    ended = await end_sessions_of(session, row.id)
    audit(
        session, await now(session), actor, "account.role", name=row.name, by=by, role_before=before[0],
        unit_before=before[1], account_role=role, unit=unit, sessions=ended,
    )  # fmt: skip


async def make_link(database: Database, name: str, actor: Actor) -> str:
    """Returns the token of a new set-up link, which replaces an older one; the password stays until it is used.

    Raises `WrongRole`, `UnknownAccount`, and `BadInput` for an account that is switched off, or whose
    password an identity provider keeps.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        row, at = await _known(session, name), await now(session)
        if row.disabled_at is not None:
            raise BadInput(f"The account {row.name} is switched off: `abhay account enable` first.")
        if row.issuer is not None:
            raise BadInput(f"{row.name} signs in by the identity provider, which keeps the password.")
        token = _give_link(row, at)
        audit(session, at, actor, "account.link", name=row.name, until=row.link_expires_at)
    return token


async def read_link(database: Database, token: str) -> Account:
    """Returns the account that a set-up link is for. Raises `BadLink` for one that is unknown, used or too old."""
    async with database.transaction() as session:
        return await _of_link(session, token)


async def use_link(database: Database, token: str, password_hash: str) -> Account:
    """Sets the password of a link's account, ends its sessions and uses the link up. Raises `BadLink`."""
    async with database.transaction() as session:
        row, at = await _of_link(session, token), await now(session)
        row.password_hash, row.link_hash, row.link_expires_at = password_hash, None, None
        await end_sessions_of(session, row.id)
        audit(session, at, actor_of(row), "account.password", name=row.name, by="link")
    return row


async def set_password(database: Database, account_id: UUID, password_hash: str) -> None:
    """Sets a person's own new password and ends every session of theirs, this one too: the caller opens a new one."""
    async with database.transaction() as session:
        row = await session.get_one(Account, account_id, with_for_update=True)
        row.password_hash, row.link_hash, row.link_expires_at = password_hash, None, None
        await end_sessions_of(session, row.id)
        audit(session, await now(session), actor_of(row), "account.password", name=row.name, by="owner")


async def rehash(database: Database, account_id: UUID, old: str, new: str) -> None:
    """Replaces a hash by one of the same password under today's cost, unless the password was changed meanwhile."""
    async with database.transaction() as session:
        row = await session.get_one(Account, account_id, with_for_update=True)
        if row.password_hash == old:
            row.password_hash = new


async def switch(database: Database, name: str, actor: Actor, *, on: bool) -> None:
    """Switches an account off, with its sessions and its link, or on again. Raises `WrongRole`, `UnknownAccount`."""
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        row, at = await _known(session, name), await now(session)
        row.disabled_at = None if on else row.disabled_at or at
        if not on:
            row.link_hash, row.link_expires_at = None, None
            await end_sessions_of(session, row.id)
        audit(session, at, actor, "account.enable" if on else "account.disable", name=row.name)


async def drop_factor(database: Database, name: str, actor: Actor) -> None:
    """Takes an account's second factor and its passkeys away and ends its sessions: for a lost telephone.

    Raises `WrongRole`, `UnknownAccount`.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        row = await _known(session, name)
        row.sealed_seed, row.factor_since, row.used_step = None, None, None
        await session.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == row.id))
        await session.exec(delete(Passkey).where(col(Passkey.account_id) == row.id))
        await end_sessions_of(session, row.id)
        audit(session, await now(session), actor, "account.drop_factor", name=row.name)


async def end_sessions(database: Database, name: str, actor: Actor) -> int:
    """Ends every session of an account; returns their number. Raises `WrongRole`, `UnknownAccount`."""
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        row = await _known(session, name)
        ended = await end_sessions_of(session, row.id)
        audit(session, await now(session), actor, "account.end_sessions", name=row.name, sessions=ended)
    return ended


async def find_account(database: Database, name: str) -> Account | None:
    """Returns the account of a typed name, switched off or not."""
    async with database.transaction() as session:
        return await _named(session, name)


async def list_accounts(database: Database, actor: Actor) -> list[Listed]:
    """Returns every account by name. Raises `WrongRole`."""
    require(actor, Act.LIST_ACCOUNTS)
    async with database.transaction() as session:
        at = await now(session)
        alive = select(col(SignInSession.account_id), func.count(), func.max(col(SignInSession.seen_at))).where(
            SignInSession.expires_at > at
        )
        seen = {
            one: (count, last) for one, count, last in await session.exec(alive.group_by(col(SignInSession.account_id)))
        }
        rows = (await session.exec(select(Account).order_by(Account.sign_in_name))).all()
        with_passkey = set((await session.exec(select(Passkey.account_id))).all())
    return [_listed(row, at, *seen.get(row.id, (0, None)), has_passkey=row.id in with_passkey) for row in rows]


async def first_link(database: Database, name: str, actor: Actor) -> str | None:
    """Returns the token of a set-up link for the first admin, made if need be; None once anybody has a password."""
    async with database.transaction() as session:
        await lock(session, ACCOUNTS)
        query = select(Account.id).where(col(Account.password_hash).is_not(None)).limit(1)
        if (await session.exec(query)).first() is not None:
            return None
        row, at = await _named(session, name), await now(session)
        if row is None:
            row = Account(name=name, sign_in_name=sign_in_name(name), role=Role.ADMIN, created_at=at)
            session.add(row)
        token = _give_link(row, at)
        audit(session, at, actor, "account.first", name=row.name, until=row.link_expires_at)
    return token


async def _require_place(session: AsyncSession, role: Role, unit: str | None) -> None:
    """Raises `BadInput` for a role of programs, or unless exactly the role `unit` names a unit; `UnknownUnit`."""
    if not signs_in(role):
        raise BadInput("An integrator is a program: `abhay token create` makes its token.")
    if belongs_to_unit(role) != (unit is not None):
        raise BadInput("A unit belongs to the role `unit`, and to no other role.")
    if unit is not None and await session.get(PoliceUnit, unit) is None:
        raise UnknownUnit


def _listed(row: Account, at: datetime, sessions: int, seen_at: datetime | None, *, has_passkey: bool) -> Listed:
    link = row.link_expires_at if row.link_expires_at and row.link_expires_at > at else None
    return Listed(
        name=row.name,
        office=row.role,
        unit=row.unit_id,
        is_set_up=row.password_hash is not None or row.issuer is not None,
        by_provider=row.issuer is not None,
        has_factor=has_passkey or row.factor_since is not None,
        link_until=link,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
        seen_at=seen_at,
        sessions=sessions,
    )


def _give_link(row: Account, at: datetime) -> str:
    token = make_bearer()
    row.link_hash, row.link_expires_at = kept(token), at + LINK
    return token


async def _of_link(session: AsyncSession, token: str) -> Account:
    query = select(Account).where(Account.link_hash == kept(token), col(Account.link_expires_at) > await now(session))
    row = (await session.exec(query.with_for_update())).one_or_none()
    if row is None:
        raise BadLink("This set-up link was used, replaced or is too old: ask an admin for a new one.")
    return row


async def _named(session: AsyncSession, name: str) -> Account | None:
    return (await session.exec(select(Account).where(Account.sign_in_name == sign_in_name(name)))).one_or_none()


async def _known(session: AsyncSession, name: str) -> Account:
    row = await _named(session, name)
    if row is None:
        raise UnknownAccount
    await session.refresh(row, with_for_update=True)
    return row


async def end_sessions_of(session: AsyncSession, account_id: UUID) -> int:
    """Ends every session of an account within the caller's transaction; returns their number."""
    ended = await session.exec(delete(SignInSession).where(col(SignInSession.account_id) == account_id))
    return ended.rowcount
