"""Two cases turn out to be about one person: an operator merges one into the other, which goes on.

Nothing is folded away: every message moves, the merged case says where it went, and everybody who was
paged for either is told. The case that is further goes on, so no clock and no answer is ever lost.
"""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, delete, select, update

from abhay.errors import BadInput, NotPossibleNow
from abhay.policy.escalation import DESK
from abhay.store.answers import UNANSWERED, end_case
from abhay.store.arranging import Arranged, Arrangement, arrange_alone, case_by_ref, events_of, move_events
from abhay.store.cases import LockedCase, first_answer, locked
from abhay.store.database import Database, wake
from abhay.store.intake import BELIEVED, SEVEREST_FIRST
from abhay.store.policies import rules_of
from abhay.store.recipients import Recipient, queue, those_paged
from abhay.store.timeline import audit, note
from abhay.words import Reason
from models.enums import MessageKind, Outcome, Severity, Status, TimelineEvent
from models.tables import Alert, AlertEvent, ContactPoint, Identity, Milestone, Notification


async def merge(database: Database, ref: str, into: str, by: Arrangement) -> Arranged:
    """Move everything of a case into another open one and close it as its duplicate; answers the other one.

    Once more: nothing happens. Raises `UnknownAlert`, `BadInput` for a case into itself, and `NotPossibleNow`
    where one is closed or merged already, where one of them is a drill, and where the other way round is the
    right one: the case that is further goes on.
    """
    async with database.transaction("merge") as session:
        await arrange_alone(session)
        source, target = await case_by_ref(session, ref), await case_by_ref(session, into)
        if source.id == target.id:
            raise BadInput(f"{ref} cannot be merged into itself.")
        if source.merged_into == target.ref:
            return Arranged(target.id, target.ref, again=True)
        cases = {id_: await locked(session, id_) for id_ in sorted((source.id, target.id))}
        gone, stays = cases[source.id], cases[target.id]
        _require_mergeable(gone.alert, stays.alert)
        await _require_further(stays, gone)
        events = await events_of(session, source.id)
        await _take_over(gone, stays, events, by.actor)
        await _retire(gone, stays, by.actor)
        moved = {"into": into, "merged": ref, "events": [str(event.id) for event in events]}
        for case in (gone, stays):
            audit(session, case.at, by.actor, by.role, "alert.merge", case.alert.id, typed=by.reason, **moved)
            await case.settle()
            await wake(session, case.alert.id)
        return Arranged(target.id, target.ref)


def _require_mergeable(source: Alert, target: Alert) -> None:
    for alert in (source, target):
        if alert.merged_into is not None:
            raise NotPossibleNow(f"{alert.ref} was merged into {alert.merged_into} already: name that one.")
        if alert.status == Status.CLOSED.value:
            raise NotPossibleNow(f"{alert.ref} is closed.")
    if source.drill != target.drill:
        raise NotPossibleNow("A drill and a real case are never merged.")


async def _require_further(stays: LockedCase, gone: LockedCase) -> None:
    if await _progress(gone) > await _progress(stays):
        further, other = gone.alert.ref, stays.alert.ref
        raise NotPossibleNow(f"{further} is further than {other}: merge {other} into {further} instead.")


async def _progress(case: LockedCase) -> tuple[int, ...]:
    """How far a case is: held, without a unit, on a rung of its ladder, exhausted, or somebody's."""
    alert, names = case.alert, case.rules.names()
    if alert.status == Status.ACKNOWLEDGED.value:
        done = select(func.count()).where(Milestone.alert_id == alert.id, col(Milestone.done_at).is_not(None))
        return (4, (await case.session.exec(done)).one())
    if case.held:
        return (0,)
    if alert.exhausted_at is not None:
        return (3,)
    if alert.rung in (None, DESK):
        return (1,)
    return (2, names.index(alert.rung) if alert.rung in names else len(names), alert.round or 1)


