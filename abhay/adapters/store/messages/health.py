"""How providers fare, shared by all processes: their breakers as rows, read at most once a second by each process."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, PerDatabase, now
from abhay.domain.messages.breaker import CLOSED, PROBE_EVERY, Breaker, after_try, channels_of, may_probe
from models.enums import TryResult
from models.tables import ProviderHealth

FRESH_FOR = 1.0
"""Seconds for which a process relies on what it read."""


@dataclass(frozen=True)
class ProviderTry:
    """One answer of a provider: `sms` for a whole channel, `sms/NAME` for one of its gateways."""

    provider: str
    result: TryResult
    account_wide: bool = False


@dataclass
class _Known:
    """The breakers as this process knows them; healthy providers are left out."""

    database: Database
    breakers: Mapping[str, Breaker] = field(default_factory=dict[str, Breaker])
    at: datetime | None = None
    read: float = float("-inf")

    def open(self) -> set[str]:
        """Returns the providers whose breakers were open when this was read."""
        return {name for name, breaker in self.breakers.items() if self.at is not None and breaker.is_open(self.at)}


_KNOWN = PerDatabase[_Known](_Known)


async def open_breakers(database: Database) -> Mapping[str, Breaker]:
    """Returns the providers whose breakers are open."""
    known = await _fresh(database)
    return {name: known.breakers[name] for name in known.open()}


async def to_avoid(database: Database) -> frozenset[str]:
    """Returns the providers that one message avoids: those with an open breaker, but for one that it probes.

    Of all processes one message at a time is a provider's probe.
    """
    known = await _fresh(database)
    avoided = known.open()
    due = [name for name in avoided if known.at is not None and may_probe(known.breakers[name], known.at)]
    return frozenset(avoided - await _claim_probes(database, due)) if due else frozenset(avoided)


async def note_tries(database: Database, tries: Sequence[ProviderTry]) -> None:
    """Notes what providers answered; a success of a healthy one costs nothing."""
    known = (await _fresh(database)).breakers
    news = sorted((each for each in tries if _is_news(each, known)), key=lambda each: each.provider)
    if not news:
        return
    async with database.transaction() as session:
        at = await now(session)
        for each in news:
            await _note(session, each, at)
    database.own(_KNOWN).read = float("-inf")


async def shut_channels(session: AsyncSession) -> frozenset[str]:
    """Returns the channels whose breakers are open."""
    rows = (await session.exec(select(ProviderHealth).where(col(ProviderHealth.opened_at).is_not(None)))).all()
    at = await now(session) if rows else None
    return channels_of([row.provider for row in rows if at is not None and _breaker(row).is_open(at)])


def _is_news(each: ProviderTry, known: Mapping[str, Breaker]) -> bool:
    if each.result is TryResult.SENT:
        return each.provider in known
    return each.account_wide or each.result is not TryResult.REFUSED


async def _note(session: AsyncSession, each: ProviderTry, at: datetime) -> None:
    if each.result is not TryResult.SENT:
        new = insert(ProviderHealth).values(provider=each.provider, failures=[]).on_conflict_do_nothing()
        await session.exec(new)
    row = await session.get(ProviderHealth, each.provider, with_for_update=True, populate_existing=True)
    if row is None:
        return
    after = after_try(_breaker(row), each.result, at, account_wide=each.account_wide)
    if after == CLOSED:
        await session.delete(row)
        await session.flush()
        return
    row.failures, row.opened_at = list(after.failures), after.opened_at
    row.reason, row.probe_at = after.reason, after.probe_at
    session.add(row)
    await session.flush()


async def _claim_probes(database: Database, providers: Iterable[str]) -> set[str]:
    async with database.transaction() as session:
        at = await now(session)
        claim = (
            update(ProviderHealth)
            .where(col(ProviderHealth.provider).in_(list(providers)), col(ProviderHealth.probe_at) <= at)
            .values(probe_at=at + PROBE_EVERY)
            .returning(col(ProviderHealth.provider))
        )
        claimed = {provider for (provider,) in (await session.exec(claim)).all()}
    database.own(_KNOWN).read = float("-inf")
    return claimed


async def _fresh(database: Database) -> _Known:
    known = database.own(_KNOWN)
    if time.monotonic() - known.read > FRESH_FOR:
        known.read = time.monotonic()  # whoever asks meanwhile uses what was known
        async with database.transaction() as session:
            rows = (await session.exec(select(ProviderHealth))).all()
            known.breakers, known.at = {row.provider: _breaker(row) for row in rows}, await now(session)
    return known


def _breaker(row: ProviderHealth) -> Breaker:
    return Breaker(tuple(row.failures), row.opened_at, row.reason, row.probe_at)
