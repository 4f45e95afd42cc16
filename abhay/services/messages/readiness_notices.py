"""Tells each unit's office what its posts lack, in office hours only: nobody is woken for it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from abhay.adapters.store.directory.names import read_names
from abhay.adapters.store.directory.readiness import Reachability, note_told, read_reachability, unit_of
from abhay.adapters.store.directory.rosters import as_stored
from abhay.domain.messages.paging import About
from abhay.domain.rosters.readiness import in_office_hours
from abhay.domain.rosters.staffing import of_post_now
from abhay.errors import DeliveryError
from abhay.services.admin.readiness import view_of
from abhay.services.messages.outside import message_outside
from abhay.services.runtime import Runtime
from abhay.wording.contact_tests import render_lacks
from abhay.wording.least import RenderedMessage
from abhay.wording.words import Bilingual
from models.enums import OutsideKind
from models.policy import Scope
from models.tables import ContactPoint, PoliceUnit, Post
from models.views import ReadinessView, UnitReadinessView

READINESS_REF = "ABHAY"
"""The text in place of a case's ref."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class LookedAt:
    """The scores, and the number of units whose office was told."""

    view: ReadinessView
    told: int


async def look_at_readiness(runtime: Runtime) -> LookedAt:
    """Scores every unit; in office hours, by the database's clock, tells those that lack something."""
    settings = runtime.settings.readiness
    found = await read_reachability(runtime.database)
    view = view_of(found, within=timedelta(days=settings.test_days))
    told = 0
    if in_office_hours(found.at, settings.office_from, settings.office_to):
        for unit in (each for each in view.units if each.reasons and as_stored(each.unit) is not None):
            told += await _tell(runtime, found, unit)
    return LookedAt(view, told)


async def _tell(runtime: Runtime, found: Reachability, unit: UnitReadinessView) -> bool:
    """Tells a unit's office, which is its post of the highest rung; returns whether any channel took it."""
    offices = _offices(found)
    reached = [contact for post in offices for contact in _on_duty(found, unit.unit, post)]
    async with runtime.database.transaction() as session:
        posts = {one.post for one in unit.reasons} | set(offices)
        names = await read_names(runtime.database, session, posts)
    own = await unit_of(runtime.database, unit.unit)
    lacks = [(_named(names.posts[one.post]), one.lack) for one in unit.reasons]
    text = render_lacks(_named(own), unit.score, lacks)
    sent = [await _send(runtime, contact, text) for contact in reached]
    await note_told(runtime.database, unit.unit, unit.score, sum(sent))
    return any(sent)


def _offices(found: Reachability) -> Sequence[str]:
    """Returns the posts of the highest rung that each unit has of its own."""
    rungs = [found.document.rung[step.rung] for step in found.document.severity.imminent.ladder]
    own = [rung for rung in rungs if rung.scope is Scope.UNIT]
    return own[-1].posts if own else ()


def _on_duty(found: Reachability, unit: str, post: str) -> Sequence[ContactPoint]:
    roster = found.rosters.get(About(as_stored(unit), post))
    return of_post_now(found.at_post(unit, post), roster, found.at).contacts


async def _send(runtime: Runtime, contact: ContactPoint, text: RenderedMessage) -> bool:
    channel = runtime.channels.get(contact.channel)
    if channel is None:
        return False
    message = message_outside(
        contact, text, message_id=uuid4(), kind=OutsideKind.READINESS, instead_of_ref=READINESS_REF
    )
    try:
        await channel.send(message)
    except DeliveryError as error:
        _LOG.warning("what a unit lacks, on %s: %s", contact.channel, error)
        return False
    return True


def _named(thing: Post | PoliceUnit) -> Bilingual:
    return Bilingual(hi=thing.name_hi, en=thing.name_en)
