"""Two cases turn out to be about one person: an operator merges one into the other, which goes on.

Nothing is folded away: every message moves, the merged case says where it went, and everybody who was
paged for either is told. The case that is further goes on, so no clock and no answer is ever lost.
"""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, delete, select, update

from abhay.adapters.store.cases.answers import end_case
from abhay.adapters.store.cases.locked import LockedCase, first_answer, locked
from abhay.adapters.store.cases.merges.merge_split import (
    ResultingCase,
    case_by_ref,
    events_of,
    lock_merge_split,
    move_events,
)
from abhay.adapters.store.db.database import Database, wake
from abhay.adapters.store.directory.policies import rules_of
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.messages.recipients import Recipient
from abhay.domain.cases.merging import Standing, brings_evidence, merged_deadline, merged_trust, require_mergeable
from abhay.domain.cases.reassignment import outdates_route
from abhay.domain.intake.severity import severest
from abhay.domain.messages.paging import Why
from abhay.domain.permissions import require
from abhay.errors import BadInput
from models import timeline
from models.actors import Act, Actor
from models.enums import MessageKind, Outcome, Reason, Status
from models.policy import DESK
from models.tables import AlertEvent, ContactPoint, Identity, Milestone, Notification


async def merge(database: Database, ref: str, into: str, actor: Actor, reason: str) -> ResultingCase:
    """Moves everything of a case into another open one and closes it as a duplicate. Returns the other one.

    Repeating it changes nothing. `reason` is sealed. Raises `WrongRole`, `UnknownAlert`, `BadInput` for a case into
    itself, and `NotPossibleNow` where one is closed or merged already, where one of them is a drill, and where
    the other way round is the right one: the case that is further goes on.
    """
    require(actor, Act.MERGE)
    async with database.transaction("merge") as session:
        await lock_merge_split(session)
        source, target = await case_by_ref(session, ref), await case_by_ref(session, into)
        if source.id == target.id:
            raise BadInput(f"{ref} cannot be merged into itself.")
        if source.merged_into == target.ref:
            return ResultingCase(target.id, target.ref, again=True)
        cases = {id_: await locked(session, id_) for id_ in sorted((source.id, target.id))}
        gone, stays = cases[source.id], cases[target.id]
        standings = await _standing(gone), await _standing(stays)
        require_mergeable(*standings)
        events = await events_of(session, source.id)
        stays.alert.due_at = merged_deadline(*standings)
        await _take_over(gone, stays, events, actor)
        await _retire(gone, stays, actor)
        moved = {"into": into, "merged": ref, "events": [str(event.id) for event in events]}
        for case in (gone, stays):
            audit(session, case.at, actor, Act.MERGE, case.alert.id, typed=reason, **moved)
            await case.reschedule()
            await wake(session, case.alert.id)
        return ResultingCase(target.id, target.ref)


async def _standing(case: LockedCase) -> Standing:
    alert = case.alert
    reached = 0
    if alert.status is Status.ACKNOWLEDGED:
        done = select(func.count()).where(Milestone.alert_id == alert.id, col(Milestone.done_at).is_not(None))
        reached = (await case.session.exec(done)).one()
    return Standing(
        ref=alert.ref,
        status=alert.status,
        merged_into=alert.merged_into,
        drill=alert.drill,
        held=case.held,
        exhausted=alert.exhausted_at is not None,
        rung=alert.rung,
        round=alert.round or 1,
        rung_entered_at=alert.rung_entered_at,
        due_at=alert.due_at,
        ladder=case.rules.names(),
        milestones_done=reached,
    )


async def _take_over(gone: LockedCase, stays: LockedCase, events: Sequence[AlertEvent], actor: Actor) -> None:
    """Moves the messages with all that is known from them, keeps the severest severity, and pages again."""
    session, alert, at = stays.session, stays.alert, stays.at
    await move_events(session, [event.id for event in events], alert.id)
    await _move_identities(gone, stays)
    alert.severity = severest((gone.alert.severity, alert.severity))
    alert.trust = merged_trust(gone.alert.trust, alert.trust)
    alert.is_test = gone.alert.is_test and alert.is_test
    stays.rules = await rules_of(session, alert, next(iter(stays.units), None))
    told = await _everybody_told(stays)
    await stays.tell(MessageKind.UPDATE, told)
    moved = tuple(event.id for event in events)
    note(session, alert, timeline.Merged(merged=gone.alert.ref, events=moved, paged_again=len(told)), at, actor)
    if brings_evidence(event.trust for event in events):
        alert.route_stale = outdates_route(routed=alert.route is not None, by_person=alert.routed_by_person)


async def _move_identities(gone: LockedCase, stays: LockedCase) -> None:
    """Moves what names the person to the case that goes on, each identity once."""
    mine = col(Identity.alert_id) == gone.alert.id
    known = select(Identity.digest).where(Identity.alert_id == stays.alert.id)
    await stays.session.exec(delete(Identity).where(mine, col(Identity.digest).in_(known)))
    await stays.session.exec(update(Identity).where(mine).values(alert_id=stays.alert.id))


async def _retire(gone: LockedCase, stays: LockedCase, actor: Actor) -> None:
    """Closes the merged case as a duplicate and tells everybody who was paged for it which one goes on."""
    alert, into = gone.alert, stays.alert.ref
    told = await _everybody_told(gone)
    await end_case(gone, Outcome.DUPLICATE, actor)
    alert.merged_into = into
    await gone.tell(MessageKind.STOOD_DOWN, told, Why(Reason.MERGED))
    note(gone.session, alert, timeline.Merged(into=into), gone.at, actor)
    note(gone.session, alert, timeline.Closed(outcome=Outcome.DUPLICATE), gone.at, actor)


async def _everybody_told(case: LockedCase) -> list[Recipient]:
    """Returns everybody who was paged, and whoever took the case without having been paged."""
    paged = await case.paged()
    known = {each.contact.id for each in paged}
    return paged + [each for each in await _holder(case) if each.contact.id not in known]


async def _holder(case: LockedCase) -> list[Recipient]:
    """Returns the contact point whose message took the case, else those of the post that did."""
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