async def _take_over(gone: LockedCase, stays: LockedCase, events: Sequence[AlertEvent], actor: str) -> None:
    """The messages with all that is known from them, the severest severity, the sooner deadline; then page again."""
    session, alert, at = stays.session, stays.alert, stays.at
    await move_events(session, [event.id for event in events], alert.id)
    await _move_identities(gone, stays)
    severities = (Severity(gone.alert.severity), Severity(alert.severity))
    alert.severity = min(severities, key=SEVEREST_FIRST.index).value
    if gone.alert.trust in BELIEVED and alert.trust not in BELIEVED:  # an operator had routed it
        alert.trust = gone.alert.trust
    if await _progress(gone) == await _progress(stays):
        _keep_the_sooner_deadline(gone.alert, alert)
    stays.rules = await rules_of(session, alert, next(iter(stays.units), None))
    told = await _everybody_told(stays)
    await queue(session, alert, MessageKind.UPDATE, told, at)
    moved = {"merged": gone.alert.ref, "events": [str(event.id) for event in events], "paged_again": len(told)}
    note(session, alert, TimelineEvent.MERGED, at, actor, **moved)
    if any(event.trust in BELIEVED for event in events):  # what was not proven routes nothing by itself
        road = {"source": gone.alert.source, "channel": gone.alert.channel}
        note(session, alert, TimelineEvent.ATTACHED, at, actor, event_kind="merged", **road)


def _keep_the_sooner_deadline(source: Alert, target: Alert) -> None:
    """Of two rungs; milestones have deadlines of their own."""
    if target.status in UNANSWERED and source.due_at and target.due_at and target.rung_entered_at:
        target.due_at = max(target.rung_entered_at, min(target.due_at, source.due_at))


async def _move_identities(gone: LockedCase, stays: LockedCase) -> None:
    """What names the person finds the case that goes on; each identity once."""
    mine = col(Identity.alert_id) == gone.alert.id
    known = select(Identity.digest).where(Identity.alert_id == stays.alert.id)
    await stays.session.exec(delete(Identity).where(mine, col(Identity.digest).in_(known)))
    await stays.session.exec(update(Identity).where(mine).values(alert_id=stays.alert.id))


async def _retire(gone: LockedCase, stays: LockedCase, actor: str) -> None:
    """Close the merged case as a duplicate and tell everybody who was paged for it which one goes on."""
    alert, into = gone.alert, stays.alert.ref
    told = await _everybody_told(gone)
    await end_case(gone, Outcome.DUPLICATE, actor)
    alert.merged_into = into
    await queue(gone.session, alert, MessageKind.STOOD_DOWN, told, gone.at, reason=Reason.MERGED)
    note(gone.session, alert, TimelineEvent.MERGED, gone.at, actor, into=into)
    note(gone.session, alert, TimelineEvent.CLOSED, gone.at, actor, outcome=Outcome.DUPLICATE.value)


async def _everybody_told(case: LockedCase) -> list[Recipient]:
    """Everybody who was paged, and who took the case without having been."""
    paged = await those_paged(case.session, case.alert.id)
    known = {each.contact.id for each in paged}
    return paged + [each for each in await _holder(case) if each.contact.id not in known]


async def _holder(case: LockedCase) -> list[Recipient]:
    """The contact point whose message took the case, else those of the post that did."""
    answer = await first_answer(case.session, case.alert.id)
    if answer is None or (answer.notification_id is None and answer.post_id is None):
        return []
    query = select(ContactPoint).where(col(ContactPoint.active))
    if answer.notification_id is not None:
        message = select(Notification.contact_id).where(Notification.id == answer.notification_id)
        query = query.where(col(ContactPoint.id).in_(message))
    else:
        query = query.where(ContactPoint.post_id == answer.post_id, ContactPoint.unit_id == answer.unit_id)
    rung = answer.rung or case.alert.rung or DESK
    return [Recipient(contact, rung, 1) for contact in (await case.session.exec(query)).all()]
