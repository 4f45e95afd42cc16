"""Other cases that a case names: one that had the same message before, and those that may be about the same person."""

from collections.abc import Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.messages.similar import similar_to
from models.tables import Alert
from models.timeline import Received
from models.views import SimilarView, TimelineView


def again_of(history: Iterable[TimelineView]) -> str | None:
    """Returns the ref of the closed case that had the message that opened this one, word for word."""
    facts = (entry.facts for entry in history)
    return next((each.again_of for each in facts if isinstance(each, Received) and each.again_of), None)


async def similar_views(session: AsyncSession, alert: Alert) -> tuple[SimilarView, ...]:
    """Returns the cases that may be about the same person."""
    found = await similar_to(session, alert)
    return tuple(SimilarView(ref=case.ref, status=case.status, shared=case.shared) for case in found)
