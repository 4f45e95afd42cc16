"""`/v1/units`: police units and the contact points of their posts; `state` stands for the State's own posts."""

from fastapi import APIRouter

from abhay.gateway.access import Admin
from abhay.gateway.bodies import Contacts, ContactsBody, Units
from abhay.gateway.context import InContext
from abhay.services.contacts import Entry, set_contacts
from abhay.store import directory

router = APIRouter(prefix="/v1/units", tags=["directory"])


@router.get("")
async def list_units(context: InContext, caller: Admin) -> Units:  # noqa: ARG001  the role is what matters
    """Every police unit."""
    return Units(units=await directory.list_units(context.database))


@router.get("/{unit}/contacts")
async def read_contacts(unit: str, context: InContext, caller: Admin) -> Contacts:  # noqa: ARG001  the role is what matters
    """The contact points of a unit, without PINs."""
    return Contacts(unit=unit, contacts=await directory.list_contacts(context.database, unit))


@router.put("/{unit}/contacts")
async def write_contacts(unit: str, body: ContactsBody, context: InContext, caller: Admin) -> Contacts:
    """Make these the unit's contact points; what is left out is switched off."""
    entries = [
        Entry(where=f"contacts.{number}", joint=".", unit=unit, **contact.model_dump())
        for number, contact in enumerate(body.contacts)
    ]
    await set_contacts(context.database, unit, entries, by=caller.name, role=caller.role)
    return Contacts(unit=unit, contacts=await directory.list_contacts(context.database, unit))
