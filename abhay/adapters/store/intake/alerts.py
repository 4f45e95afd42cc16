"""Stores an incoming message in one transaction: it opens a case, or joins the one it belongs to.

The same event never counts twice while its case is open; new content or facts about the same person join the open
case and page again. A sender's word that nobody is needed any more is noted and ends nothing. No message is dropped.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.batches import Batches
from abhay.adapters.store.db.database import Database, PerDatabase, now
from abhay.adapters.store.db.locks import MERGE_SPLIT, event_or_person
from abhay.adapters.store.db.statements import bulk_insert, execute, named
from abhay.adapters.store.directory.policies import read_document
from abhay.adapters.store.intake.known import (
    Forms,
    Identities,
    Person,
    Sent,
    closed_case_of,
    find_event,
    find_person,
    forms_of,
)
from abhay.adapters.store.intake.originals import store_event
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.messages.recipients import RecipientIndex, tell_desk
from abhay.clock import in_ist
from abhay.domain.cases.reassignment import outdates_route
from abhay.domain.intake.severity import severest
from abhay.domain.intake.trust import is_believed
from abhay.domain.messages.paging import PLAIN, Why
from abhay.errors import NoOpenCase
from abhay.repeated import Repeated
from models import timeline
from models.actors import Act, Actor
from models.enums import MessageKind, Reason, Status
from models.payloads import AlertPayload
from models.tables import Alert, Identity, PolicyVersion

_REPEATED = Repeated(logging.getLogger(__name__))


_BATCH_TIMEOUT = 3.0
"""Seconds for the transaction of several messages; if it hangs, each message tries a connection of its own."""

_TRY_LOCKS, _TAKE_LOCKS, _PLACES = named("try_locks"), named("take_locks"), named("places")


@dataclass(frozen=True)
class Accepted:
    """The result for a message: its case, and whether the same event was known before."""

    id: UUID
    ref: str
    status: Status
    repeat: bool = False
    attached: bool = False


@dataclass(frozen=True, eq=False)
class _Message:
    """An incoming message, with the keys of its event and its person."""

    payload: AlertPayload
    digests: Identities
    forms: Forms
    actor: Actor
    window: timedelta

    @property
    def is_end(self) -> bool:
        """Whether its sender, who is believed, says that the alert needs nobody any more."""
        return self.payload.event.ends and is_believed(self.payload.trust)

    @cached_property
    def keys(self) -> frozenset[int]:
        """Returns the advisory locks that make messages of the same event or person wait.

        An event's lock is named by its plain key, which is stored nowhere: so the processes of two versions, or
        of two index keys, wait for each other.
        """
        names = {self.payload.event_key, *(digest for _, digest in self.digests)}
        if self.payload.delivery_key is not None:
            names.add(self.payload.delivery_key)
        return frozenset(event_or_person(each) for each in names)


@dataclass(frozen=True)
class _Place:
    """The start of a new case: its time, the number of its ref, and its policy version."""

    at: datetime
    number: int
    policy_version: int


async def take_in(
    database: Database, payload: AlertPayload, identities: Identities, *, actor: Actor, window: timedelta
) -> Accepted:
    """Stores a message and returns its case, committed.

    `identities` holds (kind, value) pairs that name the person or the event; `window` is the time after
    an open case's last message in which further messages about the same person join it. Raises `NoOpenCase` for the
    word that nobody is needed any more about a person of whom there is no case.
    """
    digests = [(kind, digest) for kind, value in identities for digest in database.vault.digests(kind, value)]
    forms = forms_of(database.vault, payload.event_key, payload.delivery_key)
    message = _Message(payload, digests, forms, actor, window)
    if message.is_end:  # it opens no case
        return await _in_own_transaction(database, message)
    return await database.own(_BATCHES).do(message) or await _in_own_transaction(database, message)


async def _in_one_transaction_or_none(database: Database, messages: Sequence[_Message]) -> dict[_Message, Accepted]:
    """Returns what `_in_one_transaction` does, or nothing if that fails or hangs: each message then goes alone."""
    try:
        async with asyncio.timeout(_BATCH_TIMEOUT):
            return await _in_one_transaction(database, messages)
    except Exception as error:  # noqa: BLE001  each message is tried by itself then, and raises its own error
        _REPEATED.warn("messages are taken in one by one", f"{len(messages)} messages, {type(error).__name__}")
        return {}


_BATCHES = PerDatabase[Batches[_Message, Accepted]](
    lambda database: Batches(partial(_in_one_transaction_or_none, database), at_once=4)
)


async def _in_one_transaction(database: Database, messages: Sequence[_Message]) -> dict[_Message, Accepted]:
    """Opens cases in one transaction for all messages that certainly open one; leaves the others out.

    It never waits for a lock, so that no message is delayed by another one's.
    """
    accepted: dict[_Message, Accepted] = {}
    async with database.transaction("intake") as session:
        free = await _lockable(session, messages)
        for message, place in zip(free, await _places(session, free), strict=True):
            if place is not None:
                case = _open(session, message.payload, place, message.actor)
                _write(session, case, message, place.at)
                accepted[message] = Accepted(case.id, case.ref, case.status)
        await bulk_insert(session, wake=[each.id for each in accepted.values()])
    return accepted


async def _lockable(session: AsyncSession, messages: Sequence[_Message]) -> list[_Message]:
    """Takes free locks; returns the messages that have all of theirs and share none with an earlier message."""
    firsts: list[_Message] = []
    taken: set[int] = set()
    for message in messages:
        if taken.isdisjoint(message.keys):
            firsts.append(message)
            taken |= message.keys
    (row,) = await execute(session, _TRY_LOCKS, merge_split=MERGE_SPLIT, keys=list(taken))
    return [message for message in firsts if row.merge_split and message.keys.issubset(row.held)]


async def _places(session: AsyncSession, messages: Sequence[_Message]) -> list[_Place | None]:
    """Returns the start of each message's case; None if its event, or an identity in an open case, is known.

    It is coarser than `_same_person`, never finer. It runs after the locks are taken, so that it sees what
    their last holders wrote.
    """
    if not messages:
        return []
    owned = [(digest, owner) for owner, each in enumerate(messages, start=1) for _, digest in each.digests]
    sent = [(*form, place) for place, each in enumerate(messages, start=1) for form in each.forms]
    rows = await execute(
        session,
        _PLACES,
        messages=len(messages),
        events=[event for event, _, _ in sent],
        deliveries=[delivery for _, delivery, _ in sent],
        senders=[place for _, _, place in sent],
        digests=[digest for digest, _ in owned],
        owners=[owner for _, owner in owned],
    )
    return [None if row.number is None else _Place(row.at, row.number, row.version) for row in rows]


async def _in_own_transaction(database: Database, message: _Message) -> Accepted:
    """Opens a case for this message or joins its case; waits for transactions with the same event or person."""
    async with database.transaction("intake") as session:
        await _serialise(session, message)
        sent = await find_event(session, message.payload)
        if (known := sent.known) is not None:
            return Accepted(known.id, known.ref, known.status, repeat=True)
        message, at = replace(message, payload=sent.payload), await now(session)
        person = await find_person(session, message.payload, message.digests, at - message.window)
        if (case := person.home) is not None:
            await _attach(session, case, message, at)
        elif message.is_end:
            case = await _note_end(session, message, at)
        else:
            case = await _open_alone(session, message, sent, person, at)
        await bulk_insert(session, wake=[case.id])
        return Accepted(case.id, case.ref, case.status, attached=person.home is not None or message.is_end)


async def _open_alone(session: AsyncSession, message: _Message, sent: Sent, person: Person, at: datetime) -> Alert:
    """Opens a case, which names the closed one that had the same words; the desk hears of others about the person."""
    again_of = sent.closed.ref if sent.closed else None
    case = _open(session, message.payload, await _place(session, at), message.actor, again_of)
    _write(session, case, message, at)
    if person.maybe_same:
        await _tell_desk(session, case, Why(Reason.MAYBE_SAME), at)
    return case


async def open_apart(session: AsyncSession, payload: AlertPayload, actor: Actor, at: datetime) -> Alert:
    """Opens a case of its own in the caller's transaction, for what joins no other: a drill has no person."""
    case = _open(session, payload, await _place(session, at), actor)
    _write(session, case, _Message(payload, (), (), actor, timedelta()), at)
    return case


