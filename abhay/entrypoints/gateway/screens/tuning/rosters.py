"""`/units/{unit}/roster` and `/overrides`: the forms of a unit's page that say who is on duty.

As for contacts, a save names the version that it was made from; one that comes too late keeps what was typed.
"""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.store.directory.roster_lists import remove_override
from abhay.domain.values import Identifier
from abhay.domain.versions import Expected
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.tuning.stepping_up import (
    NOT_PROVEN,
    InForm,
    step_up,
    version_of,
    why_again,
    with_secret,
)
from abhay.entrypoints.gateway.screens.tuning.unit_shown import UnitSent, unit_shown
from abhay.errors import BadInput, InvalidRoster, StaleVersion, UnknownOverride, UnknownUnit
from abhay.services.admin.rosters import set_override, set_roster
from abhay.services.tuning.overrides import TypedOverride, typed_override, wanted_override
from abhay.services.tuning.rosters import WindowRow, over, sent_windows, with_mistakes
from abhay.services.tuning.units import unit_screen
from abhay.wording.screens.rosters import R
from abhay.wording.screens.units import U
from models.actors import Act

router = APIRouter(prefix="/units/{unit}", include_in_schema=False)

TOLD: Final = {"roster": R["saved"], "override": R["added"], "taken-back": R["taken_back"]}
"""What the page says after each form, by its name in the address."""

Setting = Annotated[View, Depends(viewer_for(Act.SET_ROSTER))]
Overriding = Annotated[View, Depends(viewer_for(Act.OVERRIDE_ROSTER))]


@router.post("/roster")
async def save_roster(view: Setting, unit: Identifier, form: InForm) -> Response:
    """Save the weekly duty of all posts, if nobody has changed it since the page was made."""
    rows, read = sent_windows(form), version_of(form)
    if not any(row.is_changed for row in rows):
        return _told(unit, "unchanged")
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        wrong = UnitSent(windows=rows, roster_read=read, wrong=why_again(error), status=HTTPStatus.FORBIDDEN)
        return await unit_shown(view, unit, wrong)
    wanted, expected = [row.window() for row in rows if row.is_wanted], Expected(frozenset({str(read)}))
    try:
        await set_roster(view.context.database, unit, wanted, view.actor, expected)
    except InvalidRoster as error:
        kept, status = with_mistakes(rows, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY
        wrong = UnitSent(windows=kept, roster_read=read, wrong=U["invalid"], status=status)
        return with_secret(view, secret, await unit_shown(view, unit, wrong))
    except StaleVersion as error:
        return with_secret(view, secret, await _stale(view, unit, rows, error))
    return with_secret(view, secret, _told(unit, "roster"))


@router.post("/overrides")
async def save_override(view: Overriding, unit: Identifier, form: InForm) -> Response:
    """Say who is on duty at a post in a time, whatever the roster says."""
    typed = typed_override(form)
    wanted = wanted_override(typed)
    if isinstance(wanted, TypedOverride):
        return await _wrong_override(view, unit, wanted)
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        wrong = UnitSent(override=typed, wrong=why_again(error), status=HTTPStatus.FORBIDDEN)
        return await unit_shown(view, unit, wrong)
    try:
        await set_override(view.context.database, unit, wanted, view.actor)
    except UnknownUnit:
        raise
    except BadInput as error:  # it overlaps another one, has ended, or names somebody whom nobody knows
        problems = error.problems if isinstance(error, InvalidRoster) else [("to", str(error))]
        return with_secret(view, secret, await _wrong_override(view, unit, typed.with_mistakes(problems)))
    return with_secret(view, secret, _told(unit, "override"))


@router.post("/overrides/{override}/remove")
async def take_back(view: Overriding, unit: Identifier, override: UUID, form: InForm) -> Response:
    """Take an override back: the roster holds again at once."""
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        return await unit_shown(view, unit, UnitSent(wrong=why_again(error), status=HTTPStatus.FORBIDDEN))
    try:
        await remove_override(view.context.database, unit, override, view.actor)
    except UnknownOverride:
        page = await unit_shown(view, unit, UnitSent(wrong=R["gone"], status=HTTPStatus.CONFLICT))
        return with_secret(view, secret, page)
    return with_secret(view, secret, _told(unit, "taken-back"))


def _told(unit: str, what: str) -> Response:
    return RedirectResponse(f"/units/{unit}?told={what}", HTTPStatus.SEE_OTHER)


async def _stale(view: View, unit: str, rows: list[WindowRow], error: StaleVersion) -> Response:
    now = await unit_screen(view.context.runtime, unit, view.actor)
    kept = over(rows, now.roster.windows, now.posts)
    sent = UnitSent(windows=kept, wrong=R["stale"], since=error.since, status=HTTPStatus.CONFLICT)
    return await unit_shown(view, unit, sent)


async def _wrong_override(view: View, unit: str, typed: TypedOverride) -> Response:
    sent = UnitSent(override=typed, wrong=U["invalid"], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return await unit_shown(view, unit, sent)
