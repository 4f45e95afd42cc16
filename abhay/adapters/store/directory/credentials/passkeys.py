"""Passkeys of accounts, and the challenges that browsers sign with them: each counts once, for five minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.accounts import actor_of
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts.names import shown_name
from abhay.errors import BadInput, BadPasskey
from abhay.security.bearers import kept, make_bearer
from abhay.security.passkeys import PublicKey
from models.tables import Account, Passkey, PasskeyChallenge

LASTS: Final = timedelta(minutes=5)
MOST: Final = 10
"""Passkeys of one account."""


@dataclass(frozen=True)
class ListedPasskey:
    """A passkey as its owner sees it."""

    name: str
    created_at: datetime
    used_at: datetime | None


async def new_challenge(database: Database, account_id: UUID | None = None) -> str:
    """Returns a new challenge: for a passkey that this account is to get, or, for none, for one that is used."""
    challenge = make_bearer()
    async with database.transaction() as session:
        at = await now(session)
        await session.exec(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) <= at))
        session.add(PasskeyChallenge(challenge_hash=kept(challenge), account_id=account_id, expires_at=at + LASTS))
    return challenge


async def take_challenge(database: Database, challenge: str, account_id: UUID | None = None) -> None:
    """Uses a challenge up. Raises `BadPasskey` for one that is not ours, was used, is too old, or for another use."""
    async with database.transaction() as session:
        row = await session.get(PasskeyChallenge, kept(challenge), with_for_update=True)
        if row is None:
            raise BadPasskey
        await session.delete(row)
        fits = row.account_id == account_id and row.expires_at > await now(session)
    if not fits:
        raise BadPasskey


async def add_passkey(database: Database, account_id: UUID, name: str, key: PublicKey) -> None:
    """Gives an account a passkey, under a name of its own. Raises `BadInput`."""
    shown = shown_name(name)
    async with database.transaction() as session:
        account = await session.get_one(Account, account_id, with_for_update=True)
        others = await _of(session, account_id)
        if len(others) >= MOST:
            raise BadInput(f"An account has at most {MOST} passkeys: remove one first.")
        if any(each.name == shown for each in others):
            raise BadInput(f"There is a passkey {shown} already: choose another name.")
        if await session.get(Passkey, key.credential) is not None:
            raise BadInput("This passkey belongs to an account already.")
        at = await now(session)
        session.add(
            Passkey(
                credential=key.credential, account_id=account_id, name=shown, public_key=key.public_key,
                sign_count=key.sign_count, created_at=at,
            )
        )  # fmt: skip
        audit(session, at, actor_of(account), "account.passkey", name=account.name, passkey=shown)


async def list_passkeys(database: Database, account_id: UUID) -> list[ListedPasskey]:
    """Returns an account's passkeys, oldest first."""
    async with database.transaction() as session:
        return [ListedPasskey(each.name, each.created_at, each.used_at) for each in await _of(session, account_id)]


async def credentials_of(database: Database, account_id: UUID) -> list[str]:
    """Returns the passkeys' own names for themselves, as browsers know them."""
    async with database.transaction() as session:
        return [each.credential for each in await _of(session, account_id)]


async def remove_passkey(database: Database, account_id: UUID, name: str) -> None:
    """Takes a passkey from its account. Raises `BadInput` if there is none of this name."""
    async with database.transaction() as session:
        account = await session.get_one(Account, account_id, with_for_update=True)
        row = next((each for each in await _of(session, account_id) if each.name == name), None)
        if row is None:
            raise BadInput("There is no such passkey.")
        await session.delete(row)
        at = await now(session)
        audit(session, at, actor_of(account), "account.remove_passkey", name=account.name, passkey=row.name)


async def find_passkey(database: Database, account_id: UUID, credential: str) -> PublicKey:
    """Returns the passkey of an account that has this name for itself. Raises `BadPasskey`."""
    async with database.transaction() as session:
        row = await session.get(Passkey, credential)
        if row is None or row.account_id != account_id:
            raise BadPasskey
        return PublicKey(row.credential, row.public_key, row.sign_count)


async def note_use(database: Database, key: PublicKey, sign_count: int) -> None:
    """Writes that a passkey was used. Raises `BadPasskey` if it was used otherwise meanwhile."""
    async with database.transaction() as session:
        row = await session.get(Passkey, key.credential, with_for_update=True)
        if row is None or row.sign_count != key.sign_count:
            raise BadPasskey
        row.sign_count, row.used_at = sign_count, await now(session)


async def _of(session: AsyncSession, account_id: UUID) -> list[Passkey]:
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(col(Passkey.created_at))
    return list((await session.exec(query)).all())