async def _note_end(session: AsyncSession, message: _Message, at: datetime) -> Alert:
    """Notes in the closed case that the sender says nobody is needed any more, and tells the desk of it.

    Raises `NoOpenCase` if there is none.
    """
    case = await closed_case_of(session, message.digests)
    if case is None:
        raise NoOpenCase
    payload = message.payload
    _write(session, case, message, at, await _known_digests(session, case.id))
    note(session, case, _attached(payload, 0), at, message.actor)
    await _tell_desk(session, case, Why(Reason.ENDED_BY_SENDER), at)
    return case


async def _tell_desk(session: AsyncSession, case: Alert, why: Why, at: datetime) -> None:
    with session.no_autoflush:
        document = await read_document(session, case.policy_version)
        await tell_desk(RecipientIndex(session, {case.id: ()}), case, document.rung, at, why)


def _write(
    session: AsyncSession,
    case: Alert,
    message: _Message,
    at: datetime,
    known: Collection[tuple[str, str]] | None = None,
) -> None:
    """Writes the message, its keys and its timeline entry; `known` if it joins the case."""
    store_event(session, case, message.payload, at)
    new = set(message.digests).difference(known or ())
    session.add_all(Identity(alert_id=case.id, kind=kind, digest=digest) for kind, digest in new)
    source, attached = message.payload.source, known is not None
    audit(session, at, message.actor, Act.BRING_ALERT, case.id, source=source, attached=attached)


