"""Providers' breakers as rows: opened by failures, shared by all processes, probed by one message at a time."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages import health
from abhay.adapters.store.messages.health import ProviderTry, note_tries, open_breakers, to_avoid
from abhay.domain.messages.breaker import MOST_FAILURES, PROBE_EVERY
from models.enums import Severity, TryResult
from models.tables import ProviderHealth
from tests.integration.store.test_fail_over import begun, channels
from tests.support import reading
from tests.support.cases import move_clock

DOWN = ProviderTry("sms/one", TryResult.UNAVAILABLE)
WELL = ProviderTry("sms/one", TryResult.SENT)
ACCOUNT = ProviderTry("sms/one", TryResult.REFUSED, account_wide=True)


@pytest.fixture(autouse=True)
def _read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH_FOR", -1.0)


@pytest.fixture
async def other(database: Database) -> AsyncIterator[Database]:
    """The same database in another process."""
    another = Database(database.url, database.vault)
    yield another
    await another.close()


async def test_failures_of_all_processes_count_and_all_avoid_it(database: Database, other: Database) -> None:
    for turn in range(MOST_FAILURES):
        assert await to_avoid(database) == frozenset()
        await note_tries((database, other)[turn % 2], [DOWN])
    assert await to_avoid(database) == await to_avoid(other) == {"sms/one"}


async def test_a_refused_account_opens_at_once_and_a_refused_number_never(database: Database) -> None:
    await note_tries(database, [ProviderTry("sms/one", TryResult.REFUSED)] * 20)
    assert await reading.rows(database, ProviderHealth) == []
    await note_tries(database, [ACCOUNT])
    assert {name: each.reason for name, each in (await open_breakers(database)).items()} == {
        "sms/one": "account refused"
    }


async def test_one_message_at_a_time_is_the_probe_and_its_success_closes_it(
    database: Database, other: Database
) -> None:
    await note_tries(database, [ACCOUNT])
    assert await to_avoid(database) == {"sms/one"}
    await move_clock(database, PROBE_EVERY.total_seconds())
    avoided = await asyncio.gather(*(to_avoid(each) for each in [database, other] * 10))
    assert sorted(map(len, avoided)) == [0, *[1] * 19]
    await note_tries(other, [WELL])
    assert await reading.rows(database, ProviderHealth) == []
    assert await to_avoid(database) == frozenset()


async def test_a_success_of_a_healthy_provider_writes_nothing(database: Database) -> None:
    await note_tries(database, [WELL])
    assert await reading.rows(database, ProviderHealth) == []


async def test_twenty_failures_at_once_are_counted_without_a_loss(database: Database, other: Database) -> None:
    await asyncio.gather(*(note_tries(each, [DOWN]) for each in [database, other] * 10))
    assert set(await open_breakers(database)) == {"sms/one"}


async def test_with_its_channel_open_the_first_is_paged_with_the_next_and_nobody_waits(database: Database) -> None:
    await note_tries(database, [ProviderTry("sms", TryResult.UNAVAILABLE)] * MOST_FAILURES)
    case = await begun(database, ("sms", 1), ("email", 2), ("outbox", 3), severity=Severity.HIGH)
    assert await channels(database, case) == ["email", "sms"]
