"""`/drills`: the drills, forms that begin and stop one, and the scorecard of each. No person is in any of them."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from abhay.domain.drills.order import order_of
from abhay.domain.permissions import may
from abhay.domain.values import Words
from abhay.entrypoints.gateway.drills.api import DrillId
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import BadInput, DrillOver, NotPossibleNow
from abhay.services.drills import running, stopping
from abhay.services.drills.shown import drill_words
from abhay.wording.screens import drills as said
from abhay.wording.screens.board import via_words
from abhay.wording.screens.reports import clock
from abhay.wording.words import Bilingual
from models.actors import Act
from models.drills.words import USUAL_WINDOW

router = APIRouter(include_in_schema=False)

PATH: Final = "/drills"

Looking = Annotated[View, Depends(viewer_for(Act.READ_DRILLS))]
Running = Annotated[View, Depends(viewer_for(Act.RUN_DRILL))]
Stopping = Annotated[View, Depends(viewer_for(Act.STOP_DRILL))]


class DrillForm(BaseModel):
    """The fields of the form, under the names of `POST /v1/drills`; what is not typed is the default."""

    units: list[Words] = []
    severity: Words = ""
    reason: Words = ""
    announced: bool = False
    window_minutes: Words = str(USUAL_WINDOW)
    top_rung: Words = ""


class StopForm(BaseModel):
    """The one field of the form that stops a drill."""

    reason: Words = ""


@router.get(PATH)
async def drills_page(view: Looking) -> Response:
    """The newest drills, and a form that begins one."""
    return await _list(view)


@router.post(PATH)
async def begin(view: Running, form: Annotated[DrillForm, Form()]) -> Response:
    """Begin a drill and show its scorecard; what cannot begin is told above the form."""
    try:
        begun = await running.run_drill(view.context.runtime, order_of(form.model_dump()), view.actor)
    except BadInput as error:
        return await _list(view, form=form, wrong=error)
    return RedirectResponse(f"{PATH}/{begun.id}", HTTPStatus.SEE_OTHER)


@router.get(PATH + "/{drill}")
async def drill_page(view: Looking, drill: DrillId) -> Response:
    """One drill's scorecard, and while it runs the form that stops it."""
    return await _one(view, drill)


@router.post(PATH + "/{drill}/stop")
async def stop(view: Stopping, drill: DrillId, form: Annotated[StopForm, Form()]) -> Response:
    """Stop a drill for a reason and show how it stood; one that has ended already is shown as it is."""
    reason = form.reason.strip()
    if not reason or len(reason) > said.LONGEST_REASON:
        return await _one(view, drill, form, wrong=said.D["no_reason"], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        await stopping.stop_drill(view.context.runtime, drill, view.actor, reason)
    except DrillOver:
        return await _one(view, drill, wrong=said.D["over"], status=HTTPStatus.CONFLICT)
    return RedirectResponse(f"{PATH}/{drill}", HTTPStatus.SEE_OTHER)


async def _one(
    view: View,
    drill: int,
    form: StopForm | None = None,
    *,
    wrong: Bilingual | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    found = await running.drill(view.context.runtime, drill, view.actor)
    named = await drill_words(view.context.runtime)
    return show(
        view,
        "drill.html",
        status,
        said=said,
        named=named,
        drill=found,
        clock=clock,
        via=via_words,
        form=form or StopForm(),
        wrong=wrong,
        may_stop=found.ending is None and may(view.actor, Act.STOP_DRILL).allowed,
    )


async def _list(view: View, *, form: DrillForm | None = None, wrong: BadInput | None = None) -> Response:
    """Shows the list, and with what was typed why it did not begin: 409 for what may be otherwise later."""
    found = await running.drills(view.context.runtime, view.actor)
    named = await drill_words(view.context.runtime)
    told = said.refused(wrong.detail, named.unit, named.rung) if wrong else None
    status = HTTPStatus.CONFLICT if isinstance(wrong, NotPossibleNow) else HTTPStatus.UNPROCESSABLE_ENTITY
    given = form or DrillForm(announced=True)
    return show(
        view,
        "drills.html",
        status if wrong else HTTPStatus.OK,
        said=said,
        named=named,
        drills=found.drills,
        form=given,
        wrong=told,
    )
