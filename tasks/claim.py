"""Claims a case for a run: the first run that claims a case carries it."""

from dataclasses import dataclass
from uuid import UUID

from prefect.runtime import flow_run

from abhay.adapters.engine.runs import describe_run
from abhay.adapters.store.cases.runs import register_run, run_of
from abhay.errors import UnknownAlert
from abhay.services.runtime import get_runtime


@dataclass(frozen=True)
class Claim:
    """The case's ref, and whether this run carries it (otherwise another one does)."""

    ref: str
    ours: bool


async def claim_case(alert_id: UUID) -> Claim:
    """Claims the case for this run unless another has it, and names the run after the ref. Raises `UnknownAlert`."""
    database = get_runtime().database
    this_run = UUID(str(flow_run.get_id()))
    case = await run_of(database, alert_id)
    if case is None:
        raise UnknownAlert
    if case.flow_run_id is None:
        carrier = await register_run(database, alert_id, this_run)
    else:
        carrier = case.flow_run_id
    ours = carrier == this_run
    if ours and flow_run.get_name() != case.ref:
        await describe_run(this_run, name=case.ref)
    return Claim(case.ref, ours)
