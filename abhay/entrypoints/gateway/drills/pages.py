"""`/drills`: the drills, a form that begins one, and the scorecard of each. No person is in any of them."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from abhay.domain.drills.order import order_of
from abhay.domain.values import Words
from abhay.entrypoints.gateway.drills.api import DrillId
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import BadInput, NotPossibleNow
from abhay.services.drills import running
from abhay.services.drills.shown import drill_words
from abhay.wording.screens import drills as said
from abhay.wording.screens.reports import clock
from models.actors import Act
from models.drills.words import USUAL_WINDOW

router = APIRouter(include_in_schema=False)

PATH: Final = "/drills"

Looking = Annotated[View, Depends(viewer_for(Act.READ_DRILLS))]
Running = Annotated[View, Depends(viewer_for(Act.RUN_DRILL))]


class DrillForm(BaseModel):
    """The fields of the form, under the names of `POST /v1/drills`; what is not typed is the default."""

    units: list[Words] = []
    severity: Words = ""
    reason: Words = ""
    announced: bool = False
    window_minutes: Words = str(USUAL_WINDOW)
    top_rung: Words = ""


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
    """One drill's scorecard."""
    found = await running.drill(view.context.runtime, drill, view.actor)
    named = await drill_words(view.context.runtime)
    return show(view, "drill.html", said=said, named=named, drill=found, clock=clock)


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
