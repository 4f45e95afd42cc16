"""The page behind a link, after its PIN: all that whoever was paged needs to do the whole job from a telephone.

A page is made anew from the database after every act, so it says what is true now, whoever acted meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from abhay import words
from abhay.services.afterwards import Afterwards
from abhay.services.case_acts import ACTS, STEPS, Form, Said
from abhay.services.case_links import ROLE, OpenLink, Proof, form_token, open_link, prove
from abhay.services.page_words import Happening, happenings
from abhay.services.place_words import Names, piece_words
from abhay.services.revealing import reveal
from abhay.services.runtime import Runtime
from abhay.store.places import DistrictUnits, districts_with_units
from abhay.store.policies import HELD
from abhay.store.reading import alert_view
from abhay.words import Bilingual, Piece
from models.enums import MilestoneKind, RouteState, TimelineEvent
from models.routes import Route
from models.tables import District, PoliceUnit
from models.views import AlertView, Revealed

_NO_ROUTE = Route(state=RouteState.UNRESOLVED)
_MOST_OFFERED = 5
"""Candidates with a button of their own; all units are in the list below."""


@dataclass(frozen=True)
class StepLine:
    """One step after the acknowledgement: until when it is expected, when it was noted, how late it is or was."""

    kind: MilestoneKind
    name: Bilingual
    due_at: datetime | None
    done_at: datetime | None
    done_by: str | None
    late: Bilingual | None
    left: Bilingual | None

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed and nobody has noted it."""
        return self.done_at is None and self.late is not None


@dataclass(frozen=True)
class UnitChoice:
    """A police unit that may be chosen, and how likely it is, where routing says so."""

    id: str
    name: Bilingual
    district: Bilingual
    likely: Bilingual | None = None


@dataclass(frozen=True)
class DistrictChoice:
    """A district with the units in it."""

    name: Bilingual
    units: tuple[UnitChoice, ...]


@dataclass(frozen=True)
class Place:
    """Where the person is thought to be, and why. `confidence` is None where nobody has decided on a place."""

    state: Bilingual
    units: tuple[UnitChoice, ...]
    candidates: tuple[UnitChoice, ...]
    confidence: Bilingual | None
    by_a_person: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything on the page. `revealed` is None where this post sees the skeleton only."""

    link: OpenLink
    said: Said
    by: str
    form_token: str
    view: AlertView
    place: Place
    districts: tuple[DistrictChoice, ...]
    steps: tuple[StepLine, ...]
    history: tuple[Happening, ...]
    revealed: Revealed | None

    @property
    def mine(self) -> bool:
        """Whether the very post behind this link has the case."""
        taken, message = self.view.acknowledgement, self.link.briefing.message
        return taken is not None and (taken.post, taken.unit) == (message.post_id, message.unit_id)

    @property
    def stood_down(self) -> bool:
        """Whether the link's unit need not act: another one has the case."""
        return self.link.briefing.message.unit_id is not None and not self.link.state.acts

    @property
    def held(self) -> bool:
        """Whether the sender is unproven and nobody has routed the case since."""
        return self.link.briefing.alert.trust in HELD and not self.place.units

    @property
    def unproven(self) -> bool:
        """Whether links in what came in must not be opened."""
        return self.link.briefing.alert.trust in HELD

    @property
    def may_route(self) -> bool:
        """Whether this post may give the case to a unit."""
        return self.link.is_desk and not self.link.closed

    @property
    def must_route(self) -> bool:
        """Whether a unit has to be chosen now: none or several have the case."""
        return self.may_route and len(self.place.units) != 1

    @property
    def may_give_back(self) -> bool:
        """Whether this post may say that the case is not its unit's."""
        return self.link.acts and not self.link.is_desk and self.link.state.has_case

    @property
    def may_report(self) -> bool:
        """Whether this post may note steps: the desk notes what it hears of a case that somebody has."""
        return self.link.acts and not (self.link.is_desk and self.link.unanswered)

    @property
    def open_steps(self) -> tuple[StepLine, ...]:
        """The steps that a post reports and nobody has noted."""
        return tuple(step for step in self.steps if step.kind in STEPS and step.done_at is None)

    @property
    def phones(self) -> tuple[str, ...]:
        """Every number of the person, each once, newest message first."""
        events = self.revealed.events if self.revealed else ()
        return tuple(dict.fromkeys(phone for event in events for phone in event.subject.phones))

    @property
    def closed_at(self) -> datetime | None:
        """When the case ended."""
        return next((each.at for each in self.view.timeline if each.event is TimelineEvent.CLOSED), None)


