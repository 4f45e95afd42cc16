"""Everything that the screen of a case shows to one reader, without the person until a reason is given."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from abhay import clock
from abhay.adapters.engine.addresses import run_page
from abhay.adapters.gazetteer.names.hindi import states_in_hindi
from abhay.adapters.store.cases.locked import KnownCase
from abhay.adapters.store.directory.names import Names, districts_with_units
from abhay.adapters.store.views.case import CaseFrame, read_frame
from abhay.domain.intake.trust import is_held
from abhay.domain.permissions import may
from abhay.domain.text import hindi_order
from abhay.services.case_page.page import (
    DistrictChoice,
    RouteWords,
    districts_of,
    place_of,
    unit_names,
)
from abhay.services.case_page.steps import StepLine, steps_of
from abhay.services.case_screen.map import CaseMap, map_of
from abhay.services.cases.viewing import view as view_of
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.page_words import Happening, happenings
from abhay.wording.screens.case import SAID_STANDING
from abhay.wording.words import Bilingual
from models.actors import Act, Actor
from models.enums import RouteState, Status
from models.policy import DESK
from models.routes import Route
from models.timeline import RungEntered
from models.views import AlertView, Revealed

_NO_ROUTE = Route(state=RouteState.UNRESOLVED)


@dataclass(frozen=True)
class RungLine:
    """One level: when it was told, until when it may answer, and whether that is still to come."""

    name: Bilingual
    entered_at: datetime | None
    due_at: datetime | None
    now: bool = False
    coming: bool = False


@dataclass(frozen=True)
class CaseScreen:
    """The screen; `revealed` is None until a reason was given. `version` goes with each form."""

    actor: Actor
    case: KnownCase
    view: AlertView
    at: datetime
    version: str
    held: bool
    place: RouteWords
    map: CaseMap | None
    districts: tuple[DistrictChoice, ...]
    steps: tuple[StepLine, ...]
    ladder: tuple[RungLine, ...]
    history: tuple[Happening, ...]
    names: Names
    states: tuple[Bilingual, ...]
    run_url: str | None
    revealed: Revealed | None = None
    allowed: frozenset[Act] = field(default_factory=frozenset[Act])

    def may(self, act: str) -> bool:
        """Returns whether the reader may do something to the case as it stands, by the act's name."""
        return Act[act] in self.allowed

    @property
    def names_a_unit(self) -> bool:
        """Whether the reader belongs to no unit, and so says for which one somebody takes the case."""
        return self.actor.unit is None

    def named(self, unit: str | None, post: str | None) -> Bilingual:
        """Returns the names of a post and its unit."""
        known_post, known_unit = self.names.posts.get(post or ""), self.names.units.get(unit or "")
        parts = [Bilingual(hi=each.name_hi, en=each.name_en) for each in (known_post, known_unit) if each is not None]
        return words.listed(parts) if parts else Bilingual.same(post or unit or "–")

    @property
    def standing(self) -> Bilingual:
        """Who has the case now, since when."""
        return standing_of(self.view)


async def screen_of(runtime: Runtime, case: KnownCase, actor: Actor, revealed: Revealed | None = None) -> CaseScreen:
    """Returns the screen as the case stands now. Raises `UnknownAlert`."""
    view = await view_of(runtime, case.ref)
    units = view.route.units if view.route else ()
    frame = await read_frame(runtime.database, case.ref, units)
    known = await districts_with_units(runtime.database)
    rungs = {rung: words.rung_words(rung, rule.label) for rung, rule in frame.rules.rungs.items()}
    may_see = may(actor, Act.REVEAL, case.facts).allowed
    return CaseScreen(
        actor=actor,
        case=case,
        view=view,
        at=frame.at,
        version=f"{frame.alert.version}.{seen_of(view)}",
        held=is_held(view.trust, has_units=bool(case.facts.units)),
        place=place_of(
            (revealed.route if revealed else None) or view.route or _NO_ROUTE,
            known,
            by_a_person=frame.alert.routed_by_person,
            with_evidence=may_see,
        ),
        map=map_of((revealed.route if revealed else None) or view.route, revealed),
        districts=districts_of(known),
        steps=steps_of(view, frame.at),
        ladder=tuple(_ladder(view, frame, rungs)),
        history=happenings(view.timeline, unit_names(known), rungs),
        names=frame.names,
        states=_states(),
        run_url=_run_url(runtime, view),
        revealed=revealed,
        allowed=frozenset(act for act in Act if may(actor, act, case.facts).allowed),
    )


def seen_of(view: AlertView) -> str:
    """Returns a mark of what people decide by: another one means that somebody acted, not that a clock moved on."""
    taken = view.acknowledgement
    parts = (
        view.status,
        view.route.units if view.route else (),
        (taken.by, taken.at, taken.unit_answered_at) if taken else None,
        view.outcome,
        view.merged_into,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def standing_of(view: AlertView) -> Bilingual:
    """Returns who has a case now, since when."""
    if view.status is Status.CLOSED:
        return SAID_STANDING["closed"]
    if (taken := view.acknowledgement) is None:
        return SAID_STANDING["nobody"]
    said, time = SAID_STANDING["with"], clock.in_ist(taken.at).format("HH:mm")
    filled = [each.replace("{name}", words.one_line(taken.by)).replace("{time}", time) for each in (said.hi, said.en)]
    return Bilingual(hi=filled[0], en=filled[1])


def _ladder(view: AlertView, frame: CaseFrame, rungs: dict[str, Bilingual]) -> Iterable[RungLine]:
    """Yields the levels that were told, then those that will be if nobody answers."""
    entries = [(entry, entry.facts) for entry in view.timeline if isinstance(entry.facts, RungEntered)]
    waits = view.status is Status.AWAITING
    for number, (entry, facts) in enumerate(entries, start=1):
        now = waits and number == len(entries)
        yield RungLine(_rung(entry.rung, rungs), entry.at, view.due_at if now else facts.due_at, now=now)
    due_at, rung = view.due_at, view.rung
    held = is_held(view.trust, has_units=bool(view.route and view.route.units))
    while waits and due_at and rung and not held and (rung := frame.rules.after(rung)):
        entered, due_at = due_at, due_at + timedelta(seconds=frame.rules.clock(rung)[0])
        yield RungLine(_rung(rung, rungs), entered, due_at, coming=True)


def _rung(rung: str | None, rungs: dict[str, Bilingual]) -> Bilingual:
    return rungs.get(rung or DESK) or words.rung_words(rung or DESK)


def _states() -> tuple[Bilingual, ...]:
    found = (Bilingual(hi=hindi, en=english) for english, hindi in states_in_hindi().items())
    return tuple(sorted(found, key=lambda name: hindi_order(name.hi)))


def _run_url(runtime: Runtime, view: AlertView) -> str | None:
    if view.flow_run_id is None:
        return None
    return run_page(runtime.settings.prefect_url, view.flow_run_id)
