"""What a link's holder does with a case: take it, give it to a unit, hand it back, report a step, end it.

The same services as behind `/v1/alerts/{ref}/…`. Nothing here is refused with an error: whoever acts late,
twice, or on a case that another unit has by now, gets told how it stands. The database says what is true.
"""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from abhay.errors import NotPossibleNow, UnknownUnit
from abhay.services import answers
from abhay.services.afterwards import Afterwards
from abhay.services.case_links import ROLE, OpenLink, take_case
from abhay.services.page_words import NOT_OURS_REASONS, ROUTE_REASONS, reason_text
from abhay.services.runtime import Runtime
from abhay.store.reading import alert_view
from abhay.store.rerouting import Correction
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


class Form(BaseModel, frozen=True):
    """The fields of the page's forms, as they were typed; each form sends those that it has."""

    by: str = ""
    look: str = ""
    unit: str = ""
    other: str = ""
    suggest: str = ""
    why: str = ""
    reason: str = ""
    kind: str = ""
    outcome: str = ""
    note: str = ""
    confirm: str = ""


Act = Callable[[Runtime, Afterwards, OpenLink, Form], Coroutine[Any, Any, Said]]


async def take(runtime: Runtime, later: Afterwards, link: OpenLink, form: Form) -> Said:
    """Take the case, or only look at it again; the desk may look without taking it from a unit that is awaited."""
    if form.look and (link.is_desk or link.state.answered):
        return Said.OPENED
    taken = await take_case(runtime, later, link, form.by)
    if taken is None:
        return Said.OPENED
    return Said.TAKEN if taken.first else Said.ANSWER_NOTED


async def route(runtime: Runtime, later: Afterwards, link: OpenLink, form: Form) -> Said:
    """Give the case to a unit: the desk alone may."""
    if not link.is_desk:
        return Said.NOT_FOR_YOU
    if link.closed:
        return Said.ALREADY_CLOSED
    correction = _correction(link, form, reason_text(ROUTE_REASONS, form.why, form.reason))
    try:
        changed = await answers.route_to(runtime, later, link.alert_id, form.unit or form.other, correction)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.ROUTED if changed else Said.SAME_UNIT


async def not_ours(runtime: Runtime, later: Afterwards, link: OpenLink, form: Form) -> Said:
    """Say that the case is not this unit's, with whose it may be."""
    unit = link.briefing.message.unit_id
    if unit is None:
        return Said.NOT_FOR_YOU
    if link.closed:
        return Said.ALREADY_CLOSED
    correction = _correction(link, form, reason_text(NOT_OURS_REASONS, form.why, form.reason))
    try:
        done = await answers.not_ours(runtime, later, link.alert_id, unit, form.suggest or None, correction)
    except UnknownUnit:
        return Said.NO_UNIT
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.GIVEN_BACK if done else Said.NO_LONGER_YOURS


async def report(runtime: Runtime, later: Afterwards, link: OpenLink, form: Form) -> Said:
    """Note that a team left, that the person was reached, or that the family knows; the first time stays."""
    if (refused := _may_not(link)) is not None:
        return refused
    if form.kind not in STEPS:
        return Said.NO_STEP
    before = await alert_view(runtime.database, link.context.ref)
    if getattr(before.milestones, form.kind) is not None:
        return Said.STEP_KNOWN
    answer = link.answer(form.by, _note(form))
    await answers.reach_milestone(runtime, later, link.alert_id, MilestoneKind(form.kind), answer)
    return Said.STEP_NOTED


async def close(runtime: Runtime, later: Afterwards, link: OpenLink, form: Form) -> Said:
    """End the case, once the outcome is confirmed; the first outcome stays."""
    if (refused := _may_not(link)) is not None:
        return refused
    if form.outcome not in set(Outcome):
        return Said.NO_OUTCOME
    if not form.confirm:
        return Said.CONFIRM
    answer = link.answer(form.by, _note(form))
    try:
        ended = await answers.close(runtime, later, link.alert_id, Outcome(form.outcome), answer)
    except NotPossibleNow:
        return Said.NO_LONGER_YOURS
    return Said.ENDED if ended else Said.ALREADY_CLOSED


ACTS: Final[dict[str, Act]] = {
    "": take,
    "route": route,
    "not-ours": not_ours,
    "milestone": report,
    "closure": close,
}
"""Each act by the last part of its address."""


def _may_not(link: OpenLink) -> Said | None:
    """Why this link may not report on the case now, if so."""
    if link.closed:
        return Said.ALREADY_CLOSED
    if link.acts:
        return None
    return Said.NO_LONGER_YOURS if link.briefing.message.unit_id else Said.NOT_FOR_YOU


def _correction(link: OpenLink, form: Form, reason: str) -> Correction:
    """The post is the actor; the name that was typed stands with the reason, in the audit log alone."""
    return Correction(actor=link.actor, role=ROLE, reason=f"{reason} ({link.name(form.by)})")


def _note(form: Form) -> str | None:
    return form.note.strip()[:_LONGEST_NOTE] or None
