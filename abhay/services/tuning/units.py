"""The pages of the units: how ready each is and why, who is on duty, the gaps to come, and the contact points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from abhay.adapters.store.directory.changes.decisions import Waiting, waiting_changes
from abhay.adapters.store.directory.contact_lists import read_contacts
from abhay.adapters.store.directory.contacts import STATE
from abhay.adapters.store.directory.names import Names, read_names
from abhay.domain.drills.history import History
from abhay.domain.permissions import may
from abhay.services.admin.readiness import readiness
from abhay.services.admin.rosters import on_duty_at, show_roster
from abhay.services.drills.running import history
from abhay.services.runtime import Runtime
from abhay.wording.contact_tests import LACKS
from abhay.wording.screens.units import U
from abhay.wording.words import Bilingual
from models.actors import Act, Actor
from models.policy import Scope
from models.views import ContactView, OnDutyView, RosterView


@dataclass(frozen=True)
class Reason:
    """Why a unit is not fully ready: the post, and what it lacks."""

    post: Bilingual
    lack: Bilingual


@dataclass(frozen=True)
class UnitLine:
    """One unit (or `state`) in the list: how ready it is, None for one that is never paged by its district."""

    unit: str
    name: Bilingual
    district: Bilingual
    score: int | None
    reasons: tuple[Reason, ...]
    gap_minutes: int


@dataclass(frozen=True)
class UnitsScreen:
    """The list, the least ready first, and the changes that wait for a second person."""

    lines: tuple[UnitLine, ...]
    waiting: Sequence[Waiting]
    names: Names

    def name(self, unit: str) -> Bilingual:
        """Returns what a unit is called."""
        return unit_name(self.names, unit)

    def post(self, post: str) -> Bilingual:
        """Returns what a post is called."""
        return post_name(self.names, post)


@dataclass(frozen=True)
class UnitScreen:
    """One unit (or `state`): its contact points of a version, who is on duty now, its roster with the gaps to come.

    `drills` are its last ones; None for the State's own posts, which no drill is about.
    """

    line: UnitLine
    version: int
    contacts: Sequence[ContactView]
    on_duty: OnDutyView
    roster: RosterView
    posts: tuple[str, ...]
    waiting: Sequence[Waiting]
    names: Names
    drills: History | None

    def post(self, post: str) -> Bilingual:
        """Returns what a post is called."""
        return post_name(self.names, post)


async def units_screen(runtime: Runtime, actor: Actor) -> UnitsScreen:
    """Returns the list of the units, the State's own posts among them."""
    names = await _names(runtime)
    waits = may(actor, Act.CONFIRM_CONTACTS).allowed
    waiting = await waiting_changes(runtime.database, actor) if waits else []
    return UnitsScreen(await _lines(runtime, names), waiting, names)


async def unit_screen(runtime: Runtime, unit: str, actor: Actor) -> UnitScreen:
    """Returns one unit's page; whoever may not change contact points sees no addresses. Raises `UnknownUnit`."""
    database, addresses = runtime.database, may(actor, Act.SET_CONTACTS).allowed
    version, contacts = await read_contacts(database, unit)
    names = await _names(runtime)
    own = Scope.STATE if unit == STATE else Scope.UNIT
    drilled = unit != STATE and may(actor, Act.READ_DRILLS).allowed
    line = next((each for each in await _lines(runtime, names) if each.unit == unit), None)
    return UnitScreen(
        line=line or UnitLine(unit, unit_name(names, unit), _district(names, unit), None, (), 0),
        version=version,
        contacts=contacts if addresses else [each.model_copy(update={"address": None}) for each in contacts],
        on_duty=await on_duty_at(database, unit, None, addresses=addresses),
        roster=await show_roster(database, unit, addresses=addresses),
        posts=tuple(sorted(post.id for post in names.posts.values() if post.scope is own)),
        waiting=await waiting_changes(database, actor, unit) if may(actor, Act.CONFIRM_CONTACTS).allowed else [],
        names=names,
        drills=await history(runtime, unit, actor) if drilled else None,
    )


def unit_name(names: Names, unit: str) -> Bilingual:
    """Returns what a unit is called; the State's posts have a name of their own."""
    if unit == STATE:
        return U["state"]
    found = names.units.get(unit)
    return Bilingual(hi=found.name_hi, en=found.name_en) if found else Bilingual.same(unit)


def post_name(names: Names, post: str) -> Bilingual:
    """Returns what a post is called."""
    found = names.posts.get(post)
    return Bilingual(hi=found.name_hi, en=found.name_en) if found else Bilingual.same(post)


async def _names(runtime: Runtime) -> Names:
    async with runtime.database.transaction() as session:
        return await read_names(runtime.database, session)


async def _lines(runtime: Runtime, names: Names) -> tuple[UnitLine, ...]:
    found = await readiness(runtime.database, within=timedelta(days=runtime.settings.readiness.test_days))
    lines: list[UnitLine] = []
    for each in found.units:
        reasons = tuple(Reason(post_name(names, one.post), _lack(one.lack, one.count)) for one in each.reasons)
        gap = sum(one.count for one in each.reasons if one.lack == "roster_gap")
        name, district = unit_name(names, each.unit), _district(names, each.unit)
        lines.append(UnitLine(each.unit, name, district, each.score, reasons, gap))
    return tuple(lines)


def _lack(lack: str, count: int) -> Bilingual:
    said = LACKS[lack]
    return said if count < 2 else Bilingual(hi=f"{said.hi} ({count})", en=f"{said.en} ({count})")


def _district(names: Names, unit: str) -> Bilingual:
    of: Mapping[str, str] = {each.id: each.district_id for each in names.units.values()}
    found = names.districts.get(of.get(unit, ""))
    return Bilingual(hi=found.name_hi, en=found.name_en) if found else Bilingual.same("–")
