"""One open case as a line of the board, in words of both languages."""

from dataclasses import dataclass, field
from datetime import datetime

from abhay import clock
from abhay.adapters.store.directory.names import Names, districts_of
from abhay.adapters.store.views.board import OpenCase
from abhay.domain.cases.urgency import Alarm, Standing, alarm, deadline, next_step, sort_key
from abhay.domain.intake.trust import is_held
from abhay.domain.permissions import CaseFacts, is_stood_down
from abhay.domain.policy.rules import Rules, effective
from abhay.wording import words
from abhay.wording.screens import board as said
from abhay.wording.words import Bilingual
from models.actors import Actor
from models.enums import Severity, Status, Trust
from models.policy import DESK
from models.tables import Acknowledgement, Alert


@dataclass(frozen=True)
class Holder:
    """Who has a case: their name, their post and unit if known, since when, by which way, and what is still open."""

    name: str
    post: Bilingual | None
    since: Bilingual
    via: Bilingual
    unanswered: Bilingual | None


@dataclass(frozen=True)
class Line:
    """One open case on the board; `due_at` is what its countdown runs to, `sort_at` its place in the list.

    `units` are the ids of the units that have it, `districts` where those are, `then` what happens at
    `due_at`. `rendered` keeps what the line looks like in each language, for whoever shows it to many.
    """

    ref: str
    stamp: int
    status: Status
    severity: Severity
    rung: str
    drill: bool
    is_test: bool
    held: bool
    alarm: Alarm
    received_at: datetime
    due_at: datetime | None
    sort_at: datetime
    units: tuple[str, ...]
    districts: tuple[str, ...]
    unit_names: Bilingual
    rung_name: Bilingual
    then: Bilingual
    trust: Trust
    holder: Holder | None
    facts: CaseFacts
    rendered: dict[str, str] = field(default_factory=dict[str, str], compare=False, repr=False)

    @property
    def unanswered(self) -> bool:
        """Whether nobody has the case."""
        return self.holder is None

    def is_for(self, actor: Actor) -> bool:
        """Returns whether the case is on this actor's board; a unit's has the cases that it has or took."""
        return not is_stood_down(actor, self.facts)


def line_of(case: OpenCase, names: Names) -> Line:
    """Returns the line of an open case."""
    alert = case.alert
    rules = Rules(effective(case.document, alert.severity, case.units[0] if case.units else None), case.document.rung)
    standing = _standing(alert, rules)
    held = is_held(alert.trust, has_units=bool(case.units))
    units = [_unit(unit, names) for unit in case.units]
    return Line(
        ref=alert.ref,
        stamp=case.stamp,
        status=alert.status,
        severity=alert.severity,
        rung=alert.rung or "",
        drill=alert.drill,
        is_test=alert.is_test,
        held=held,
        alarm=alarm(standing),
        received_at=alert.received_at,
        due_at=deadline(standing, case.steps),
        sort_at=sort_key(standing, case.steps),
        units=case.units,
        districts=districts_of(case.units, names),
        unit_names=words.listed(units) if units else said.NO_UNIT,
        rung_name=_rung(alert.rung, rules) if alert.rung else Bilingual.same("–"),
        then=_then(case, rules, held=held),
        trust=alert.trust,
        holder=_holder(case, case.taken, names) if case.taken and alert.status is Status.ACKNOWLEDGED else None,
        facts=case.facts,
    )


def _standing(alert: Alert, rules: Rules) -> Standing:
    return Standing(
        status=alert.status,
        drill=alert.drill,
        rung=alert.rung,
        ladder=rules.names(),
        received_at=alert.received_at,
        due_at=alert.due_at,
        exhausted_at=alert.exhausted_at,
        next_at=alert.next_at,
    )


def _then(case: OpenCase, rules: Rules, *, held: bool) -> Bilingual:
    """Returns what happens when the countdown ends."""
    alert = case.alert
    if alert.status is Status.ACKNOWLEDGED:
        step = next_step(case.steps)
        return words.MILESTONE[step.kind] if step else said.STEPS_DONE
    if alert.exhausted_at is not None:
        return said.NOBODY_ANSWERED
    if alert.rung is None:
        return said.BEING_ROUTED
    if held:
        return said.DESK_AGAIN
    above = rules.after(alert.rung)
    if above is None:
        return _named(said.AGAIN, _rung(alert.rung, rules))
    return _named(said.NEXT_RUNG, _rung(above, rules))


def _holder(case: OpenCase, answer: Acknowledgement, names: Names) -> Holder:
    at = clock.in_ist(answer.at).format("HH:mm")
    waits = bool(case.units) and answer.unit_id not in case.units and case.alert.unit_answered_at is None
    return Holder(
        name=words.one_line(answer.by),
        post=_post(answer, names),
        since=said.filled(said.SINCE, hi=at, en=at, name="time"),
        via=said.via_words(answer.via),
        unanswered=said.UNIT_UNANSWERED if waits else None,
    )


def _post(answer: Acknowledgement, names: Names) -> Bilingual | None:
    post = names.posts.get(answer.post_id or "")
    parts = [Bilingual(hi=post.name_hi, en=post.name_en)] if post else []
    parts += [_unit(answer.unit_id, names)] if answer.unit_id else []
    return words.listed(parts) if parts else None


def _unit(unit: str, names: Names) -> Bilingual:
    known = names.units.get(unit)
    return Bilingual(hi=known.name_hi, en=known.name_en) if known else Bilingual.same(unit)


def _rung(rung: str, rules: Rules) -> Bilingual:
    return words.rung_words(rung, None if rung == DESK else rules.label(rung))


def _named(sentence: Bilingual, rung: Bilingual) -> Bilingual:
    return said.filled(sentence, hi=rung.hi, en=rung.en, name="rung")