async def _serialise(session: AsyncSession, message: _Message) -> None:
    """Makes messages of the same event or person, merges and splits wait until this transaction ends."""
    await execute(session, _TAKE_LOCKS, merge_split=MERGE_SPLIT, keys=sorted(message.keys))


async def _place(session: AsyncSession, at: datetime) -> _Place:
    query = select(func.nextval("alert_ref_seq", type_=BigInteger), func.max(PolicyVersion.version))
    number, version = (await session.exec(query)).one()
    return _Place(at, number, version or 0)


def _open(
    session: AsyncSession, payload: AlertPayload, place: _Place, actor: Actor, again_of: str | None = None
) -> Alert:
    at = place.at
    alert = Alert(
        id=uuid4(),
        ref=f"RJ-{in_ist(at).year}-{place.number:06d}",
        source=payload.source,
        channel=payload.channel,
        external_id=payload.external_id,
        severity=payload.severity,
        trust=payload.trust,
        drill=payload.drill,
        is_test=payload.test,
        readable=payload.readable,
        received_at=at,
        posted_at=payload.posted_at,
        policy_version=place.policy_version,
        next_at=at,
    )
    session.add(alert)
    received = timeline.Received(
        source=payload.source,
        channel=payload.channel,
        trust=payload.trust,
        readable=payload.readable,
        unread_fields=payload.problems or None,
        again_of=again_of,
    )
    note(session, alert, received, at, actor)
    return alert


async def _attach(session: AsyncSession, alert: Alert, message: _Message, at: datetime) -> None:
    """Joins the case and tells all its recipients again; the clock runs on, also for the word that nobody is needed."""
    payload, why = message.payload, PLAIN
    if message.is_end:
        why = Why(Reason.ENDED_BY_SENDER)
    else:
        alert.severity = severest((alert.severity, payload.severity))
        alert.is_test = alert.is_test and payload.test
        alert.route_stale = outdates_route(routed=alert.route is not None, by_person=alert.routed_by_person)
    alert.next_at = at
    alert.version += 1
    told = await RecipientIndex(session, {alert.id: ()}).told(alert.id)
    paged = told.paged
    told.queue(alert, MessageKind.UPDATE, paged, at, why)
    note(session, alert, _attached(payload, len(paged)), at, message.actor)
    _write(session, alert, message, at, await _known_digests(session, alert.id))


def _attached(payload: AlertPayload, told: int) -> timeline.Attached:
    return timeline.Attached(source=payload.source, channel=payload.channel, event_kind=payload.event, paged_again=told)


async def _known_digests(session: AsyncSession, alert_id: UUID) -> set[tuple[str, str]]:
    query = select(Identity.kind, Identity.digest).where(Identity.alert_id == alert_id)
    return set((await session.exec(query)).all())
