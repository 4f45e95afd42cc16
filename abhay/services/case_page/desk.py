"""The desk's own part of the page: hand a case over to another State, note its receipt, quieten a held message.

The transactions are those of an operator's calls. Each is asked for once more before it is done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from abhay.adapters.gazetteer.names.hindi import state_in_hindi, state_named, states_in_hindi
from abhay.adapters.store.cases import handovers
from abhay.adapters.store.cases.quieting import quieten as quieten_case
from abhay.domain.cases.quiet import LONGEST, SHORTEST, is_doubtful, is_quietable
from abhay.domain.intake.trust import is_held
from abhay.domain.text import hindi_order
from abhay.errors import BadInput, NotPossibleNow
from abhay.services.case_page.forms import Form, Said, note_of, reason_of, refused
from abhay.services.case_page.links import OpenLink
from abhay.services.cases.hand_over import WrittenPacket, newest_packet, receiving_state, write_packet
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.page_words import HAND_OVER_REASONS, QUIET_REASONS
from abhay.wording.words import Bilingual
from models.actors import Act
from models.enums import PacketFormat
from models.timeline import HandedOver, Quieted
from models.views import AlertView, Revealed

_MINUTE: Final = timedelta(minutes=1)
_MINUTES: Final = (15, 30, 60, 120, 240)
"""The times that are offered for quiet; the longest is the rule's."""

_LONGEST_RECEIVER: Final = 200
_LONGEST_NUMBER: Final = 80


async def hand_over(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Makes, once it is confirmed, the packet for the police of the chosen State; the page shows it."""
    if (why_not := refused(link, Act.HAND_OVER)) is not None:
        return why_not
    try:
        await receiving_state(runtime, link.alert_id, form.state)
    except BadInput:
        return Said.NO_STATE
    if not form.confirm:
        return Said.CONFIRM
    actor = link.actor(form.by)
    reason = reason_of(actor, HAND_OVER_REASONS, form)
    try:
        await write_packet(runtime, link.alert_id, PacketFormat.TEXT, actor, reason, state=form.state)
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.HANDED_OVER


async def note_receipt(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Notes, once it is confirmed, who of the other State's police received the case."""
    if (why_not := refused(link, Act.NOTE_RECEIPT)) is not None:
        return why_not
    if not (received_by := words.one_line(form.received_by, _LONGEST_RECEIVER)):
        return Said.NO_RECEIVER
    if not form.confirm:
        return Said.CONFIRM
    actor, remark = link.actor(form.by), _remark(form)
    try:
        first = await handovers.note_receipt(runtime.database, link.alert_id, received_by, remark, actor, link.answer())
    except NotPossibleNow:
        return Said.ALREADY_CLOSED
    return Said.RECEIPT_NOTED if first else Said.RECEIPT_KNOWN


def _remark(form: Form) -> str | None:
    """Returns the other police's number and the note, as one text."""
    number = words.one_line(form.number, _LONGEST_NUMBER)
    said = (f"no. {number}" if number else None, note_of(form))
    return ". ".join(each for each in said if each) or None


async def quieten(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Pages the desk no more for a held message, once it is confirmed, until the stated time is over."""
    if (why_not := refused(link, Act.QUIETEN)) is not None:
        return why_not
    if not may_be_quiet(link):
        return Said.NOT_HELD
    if (time := _time(form.minutes)) is None:
        return Said.NO_TIME
    if not form.confirm:
        return Said.CONFIRM
    actor = link.actor(form.by)
    try:
        await quieten_case(runtime.database, link.alert_id, time, actor, reason_of(actor, QUIET_REASONS, form))
    except NotPossibleNow:
        return Said.NOT_HELD
    return Said.QUIETENED


def _time(minutes: str) -> timedelta | None:
    """Returns how long the message is to be quiet; None for what is no such time."""
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= len(str(LONGEST // _MINUTE))):
        return None
    time = int(minutes) * _MINUTE
    return time if SHORTEST <= time <= LONGEST else None


def may_be_quiet(link: OpenLink) -> bool:
    """Returns whether the desk behind this link may quieten the case now."""
    alert = link.briefing.alert
    held = is_held(alert.trust, has_units=bool(link.facts.units))
    return link.may(Act.QUIETEN).allowed and is_quietable(held=held, status=alert.status, rung=alert.rung)


def may_be_not_genuine(link: OpenLink) -> bool:
    """Returns whether the desk behind this link may end the case as not genuine."""
    alert = link.briefing.alert
    doubtful = is_doubtful(trust=alert.trust, readable=alert.readable, has_units=bool(link.facts.units))
    return link.may(Act.QUIETEN).allowed and doubtful


@dataclass(frozen=True)
class PacketLine:
    """A packet that was given out: its number, for which State, when and by whom."""

    number: int
    state: Bilingual
    at: datetime
    by: str


@dataclass(frozen=True)
class TimeChoice:
    """For how long a held message may be quiet."""

    minutes: int
    name: Bilingual


@dataclass(frozen=True)
class DeskTools:
    """The desk's own part of the page.

    `packet` is there only on the page that follows its hand-over. `quiet_until` is None while the desk is paged.
    """

    states: tuple[Bilingual, ...]
    given: tuple[PacketLine, ...]
    packet: WrittenPacket | None
    waits_for_receipt: bool
    received_at: datetime | None
    may_quieten: bool
    times: tuple[TimeChoice, ...]
    quiet_until: datetime | None

    def state_named(self, text: str) -> Bilingual:
        """Returns the names of the other State that a text names; of an unknown one the text."""
        english = state_named(text) or text
        return _state(english)


async def desk_tools(
    runtime: Runtime, link: OpenLink, said: Said, view: AlertView, revealed: Revealed | None
) -> DeskTools | None:
    """Returns the desk's part of the page; None for everybody else, and once the case has ended."""
    if not link.may(Act.HAND_OVER).allowed:
        return None
    packet = await newest_packet(runtime, link.alert_id, revealed) if said is Said.HANDED_OVER and revealed else None
    given = _given(view)
    quietable = may_be_quiet(link)
    return DeskTools(
        states=tuple(sorted((_state(each) for each in states_in_hindi()), key=lambda name: hindi_order(name.hi))),
        given=given,
        packet=packet,
        waits_for_receipt=bool(given or link.context.other_state or view.deadlines.handed_over),
        received_at=view.milestones.handed_over,
        may_quieten=quietable,
        times=tuple(TimeChoice(each, words.duration(each)) for each in _MINUTES),
        quiet_until=_quiet_until(link, view) if quietable else None,
    )


def _given(view: AlertView) -> tuple[PacketLine, ...]:
    """Returns the packets that were given out, oldest first."""
    return tuple(
        PacketLine(entry.facts.number, _state(entry.facts.state), entry.at, entry.actor)
        for entry in view.timeline
        if isinstance(entry.facts, HandedOver)
    )


def _quiet_until(link: OpenLink, view: AlertView) -> datetime | None:
    """Returns when the desk is paged again, if somebody quietened the case and nothing came in since."""
    times = (entry.facts.until for entry in reversed(view.timeline) if isinstance(entry.facts, Quieted))
    until, due_at = next(times, None), link.briefing.alert.due_at
    if until is None or due_at is None or until <= link.briefing.at:
        return None
    return until if abs(until - due_at) < timedelta(seconds=1) else None


def _state(english: str) -> Bilingual:
    return Bilingual(hi=state_in_hindi(english) or english, en=english)
