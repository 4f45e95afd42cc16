"""How each provider fares: every channel and gateway that is set up, and whatever else has failed of late."""

from datetime import UTC, datetime

from abhay.adapters.store.views.providers import Health, read_health
from abhay.domain.messages.breaker import may_probe
from abhay.services.messages.gateways import all_gateways
from abhay.services.runtime import Runtime
from models.enums import BreakerState
from models.payloads import Payload


class ProviderView(Payload):
    """One provider: a channel as a whole (`gateway` null), or one of its gateways.

    `since` is when its breaker opened. `reason` is a code: `account_refused`, `unavailable` or `unknown`.
    `last_success_at` is that of the last week.
    """

    name: str
    channel: str
    gateway: str | None
    state: BreakerState
    since: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    reason: str | None = None


class ProvidersView(Payload):
    """Every provider that is set up, by name, and any other that has failed of late."""

    at: datetime
    providers: tuple[ProviderView, ...]


async def providers(runtime: Runtime) -> ProvidersView:
    """Returns the health of every provider, by name."""
    health = await read_health(runtime.database)
    gateways = {f"{each.channel}/{each.name}" for each in all_gateways(runtime.settings)}
    names = sorted({*runtime.channels, *gateways, *health.breakers})
    return ProvidersView(at=health.at, providers=tuple(_view(name, health) for name in names))


def _view(name: str, health: Health) -> ProviderView:
    breaker = health.breaker(name)
    channel, _, gateway = name.partition("/")
    is_open = breaker.is_open(health.at)
    return ProviderView(
        name=name,
        channel=channel,
        gateway=gateway or None,
        state=_state(is_open=is_open, probing=may_probe(breaker, health.at)),
        since=breaker.opened_at if is_open else None,
        last_success_at=health.successes.get(name),
        last_failure_at=datetime.fromtimestamp(max(breaker.failures), UTC) if breaker.failures else None,
        reason=_code(breaker.reason) if is_open else None,
    )


def _state(*, is_open: bool, probing: bool) -> BreakerState:
    if not is_open:
        return BreakerState.CLOSED
    return BreakerState.PROBING if probing else BreakerState.OPEN


def _code(reason: str | None) -> str | None:
    """Returns the reason of a breaker as one word."""
    return None if reason is None else reason.replace(" ", "_")
