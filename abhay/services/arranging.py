"""An operator says which messages are about the same person: cases are merged and split, and looked at at once."""

from collections.abc import Collection
from uuid import UUID

from abhay.services.afterwards import Afterwards
from abhay.services.nudging import nudge
from abhay.services.runtime import Runtime
from abhay.sources.identity import identities
from abhay.store import merging, splitting
from abhay.store.arranging import Arranged, Arrangement
from abhay.store.reading import find_alert


async def merge(runtime: Runtime, later: Afterwards, ref: str, into: str, by: Arrangement) -> Arranged:
    """Move everything of a case into another one, which goes on. Raises as `abhay.store.merging.merge` does."""
    arranged = await merging.merge(runtime.database, ref, into, by)
    await _look(runtime, later, ref, arranged)
    return arranged


async def split(runtime: Runtime, later: Afterwards, ref: str, events: Collection[UUID], by: Arrangement) -> Arranged:
    """Let some messages of a case be a new one. Raises as `abhay.store.splitting.split` does."""
    arranged = await splitting.split(runtime.database, ref, events, by, identities)
    await _look(runtime, later, ref, arranged)
    return arranged


async def _look(runtime: Runtime, later: Afterwards, ref: str, arranged: Arranged) -> None:
    """Have both cases looked at: a merged one's run ends, a new one's begins."""
    for alert_id in (arranged.id, await find_alert(runtime.database, ref)):
        later.do(nudge(runtime, alert_id), "waking a case that was merged or split")
