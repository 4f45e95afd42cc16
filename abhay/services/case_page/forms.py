"""What the page's forms send, what was done with it, and why a link's post may not do it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from abhay.domain.permissions import Refusal, Refused
from abhay.domain.values import Words
from abhay.services.case_page.links import OpenLink
from abhay.wording.page_words import reason_text
from abhay.wording.words import Bilingual
from models.actors import Act, Actor

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
    HANDED_OVER = "handed_over"
    NO_STATE = "no_state"
    RECEIPT_NOTED = "receipt_noted"
    RECEIPT_KNOWN = "receipt_known"
    NO_RECEIVER = "no_receiver"
    QUIETENED = "quietened"
    NO_TIME = "no_time"
    NOT_HELD = "not_held"
    FILE = "file"
    NO_FILE = "no_file"
    MERGED = "merged"
    NOT_MERGED = "not_merged"


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
    state: Words = ""
    received_by: Words = ""
    number: Words = ""
    minutes: Words = ""
    file: Words = ""
    show: Words = ""
    confirm: Words = ""


_REFUSED: Final = {
    Refusal.ROLE: Said.NOT_FOR_YOU,
    Refusal.NOT_YOURS: Said.NOT_FOR_YOU,
    Refusal.CLOSED: Said.ALREADY_CLOSED,
    Refusal.TAKEN_AWAY: Said.NO_LONGER_YOURS,
}


def refused(link: OpenLink, act: Act) -> Said | None:
    """Returns why this link's post may not do this now; None if it may."""
    verdict = link.may(act)
    return _REFUSED[verdict.reason] if isinstance(verdict, Refused) else None


def reason_of(actor: Actor, reasons: Mapping[str, Bilingual], form: Form) -> str:
    """Returns the reason with the typed name: both are in the audit log only, and the timeline names the post."""
    return f"{reason_text(reasons, form.why, form.reason)} ({actor.name})"


def note_of(form: Form) -> str | None:
    """Returns the typed note, None if there is none."""
    return form.note.strip()[:_LONGEST_NOTE] or None
