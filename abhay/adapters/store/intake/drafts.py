"""Drafts of telephone notes: each is its writer's own, sealed, and a note that was sent is never a draft again.

They are kept here and not in the browser: a desk's computer is shared, its browser would hold the person's data in
clear on its disk, and a draft in it is lost with the computer. Here it is sealed as the case itself will be.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.errors import KeyMissing
from models.tables import CallDraft

_LOG = logging.getLogger(__name__)

KEPT: Final = timedelta(days=1)
"""How long a draft is kept after its last change, and the key of a note after it was sent."""

_MOST_SHOWN: Final = 5
_SENT: Final = "sent"


@dataclass(frozen=True)
class Draft:
    """A note that was not sent: its key, when it was changed last, and its fields as typed."""

    id: UUID
    changed_at: datetime
    typed: Mapping[str, str]


@dataclass(frozen=True)
class SentNote:
    """A note that was sent: its case, and the hash of what was sent."""

    ref: str
    digest: str


async def keep_draft(database: Database, key: UUID, account_id: UUID, typed: Mapping[str, str]) -> bool:
    """Keeps what somebody types. Returns False, and keeps nothing, for a note that was sent or is somebody else's."""
    async with database.transaction() as session:
        return await _put(session, key, account_id, dict(typed))


async def note_sent(database: Database, key: UUID, account_id: UUID, sent: SentNote) -> None:
    """Notes that a draft became a case; what was typed is deleted."""
    async with database.transaction() as session:
        await _put(session, key, account_id, {_SENT: sent.digest}, sent.ref)


async def _put(
    session: AsyncSession, key: UUID, account_id: UUID, content: dict[str, Any], ref: str | None = None
) -> bool:
    sealed, at = vault_of(session).seal_json(content), await now(session)
    put = insert(CallDraft).values(id=key, account_id=account_id, sealed=sealed, ref=ref, changed_at=at)
    put = put.on_conflict_do_update(
        index_elements=[col(CallDraft.id)],
        set_={"sealed": put.excluded.sealed, "ref": put.excluded.ref, "changed_at": put.excluded.changed_at},
        where=(col(CallDraft.account_id) == account_id) & col(CallDraft.ref).is_(None),
    )
    return (await session.exec(put.returning(col(CallDraft.id)))).first() is not None


async def drafts_of(database: Database, account_id: UUID) -> list[Draft]:
    """Returns somebody's drafts, newest first; one that no key of ours opens is left out."""
    async with database.transaction() as session:
        mine = (CallDraft.account_id == account_id, col(CallDraft.ref).is_(None))
        query = (
            select(CallDraft)
            .where(*mine, col(CallDraft.changed_at) > await now(session) - KEPT)
            .order_by(col(CallDraft.changed_at).desc())
            .limit(_MOST_SHOWN)
        )
        vault, found = vault_of(session), list[Draft]()
        for row in (await session.exec(query)).all():
            try:
                found.append(Draft(row.id, row.changed_at, vault.open_json(row.sealed)))
            except KeyMissing:
                _LOG.warning("a draft of a call cannot be opened: a key is missing")
        return found


async def sent_note(database: Database, key: UUID, account_id: UUID) -> SentNote | None:
    """Returns what became of a note that was sent under this key; None if none was."""
    async with database.transaction() as session:
        row = await session.get(CallDraft, key)
        if row is None or row.ref is None or row.account_id != account_id:
            return None
        return SentNote(row.ref, vault_of(session).open_json(row.sealed)[_SENT])


async def drop_draft(database: Database, key: UUID, account_id: UUID) -> None:
    """Deletes a draft of somebody's own; a note that was sent stays known."""
    mine = (col(CallDraft.id) == key, col(CallDraft.account_id) == account_id, col(CallDraft.ref).is_(None))
    async with database.transaction() as session:
        await session.exec(delete(CallDraft).where(*mine))


async def prune_drafts(database: Database, older_than: timedelta = KEPT) -> int:
    """Deletes drafts, and keys of sent notes, that changed longer ago; returns how many."""
    async with database.transaction() as session:
        old = col(CallDraft.changed_at) < await now(session) - older_than
        gone = await session.exec(delete(CallDraft).where(old).returning(col(CallDraft.id)))
        return len(gone.all())
