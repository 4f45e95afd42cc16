"""What a channel's gateways answer opens their breakers: the next message avoids them, goes out all the same, the desk hears."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages import health
from abhay.adapters.store.messages.health import open_breakers
from abhay.errors import ChannelRefused, ChannelUnavailable
from abhay.services.cases.takeover import move_on
from abhay.services.monitoring.providers import ProviderMonitor
from abhay.services.runtime import Runtime
from models.enums import MessageStatus, Reason, Severity, TryResult
from models.payloads import GatewayTry
from models.tables import Notification
from tests.integration.mailbox.support import Desk
from tests.integration.store.test_fail_over import contacts, pages
from tests.support.cases import open_case

NO_CREDIT = GatewayTry(gateway="one", result=TryResult.REFUSED, account_wide=True, detail="no credit")
DOWN = GatewayTry(gateway="two", result=TryResult.UNAVAILABLE)


@pytest.fixture(autouse=True)
def _read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH_FOR", -1.0)


@pytest.fixture
async def texting(runtime: Runtime, channel: FakeChannel) -> AsyncIterator[Runtime]:
    """A runtime whose posts are reached by text first, then by mail."""
    channels = {"outbox": channel, "sms": FakeChannel("sms"), "email": FakeChannel("email")}
    runtime = replace(runtime, channels=channels)
    yield runtime
    await runtime.close()


async def paged(runtime: Runtime, database: Database) -> list[tuple[str, str, str | None]]:
    """A new case, moved on until its pages have gone: channel, status and cause of those of its first rung."""
    await contacts(database, ("sms", 1), ("email", 2))
    case = await open_case(database, severity=Severity.HIGH, event_key=str(len(arrived(runtime))), readable=True)
    found: list[Notification] = []
    for _ in range(20):
        await move_on(runtime, [case.id])
        found = await pages(database, case.id)
        if len(found) > 1 and all(each.status not in (MessageStatus.QUEUED, MessageStatus.SENDING) for each in found):
            break
    return [(each.channel, each.status, each.because) for each in found]


def arrived(runtime: Runtime, channel: str = "sms") -> list:
    return runtime.channels[channel].arrived  # pyright: ignore[reportAttributeAccessIssue]


async def test_a_gateway_that_refuses_our_account_is_avoided_and_everybody_is_paged(
    texting: Runtime, database: Database
) -> None:
    texting.channels["sms"].fail_next(ChannelUnavailable("nobody took it", (NO_CREDIT, DOWN)))  # pyright: ignore[reportAttributeAccessIssue]
    assert await paged(texting, database) == [("sms", "failed", None), ("email", "sent", "unavailable")]
    assert set(await open_breakers(texting.database)) == {"sms/one"}
    desk = Desk()
    await ProviderMonitor(texting, desk).look()  # pyright: ignore[reportArgumentType]
    assert set(desk.told) == {Reason.PROVIDERS_DOWN}


async def test_with_every_gateway_refused_the_message_goes_out_and_the_next_contact_beside_it(
    texting: Runtime, database: Database
) -> None:
    texting.channels["sms"].fail_next(ChannelRefused("no credit", (NO_CREDIT,)))  # pyright: ignore[reportAttributeAccessIssue]
    assert await paged(texting, database) == [("sms", "failed", None), ("email", "sent", "refused")]
    assert set(await open_breakers(texting.database)) == {"sms", "sms/one"}
    again = await open_case(database, severity=Severity.HIGH, event_key="again")
    await move_on(texting, [again.id])
    assert {(p.channel, p.status, p.because) for p in await pages(database, again.id)} == {
        ("sms", "sent", None),
        ("email", "sent", None),
    }
    assert arrived(texting)[0].avoid == ("one",)
    assert set(await open_breakers(texting.database)) == {"sms/one"}, "the channel works, by whichever gateway"
