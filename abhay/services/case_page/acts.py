"""What whoever holds a link does to a case: take it, give it to a unit, give it back, report a step, close it.

The transactions are those behind `/v1/alerts/{ref}/…`. No act ends in an error: a post that acts late, twice,
or on a case that another unit has by now is shown the case as it stands.
"""

from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from abhay.adapters.store.cases import answers, rerouting
from abhay.adapters.store.cases.locked import find_case
from abhay.adapters.store.cases.undo import undoing
from abhay.domain.permissions import Refusal, Refused
from abhay.domain.values import Words
from abhay.errors import NotPossibleNow, UnknownAlert, UnknownUnit
from abhay.services.case_page.links import OpenLink
from abhay.services.runtime import Runtime
from abhay.wording.page_words import NOT_OURS_REASONS, ROUTE_REASONS, reason_text
from abhay.wording.words import Bilingual
from models.actors import Act, Actor
from models.enums import MilestoneKind, Outcome

STEPS: Final = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED)
"""What a post reports; the outcome and a hand-over's receipt have forms of their own."""

_LONGEST_NOTE = 4000


class Said(StrEnum):
    """What the page says first, after something was done."""

    OPENED = "opened"
    TAKEN = "taken"
    ANSWER_NOTED = "answer_noted"
    ROUTED = "routed"
    SAME_UNIT = "same_unit"
    GIVEN_BACK = "given_back"
    UNDONE = "undone"
    NOT_UNDONE = "not_undone"
    STEP_NOTED = "step_noted"
    STEP_KNOWN = "step_known"
    ENDED = "ended"
    CONFIRM = "confirm"
    ALREADY_CLOSED = "already_closed"
    NO_LONGER_YOURS = "no_longer_yours"
    NOT_FOR_YOU = "not_for_you"
    NO_UNIT = "no_unit"
    NO_STEP = "no_step"
    NO_OUTCOME = "no_outcome"
    NO_CASE = "no_case"


class Form(BaseModel, frozen=True):
    """The fields of the page's forms, as typed; each form sends its own."""

    by: Words = ""
    look: Words = ""
    unit: Words = ""
    other: Words = ""
    suggest: Words = ""
    why: Words = ""
    reason: Words = ""
    kind: Words = ""
    outcome: Words = ""
    case: Words = ""
    note: Words = ""
    confirm: Words = ""


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
    if (refused := _refused(link, Act.ROUTE)) is not None:
        return refused
    actor, unit = link.actor(form.by), form.unit or form.other
    reason = _reason(actor, ROUTE_REASONS, form)
    try:
        changed = await rerouting.route_to(runtime.database, link.alert_id, unit, actor, reason)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.ROUTED if changed else Said.SAME_UNIT


async def not_ours(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Records, once it is confirmed, that the case is not this unit's, and which unit's it may be."""
    if (refused := _refused(link, Act.NOT_OURS)) is not None:
        return refused
    if not form.confirm:
        return Said.CONFIRM
    actor = link.actor(form.by)
    reason = _reason(actor, NOT_OURS_REASONS, form)
    try:
        done = await rerouting.not_ours(runtime.database, link.alert_id, form.suggest or None, actor, reason)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.GIVEN_BACK if done else Said.NO_LONGER_YOURS


async def report(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Notes, once confirmed, that a team left, the person was reached, or the family knows; the first time stays."""
    if (refused := _refused(link, Act.REPORT)) is not None:
        return refused
    if form.kind not in STEPS:
        return Said.NO_STEP
    if not form.confirm:
        return Said.CONFIRM
    kind, actor, answer = MilestoneKind(form.kind), link.actor(form.by), link.answer(_note(form))
    try:
        first = await answers.reach_milestone(runtime.database, link.alert_id, kind, actor, answer, keep_repeat=False)
    except NotPossibleNow:
        return Said.NO_LONGER_YOURS
    return Said.STEP_NOTED if first else Said.STEP_KNOWN


async def close(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Closes the case once the outcome is confirmed; the first outcome stays."""
    if (refused := _refused(link, Act.CLOSE)) is not None:
        return refused
    if form.outcome not in set(Outcome):
        return Said.NO_OUTCOME
    if form.outcome == Outcome.DUPLICATE and not await _is_another_case(runtime, link, form):
        return Said.NO_CASE
    if not form.confirm:
        return Said.CONFIRM
    actor, answer = link.actor(form.by), link.answer(_closing_note(form))
    try:
        ended = await answers.close(runtime.database, link.alert_id, Outcome(form.outcome), actor, answer)
    except NotPossibleNow:
        return Said.NO_LONGER_YOURS
    return Said.ENDED if ended else Said.ALREADY_CLOSED


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
}
"""Each act by the last part of its address."""


_REFUSED: Final = {
    Refusal.ROLE: Said.NOT_FOR_YOU,
    Refusal.NOT_YOURS: Said.NOT_FOR_YOU,
    Refusal.CLOSED: Said.ALREADY_CLOSED,
    Refusal.TAKEN_AWAY: Said.NO_LONGER_YOURS,
}


def _refused(link: OpenLink, act: Act) -> Said | None:
    """Returns why this link's post may not do this now; None if it may."""
    verdict = link.may(act)
    return _REFUSED[verdict.reason] if isinstance(verdict, Refused) else None


def _reason(actor: Actor, reasons: Mapping[str, Bilingual], form: Form) -> str:
    """Returns the reason with the typed name: both are in the audit log only, and the timeline names the post."""
    return f"{reason_text(reasons, form.why, form.reason)} ({actor.name})"


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
        return _note(form)
    return f"part of {_ref(form)}. {_note(form) or ''}".strip()


def _note(form: Form) -> str | None:
    return form.note.strip()[:_LONGEST_NOTE] or None
