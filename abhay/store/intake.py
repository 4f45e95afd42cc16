"""A message comes in: one transaction that opens a case, or joins the one it belongs to.

The same event never counts twice; a new post or new facts about the same person join the open case
and page again. Nothing is ever folded away in silence.
"""

import asyncio
import hashlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.clock import in_ist
from abhay.store.batches import Batches
from abhay.store.database import Database, now, run_sql
from abhay.store.recipients import queue, those_paged
from abhay.store.timeline import audit, note
from abhay.store.together import insert_together
from models.enums import MessageKind, Severity, Status, TimelineEvent, Trust
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Content, Evidence, Identity, PolicyVersion, Subject

_LOG = logging.getLogger(__name__)

BELIEVED = (Trust.VERIFIED.value, Trust.FORWARDED.value)
SEVEREST_FIRST = (Severity.IMMINENT, Severity.HIGH, Severity.CONCERN)

ARRANGING_KEY = 0x4142_4152_5247
"""Advisory lock: shared by every message that comes in, held alone by who merges or splits cases."""

_PATIENCE = 3.0
"""Seconds for messages that are taken in together, should their connection hang; each then tries another one."""

Identities = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Accepted:
    """What became of a message: its case, and whether the very same event was there before."""

    id: UUID
    ref: str
    status: Status
    repeat: bool = False
    attached: bool = False


@dataclass(frozen=True, eq=False)
class _Message:
    """What came in, and what it is recognised by."""

    payload: AlertPayload
    digests: Identities
    actor: str
    role: str
    window: timedelta

    @cached_property
    def keys(self) -> frozenset[int]:
        """The advisory locks that hold back others who bring the same event or person."""
        names = {self.payload.event_key, *(digest for _, digest in self.digests)}
        if self.payload.delivery_key is not None:
            names.add(self.payload.delivery_key)
        return frozenset(int.from_bytes(hashlib.sha256(each.encode()).digest()[:8], signed=True) for each in names)


@dataclass(frozen=True)
class _Place:
    """Where a new case begins: its time, the number of its ref, the policy it is under."""

    at: datetime
    number: int
    policy_version: int


async def take_in(
    database: Database,
    payload: AlertPayload,
    identities: Identities,
    *,
    actor: str,
    window: timedelta,
    role: str = "partner",
) -> Accepted:
    """Store a message and answer whose case it is.

    `identities` are (kind, value) pairs that name the person or the event; `window` is how long after
    its last message an open case takes in more of the same person. Committed when this returns.
    """
    digests = [(kind, digest) for kind, value in identities for digest in database.vault.digests(kind, value)]
    message = _Message(payload, digests, actor, role, window)
    batches = database.kept("intake", lambda: Batches(partial(_without_trouble, database), at_once=4))
    return await batches.do(message) or await _by_itself(database, message)


async def _without_trouble(database: Database, messages: Sequence[_Message]) -> dict[_Message, Accepted]:
    """What `_together` answers, or nothing if it fails or hangs: one message's trouble must not be the others'."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _together(database, messages)
    except Exception as error:  # noqa: BLE001  each of them is tried by itself then, and raises what is to be raised
        _LOG.warning("%s: %d messages are taken in one by one", type(error).__name__, len(messages))
        return {}


async def _together(database: Database, messages: Sequence[_Message]) -> dict[_Message, Accepted]:
    """One transaction: a case for each message that opens one for certain; those that take a closer look are left out.

    Nothing here waits for a lock: no message is held up by what another one would have to wait for.
    """
    accepted: dict[_Message, Accepted] = {}
    async with database.transaction("intake") as session:
        free = await _undisputed(session, messages)
        for message, place in zip(free, await _places(session, free), strict=True):
            if place is not None:
                case = _open(session, message.payload, place, message.actor)
                _write(session, database, case, message, place.at)
                accepted[message] = Accepted(case.id, case.ref, Status(case.status))
        await insert_together(session, wake=[each.id for each in accepted.values()])
    return accepted


async def _undisputed(session: AsyncSession, messages: Sequence[_Message]) -> list[_Message]:
    """Those whose locks nobody else holds, and no earlier one of these; they are held from now on."""
    firsts: list[_Message] = []
    taken: set[int] = set()
    for message in messages:
        if taken.isdisjoint(message.keys):
            firsts.append(message)
            taken |= message.keys
    connection = await session.connection()
    row = (await connection.exec_driver_sql(_TRY_LOCKS, (ARRANGING_KEY, list(taken)))).one()
    return [message for message in firsts if row.arranging and message.keys.issubset(row.held)]


_TRY_LOCKS = """
SELECT pg_try_advisory_xact_lock_shared($1) AS arranging,
    ARRAY(SELECT key FROM unnest($2::bigint[]) AS key WHERE pg_try_advisory_xact_lock(key)) AS held
