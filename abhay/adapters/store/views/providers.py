"""Reads how providers fare: their breakers, and when each last took a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, func, select

from abhay.adapters.store.db.database import Database, now
from abhay.domain.messages.breaker import CLOSED, Breaker
from models.tables import Notification, ProviderHealth

LOOKED_BACK: Final = timedelta(days=7)
"""How far back the last success is looked for."""


@dataclass(frozen=True)
class Health:
    """The breakers and last successes by provider (`sms`, `sms/NAME`), at a moment of the database."""

    at: datetime
    breakers: Mapping[str, Breaker]
    successes: Mapping[str, datetime]

    def breaker(self, provider: str) -> Breaker:
        """Returns a provider's breaker; without a row it is well."""
        return self.breakers.get(provider, CLOSED)


async def read_health(database: Database) -> Health:
    """Returns how every provider fares."""
    async with database.transaction() as session:
        at = await now(session)
        rows = (await session.exec(select(ProviderHealth))).all()
        taken = (
            select(Notification.channel, Notification.gateway, func.max(Notification.sent_at))
            .where(col(Notification.sent_at) > at - LOOKED_BACK)
            .group_by(col(Notification.channel), col(Notification.gateway))
        )
        sent = (await session.exec(taken)).all()
    breakers = {row.provider: Breaker(tuple(row.failures), row.opened_at, row.reason, row.probe_at) for row in rows}
    return Health(at, breakers, _successes([(channel, gateway, when) for channel, gateway, when in sent if when]))


def _successes(sent: list[tuple[str, str | None, datetime]]) -> Mapping[str, datetime]:
    """Returns the last success of each channel, and of each of its gateways."""
    found: dict[str, datetime] = {}
    for channel, gateway, when in sent:
        for name in (channel, f"{channel}/{gateway}") if gateway else (channel,):
            found[name] = max(when, found.get(name, when))
    return found
