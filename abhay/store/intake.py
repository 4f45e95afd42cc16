"""A message comes in: one transaction that opens a case, or joins the one it belongs to.

The same event never counts twice; a new post or new facts about the same person join the open case
and page again. Nothing is ever folded away in silence.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.clock import in_ist
from abhay.store.database import Database, now, run_sql, wake
from abhay.store.recipients import queue, those_paged
from abhay.store.timeline import audit, note
from abhay.store.together import insert_together
from models.enums import MessageKind, Severity, Status, TimelineEvent, Trust
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Content, Evidence, Identity, PolicyVersion, Subject

BELIEVED = (Trust.VERIFIED.value, Trust.FORWARDED.value)
SEVEREST_FIRST = (Severity.IMMINENT, Severity.HIGH, Severity.CONCERN)

ARRANGING_KEY = 0x4142_4152_5247
"""Advisory lock: shared by every message that comes in, held alone by who merges or splits cases."""

Identities = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Accepted:
    """What became of a message: its case, and whether the very same event was there before."""

    id: UUID
    ref: str
    status: Status
    repeat: bool = False
    attached: bool = False


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
    async with database.transaction("intake") as session:
        await _serialise(session, payload, digests)
        if (known := await _same_event(session, payload.event_key)) is not None:
            return Accepted(known.id, known.ref, Status(known.status), repeat=True)
        at = await now(session)
        case = await _same_person(session, payload, digests, at - window)
        if case is None:
            case = await _open(session, payload, at, actor)
            attached = False
        else:
            await _attach(session, case, payload, at, actor)
            attached = True
        known = await _known_digests(session, case.id) if attached else set[tuple[str, str]]()
        _keep(session, database, case, payload, at)
        session.add_all(Identity(alert_id=case.id, kind=kind, digest=digest) for kind, digest in set(digests) - known)
        audit(session, at, actor, role, "alert.receive", case.id, source=payload.source, attached=attached)
        await insert_together(session)
        await wake(session, case.id)
        return Accepted(case.id, case.ref, Status(case.status), attached=attached)


async def _serialise(session: AsyncSession, payload: AlertPayload, digests: Identities) -> None:
    """Hold back others that bring the same event or person, and who rearranges cases, until this transaction ends."""
    names = {payload.event_key, *(digest for _, digest in digests)}
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names)
    # Taken in the order of the array, the same for everybody: two messages never wait for each other in a ring.
    await run_sql(
        session,
        "SELECT pg_advisory_xact_lock_shared(:arranging), pg_advisory_xact_lock(key)"
        " FROM unnest(CAST(:keys AS bigint[])) AS key",
        arranging=ARRANGING_KEY,
        keys=keys,
    )


async def _same_event(session: AsyncSession, event_key: str) -> Alert | None:
    query = (
        select(Alert).join(AlertEvent, col(AlertEvent.alert_id) == Alert.id).where(AlertEvent.event_key == event_key)
    )
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


async def _open(session: AsyncSession, payload: AlertPayload, at: datetime, actor: str) -> Alert:
    number, version = (
        await session.exec(select(func.nextval("alert_ref_seq", type_=BigInteger), func.max(PolicyVersion.version)))
    ).one()
    alert = Alert(
        id=uuid4(),
        ref=f"RJ-{in_ist(at).year}-{number:06d}",
        source=payload.source,
        channel=payload.channel.value,
        external_id=payload.external_id,
        severity=payload.severity.value,
        trust=payload.trust.value,
        drill=payload.drill,
        readable=payload.readable,
        received_at=at,
        posted_at=payload.posted_at,
        policy_version=version or 0,
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
