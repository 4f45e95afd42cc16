"""What whoever holds a link does to a case: take it, give it to a unit, give it back, report a step, close it.

The transactions are those behind `/v1/alerts/{ref}/…`. No act ends in an error: a post that acts late, twice,
or on a case that another unit has by now is shown the case as it stands.
"""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from abhay.adapters.store.cases import answers, rerouting
from abhay.adapters.store.cases.locked import find_case
from abhay.adapters.store.cases.undo import undoing
from abhay.errors import NotPossibleNow, UnknownAlert, UnknownUnit
from abhay.services.case_page import desk, files, merging
from abhay.services.case_page.forms import Form, Said, note_of, reason_of, refused
from abhay.services.case_page.links import OpenLink
from abhay.services.runtime import Runtime
from abhay.wording.page_words import NOT_OURS_REASONS, ROUTE_REASONS
from models.actors import Act
from models.enums import MilestoneKind, Outcome

STEPS: Final = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED)
"""What a post reports; the outcome and a hand-over's receipt have forms of their own."""

CarryOut = Callable[[Runtime, OpenLink, Form], Coroutine[Any, Any, Said]]


async def take(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Takes the case; a link that was used before takes it once more only if it is open again.

    Whoever need not answer may look without it, and so may the desk, which takes no case from a paged unit.
    """
    if form.look and (link.is_desk or link.state.answered or not link.must_answer):
        return Said.OPENED
    if link.state.answered and not link.must_answer:
        return Said.OPENED
    taken = await answers.acknowledge(runtime.database, link.alert_id, link.actor(form.by), link.answer())
    return Said.TAKEN if taken.first else Said.ANSWER_NOTED


async def route(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Gives the case to a unit; only the desk may, and a post of the whole State that took the case."""
    if (why_not := refused(link, Act.ROUTE)) is not None:
        return why_not
    actor, unit = link.actor(form.by), form.unit or form.other
    reason = reason_of(actor, ROUTE_REASONS, form)
    try:
        changed = await rerouting.route_to(runtime.database, link.alert_id, unit, actor, reason)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.ROUTED if changed else Said.SAME_UNIT


async def not_ours(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Records, once it is confirmed, that the case is not this unit's, and which unit's it may be."""
    if (why_not := refused(link, Act.NOT_OURS)) is not None:
        return why_not
    if not form.confirm:
        return Said.CONFIRM
    actor = link.actor(form.by)
    reason = reason_of(actor, NOT_OURS_REASONS, form)
    try:
        done = await rerouting.not_ours(runtime.database, link.alert_id, form.suggest or None, actor, reason)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.GIVEN_BACK if done else Said.NO_LONGER_YOURS


async def report(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Notes, once confirmed, that a team left, the person was reached, or the family knows; the first time stays."""
    if (why_not := refused(link, Act.REPORT)) is not None:
        return why_not
    if form.kind not in STEPS:
        return Said.NO_STEP
    if not form.confirm:
        return Said.CONFIRM
    kind, actor, answer = MilestoneKind(form.kind), link.actor(form.by), link.answer(note_of(form))
    try:
        first = await answers.reach_milestone(runtime.database, link.alert_id, kind, actor, answer, keep_repeat=False)
    except NotPossibleNow:
        return Said.NO_LONGER_YOURS
    return Said.STEP_NOTED if first else Said.STEP_KNOWN


async def close(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Closes the case once the outcome is confirmed; the first outcome stays."""
    ends = Act.QUIETEN if form.outcome == Outcome.NOT_GENUINE else Act.CLOSE  # the desk alone says "not genuine"
    if (why_not := refused(link, ends)) is not None:
        return why_not
    if (unfit := await _unfit(runtime, link, form)) is not None:
        return unfit
    if not form.confirm:
        return Said.CONFIRM
    actor, answer = link.actor(form.by), link.answer(_closing_note(form))
    try:
        ended = await answers.close(runtime.database, link.alert_id, Outcome(form.outcome), actor, answer)
    except NotPossibleNow:
        return Said.NO_LONGER_YOURS
    return Said.ENDED if ended else Said.ALREADY_CLOSED


async def _unfit(runtime: Runtime, link: OpenLink, form: Form) -> Said | None:
    """Returns why the case cannot end with the form's outcome; None if it can."""
    if form.outcome not in set(Outcome):
        return Said.NO_OUTCOME
    if form.outcome == Outcome.NOT_GENUINE:
        return None if desk.may_be_not_genuine(link) else Said.NOT_HELD
    if form.outcome == Outcome.DUPLICATE and not await _is_another_case(runtime, link, form):
        return Said.NO_CASE
    return None


async def undo(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Takes back the last step, "not ours" or outcome of this post."""
    try:
        await undoing.undo(runtime.database, link.alert_id, link.actor(form.by))
    except NotPossibleNow:
        return Said.NOT_UNDONE
    return Said.UNDONE


ACTS: Final[dict[str, CarryOut]] = {
    "": take,
    "route": route,
    "not-ours": not_ours,
    "milestone": report,
    "closure": close,
    "undo": undo,
    "hand-over": desk.hand_over,
    "receipt": desk.note_receipt,
    "quiet": desk.quieten,
    "merge": merging.merge,
    "file": files.may_open,
}
"""Each act by the last part of its address."""


async def _is_another_case(runtime: Runtime, link: OpenLink, form: Form) -> bool:
    """Returns whether the form names a case other than this one."""
    try:
        return (await find_case(runtime.database, _ref(form))).id != link.alert_id
    except UnknownAlert:
        return False


def _ref(form: Form) -> str:
    return form.case.strip().upper()


def _closing_note(form: Form) -> str | None:
    """Returns the note; for a case that is part of another one it begins with that one's ref."""
    if form.outcome != Outcome.DUPLICATE:
        return note_of(form)
    return f"part of {_ref(form)}. {note_of(form) or ''}".strip()
