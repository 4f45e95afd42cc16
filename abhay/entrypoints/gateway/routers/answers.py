"""`/v1/alerts/{ref}/…`: a post, or an operator for it, takes a case, reports on it and ends it."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from abhay.adapters.store.cases import answers, rerouting
from abhay.adapters.store.cases.answers import Answer
from abhay.adapters.store.cases.notes import add_note
from abhay.adapters.store.cases.quieting import quieten
from abhay.adapters.store.cases.undo import undoing
from abhay.adapters.store.views import reading
from abhay.entrypoints.gateway.access import CaseCall, call_for
from abhay.entrypoints.gateway.bodies import (
    AcknowledgementBody,
    Annotation,
    Answered,
    ClosureBody,
    MilestoneBody,
    NoteBody,
    Quiet,
    QuietBody,
    RouteBody,
)
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.errors import BadInput, WrongRole
from abhay.services.cases import viewing
from abhay.services.cases.acknowledging import acknowledge_for
from models.actors import Act
from models.views import AlertView

router = APIRouter(prefix="/v1/alerts/{ref}", tags=["answers"], responses=refusals(404, 409))


@router.post("/acknowledgement")
async def acknowledge(
    call: Annotated[CaseCall, Depends(call_for(Act.ACKNOWLEDGE))],
    body: AcknowledgementBody,
    context: InContext,
) -> Answered:
    """Take the case; answers 200 also when somebody has it already, with who was first."""
    case = await call.case()
    answer = Answer(body.unit, body.post, body.note)
    taken = await acknowledge_for(context.database, case.id, call.actor, answer, by=body.by, via=body.via)
    return Answered.of(await _view(context, case.ref), first=taken.first)


@router.post("/milestones")
async def reach_milestone(
    call: Annotated[CaseCall, Depends(call_for(Act.REPORT))], body: MilestoneBody, context: InContext
) -> Answered:
    """Report that a team left, that the person was reached, or that the family knows."""
    case = await call.case()
    answer = Answer(call.actor.unit, note=body.note)
    first = await answers.reach_milestone(context.database, case.id, body.milestone, call.actor, answer)
    return Answered.of(await _view(context, case.ref), first=first)


@router.post("/notes", status_code=HTTPStatus.CREATED)
async def add(call: Annotated[CaseCall, Depends(call_for(Act.NOTE))], body: NoteBody, context: InContext) -> Annotation:
    """Write something about the case, also once it has ended; it moves no clock. A reveal shows it."""
    case = await call.case()
    return Annotation(ref=await add_note(context.database, case.id, body.note.strip(), call.actor))


@router.post("/closure")
async def close(
    call: Annotated[CaseCall, Depends(call_for(Act.CLOSE))], body: ClosureBody, context: InContext
) -> Answered:
    """End the case with an outcome; the first outcome stays."""
    case = await call.case()
    answer = Answer(call.actor.unit, note=body.note)
    first = await answers.close(context.database, case.id, body.outcome, call.actor, answer)
    return Answered.of(await reading.alert_view(context.database, case.ref), first=first)


@router.post("/quiet")
async def quiet(
    call: Annotated[CaseCall, Depends(call_for(Act.QUIETEN))], body: QuietBody, context: InContext
) -> Quiet:
    """Quieten a message whose sender is not proven: the desk is paged again when the time is over."""
    case = await call.case()
    time = timedelta(minutes=body.minutes)
    return Quiet(ref=case.ref, until=await quieten(context.database, case.id, time, call.actor, body.reason.strip()))


@router.post("/route")
async def route(
    call: Annotated[CaseCall, Depends(call_for(Act.ROUTE, Act.NOT_OURS))],
    body: RouteBody,
    context: InContext,
) -> AlertView:
    """Give the case to a unit (operators), or say that it is not one's own (units). The clock never starts anew."""
    case = await call.case()
    reason = body.reason.strip()
    if call.act is Act.NOT_OURS:
        if not body.not_ours or body.unit is not None:
            raise WrongRole("A unit may only say that a case is not its own: `not_ours` with a reason.")
        await rerouting.not_ours(context.database, case.id, body.suggest, call.actor, reason)
    elif body.unit is None or body.not_ours:
        raise BadInput("unit: name the police unit that the case goes to.")
    else:
        await rerouting.route_to(context.database, case.id, body.unit, call.actor, reason)
    return await viewing.view(context.runtime, case.ref)


@router.post("/undo")
async def undo(call: Annotated[CaseCall, Depends(call_for(Act.UNDO))], context: InContext) -> AlertView:
    """Take back the last step, "not ours" or outcome, within five minutes and before anybody else acts on the case."""
    case = await call.case()
    await undoing.undo(context.database, case.id, call.actor)
    return await viewing.view(context.runtime, case.ref)


async def _view(context: Context, ref: str) -> AlertView:
    """The case that an answer counts in: where this one was merged into another, that one."""
    return await reading.alert_view(context.database, await reading.goes_on_as(context.database, ref))
