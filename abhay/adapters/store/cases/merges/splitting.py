"""One case turns out to be about two people: an operator lets some of its messages be a case of their own.

It is a new alert in every way: its own clock from now, the policy of today, routed afresh from what its
own messages say, believed as far as they are. Later messages of each person find their own case.
"""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import LockedCase, locked
from abhay.adapters.store.cases.merges.merge_split import (
    IdentitiesOf,
    ResultingCase,
    case_by_ref,
    lock_merge_split,
    move_events,
)
from abhay.adapters.store.db.database import Database, vault_of, wake
from abhay.adapters.store.directory.policies import current_version
from abhay.adapters.store.intake.originals import payloads_in
from abhay.adapters.store.log.timeline import audit, note
from abhay.clock import in_ist
from abhay.domain.cases.splitting import Part, opening_of, require_splittable
from abhay.domain.messages.paging import Why
from abhay.domain.permissions import require
from abhay.security.vault import Vault
from models import timeline
from models.actors import Act, Actor
from models.enums import MessageKind, Reason, Status
from models.payloads import AlertPayload
from models.tables import Alert, AlertEvent, Identity

Message = tuple[AlertEvent, AlertPayload]


async def split(
    database: Database, ref: str, events: Collection[UUID], actor: Actor, reason: str, identities_of: IdentitiesOf
) -> ResultingCase:
    """Moves these messages of a case, open or closed, into a new one. Returns the new one.

    Repeating it changes nothing. `reason` is sealed; `identities_of` says by what a person is known. Raises
    `WrongRole`, `UnknownAlert`, `BadInput` where a message is not this case's or none would stay, and
    `NotPossibleNow` where nothing that is believed would stay in a case that is.
    """
    require(actor, Act.SPLIT)
    async with database.transaction("split") as session:
        await lock_merge_split(session)
        alert = await case_by_ref(session, ref)
        if (before := await _split_before(session, ref, events)) is not None:
            return before
        case = await locked(session, alert.id)
        messages = await payloads_in(session, alert.id)
        leaving = [each for each in messages if each[0].id in events]
        staying = [each for each in messages if each[0].id not in events]
        parts = [[_part(each) for each in side] for side in (leaving, staying)]
        require_splittable(case.alert.ref, case.alert.trust, events, *parts)
        new = await _open(session, case, leaving, actor)
        await _move(case, new, (leaving, staying), identities_of)
        await _tell(case, new, actor, [event.id for event, _ in leaving])
        moved = {"split": new.ref, "from": ref, "events": [str(event.id) for event, _ in leaving]}
        for each in (case.alert, new):
            audit(session, case.at, actor, Act.SPLIT, each.id, typed=reason, **moved)
            await wake(session, each.id)
        await case.reschedule()
        return ResultingCase(new.id, new.ref)


async def _split_before(session: AsyncSession, ref: str, events: Collection[UUID]) -> ResultingCase | None:
    """Returns the case that these messages left this one for, if they did."""
    homes = select(AlertEvent.alert_id).where(col(AlertEvent.id).in_(events))
    query = select(Alert.id, Alert.ref, Alert.split_from).where(col(Alert.id).in_(homes))
    found = (await session.exec(query)).all()
    if len(found) == 1 and found[0][2] == ref:
        return ResultingCase(found[0][0], found[0][1], again=True)
    return None


def _part(message: Message) -> Part:
    event, payload = message
    return Part(event.trust, payload.severity, payload.readable)


async def _open(session: AsyncSession, case: LockedCase, leaving: Sequence[Message], actor: Actor) -> Alert:
    """Writes the new case's row, as if its first message came in now; trusted as far as the best of its messages."""
    (event, payload), at = leaving[0], case.at
    begins = opening_of([_part(each) for each in leaving])
    number = (await session.exec(select(func.nextval("alert_ref_seq", type_=BigInteger)))).one()
    new = Alert(
        id=uuid4(),
        ref=f"RJ-{in_ist(at).year}-{number:06d}",
        source=event.source,
        channel=event.channel,
        external_id=payload.external_id,
        severity=begins.severity,
        trust=begins.trust,
        drill=case.alert.drill,
        top_rung=case.alert.top_rung,
        is_test=event.is_test,
        readable=begins.readable,
        received_at=at,
        posted_at=event.posted_at,
        policy_version=await current_version(session),
        next_at=at,
        split_from=case.alert.ref,
    )
    session.add(new)
    await session.flush()
    received = timeline.Received(source=new.source, channel=new.channel, trust=new.trust, readable=new.readable)
    note(session, new, received, at, actor)
    return new


async def _move(
    case: LockedCase,
    new: Alert,
    messages: tuple[Sequence[Message], Sequence[Message]],
    identities_of: IdentitiesOf,
) -> None:
    """Moves the messages, and what names a person in them alone; what both sides name stays where it is."""
    leaving, staying = messages
    await move_events(case.session, [event.id for event, _ in leaving], new.id)
    vault = vault_of(case.session)
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


async def _tell(case: LockedCase, new: Alert, actor: Actor, events: Sequence[UUID]) -> None:
    """Notes it in both timelines and tells whoever was paged for the old case: what they read was about two people."""
    alert = case.alert
    moved = tuple(events)
    note(case.session, alert, timeline.Split(split=new.ref, events=moved), case.at, actor)
    note(case.session, new, timeline.Split(split_from=alert.ref, events=moved), case.at, actor)
    if alert.status != Status.CLOSED:
        await case.tell(MessageKind.UPDATE, await case.paged(), Why(Reason.SPLIT))
