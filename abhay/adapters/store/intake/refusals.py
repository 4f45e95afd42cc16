"""Stores what was refused of each source, one row per source, so that several gateways count together."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.domain.intake import refusals as rules
from abhay.domain.intake.refusals import Refusals
from models.enums import IntakeChannel
from models.tables import AlertEvent, RefusedDelivery


@dataclass(frozen=True)
class RefusalNews:
    """What the desk is to be told of a source, as it stood before the message; `over` for the all-clear."""

    source: str
    refusals: Refusals
    over: bool


async def count_refusals(database: Database, refused: Mapping[str, Mapping[str, int]]) -> None:
    """Adds refusals by source and reason."""
    async with database.transaction() as session:
        at = await now(session)
        for source, reasons in sorted(refused.items()):
            first = asdict(Refusals(since=at, last_at=at, reasons={}))
            await session.exec(insert(RefusedDelivery).values(source=source, **first).on_conflict_do_nothing())
            row = await session.get_one(RefusedDelivery, source, with_for_update=True)
            _write(row, rules.counted(_of(row), reasons, at))


async def take_news(database: Database) -> list[RefusalNews]:
    """Returns what the desk is to be told now, and notes it as told: one of several watchers gets each piece."""
    async with database.transaction() as session:
        at = await now(session)
        rows = (await session.exec(select(RefusedDelivery))).all()
        due = [row.source for row in rows if row.open or rules.must_tell(_of(row), at)]
        found = [await _news_of(session, source, at) for source in sorted(due)]
    return [news for news in found if news is not None]


async def put_back(database: Database, news: RefusalNews) -> None:
    """Takes the note back where no channel took the message, so that it is tried again."""
    async with database.transaction() as session:
        row = await session.get_one(RefusedDelivery, news.source, with_for_update=True)
        row.told_at, row.open = news.refusals.told_at, news.refusals.open


async def _news_of(session: AsyncSession, source: str, at: datetime) -> RefusalNews | None:
    row = await session.get_one(RefusedDelivery, source, with_for_update=True, populate_existing=True)
    before = _of(row)
    if rules.is_over(before, await _accepted_at(session, source) if before.open else None):
        after = rules.cleared(before)
    elif rules.must_tell(before, at):
        after = rules.told(before, at)
    else:
        return None
    _write(row, after)
    return RefusalNews(source, before, over=not after.open)


async def _accepted_at(session: AsyncSession, source: str) -> datetime | None:
    query = select(func.max(AlertEvent.received_at))
    query = query.where(AlertEvent.source == source, col(AlertEvent.channel) == IntakeChannel.WEBHOOK)
    return (await session.exec(query)).one()


def _of(row: RefusedDelivery) -> Refusals:
    return Refusals(row.since, row.last_at, row.reasons, row.told_at, row.open)


def _write(row: RefusedDelivery, refusals: Refusals) -> None:
    row.since, row.last_at, row.reasons = refusals.since, refusals.last_at, dict(refusals.reasons)
    row.told_at, row.open = refusals.told_at, refusals.open