async def act_on(runtime: Runtime, later: Afterwards, link: OpenLink, what: str, proof: Proof, form: Form) -> CasePage:
    """Check the proof, do one of `ACTS`, and answer the page as it is after it.

    Raises `PinNeeded`, `WrongPin` (its detail: tries left), `PinLocked`. What the page shows of a person is
    written to the audit log.
    """
    await prove(runtime, later, link, proof)
    said = await ACTS[what](runtime, later, link, form)
    after = await open_link(runtime, link.token)
    return await _page_of(runtime, after, said, form.by)


async def _page_of(runtime: Runtime, link: OpenLink, said: Said, by: str) -> CasePage:
    revealed = await _reveal(runtime, link, said, by) if link.acts else None
    view = await alert_view(runtime.database, link.context.ref)
    known = await districts_with_units(runtime.database)
    return CasePage(
        link=link,
        said=said,
        by=words.one_line(by),
        form_token=form_token(runtime, link),
        view=view,
        place=_place(view, known, acts=link.acts),
        districts=tuple(DistrictChoice(_named(each.district), _choices(each)) for each in known if each.units),
        steps=_steps(view, link.briefing.at),
        history=happenings(view.timeline, _unit_names(known), _rung_names(link)),
        revealed=revealed,
    )


async def _reveal(runtime: Runtime, link: OpenLink, said: Said, by: str) -> Revealed:
    taken = said in {Said.TAKEN, Said.ANSWER_NOTED}
    reason = "acknowledged by link" if taken else "case page by link"
    return await reveal(runtime, link.alert_id, reason=reason, actor=link.name(by), role=ROLE)


def _place(view: AlertView, known: Iterable[DistrictUnits], *, acts: bool) -> Place:
    """Where and why; the pieces name places finer than a tehsil and are for those who act."""
    route = view.route or _NO_ROUTE
    choices = {choice.id: choice for each in known for choice in _choices(each)}
    districts = {each.district.id: _named(each.district) for each in known}
    units = {id_: choice.name for id_, choice in choices.items()}
    by_a_person = any(entry.event is TimelineEvent.REROUTED for entry in view.timeline)
    return Place(
        state=words.ROUTE[route.state],
        units=tuple(choices[unit] for unit in route.units if unit in choices),
        candidates=tuple(
            UnitChoice(each.unit, units[each.unit], choices[each.unit].district, words.likelihood_words(each.score))
            for each in route.candidates[:_MOST_OFFERED]
            if each.unit in choices
        ),
        confidence=words.confidence_words(route.confidence) if route.units and not by_a_person else None,
        by_a_person=by_a_person and bool(route.units),
        pieces=tuple(piece_words(piece, districts, units) for piece in route.evidence) if acts else (),
    )


def _steps(view: AlertView, at: datetime) -> tuple[StepLine, ...]:
    """The steps whose clock runs or that somebody noted, in their order."""
    lines = (_step(view, kind, at) for kind in MilestoneKind)
    return tuple(line for line in lines if line.due_at or line.done_at)


def _step(view: AlertView, kind: MilestoneKind, at: datetime) -> StepLine:
    noted = next((each for each in view.timeline if _is_of(kind, each.event, each.detail)), None)
    due_at = getattr(view.deadlines, kind.value)
    done_at = getattr(view.milestones, kind.value, None) or (
        noted.at if noted and kind is MilestoneKind.CLOSED else None
    )
    margin = due_at - (done_at or at) if due_at else None
    return StepLine(
        kind=kind,
        name=words.MILESTONE[kind],
        due_at=due_at,
        done_at=done_at,
        done_by=noted.actor if noted and done_at else None,
        late=_minutes(-margin) if margin is not None and margin < timedelta(0) else None,
        left=_minutes(margin) if margin is not None and margin >= timedelta(0) and done_at is None else None,
    )


def _is_of(kind: MilestoneKind, event: TimelineEvent, detail: dict[str, object]) -> bool:
    if kind is MilestoneKind.CLOSED:
        return event is TimelineEvent.CLOSED
    return event is TimelineEvent.MILESTONE and detail.get("milestone") == kind.value


def _minutes(span: timedelta) -> Bilingual:
    return words.duration(int(span.total_seconds() // 60))


def _choices(each: DistrictUnits) -> tuple[UnitChoice, ...]:
    return tuple(UnitChoice(unit.id, _named(unit), _named(each.district)) for unit in each.units)


def _named(thing: District | PoliceUnit) -> Bilingual:
    return Bilingual(hi=thing.name_hi, en=thing.name_en)


def _unit_names(known: Iterable[DistrictUnits]) -> Names:
    return {unit.id: _named(unit) for each in known for unit in each.units}


def _rung_names(link: OpenLink) -> Names:
    return {rung: words.rung_words(rung, rule.label) for rung, rule in link.briefing.document.rung.items()}
