"""`/v1/units/{unit}/roster`, `/overrides` and `/on-duty`: who is on duty at a unit's posts, and when nobody is.

A unit's token reads its own unit's roster; another one is 404 for it, as if there were none.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from abhay.adapters.store.directory.roster_lists import NewOverride, remove_override
from abhay.domain.permissions import may, sees_only
from abhay.domain.values import Identifier, Moment
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import OverrideBody, Overrides, RosterBody
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems, refusals
from abhay.entrypoints.gateway.preconditions import TAGGED, IfMatch, tag
from abhay.errors import UnknownUnit
from abhay.services.admin.rosters import on_duty_at, set_override, set_roster, show_roster
from models.actors import Act, Actor
from models.views import OnDutyView, OverrideView, RosterView

router = APIRouter(prefix="/v1/units/{unit}", tags=["directory"], responses=refusals(404))

Setter = Annotated[Actor, Depends(allowed_to(Act.SET_ROSTER))]
Overrider = Annotated[Actor, Depends(allowed_to(Act.OVERRIDE_ROSTER))]


async def _reader(unit: Identifier, actor: Annotated[Actor, Depends(allowed_to(Act.READ_ROSTER))]) -> Actor:
    if sees_only(actor) not in (None, unit):
        raise UnknownUnit
    return actor


Reader = Annotated[Actor, Depends(_reader)]


@router.get("/roster", responses=TAGGED)
async def roster(unit: Identifier, context: InContext, response: Response, actor: Reader) -> RosterView:
    """The duty roster of a unit, with the times of the next 14 days at which nobody is on duty."""
    found = await show_roster(context.database, unit, addresses=_sees_addresses(actor))
    tag(response, found.version)
    return found


@router.put("/roster", responses=problems(412))
async def write_roster(
    unit: Identifier, body: RosterBody, context: InContext, actor: Setter, expected: IfMatch
) -> RosterView:
    """Make these the unit's weekly windows; what is left out is no longer in the roster."""
    windows = [window.model_dump(by_alias=True) for window in body.windows]
    await set_roster(context.database, unit, windows, actor, expected)
    return await show_roster(context.database, unit, addresses=True)


@router.get("/on-duty")
async def on_duty(
    unit: Identifier, context: InContext, actor: Reader, at: Annotated[Moment | None, Query()] = None
) -> OnDutyView:
    """Who is reached at each post of a unit, now or at another moment."""
    return await on_duty_at(context.database, unit, at, addresses=_sees_addresses(actor))


@router.get("/overrides")
async def overrides(unit: Identifier, context: InContext, actor: Reader) -> Overrides:
    """The overrides that hold or are still to come."""
    found = await show_roster(context.database, unit, addresses=_sees_addresses(actor))
    return Overrides(unit=unit, overrides=list(found.overrides))


@router.post("/overrides", status_code=status.HTTP_201_CREATED, responses=problems(409))
async def add_override(unit: Identifier, body: OverrideBody, context: InContext, actor: Overrider) -> OverrideView:
    """Say who is on duty at a post in a time, whatever the roster says."""
    wanted = NewOverride(body.post, body.start, body.end, tuple(body.contacts), body.reason)
    return await set_override(context.database, unit, wanted, actor)


@router.delete("/overrides/{override}", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
async def delete_override(unit: Identifier, override: UUID, context: InContext, actor: Overrider) -> Response:
    """Take an override back: the roster holds again at once."""
    await remove_override(context.database, unit, override, actor)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


def _sees_addresses(actor: Actor) -> bool:
    return may(actor, Act.SET_CONTACTS).allowed
