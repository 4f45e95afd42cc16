"""A case as people look at it: our own row, and what Prefect says of its run while it can be asked."""

from abhay import orchestration
from abhay.services.runtime import Runtime
from abhay.store.reading import alert_view
from models.views import AlertView


async def view(runtime: Runtime, ref: str, *, unit: str | None = None) -> AlertView:
    """The case in the contract's shape. Raises `UnknownAlert`, also for a case that was never `unit`'s."""
    found = await alert_view(runtime.database, ref, unit=unit)
    if found.flow_run_id is None:
        return found
    return found.model_copy(update={"flow_run_state": await orchestration.run_state_name(found.flow_run_id)})
