"""The page behind a link, after its PIN: all that a paged officer needs to do the whole job from a telephone.

A page is built again from the database after every act, so it shows the current state, others' acts included.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from abhay.adapters.gazetteer.names.hindi import states_in_hindi
from abhay.adapters.store.cases.undo.undoing import Undoable, read_undoable
from abhay.adapters.store.directory.contacts import Callee, callees_of
from abhay.adapters.store.directory.names import DistrictUnits, districts_with_units
from abhay.adapters.store.views.reading import alert_view
from abhay.domain.cases.masking import masked
from abhay.domain.intake.trust import is_believed, is_held
from abhay.domain.messages.audience import any_minor
from abhay.domain.permissions import is_stood_down
from abhay.domain.text import hindi_order
from abhay.services.case_page.acts import ACTS, STEPS
from abhay.services.case_page.desk import DeskTools, desk_tools, may_be_not_genuine
from abhay.services.case_page.forms import Form, Said
from abhay.services.case_page.links import OpenLink, Proof, form_token, prove
from abhay.services.case_page.memory import Memory
from abhay.services.case_page.steps import StepLine, steps_of
from abhay.services.cases.revealing import reveal
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.conduct import card
from abhay.wording.conduct.card import Section
from abhay.wording.page_words import Happening, happenings
from abhay.wording.places.place_words import NamesById, PlaceNames, evidence_words
from abhay.wording.words import Bilingual, EvidenceWords
from models.actors import Act
from models.enums import RouteState
from models.routes import Route
from models.tables import District, PoliceUnit
from models.views import AlertView, AttachmentView, Revealed

_NO_ROUTE = Route(state=RouteState.UNRESOLVED)
_MOST_OFFERED = 5
"""The number of candidates with a button of their own; the list below has all units."""


@dataclass(frozen=True)
class UnitChoice:
    """A police unit that may be chosen, and its likelihood, where routing gives one."""

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
class RouteWords:
    """The place where the person is thought to be, and why.

    `confidence` is None if no unit is named, or if a person chose it.
    """

    state: Bilingual
    units: tuple[UnitChoice, ...]
    candidates: tuple[UnitChoice, ...]
    confidence: Bilingual | None
    by_a_person: bool
    evidence: tuple[EvidenceWords, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything on the page; `revealed` is None where this post sees the skeleton only.

    `callees` are there for whoever has somebody to send: the desk, and a post of the State that took the case.
    `minor`: a message of the case says that the person is under 18.
    """

    link: OpenLink
    said: Said
    by: str
    form_token: str
    view: AlertView
    place: RouteWords
    districts: tuple[DistrictChoice, ...]
    steps: tuple[StepLine, ...]
    history: tuple[Happening, ...]
    revealed: Revealed | None
    callees: tuple[Callee, ...] = ()
    undoable: Undoable | None = None
    desk: DeskTools | None = None
    minor: bool = False

    @property
    def masked(self) -> bool:
        """Whether the page leaves out who a child is."""
        return self.minor and not self.link.context.sight.minors

    @property
    def card(self) -> tuple[Section, ...]:
        """What whoever meets the person says and does, once the reader's unit has the case."""
        acting = self.mine or self.answered_order or self.link.context.colleague
        shown = acting and self.link.acts and not self.link.is_desk and not self.link.closed
        return card.sections_for(minor=self.minor) if shown else ()

    @property
    def card_title(self) -> Bilingual:
        """The title of that card."""
        return card.TITLE

    @property
    def numbers(self) -> tuple[tuple[str, Bilingual], ...]:
        """The numbers that help, to be dialled from the card."""
        return card.numbers_for(minor=self.minor)

    @property
    def mine(self) -> bool:
        """Whether the post behind this link has the case."""
        taken, message = self.view.acknowledgement, self.link.briefing.message
        return taken is not None and (taken.post, taken.unit) == (message.post_id, message.unit_id)

    def unit_named(self, unit: str) -> Bilingual | None:
        """Returns the names of a unit; None if there is none of this id."""
        choices = (choice for district in self.districts for choice in district.units)
        return next((choice.name for choice in choices if choice.id == unit), None)

    @property
    def ordered(self) -> bool:
        """Whether somebody from outside the link's unit took the case, and the unit has not answered."""
        return self.link.context.ordered

    @property
    def unit_unanswered(self) -> bool:
        """Whether this post took the case from outside its unit, and no post of the unit has answered yet."""
        taken = self.view.acknowledgement
        return self.mine and taken is not None and taken.unit_answered_at is None and bool(self.place.units)

    @property
    def answered_order(self) -> bool:
        """Whether the link's unit has answered such an order: it acts, whoever stopped the climb."""
        taken, unit = self.view.acknowledgement, self.link.briefing.message.unit_id
        return taken is not None and taken.unit is None and not self.ordered and unit in self.link.facts.units

    @property
    def stood_down(self) -> bool:
        """Whether the link's unit need not act: another one has the case."""
        return is_stood_down(self.link.actor(), self.link.facts)

    @property
    def held(self) -> bool:
        """Whether the sender is unproven and nobody has routed the case since."""
        return is_held(self.link.briefing.alert.trust, has_units=bool(self.place.units))

    @property
    def unproven(self) -> bool:
        """Whether links in what came in must not be opened."""
        return not is_believed(self.link.briefing.alert.trust)

    @property
    def may_be_not_genuine(self) -> bool:
        """Whether this outcome is offered."""
        return may_be_not_genuine(self.link)

    @property
    def may_route(self) -> bool:
        """Whether this post may give the case to a unit."""
        return self.link.may(Act.ROUTE).allowed

    @property
    def must_route(self) -> bool:
        """Whether a unit has to be chosen now: none or several have the case."""
        return self.may_route and len(self.place.units) != 1

    @property
    def may_close(self) -> bool:
        """Whether this post may say how the case ended."""
        return self.link.may(Act.CLOSE).allowed

    @property
    def may_give_back(self) -> bool:
        """Whether this post may say that the case is not its unit's."""
        return self.link.may(Act.NOT_OURS).allowed

    @property
    def may_report(self) -> bool:
        """Whether this post is offered to note steps: the desk notes what it hears of a case that a unit has."""
        return self.link.may(Act.REPORT).allowed and not (self.link.is_desk and self.link.unanswered)

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
    def files(self) -> tuple[AttachmentView, ...]:
        """Every file that came with a message, newest message first."""
        return tuple(file for event in (self.revealed.events if self.revealed else ()) for file in event.attachments)

    @property
    def may_merge(self) -> bool:
        """Whether this post may make one case of two."""
        return self.link.may(Act.MERGE).allowed

    @property
    def closed_at(self) -> datetime | None:
        """When the case ended."""
        return self.link.briefing.alert.closed_at


