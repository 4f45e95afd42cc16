"""The escalation of one alert: routed, paged to its unit, escalated rung by rung to the DGP, closed.

The body is a loop over what our database says is due, not a script: a resumed run begins again at the top,
and after any crash the case's row tells what is left to do.
"""

from uuid import UUID

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from tasks.advance import next_step
from tasks.claim import claim_case
from tasks.notify import notify_all
from tasks.park import park
from tasks.publish import publish
from tasks.route import route_alert


@flow(name="escalate-alert", log_prints=False, persist_result=False, validate_parameters=True)
async def escalate_alert(alert_id: UUID) -> State:
    """Carries one alert from its arrival to its outcome.

    Args:
        alert_id: The alert's id, from `GET /v1/alerts/{ref}`. A second run for an alert does no harm: it
            ends at once and names the run that has the alert.
    """
    claim = await claim_case(alert_id)
    if not claim.ours:
        return Completed(message=f"already handled by {claim.ref}")

    while True:
        step = await next_step(alert_id)
        if step.must_route:
            await route_alert(alert_id)
        elif step.messages:
            await notify_all(step.messages)
        elif step.done:
            await publish(alert_id, step)
            return Completed(message=f"{step.ref} is closed")
        elif step.wait_until is not None:
            await publish(alert_id, step)
            await park(alert_id, step)
