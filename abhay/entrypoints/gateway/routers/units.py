"""`/v1/units`: police units and the contact points of their posts; `state` stands for the State's own posts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from abhay.adapters.store.directory.contact_lists import read_contacts
from abhay.adapters.store.directory.contacts import list_units
from abhay.domain.permissions import may
from abhay.domain.values import Identifier
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import Contacts, ContactsBody, Units
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems, refusals
from abhay.entrypoints.gateway.preconditions import TAGGED, IfMatch, tag
from abhay.services.admin.contacts import set_contacts
from models.actors import Act, Actor

router = APIRouter(prefix="/v1/units", tags=["directory"], responses=refusals(404))


@router.get("", dependencies=[Depends(allowed_to(Act.LIST_UNITS))])
async def units(context: InContext) -> Units:
    """Every police unit."""
    return Units(units=await list_units(context.database))


@router.get("/{unit}/contacts", responses=TAGGED)
async def contacts(
    unit: Identifier,
    context: InContext,
    response: Response,
    actor: Annotated[Actor, Depends(allowed_to(Act.READ_CONTACTS))],
) -> Contacts:
    """The contact points of a unit, without PINs; their `ETag` is for `If-Match` of the next change.

    Whoever may not change them, the desk's operators, reads names and telephones and no addresses.
    """
    version, found = await read_contacts(context.database, unit)
    tag(response, version)
    if not may(actor, Act.SET_CONTACTS).allowed:
        found = [each.model_copy(update={"address": None}) for each in found]
    return Contacts(unit=unit, contacts=found)


@router.put("/{unit}/contacts", responses=problems(412))
async def write_contacts(
    unit: Identifier,
    body: ContactsBody,
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.SET_CONTACTS))],
    expected: IfMatch,
) -> Contacts:
    """Make these the unit's contact points; what is left out is switched off.

    With two admins who can sign in, a change at a supervising post that has contact points waits until another one
    confirms it at /units; the answer says so, and shows what is in force.
    """
    rows = [contact.model_dump() for contact in body.contacts]
    done = await set_contacts(context.runtime, unit, rows, actor, expected=expected)
    _, found = await read_contacts(context.database, unit)
    return Contacts(unit=unit, contacts=found, waiting=bool(done.waiting))