async def act_on(runtime: Runtime, link: OpenLink, what: str, proof: Proof, form: Form) -> Memory:
    """Checks the proof and does one of `ACTS`. Returns what the page after it must know.

    Raises `CaseEnded`, `PinNeeded`, `PinMalformed`, `WrongPin` (its detail: tries left), `PinLocked`.
    """
    await prove(runtime, link, proof)
    said = await ACTS[what](runtime, link, form)
    return Memory(said=said, what=what, typed=form, proof=form_token(runtime, link))


async def page_of(runtime: Runtime, link: OpenLink, memory: Memory) -> CasePage:
    """Returns the page as the case stands now. What it shows of a person is written to the audit log."""
    said, by = memory.said, memory.typed.by
    revealed = await _reveal(runtime, link, said, by) if link.acts else None
    minor = link.briefing.minor or any_minor(each.subject.age_band for each in (revealed.events if revealed else ()))
    if revealed and minor and not link.context.sight.minors:
        revealed = masked(revealed)
    view = await alert_view(runtime.database, link.context.ref)
    known = await districts_with_units(runtime.database)
    route = (revealed.route if revealed else None) or view.route or _NO_ROUTE
    return CasePage(
        link=link,
        said=said,
        by=words.one_line(by),
        form_token=memory.proof,
        view=view,
        place=place_of(route, known, by_a_person=link.briefing.alert.routed_by_person, with_evidence=link.acts),
        districts=districts_of(known),
        steps=steps_of(view, link.briefing.at),
        history=happenings(view.timeline, unit_names(known), _rung_names(link)),
        revealed=revealed,
        undoable=await read_undoable(runtime.database, link.alert_id, link.actor()),
        desk=await desk_tools(runtime, link, said, view, revealed),
        minor=minor,
        callees=tuple(await callees_of(runtime.database, link.alert_id)) if _phones_posts(link) else (),
    )


def _phones_posts(link: OpenLink) -> bool:
    return link.is_desk or link.may(Act.ROUTE).allowed


async def _reveal(runtime: Runtime, link: OpenLink, said: Said, by: str) -> Revealed:
    taken = said in {Said.TAKEN, Said.ANSWER_NOTED}
    reason = "acknowledged by link" if taken else "case page by link"
    actor = link.actor(by)
    return await reveal(runtime, link.alert_id, replace(actor, id=actor.name), reason)


def place_of(route: Route, known: Iterable[DistrictUnits], *, by_a_person: bool, with_evidence: bool) -> RouteWords:
    """Returns place and reasons; the evidence names places finer than a tehsil, so only those who act get it."""
    choices = {choice.id: choice for each in known for choice in _choices(each)}
    districts = {each.district.id: _named(each.district) for each in known}
    units = {id_: choice.name for id_, choice in choices.items()}
    names = PlaceNames(districts, units, states_in_hindi())
    return RouteWords(
        state=words.ROUTE[route.state],
        units=tuple(choices[unit] for unit in route.units if unit in choices),
        candidates=tuple(
            UnitChoice(each.unit, units[each.unit], choices[each.unit].district, words.likelihood_words(each.score))
            for each in route.candidates[:_MOST_OFFERED]
            if each.unit in choices
        ),
        confidence=words.confidence_words(route.confidence) if route.units and not by_a_person else None,
        by_a_person=by_a_person and bool(route.units),
        evidence=tuple(evidence_words(piece, names) for piece in route.evidence) if with_evidence else (),
    )


def districts_of(known: Iterable[DistrictUnits]) -> tuple[DistrictChoice, ...]:
    """Returns the districts that have units, in the order of their Hindi names, which the list begins with."""
    found = (DistrictChoice(_named(each.district), _choices(each)) for each in known if each.units)
    return tuple(sorted(found, key=lambda each: hindi_order(each.name.hi)))


def _choices(each: DistrictUnits) -> tuple[UnitChoice, ...]:
    units = sorted(each.units, key=lambda unit: hindi_order(unit.name_hi))
    return tuple(UnitChoice(unit.id, _named(unit), _named(each.district)) for unit in units)


def _named(thing: District | PoliceUnit) -> Bilingual:
    return Bilingual(hi=thing.name_hi, en=thing.name_en)


def unit_names(known: Iterable[DistrictUnits]) -> NamesById:
    """Returns the names of all police units by their ids."""
    return {unit.id: _named(unit) for each in known for unit in each.units}


def _rung_names(link: OpenLink) -> NamesById:
    return {rung: words.rung_words(rung, rule.label) for rung, rule in link.briefing.document.rung.items()}
