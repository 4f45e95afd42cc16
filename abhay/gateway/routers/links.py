"""`/a/{token}`: the page behind a message's link. Opening it changes nothing; the PIN acknowledges.

The page's forms send to addresses below it. Each brings the hidden form token that the page got after the
PIN, or else the PIN itself; what was typed when the token had ended is kept and sent again with the PIN.
"""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from abhay.errors import PinLocked, PinNeeded, WrongPin
from abhay.gateway.context import Context, InContext
from abhay.gateway.pages import PREFIX, page
from abhay.services.case_acts import Form as Typed
from abhay.services.case_acts import Said
from abhay.services.case_links import OpenLink, Proof, open_link, path_of
from abhay.services.case_page import CasePage, act_on
from abhay.services.page_words import NOT_OURS_REASONS, ROUTE_REASONS
from abhay.store.pins import is_locked

router = APIRouter(tags=["acknowledgement page"], default_response_class=Response)

_STATUS: Final = {
    Said.NOT_FOR_YOU: HTTPStatus.FORBIDDEN,
    Said.NO_UNIT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_STEP: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_OUTCOME: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Whatever came too late is no error: the page says how the case stands."""
_KEPT: Final = (Said.CONFIRM, Said.STEP_KNOWN, *_STATUS)
"""After which the forms hold again what was typed."""


class CaseForm(Typed, frozen=True):
    """The fields of the page's forms, as plain text; what they mean is for the services to say."""

    pin: str = ""
    proof: str = ""


InForm = Annotated[CaseForm, Form()]


@router.get(PREFIX + "{token}")
async def show(token: str, context: InContext) -> Response:
    """Which case it is, how severe and where; and the form that asks for the PIN."""
    link = await open_link(context.runtime, token)
    locked = await is_locked(context.database, link.alert_id, link.briefing.contact.id)
    return _ask(context, link, "locked" if locked else "")


@router.get(PREFIX + "{token}/{act}", include_in_schema=False)
async def back(token: str, act: str, context: InContext) -> Response:  # noqa: ARG001  wherever a form was sent to
    """Lead a reload of what a form answered back to the page; changes nothing."""
    return RedirectResponse(path_of(context.runtime, token), HTTPStatus.SEE_OTHER)


@router.post(PREFIX + "{token}")
async def answer(token: str, context: InContext, form: InForm) -> Response:
    """Acknowledge with the contact's PIN, and show the person to those who act on the case."""
    return await _act(context, token, "", form)


@router.post(PREFIX + "{token}/route")
async def route(token: str, context: InContext, form: InForm) -> Response:
    """Give the case to a unit: the desk's one click."""
    return await _act(context, token, "route", form)


@router.post(PREFIX + "{token}/not-ours")
async def not_ours(token: str, context: InContext, form: InForm) -> Response:
    """Say that the case is not this unit's; the clock never starts anew."""
    return await _act(context, token, "not-ours", form)


@router.post(PREFIX + "{token}/milestone")
async def report(token: str, context: InContext, form: InForm) -> Response:
    """Note that a team left, that the person was reached, or that the family knows."""
    return await _act(context, token, "milestone", form)


@router.post(PREFIX + "{token}/closure")
async def close(token: str, context: InContext, form: InForm) -> Response:
    """End the case with an outcome, once it is confirmed on a page of its own."""
    return await _act(context, token, "closure", form)


async def _act(context: Context, token: str, what: str, form: CaseForm) -> Response:
    link = await open_link(context.runtime, token)
    proof, typed = Proof(form.pin, form.proof), Typed(**form.model_dump(exclude={"pin", "proof"}))
    try:
        done = await act_on(context.runtime, context.later, link, what, proof, typed)
    except PinNeeded:
        return _ask(context, link, "ended" if form.proof else "none", what, typed)
    except WrongPin as wrong:
        return _ask(context, link, "wrong", what, typed, tries_left=wrong.detail)
    except PinLocked:
        return _ask(context, link, "locked", what, typed)
    return _shown(context, done, what, typed)


def _shown(context: Context, done: CasePage, what: str, typed: Typed) -> Response:
    return page(
        "confirm.html" if done.said is Said.CONFIRM else "case.html",
        _STATUS.get(done.said, HTTPStatus.OK),
        p=done,
        m=done.link.context,
        path=path_of(context.runtime, done.link.token),
        what=what,
        kept=typed.model_dump() if done.said in _KEPT else {},
        route_reasons=ROUTE_REASONS,
        not_ours_reasons=NOT_OURS_REASONS,
    )


def _ask(
    context: Context, link: OpenLink, refused: str, what: str = "", typed: Typed | None = None, tries_left: str = ""
) -> Response:
    """The form that asks for the PIN; a confirmation is not kept, so that it is asked for once more."""
    kept = {name: value for name, value in (typed or Typed()).model_dump().items() if value and name != "confirm"}
    return page(
        "ask.html",
        HTTPStatus.FORBIDDEN if typed else HTTPStatus.OK,
        m=link.context,
        link=link,
        path=path_of(context.runtime, link.token),
        what=what,
        kept=kept,
        refused=refused,
        tries_left=tries_left,
    )
