"""Counts figures of the whole database, for monitoring and readiness."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import BigInteger, DateTime, and_, func, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.locks import HELD_KEYS, LISTENING, WATCHING
from abhay.adapters.store.log.living import works
from models.enums import MessageStatus, Status
from models.tables import Alert, Notification


@dataclass(frozen=True)
class Figures:
    """Cases by (status, severity), messages by (kind, status), and the seconds by which the latest step is late."""

    cases: dict[tuple[str, str], int]
    messages: dict[tuple[str, str], int]
    oldest_overdue: float


async def read_figures(database: Database) -> Figures:
    """Returns the present figures."""
    async with database.transaction() as session:
        cases = select(Alert.status, Alert.severity, func.count()).group_by(Alert.status, Alert.severity)
        messages = select(Notification.kind, Notification.status, func.count()).group_by(
            Notification.kind, Notification.status
        )
        late = select(func.extract("epoch", func.abhay_now() - func.min(Alert.next_at))).where(
            Alert.status != Status.CLOSED
        )
        return Figures(
            cases={(status, severity): count for status, severity, count in (await session.exec(cases)).all()},
            messages={(kind, status): count for kind, status, count in (await session.exec(messages)).all()},
            oldest_overdue=max(0.0, float((await session.exec(late)).one() or 0)),
        )


STILL_AFTER, OVERDUE_AFTER, FAILING_AFTER = 10, 10, 60
"""Seconds: a new case nobody has moved on stands still; a step is overdue; its case stands still as well."""

FAILS_FOR, FAILS_TIMES = timedelta(minutes=10), 3
"""A channel fails if so many of its messages failed in this time, and none went out in it."""


@dataclass(frozen=True)
class Standing:
    """How the open cases stand, and whether the movers work.

    `still` are the refs of those that stand still; `overdue` tells whether a step is overdue; `worker` and `watcher`
    whether one is connected and has shown a sign of life lately. Stock workers show none here. `failing` are the
    channels on which nothing goes out any more.
    """

    still: tuple[str, ...]
    overdue: bool
    worker: bool
    watcher: bool
    failing: tuple[str, ...] = ()


async def read_standing(database: Database) -> Standing:
    """Returns how the open cases stand now, by statements that read late cases and failed messages alone."""
    late = func.extract("epoch", func.abhay_now() - col(Alert.next_at))
    stands = or_(late > FAILING_AFTER, and_(col(Alert.status) == Status.RECEIVED, late > STILL_AFTER))
    ago = func.abhay_now(type_=DateTime(timezone=True)) - timedelta(seconds=OVERDUE_AFTER)
    overdue = and_(col(Alert.status) != Status.CLOSED, col(Alert.next_at) < ago)
    query = select(
        func.count(),
        func.array_agg(Alert.ref).filter(stands),
        and_(literal(LISTENING, BigInteger).in_(HELD_KEYS), works("worker")),
        and_(literal(WATCHING, BigInteger).in_(HELD_KEYS), works("watcher")),
    ).where(overdue)
    async with database.transaction() as session:
        count, refs, worker, watcher = (await session.exec(query)).one()
        failing = await _failing_channels(session)
    return Standing(tuple(sorted(refs or ())), count > 0, worker, watcher, failing)


async def failing_channels(database: Database) -> tuple[str, ...]:
    """Returns the channels on which nothing goes out any more."""
    async with database.transaction() as session:
        return await _failing_channels(session)


async def _failing_channels(session: AsyncSession) -> tuple[str, ...]:
    """Returns the channels on which several messages failed, or are in doubt, since the last one that went out."""
    since = await now(session) - FAILS_FOR
    out = aliased(Notification)
    at = func.coalesce(Notification.failed_at, Notification.sending_deadline, Notification.queued_at)
    last_out = select(func.max(out.sent_at)).where(col(out.channel) == Notification.channel, col(out.sent_at) > since)
    bad = col(Notification.status).in_([MessageStatus.FAILED, MessageStatus.UNKNOWN])
    recent = (bad, at > since, at > func.coalesce(last_out.correlate(Notification).scalar_subquery(), since))
    channels = select(Notification.channel).where(*recent).group_by(Notification.channel)
    return tuple(sorted((await session.exec(channels.having(func.count() >= FAILS_TIMES))).all()))
