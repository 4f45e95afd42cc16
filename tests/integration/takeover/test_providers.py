"""What a channel's gateways answer opens their breakers: the next message avoids them, goes out all the same, the desk hears."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages import health
from abhay.adapters.store.messages.health import ProviderTry, note_tries, open_breakers
from abhay.errors import ChannelRefused, ChannelUnavailable
from abhay.services.cases.takeover import move_on
from abhay.services.messages.notices import DeskNotifier
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


@dataclass
class Telling:
    """A monitor of the providers, and what the desk gets; `look` returns the newest notice, if there is one."""

    runtime: Runtime
    notifier: DeskNotifier
    look_at: Callable[[], Awaitable[None]]
    read: int = 0

    async def look(self) -> str | None:
        await self.look_at()
        new = arrived(self.runtime, "outbox")[self.read :]
        self.read += len(new)
        assert len(new) < 2, "one notice tells all"
        return new[0].body if new else None


@pytest.fixture
async def telling(texting: Runtime) -> Telling:
    notifier = DeskNotifier(texting)
    await notifier.refresh()
    return Telling(texting, notifier, ProviderMonitor(texting, notifier).look)


async def refuse(runtime: Runtime, *providers: str) -> None:
    """These providers refuse our account."""
    tries = [ProviderTry(each, TryResult.REFUSED, account_wide=True) for each in providers]
    await note_tries(runtime.database, tries)


async def test_a_second_provider_that_fails_is_told_at_once_and_stands_first(telling: Telling) -> None:
    await refuse(telling.runtime, "sms/one")
    first = await telling.look()
    assert first
    assert "sms/one" in first
    assert await telling.look() is None, "the desk knows it"
    await refuse(telling.runtime, "voice")
    second = await telling.look()
    assert second
    assert second.index("voice") < second.index("sms/one")
    assert await telling.look() is None


async def test_a_channel_on_which_nothing_goes_out_is_told_beside_a_provider_that_is_avoided(
    telling: Telling, database: Database
) -> None:
    await refuse(telling.runtime, "sms/one")
    assert await telling.look()
    channel = telling.runtime.channels["email"]
    await contacts(database, ("email", 1))
    for count in range(3):
        channel.fail_next(ChannelRefused("no such mailbox"))  # pyright: ignore[reportAttributeAccessIssue]
        case = await open_case(database, severity=Severity.HIGH, event_key=f"refused {count}", readable=True)
        await move_on(telling.runtime, [case.id])
    telling.read = len(arrived(telling.runtime, "outbox"))  # the desk's notices of each page
    said = await telling.look()
    assert said
    assert "email (nothing goes out)" in said
    assert await telling.look() is None
