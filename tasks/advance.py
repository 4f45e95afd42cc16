"""Look at a case and take the one step that is due, in our own database."""

from uuid import UUID

from abhay.services.runtime import get_runtime
from abhay.store.steps import Step, advance
from models.enums import Mover


async def next_step(alert_id: UUID) -> Step:
    """What is left to do now. Not a task run: it happens on every pass and would bury the telling ones."""
    return await advance(get_runtime().database, alert_id, Mover.FLOW)
