"""A case as people look at it: our own row, and the state of its run while the engine can be asked."""

from abhay.adapters.store.views.reading import alert_view
from abhay.services.runtime import Runtime
from models.views import AlertView


async def view(runtime: Runtime, ref: str) -> AlertView:
    """Returns the case in the contract's shape. Raises `UnknownAlert`."""
    found = await alert_view(runtime.database, ref)
    if found.flow_run_id is None:
        return found
    return found.model_copy(update={"flow_run_state": await runtime.engine.state_name(found.flow_run_id)})
