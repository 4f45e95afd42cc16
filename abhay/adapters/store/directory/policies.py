"""Reads policy versions: each is saved whole, never changes, and is cached after its first reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, PerDatabase, database_of, vault_of
from abhay.adapters.store.db.unavailable import is_locked
from abhay.domain.policy.cutting import cut_above
from abhay.domain.policy.rules import Rules, effective
from abhay.errors import BadInput, UnknownVersion
from models.enums import Status
from models.policy import PolicyDocument
from models.tables import Alert, PolicyVersion

_DOCUMENTS = PerDatabase[dict[int, PolicyDocument]](lambda _: {})


async def current_version(session: AsyncSession) -> int:
    """Returns the newest version's number."""
    return (await session.exec(select(func.max(PolicyVersion.version)))).one() or 0


class PolicyLocked(OperationalError):
    """A program has locked the policy in force: no alert can be stored under it."""


async def hold_current(session: AsyncSession) -> None:
    """Takes the lock on the newest version that storing an alert takes, and does not wait for it.

    Raises `PolicyLocked` if somebody else holds the version.
    """
    query = select(PolicyVersion.version).where(col(PolicyVersion.version) == await current_version(session))
    try:
        await session.exec(query.with_for_update(read=True, key_share=True, nowait=True))
    except OperationalError as error:
        if error.orig is None or not is_locked(error):
            raise
        raise PolicyLocked(None, None, error.orig, hide_parameters=True) from error


async def read_document(session: AsyncSession, version: int) -> PolicyDocument:
    """Returns a version's policy; it is parsed once, since a version never changes."""
    documents = database_of(session).own(_DOCUMENTS)
    if version not in documents:
        row = await session.get_one(PolicyVersion, version)
        documents[version] = PolicyDocument.model_validate(row.body)
    return documents[version]


async def document_of(session: AsyncSession, alert: Alert) -> PolicyDocument:
    """Returns the policy that a case runs under: its frozen version, in a drill cut above the chosen rung."""
    return cut_above(await read_document(session, alert.policy_version), alert.top_rung)


async def rules_of(session: AsyncSession, alert: Alert, unit: str | None) -> Rules:
    """Returns a case's rules: those of its frozen version, for its severity and its unit."""
    document = await document_of(session, alert)
    return Rules(effective(document, alert.severity, unit), document.rung)


async def read_current(database: Database) -> tuple[int, PolicyDocument]:
    """Returns the newest version and its policy."""
    async with database.transaction() as session:
        version = await current_version(session)
        return version, await read_document(session, version)


async def read_version(database: Database, version: int) -> PolicyDocument:
    """Returns the policy of a version. Raises `BadInput` if it was never saved."""
    async with database.transaction() as session:
        if await session.get(PolicyVersion, version) is None:
            newest = await current_version(session)
            raise BadInput(f"version: there is no version {version} of the policy; the newest is {newest}.")
        return await read_document(session, version)


async def versions(database: Database) -> list[dict[str, Any]]:
    """Returns every version, newest first: number, time, author and note."""
    async with database.transaction() as session:
        rows = (await session.exec(select(PolicyVersion).order_by(col(PolicyVersion.version).desc()))).all()
        note_of = vault_of(session).open_text
    return [
        {
            "version": row.version,
            "created_at": row.created_at,
            "created_by": row.created_by,
            "note": note_of(row.sealed_note),
        }
        for row in rows
    ]


@dataclass(frozen=True)
class SavedPolicy:
    """One saved version: when and by whom, the note that was typed with it, and what it says."""

    version: int
    at: datetime
    by: str
    note: str | None
    document: PolicyDocument


async def read_saved(database: Database, version: int | None = None) -> SavedPolicy:
    """Returns a version, by default the one in force. Raises `UnknownVersion`."""
    async with database.transaction() as session:
        row = await session.get(PolicyVersion, version or await current_version(session))
        if row is None or row.version is None:
            raise UnknownVersion
        note = vault_of(session).open_text(row.sealed_note)
        return SavedPolicy(row.version, row.created_at, row.created_by, note, await read_document(session, row.version))


async def open_under_older(database: Database, version: int) -> int:
    """Returns how many open cases run under an older version than this."""
    query = select(func.count()).select_from(Alert).where(Alert.status != Status.CLOSED, Alert.policy_version < version)
    async with database.transaction() as session:
        return (await session.exec(query)).one()


async def version_before(database: Database, version: int) -> int:
    """Returns the number of the version before this one; the first one's own."""
    query = select(func.max(PolicyVersion.version)).where(col(PolicyVersion.version) < version)
    async with database.transaction() as session:
        return (await session.exec(query)).one() or version
