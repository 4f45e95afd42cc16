"""Routes a case to its police unit."""

from uuid import UUID

from prefect import task

from abhay.services.cases.routing import route_case
from abhay.services.runtime import get_runtime
from models.enums import Mover


@task(name="route", task_run_name="route", retries=2, retry_delay_seconds=[0.2, 1], persist_result=False)
async def route_alert(alert_id: UUID) -> str:
    """Routes a case and returns the decision in words that may be shown (units are ids, not people)."""
    route = await route_case(get_runtime(), alert_id, Mover.FLOW)
    return f"{route.state.value}: {', '.join(route.units) or 'desk'}"
