"""`/v1/drills`: run a drill, list drills, read a scorecard, and stop a drill."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel

from abhay.domain.drills.order import DrillOrder
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import Reason
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.services.drills import running, stopping
from models.actors import Act, Actor
from models.drills.views import DrillList, ScoredDrill

router = APIRouter(tags=["drills"])

DrillId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Reading = Annotated[Actor, Depends(allowed_to(Act.READ_DRILLS))]


class StopBody(BaseModel):
    """Why a drill is stopped; it is sealed in the audit log."""

    reason: Reason


@router.post("/v1/drills", status_code=HTTPStatus.CREATED, responses=refusals(404, 409))
async def run(
    body: DrillOrder, context: InContext, actor: Annotated[Actor, Depends(allowed_to(Act.RUN_DRILL))]
) -> ScoredDrill:
    """Run a drill: an invented case in each unit, marked as a drill everywhere; 409 while real cases go first."""
    return await running.run_drill(context.runtime, body, actor)


@router.get("/v1/drills", responses=refusals())
async def every(context: InContext, actor: Reading) -> DrillList:
    """The newest drills, without their scorecards."""
    return await running.drills(context.runtime, actor)


@router.get("/v1/drills/{drill}", responses=refusals(404))
async def one(drill: DrillId, context: InContext, actor: Reading) -> ScoredDrill:
    """A drill with its scorecard: frozen once it has ended, before that as it stands now."""
    return await running.drill(context.runtime, drill, actor)


@router.post("/v1/drills/{drill}/stop", responses=refusals(404, 409))
async def stop(
    drill: DrillId,
    body: StopBody,
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.STOP_DRILL))],
) -> ScoredDrill:
    """Stop a drill: its open cases are stood down, whoever was paged is told, its scorecard is frozen."""
    return await stopping.stop_drill(context.runtime, drill, actor, body.reason.strip())
