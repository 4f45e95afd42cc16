"""Carries out the one step of a case that is due, in our own database."""

from uuid import UUID

from abhay.adapters.store.cases.steps import Step, advance
from abhay.services.runtime import get_runtime
from models.enums import Mover


async def next_step(alert_id: UUID) -> Step:
    """Returns what is left to do now. It is no task run: it happens on every pass and would hide the others."""
    return await advance(get_runtime().database, alert_id, Mover.FLOW)
