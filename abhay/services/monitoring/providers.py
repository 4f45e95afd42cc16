"""Tells the desk of providers whose breakers are open, and when all take messages again."""

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.messages.health import open_breakers
from abhay.services.messages.notices import DeskNotifier
from abhay.services.runtime import Runtime
from abhay.wording.words import Bilingual
from models.enums import Reason


class ProviderMonitor:
    """Passes on what all processes noted of the providers."""

    def __init__(self, runtime: Runtime, desk: DeskNotifier) -> None:
        self._runtime = runtime
        self._desk = desk

    async def look(self) -> None:
        """Checks once; tells nothing while our database cannot be reached."""
        try:
            down = await open_breakers(self._runtime.database)
        except UNREACHABLE:
            return
        if not down:
            await self._desk.clear(Reason.PROVIDERS_DOWN)
            return
        said = ", ".join(f"{name} ({breaker.reason})" for name, breaker in sorted(down.items()))
        since = min(breaker.opened_at for breaker in down.values() if breaker.opened_at is not None)
        await self._desk.tell(Reason.PROVIDERS_DOWN, since, detail=Bilingual(hi=said, en=said))
