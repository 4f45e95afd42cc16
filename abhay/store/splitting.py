"""One case turns out to be about two people: an operator lets some of its messages be a case of their own.

It is a new alert in every way: its own clock from now, the policy of today, routed afresh from what its
own messages say, believed as far as they are. Later messages of each person find their own case.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.clock import in_ist
from abhay.errors import BadInput, NotPossibleNow
from abhay.store.arranging import (
    Arranged,
    Arrangement,
    IdentitiesOf,
    arrange_alone,
    case_by_ref,
    move_events,
)
from abhay.store.cases import LockedCase, locked
from abhay.store.database import Database, wake
from abhay.store.evidence import payloads_in
from abhay.store.intake import BELIEVED, SEVEREST_FIRST
from abhay.store.policies import current_version
from abhay.store.recipients import queue, those_paged
from abhay.store.timeline import audit, note
from abhay.store.vault import Vault
from abhay.words import Reason
from models.enums import MessageKind, Status, TimelineEvent, Trust
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Identity

MOST_BELIEVED_FIRST = (Trust.VERIFIED, Trust.FORWARDED, Trust.FAILED, Trust.NONE)

Message = tuple[AlertEvent, AlertPayload]


async def split(
    database: Database, ref: str, events: Collection[UUID], by: Arrangement, identities_of: IdentitiesOf
) -> Arranged:
    """Let these messages of a case, open or closed, be a new one; answers it.

    Once more: nothing happens. `identities_of` says by what a person is known. Raises `UnknownAlert`,
    `BadInput` where a message is not this case's or none would stay, and `NotPossibleNow` where nothing
    that is believed would stay in a case that is.
    """
    async with database.transaction("split") as session:
        await arrange_alone(session)
        alert = await case_by_ref(session, ref)
        if (before := await _split_before(session, ref, events)) is not None:
            return before
        case = await locked(session, alert.id)
        messages = await payloads_in(session, database.vault, alert.id)
        leaving = [each for each in messages if each[0].id in events]
        staying = [each for each in messages if each[0].id not in events]
        _require_splittable(case.alert, events, leaving, staying)
        new = await _open(session, case, leaving, by.actor)
        await _move(case, new, database.vault, (leaving, staying), identities_of)
        await _tell(case, new, by.actor, [event.id for event, _ in leaving])
        moved = {"split": new.ref, "from": ref, "events": [str(event.id) for event, _ in leaving]}
        for each in (case.alert, new):
            audit(session, case.at, by.actor, by.role, "alert.split", each.id, typed=by.reason, **moved)
            await wake(session, each.id)
        await case.settle()
        return Arranged(new.id, new.ref)


async def _split_before(session: AsyncSession, ref: str, events: Collection[UUID]) -> Arranged | None:
    """The case that these messages left this one for, if they did."""
    homes = select(AlertEvent.alert_id).where(col(AlertEvent.id).in_(events))
    query = select(Alert.id, Alert.ref, Alert.split_from).where(col(Alert.id).in_(homes))
    found = (await session.exec(query)).all()
    if len(found) == 1 and found[0][2] == ref:
        return Arranged(found[0][0], found[0][1], again=True)
    return None


def _require_splittable(
    alert: Alert, events: Collection[UUID], leaving: Sequence[Message], staying: Sequence[Message]
) -> None:
    if not leaving or len(leaving) != len(set(events)):
        raise BadInput(f"These are not all messages of {alert.ref}: see the `events` of GET /v1/alerts/{alert.ref}.")
    if not staying:
        raise BadInput(f"At least one message stays in {alert.ref}.")
    if _most_believed(leaving) in BELIEVED and _most_believed(staying) not in BELIEVED and alert.trust in BELIEVED:
        raise NotPossibleNow("Only messages of unverified senders would stay: let those leave instead.")


def _most_believed(messages: Sequence[Message]) -> Trust:
    return min((Trust(event.trust) for event, _ in messages), key=MOST_BELIEVED_FIRST.index)


async def _open(session: AsyncSession, case: LockedCase, leaving: Sequence[Message], actor: str) -> Alert:
    """The new case's row, as if its first message had come in now; believed as far as any of them is."""
    (event, payload), at = leaving[0], case.at
    number = (await session.exec(select(func.nextval("alert_ref_seq", type_=BigInteger)))).one()
    new = Alert(
        id=uuid4(),
        ref=f"RJ-{in_ist(at).year}-{number:06d}",
        source=event.source,
        channel=event.channel,
        external_id=payload.external_id,
        severity=min((each.severity for _, each in leaving), key=SEVEREST_FIRST.index).value,
        trust=_most_believed(leaving).value,
        drill=case.alert.drill,
        readable=any(each.readable for _, each in leaving),
        received_at=at,
        posted_at=event.posted_at,
        policy_version=await current_version(session),
        next_at=at,
        split_from=case.alert.ref,
    )
    session.add(new)
    await session.flush()
    facts = {"source": new.source, "channel": new.channel, "trust": new.trust, "readable": new.readable}
    note(session, new, TimelineEvent.RECEIVED, at, actor, **facts)
    return new


async def _move(
    case: LockedCase,
    new: Alert,
    vault: Vault,
    messages: tuple[Sequence[Message], Sequence[Message]],
    identities_of: IdentitiesOf,
) -> None:
    """The messages, and what names a person in them alone; what both sides name stays where it is."""
    leaving, staying = messages
    await move_events(case.session, [event.id for event, _ in leaving], new.id)
    theirs = _digests(vault, leaving, identities_of) - _digests(vault, staying, identities_of)
    await case.session.exec(
        update(Identity)
        .where(col(Identity.alert_id) == case.alert.id, col(Identity.digest).in_(theirs))
        .values(alert_id=new.id)
    )


def _digests(vault: Vault, messages: Sequence[Message], identities_of: IdentitiesOf) -> set[str]:
    return {
        digest
        for _, payload in messages
        for kind, value in identities_of(payload)
        for digest in vault.digests(kind, value)
    }


async def _tell(case: LockedCase, new: Alert, actor: str, events: Sequence[UUID]) -> None:
    """Both timelines; and who was paged for the old case, while it is open: what they read was about two people."""
    alert = case.alert
    moved: Mapping[str, object] = {"events": [str(event) for event in events]}
    note(case.session, alert, TimelineEvent.SPLIT, case.at, actor, split=new.ref, **moved)
    note(case.session, new, TimelineEvent.SPLIT, case.at, actor, split_from=alert.ref, **moved)
    if alert.status != Status.CLOSED.value:
        told = await those_paged(case.session, alert.id)
        await queue(case.session, alert, MessageKind.UPDATE, told, case.at, reason=Reason.SPLIT)
