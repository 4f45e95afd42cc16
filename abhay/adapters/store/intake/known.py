"""What is known of an incoming message: the event itself, and the cases of the person that it is about.

Everything here is asked under the message's locks (`event_or_person`), so that it sees what their last holders wrote.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import vault_of
from abhay.adapters.store.intake.originals import payloads_in
from abhay.domain.intake.identity import Arriving, Match, case_of_person, key_after, maybe_same
from abhay.domain.intake.persons import NUMBER, PROOFS, joins_by_number, told_by
from abhay.domain.intake.trust import is_believed
from abhay.errors import KeyMissing
from abhay.security.vault import Hashed, Vault
from models.enums import IntakeChannel, Status
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Identity

_LOG = logging.getLogger(__name__)

_MOST_WITH_A_NUMBER = 5
"""Open cases with one number that are read to tell whose a call is: of more, nobody can say it."""

Identities = Sequence[tuple[str, str]]
Forms = Sequence[tuple[str, str | None]]
"""The pairs of event and delivery key by which a known event is found, the one to be stored first."""


def forms_of(vault: Vault, event_key: str, delivery_key: str | None) -> Forms:
    """Returns every form in which a row may hold the keys of an event: under each index key, and as before those."""
    events = vault.keyed(Hashed.EVENT, event_key)
    if delivery_key is None:
        return [(event, None) for event in events]
    return list(zip(events, vault.keyed(Hashed.DELIVERY, delivery_key), strict=True))


@dataclass(frozen=True)
class Sent:
    """An event as it was found: the case that has it, or the message under the keys with which it is a new event.

    `closed` is the newest closed case that has the same event, word for word.
    """

    payload: AlertPayload
    known: Alert | None
    closed: Alert | None


async def find_event(session: AsyncSession, payload: AlertPayload) -> Sent:
    """Returns whether an event is known. It is so only while its case is open: after that it is a new event.

    A notice that an alert needs nobody any more stays known, as nothing is to be done about it again.
    """
    closed: Alert | None = None
    while True:
        found = await _case_with(session, forms_of(vault_of(session), payload.event_key, payload.delivery_key))
        if found is None:
            return Sent(payload, None, closed)
        if found.status is not Status.CLOSED or payload.event.ends:
            return Sent(payload, found, closed)
        closed, delivery = found, payload.delivery_key
        again = {
            "event_key": key_after(payload.event_key, found.id),
            "delivery_key": None if delivery is None else key_after(delivery, found.id),
        }
        payload = payload.model_copy(update=again)


async def _case_with(session: AsyncSession, forms: Forms) -> Alert | None:
    """Returns the case that has this event, found by its key or by the sender's own number."""
    same = col(AlertEvent.event_key).in_([event for event, _ in forms])
    if deliveries := [delivery for _, delivery in forms if delivery is not None]:
        same = or_(same, col(AlertEvent.delivery_key).in_(deliveries))
    query = select(Alert).join(AlertEvent, col(AlertEvent.alert_id) == Alert.id).where(same)
    return (await session.exec(query)).first()


@dataclass(frozen=True)
class Person:
    """The case that a message belongs to, if any, and the open ones that may be about the same person."""

    home: Alert | None = None
    maybe_same: Sequence[Alert] = ()


async def find_person(session: AsyncSession, payload: AlertPayload, digests: Identities, since: datetime) -> Person:
    """Returns the open cases of this message's person; locks every case that comes into question."""
    if not digests or not is_believed(payload.trust):
        return Person()
    sought = [digest for _, digest in digests]
    last = select(func.max(AlertEvent.received_at)).where(AlertEvent.alert_id == Alert.id).scalar_subquery()
    query = (
        select(Alert, _count(sought, PROOFS), _count(sought, (NUMBER,)), last)
        .where(col(Alert.id).in_(select(Identity.alert_id).where(col(Identity.digest).in_(sought))))
        .where(Alert.status != Status.CLOSED)
        .order_by(col(Alert.id))
        .with_for_update(of=Alert)
    )
    rows = (await session.exec(query)).all()
    sharing = [case for case, proofs, numbers, _ in rows if numbers and not proofs and _is_of_a_call(payload, case)]
    few = sharing if len(sharing) <= _MOST_WITH_A_NUMBER else []
    noted = {case.id for case in few if await _joins_by_number(session, payload, case.id)}
    matches = [Match(case, proofs, last_at, by_number=case.id in noted) for case, proofs, _, last_at in rows]
    message = Arriving(payload.trust, payload.drill, since)
    home = case_of_person(message, matches)
    return Person(home, maybe_same(message, home, matches))


def _count(digests: Sequence[str], kinds: Sequence[str]) -> ScalarSelect[int]:
    wanted = (col(Identity.digest).in_(digests), col(Identity.kind).in_(kinds))
    return select(func.count()).where(Identity.alert_id == Alert.id, *wanted).correlate(Alert).scalar_subquery()


def _is_of_a_call(payload: AlertPayload, case: Alert) -> bool:
    """Returns whether the message or the case's first one is a noted call: only these may join by a number."""
    return IntakeChannel.PHONE in (payload.channel, case.channel)


async def _joins_by_number(session: AsyncSession, payload: AlertPayload, alert_id: UUID) -> bool:
    """Returns whether the number that a message shares with a case joins them, by what both say of the person."""
    try:
        said = await payloads_in(session, alert_id)
    except (KeyMissing, ValueError) as error:  # the case stays one of its own, and both are named to the desk
        _LOG.warning("a case that shares a number cannot be read here: %s", type(error).__name__)
        return False
    return joins_by_number(told_by(payload), [told_by(each) for _, each in said])


async def closed_case_of(session: AsyncSession, digests: Identities) -> Alert | None:
    """Returns the closed case that was opened last for this event or account."""
    sought = [digest for kind, digest in digests if kind in PROOFS]
    if not sought:
        return None
    query = (
        select(Alert)
        .where(col(Alert.id).in_(select(Identity.alert_id).where(col(Identity.digest).in_(sought))))
        .where(Alert.status == Status.CLOSED)
        .order_by(col(Alert.received_at).desc())
        .limit(1)
        .with_for_update(of=Alert)
    )
    return (await session.exec(query)).first()
