"""`/units`: how ready each unit is, who is on duty, and the contact points; what supervises waits for a second person.

A save names the version that it was made from, and carries what was changed alone: contact points that somebody else
added meanwhile stay. One that comes too late is refused and keeps what was typed.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.store.directory.changes import decisions
from abhay.domain.values import Identifier, Words
from abhay.domain.versions import Expected
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.tuning import rosters
from abhay.entrypoints.gateway.screens.tuning.stepping_up import (
    NOT_PROVEN,
    InForm,
    step_up,
    version_of,
    why_again,
    with_secret,
)
from abhay.entrypoints.gateway.screens.tuning.unit_shown import UnitSent, said_of_units, unit_shown
from abhay.errors import InvalidContacts, NotPossibleNow, StaleVersion
from abhay.services.admin.contacts import set_contacts
from abhay.services.tuning.contacts import FormRow, onto, sent_rows, with_problems
from abhay.services.tuning.units import unit_screen, units_screen
from abhay.wording.screens.units import U
from abhay.wording.words import Bilingual
from models.actors import Act

router = APIRouter(include_in_schema=False)

PATH: Final = "/units"
_TOLD: Final = frozenset({"saved", "unchanged", "waits", "alone", "confirmed", "refused"})

Reading = Annotated[View, Depends(viewer_for(Act.READ_CONTACTS))]
Changing = Annotated[View, Depends(viewer_for(Act.SET_CONTACTS))]
Deciding = Annotated[View, Depends(viewer_for(Act.CONFIRM_CONTACTS))]
Change = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get(PATH)
async def units_page(view: Reading, told: Words = "") -> Response:
    """Every unit, the least ready first, and what waits for a second person."""
    return await _list(view, told=U[told] if told in _TOLD else None)


@router.post(PATH + "/changes/{change}/{decision}")
async def decide(view: Deciding, change: Change, decision: Words, form: InForm) -> Response:
    """Confirm a change that another admin asked for, or drop it."""
    act = decisions.confirm if decision == "confirm" else decisions.refuse
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        return await _list(view, wrong=why_again(error), status=HTTPStatus.FORBIDDEN)
    try:
        await act(view.context.database, change, view.actor)
    except NotPossibleNow as error:
        page = await _list(view, wrong=Bilingual.same(str(error)), status=HTTPStatus.CONFLICT)
        return with_secret(view, secret, page)
    told = "confirmed" if decision == "confirm" else "refused"
    return with_secret(view, secret, RedirectResponse(f"{PATH}?told={told}", HTTPStatus.SEE_OTHER))


@router.get(PATH + "/{unit}")
async def unit_page(view: Reading, unit: Identifier, told: Words = "") -> Response:
    """One unit, or `state`: readiness, duty, gaps, contact points."""
    return await unit_shown(view, unit, UnitSent(told=rosters.TOLD.get(told) or (U[told] if told in _TOLD else None)))


@router.post(PATH + "/{unit}")
async def save_contacts(view: Changing, unit: Identifier, form: InForm) -> Response:
    """Save the contact points that were changed, if nobody has changed the unit's since the page was made."""
    rows = sent_rows(form)
    changed = [row.row() for row in rows if row.is_changed]
    if not changed:
        return RedirectResponse(f"{PATH}/{unit}?told=unchanged", HTTPStatus.SEE_OTHER)
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        sent = UnitSent(rows=rows, read=version_of(form), wrong=why_again(error), status=HTTPStatus.FORBIDDEN)
        return await unit_shown(view, unit, sent)
    expected = Expected(frozenset({str(version_of(form))}))
    try:
        done = await set_contacts(view.context.runtime, unit, changed, view.actor, expected=expected, complete=False)
    except InvalidContacts as error:
        return with_secret(view, secret, await _invalid(view, unit, with_problems(rows, error.problems), form))
    except StaleVersion as error:
        return with_secret(view, secret, await _stale(view, unit, rows, error))
    told = "waits" if done.waiting else "alone" if done.alone else "saved"
    return with_secret(view, secret, RedirectResponse(f"{PATH}/{unit}?told={told}", HTTPStatus.SEE_OTHER))


async def _invalid(view: View, unit: str, rows: list[FormRow], form: Mapping[str, str]) -> Response:
    read, status = version_of(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return await unit_shown(view, unit, UnitSent(rows=rows, read=read, wrong=U["invalid"], status=status))


async def _stale(view: View, unit: str, rows: list[FormRow], error: StaleVersion) -> Response:
    now = await unit_screen(view.context.runtime, unit, view.actor)
    kept = onto(rows, now.contacts)
    sent = UnitSent(rows=kept, wrong=U["stale"], since=error.since, status=HTTPStatus.CONFLICT)
    return await unit_shown(view, unit, sent)


async def _list(
    view: View, *, told: Bilingual | None = None, wrong: Bilingual | None = None, status: int = HTTPStatus.OK
) -> Response:
    page = await units_screen(view.context.runtime, view.actor)
    said = said_of_units(view)
    return show(view, "units.html", status, page=page, waiting=page.waiting, told=told, wrong=wrong, **said)
