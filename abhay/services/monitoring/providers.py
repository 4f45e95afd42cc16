"""Tells the desk of providers that are avoided and channels on which nothing goes out, and when all are well."""

from collections.abc import Mapping
from datetime import datetime

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.messages.health import open_breakers
from abhay.adapters.store.views.figures import failing_channels
from abhay.domain.messages.breaker import Breaker
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.notices import Found, nothing_goes_out
from abhay.wording.words import Bilingual
from models.enums import Reason


class ProviderMonitor:
    """Passes on what all processes noted of the providers; one that fails beside others is told at once."""

    def __init__(self, runtime: Runtime, desk: DeskNotifier) -> None:
        self._runtime = runtime
        self._desk = desk
        self._failing: dict[str, datetime] = {}

    async def look(self) -> None:
        """Checks once; tells nothing while our database cannot be reached."""
        try:
            down = await open_breakers(self._runtime.database)
            failing = await failing_channels(self._runtime.database)
        except UNREACHABLE:
            return
        self._failing = {name: self._failing.get(name, utc_now()) for name in failing if name not in down}
        if not (down or self._failing):
            await self._desk.clear(Reason.PROVIDERS_DOWN)
            return
        opened = [breaker.opened_at for breaker in down.values() if breaker.opened_at is not None]
        since = min([*opened, *self._failing.values()], default=utc_now())
        await self._desk.tell(Reason.PROVIDERS_DOWN, since, found=[*_avoided(down), *_silent(self._failing)])


def _avoided(down: Mapping[str, Breaker]) -> list[Found]:
    return [Found(Bilingual.same(f"{name} ({breaker.reason})"), name) for name, breaker in sorted(down.items())]


def _silent(channels: Mapping[str, datetime]) -> list[Found]:
    return [Found(nothing_goes_out(name), name) for name in sorted(channels)]
