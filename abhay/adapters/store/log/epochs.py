"""The epochs of the database: which is current, how a new one begins, and which messages are in doubt since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, exists, or_
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import EPOCH, lock
from abhay.adapters.store.log.timeline import audit
from abhay.domain.epochs import Known, Seen, doubt_ends, is_older, lost_time, refs_after
from models.actors import Actor
from models.records import EpochReason
from models.tables import Alert, AuditEntry, Epoch, Notification, TimelineEntry


@dataclass(frozen=True)
class Replaced:
    """Why an epoch begins although the database looks as it was left: by whom it is said, and what is known of it.

    `stands_on`: what the database stands on, None for its newest entry. `newest_ref`: the highest number that is
    known to have been given.
    """

    reason: EpochReason
    actor: Actor
    stands_on: datetime | None = None
    newest_ref: int = 0


async def settle_epoch(database: Database, home: Seen | None, actor: Actor) -> Epoch:
    """Returns the current epoch; begins another one first if the database is older than what the home saw.

    Processes that start at the same time wait for each other: one begins it.
    """
    async with database.transaction() as session:
        found = await _epochs(session)
        if found and not is_older(_known(found, has_cases=True), home):
            return found[-1]
        await lock(session, EPOCH)
        found = await _epochs(session)
        if is_older(_known(found, has_cases=await _has_cases(session)), home):
            return await _begin(session, found, home, Replaced(EpochReason.RESTORED, actor))
        return found[-1] if found else await _first(session)


async def replace_epoch(database: Database, home: Seen | None, how: Replaced) -> Epoch:
    """Begins a new epoch, as somebody said that this database was put back or copied. Returns it.

    A copy begins one, whichever of its processes is first, and whether or not the home could note that it has.
    """
    async with database.transaction() as session:
        await lock(session, EPOCH)
        found = await _epochs(session)
        if how.reason is EpochReason.COPIED and found and _begun_by_copy(found[-1], home):
            return found[-1]
        return await _begin(session, found, home, how)


def _begun_by_copy(epoch: Epoch, home: Seen | None) -> bool:
    return epoch.reason is EpochReason.COPIED and (home is None or home.epoch != epoch.id)


async def beat(database: Database, epoch: Epoch) -> Seen | None:
    """Counts a beat of the epoch; returns what a home is to remember of it, None if the epoch is not there any more.

    The first beat sets the end of the doubt: the system may have been stopped since the epoch began.
    """
    async with database.transaction() as session:
        row = await session.get(Epoch, epoch.number, with_for_update={"key_share": True})
        if row is None or row.id != epoch.id:
            return None
        row.beats, row.seen_at = row.beats + 1, await now(session)
        if row.doubt_until is None and row.lost_seconds is not None:
            row.doubt_until = doubt_ends(row.seen_at, timedelta(seconds=row.lost_seconds))
        return Seen(row.id, row.beats, row.seen_at, await _newest_ref(session))


async def current_epoch(database: Database) -> Epoch | None:
    """Returns the current epoch, None if none has begun."""
    async with database.transaction() as session:
        found = await _epochs(session)
    return found[-1] if found else None


async def note_backup(database: Database, actor: Actor, *, with_keys: bool) -> None:
    """Writes to the audit log that everything was copied into a file, and whether its keys were."""
    async with database.transaction() as session:
        audit(session, await now(session), actor, "database.backup", with_keys=with_keys)


async def untold(session: AsyncSession) -> Epoch | None:
    """Returns the current epoch, locked, if the desk is to hear of it and nobody else is telling it now."""
    newest = select(func.max(Epoch.number)).scalar_subquery()
    query = (
        select(Epoch)
        .where(Epoch.number == newest, Epoch.reason != EpochReason.FIRST, col(Epoch.told_at).is_(None))
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(query)).first()


def in_doubt() -> ColumnElement[bool]:
    """Returns whether another database may have sent a message, as a column beside `Alert` and `Notification`."""
    return exists().where(
        col(Epoch.reason) != EpochReason.FIRST,
        col(Alert.received_at) < col(Epoch.began_at),
        or_(col(Epoch.doubt_until).is_(None), col(Notification.queued_at) <= col(Epoch.doubt_until)),
    )


async def _begin(session: AsyncSession, found: Sequence[Epoch], home: Seen | None, how: Replaced) -> Epoch:
    at, last = await now(session), found[-1] if found else None
    stands_on = how.stands_on or await _newest_entry(session, last) or at
    lost = lost_time(stands_on, home, at)
    newest = max(await _newest_ref(session), how.newest_ref, home.last_ref if home else 0)
    lost_seconds = None if how.reason is EpochReason.COPIED else lost // timedelta(seconds=1)
    epoch = Epoch(
        number=last.number + 1 if last else 1,
        reason=how.reason,
        began_at=at,
        stands_on=stands_on,
        lost_seconds=lost_seconds,
        refs_after=refs_after(newest, lost),
        seen_at=at,
    )
    session.add(epoch)
    await session.exec(select(func.setval("alert_ref_seq", epoch.refs_after)))
    audit(
        session,
        at,
        how.actor,
        "epoch.begin",
        number=epoch.number,
        reason=how.reason.value,
        stands_on=stands_on,
        lost_seconds=lost_seconds,
        refs_after=epoch.refs_after,
    )
    return epoch


async def _first(session: AsyncSession) -> Epoch:
    at = await now(session)
    epoch = Epoch(number=1, reason=EpochReason.FIRST, began_at=at, seen_at=at)
    session.add(epoch)
    return epoch


async def _epochs(session: AsyncSession) -> Sequence[Epoch]:
    query = select(Epoch).order_by(col(Epoch.number)).execution_options(populate_existing=True)
    return (await session.exec(query)).all()


def _known(found: Sequence[Epoch], *, has_cases: bool) -> Known:
    if not found:
        return Known(has_cases=has_cases)
    return Known(found[-1].id, found[-1].beats, {epoch.id for epoch in found}, has_cases)


async def _has_cases(session: AsyncSession) -> bool:
    return (await session.exec(select(Alert.id).limit(1))).first() is not None


async def _newest_ref(session: AsyncSession) -> int:
    """Returns the number of the newest ref, 0 if none was given."""
    return (await session.exec(select(func.pg_sequence_last_value("alert_ref_seq", type_=BigInteger)))).one() or 0


async def _newest_entry(session: AsyncSession, last: Epoch | None) -> datetime | None:
    """Returns the time of the newest that the database knows, None if it knows nothing."""
    newest: list[datetime | None] = [last.seen_at if last else None]
    for entry in (AuditEntry, TimelineEntry):
        query = select(entry.at).order_by(col(entry.at).desc()).limit(1)
        newest.append((await session.exec(query)).first())
    return max((at for at in newest if at is not None), default=None)
