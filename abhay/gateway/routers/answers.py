"""`/v1/alerts/{ref}/…`: a post, or an operator for it, takes a case, reports on it and ends it."""

from fastapi import APIRouter

from abhay.errors import BadInput, WrongRole
from abhay.gateway.access import Answerer
from abhay.gateway.bodies import AcknowledgementBody, Answered, ClosureBody, MilestoneBody, RouteBody
from abhay.gateway.context import Context, InContext
from abhay.services import answers, viewing
from abhay.store import directory, reading
from abhay.store.answers import Answer
from abhay.store.rerouting import Correction
from abhay.store.tokens import Caller
from models.views import AlertView

router = APIRouter(prefix="/v1/alerts/{ref}", tags=["answers"])

_API = "api"


@router.post("/acknowledgement")
async def acknowledge(ref: str, body: AcknowledgementBody, context: InContext, caller: Answerer) -> Answered:
    """Take the case; answers 200 also when somebody has it already, with who was first."""
    alert_id = await reading.find_alert(context.database, ref, unit=caller.unit)
    unit = caller.unit or body.unit
    await directory.require_place(context.database, unit, body.post)
    answer = Answer(
        by=body.by or caller.name,
        via=body.via,
        role=caller.role,
        note=body.note,
        unit=unit,
        post=body.post,
        actor=caller.name,
    )
    taken = await answers.acknowledge(context.runtime, context.later, alert_id, answer)
    return Answered.of(await _view(context, ref), first=taken.first)


@router.post("/milestones")
async def reach_milestone(ref: str, body: MilestoneBody, context: InContext, caller: Answerer) -> Answered:
    """Report that a team left, that the person was reached, or that the family knows."""
    alert_id = await reading.find_alert(context.database, ref, unit=caller.unit)
    before = await _view(context, ref)
    answer = _answer(caller, body.note)
    await answers.reach_milestone(context.runtime, context.later, alert_id, body.milestone, answer)
    first = getattr(before.milestones, body.kind) is None
    return Answered.of(await _view(context, ref), first=first)


@router.post("/closure")
async def close(ref: str, body: ClosureBody, context: InContext, caller: Answerer) -> Answered:
    """End the case with an outcome; the first outcome stays."""
    alert_id = await reading.find_alert(context.database, ref, unit=caller.unit)
    answer = _answer(caller, body.note)
    first = await answers.close(context.runtime, context.later, alert_id, body.outcome, answer)
    return Answered.of(await reading.alert_view(context.database, ref), first=first)


@router.post("/route")
async def route(ref: str, body: RouteBody, context: InContext, caller: Answerer) -> AlertView:
    """Give the case to a unit (operators), or say that it is not one's own (units). The clock never starts anew."""
    alert_id = await reading.find_alert(context.database, ref, unit=caller.unit)
    correction = Correction(actor=caller.name, role=caller.role, reason=body.reason.strip())
    if caller.unit is not None:
        if not body.not_ours or body.unit is not None:
            raise WrongRole("A unit may only say that a case is not its own: `not_ours` with a reason.")
        own = (context.runtime, context.later, alert_id, caller.unit)
        await answers.not_ours(*own, suggest=body.suggest, correction=correction)
    elif body.unit is None or body.not_ours:
        raise BadInput("unit: name the police unit that the case goes to.")
    else:
        await answers.route_to(context.runtime, context.later, alert_id, body.unit, correction)
    return await viewing.view(context.runtime, ref)


async def _view(context: Context, ref: str) -> AlertView:
    """The case that an answer counts in: where this one was merged into another, that one."""
    return await reading.alert_view(context.database, await reading.goes_on_as(context.database, ref))


def _answer(caller: Caller, note: str | None) -> Answer:
    return Answer(by=caller.name, via=_API, role=caller.role, note=note, unit=caller.unit)