"""


async def _places(session: AsyncSession, messages: Sequence[_Message]) -> list[_Place | None]:
    """A place for each message; None if its event is known, or anything of its person in an open case.

    Coarser than `_same_person`, never finer. After the locks and not with them, so that it sees what
    their last holders wrote.
    """
    if not messages:
        return []
    owned = [(digest, owner) for owner, each in enumerate(messages, start=1) for _, digest in each.digests]
    events, deliveries = zip(*((each.payload.event_key, each.payload.delivery_key) for each in messages), strict=True)
    values = events, deliveries, [digest for digest, _ in owned], [owner for _, owner in owned]
    rows = await (await session.connection()).exec_driver_sql(_PLACES, values)
    return [None if row.number is None else _Place(row.at, row.number, row.version) for row in rows]


# Scalar subqueries by a key each, not EXISTS: a plan made while the tables were small must not read all of one.
_PLACES = """
SELECT (SELECT abhay_now()) AS at,
    (SELECT coalesce(max(version), 0) FROM policy_version) AS version,
    CASE WHEN NOT known THEN nextval('alert_ref_seq') END AS number
FROM (
    SELECT place, coalesce(
        (SELECT true FROM alert_event WHERE event_key = message.event),
        (SELECT true FROM alert_event WHERE delivery_key = message.delivery),
        (
            SELECT bool_or((SELECT status <> 'closed' FROM alert WHERE id = identity.alert_id))
            FROM unnest($3::text[], $4::bigint[]) AS sought (digest, owner)
            JOIN identity ON identity.digest = sought.digest
            WHERE sought.owner = message.place
        ),
        false
    ) AS known
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS message (event, delivery, place)
) AS looked_up
ORDER BY place
"""


async def _by_itself(database: Database, message: _Message) -> Accepted:
    """A case for this message, or the one it belongs to; waits for who brings the same event or person."""
    payload = message.payload
    async with database.transaction("intake") as session:
        await _serialise(session, message)
        if (known := await _same_event(session, payload)) is not None:
            return Accepted(known.id, known.ref, Status(known.status), repeat=True)
        at = await now(session)
        case = await _same_person(session, payload, message.digests, at - message.window)
        if attached := case is not None:
            await _attach(session, case, payload, at, message.actor)
            _write(session, database, case, message, at, await _known_digests(session, case.id))
        else:
            case = _open(session, payload, await _place(session, at), message.actor)
            _write(session, database, case, message, at)
        await insert_together(session, wake=[case.id])
        return Accepted(case.id, case.ref, Status(case.status), attached=attached)


def _write(
    session: AsyncSession,
    database: Database,
    case: Alert,
    message: _Message,
    at: datetime,
    known: Collection[tuple[str, str]] | None = None,
) -> None:
    """The message itself, what it is recognised by, and that it was received; `known` if it joins the case."""
    _keep(session, database, case, message.payload, at)
    new = set(message.digests).difference(known or ())
    session.add_all(Identity(alert_id=case.id, kind=kind, digest=digest) for kind, digest in new)
    source, attached = message.payload.source, known is not None
    audit(session, at, message.actor, message.role, "alert.receive", case.id, source=source, attached=attached)


async def _serialise(session: AsyncSession, message: _Message) -> None:
    """Hold back others that bring the same event or person, and who rearranges cases, until this transaction ends."""
    # Taken in the order of the array, the same for everybody: two messages never wait for each other in a ring.
    await run_sql(
        session,
        "SELECT pg_advisory_xact_lock_shared(:arranging), pg_advisory_xact_lock(key)"
        " FROM unnest(CAST(:keys AS bigint[])) AS key",
        arranging=ARRANGING_KEY,
        keys=sorted(message.keys),
    )


async def _same_event(session: AsyncSession, payload: AlertPayload) -> Alert | None:
    """The case that has this very event; where the sender numbers its messages, also under that number."""
    same = col(AlertEvent.event_key) == payload.event_key
    if payload.delivery_key is not None:
        same = or_(same, col(AlertEvent.delivery_key) == payload.delivery_key)
    query = select(Alert).join(AlertEvent, col(AlertEvent.alert_id) == Alert.id).where(same)
    return (await session.exec(query)).first()


async def _same_person(
    session: AsyncSession, payload: AlertPayload, digests: Identities, since: datetime
) -> Alert | None:
    """The open case of the same person or event, if both senders are believed.

    Of several the one that most of this message's identities belong to (cases that were split may share
    a number), and of those the newest.
    """
    if payload.trust.value not in BELIEVED or not digests:
        return None
    lately = select(AlertEvent.alert_id).where(AlertEvent.received_at >= since)
    known = col(Identity.digest).in_([digest for _, digest in digests])
    shared = select(func.count()).where(Identity.alert_id == Alert.id, known).correlate(Alert).scalar_subquery()
    query = (
        select(Alert)
        .join(Identity, col(Identity.alert_id) == Alert.id)
        .where(
            known,
            Alert.status != Status.CLOSED.value,
            col(Alert.trust).in_(BELIEVED),
            Alert.drill == payload.drill,
            col(Alert.id).in_(lately),
        )
        .order_by(shared.desc(), col(Alert.received_at).desc())
        .with_for_update(of=Alert)
    )
    return (await session.exec(query)).first()


async def _place(session: AsyncSession, at: datetime) -> _Place:
    query = select(func.nextval("alert_ref_seq", type_=BigInteger), func.max(PolicyVersion.version))
    number, version = (await session.exec(query)).one()
    return _Place(at, number, version or 0)


def _open(session: AsyncSession, payload: AlertPayload, place: _Place, actor: str) -> Alert:
    at = place.at
    alert = Alert(
        id=uuid4(),
        ref=f"RJ-{in_ist(at).year}-{place.number:06d}",
        source=payload.source,
        channel=payload.channel.value,
        external_id=payload.external_id,
        severity=payload.severity.value,
        trust=payload.trust.value,
        drill=payload.drill,
        readable=payload.readable,
        received_at=at,
        posted_at=payload.posted_at,
        policy_version=place.policy_version,
        next_at=at,
    )
    session.add(alert)
    note(
        session,
        alert,
        TimelineEvent.RECEIVED,
        at,
        actor,
        source=payload.source,
        channel=payload.channel.value,
        trust=payload.trust.value,
        readable=payload.readable,
        unread_fields=list(payload.problems) or None,
    )
    return alert


async def _attach(session: AsyncSession, alert: Alert, payload: AlertPayload, at: datetime, actor: str) -> None:
    """Join the case and page everybody again who was paged for it; the clock runs on as it was."""
    alert.severity = min(Severity(alert.severity), payload.severity, key=SEVEREST_FIRST.index).value
    alert.next_at = at
    alert.version += 1
    paged = await those_paged(session, alert.id)
    await queue(session, alert, MessageKind.UPDATE, paged, at)
    note(
        session,
        alert,
        TimelineEvent.ATTACHED,
        at,
        actor,
        source=payload.source,
        channel=payload.channel.value,
        event_kind=payload.event.value,
        paged_again=len(paged),
    )


async def _known_digests(session: AsyncSession, alert_id: UUID) -> set[tuple[str, str]]:
    query = select(Identity.kind, Identity.digest).where(Identity.alert_id == alert_id)
    return set((await session.exec(query)).all())


def _keep(session: AsyncSession, database: Database, alert: Alert, payload: AlertPayload, at: datetime) -> None:
    """The event with its evidence, sealed."""
    event = AlertEvent(
        id=uuid4(),
        alert_id=alert.id,
        event_key=payload.event_key,
        delivery_key=payload.delivery_key,
        source=payload.source,
        channel=payload.channel.value,
        kind=payload.event.value,
        trust=payload.trust.value,
        received_at=at,
        posted_at=payload.posted_at,
        problems=list(payload.problems),
    )
    session.add(event)
    vault = database.vault
    session.add(
        Evidence(
            event_id=event.id,
            media_type=payload.media_type,
            sha256=hashlib.sha256(payload.raw).hexdigest(),
            raw=vault.seal(payload.raw),
            payload=vault.seal(payload.model_dump_json(exclude={"raw", "attachments"}).encode()),
        )
    )
    person = {
        "subject": payload.subject.model_dump(mode="json"),
        "technical": payload.technical.model_dump(mode="json"),
        "heard_from": payload.heard_from,
        "note": payload.note,
    }
    session.add(Subject(event_id=event.id, alert_id=alert.id, sealed=vault.seal_json(person)))
    session.add(
        Content(
            event_id=event.id,
            alert_id=alert.id,
            sealed=vault.seal_json(
                {
                    **payload.content.model_dump(mode="json"),
                    "attachments": [
                        {"filename": a.filename, "media_type": a.media_type, "bytes": len(a.data)}
                        for a in payload.attachments
                    ],
                }
            ),
        )
    )
