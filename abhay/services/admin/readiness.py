"""How ready each unit is to be paged, for admins, the desk and the nightly flow: scores with their reasons."""

from datetime import timedelta

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.readiness import Reachability, read_reachability
from abhay.adapters.store.directory.rosters import as_stored
from abhay.domain.messages.paging import About
from abhay.domain.rosters.duty import Roster, gaps
from abhay.domain.rosters.readiness import Point, PostFacts, Readiness, readiness_of
from abhay.domain.rosters.staffing import keys_of
from models.views import ReadinessView, ShortcomingView, UnitReadinessView


async def readiness(database: Database, *, within: timedelta) -> ReadinessView:
    """Returns the readiness of every unit and of the State's posts, the least ready first.

    `within`: how old an answered test may be.
    """
    return view_of(await read_reachability(database), within=within)


def view_of(found: Reachability, *, within: timedelta) -> ReadinessView:
    """Returns the same of what was read."""
    units = [readiness_of(unit, facts_of(found, unit), found.at, within=within) for unit in found.posts]
    ordered = sorted(units, key=lambda each: (each.score, each.unit))
    return ReadinessView(at=found.at, test_days=within.days, units=tuple(_view(each) for each in ordered))


def facts_of(found: Reachability, unit: str) -> list[PostFacts]:
    """Returns what decides how ready the posts of a unit are."""
    return [_facts(found, unit, post) for post in found.posts[unit]]


def _facts(found: Reachability, unit: str, post: str) -> PostFacts:
    own = found.at_post(unit, post)
    roster = found.rosters.get(About(as_stored(unit), post), Roster())
    there = gaps(roster, frozenset[str]().union(*(keys_of(each) for each in own)), found.at)
    minutes = sum(-(-int((gap.end - gap.start).total_seconds()) // 60) for gap in there)
    points = tuple(Point(each.channel, each.name, found.answered.get(each.id)) for each in own)
    return PostFacts(post, points, minutes)


def _view(each: Readiness) -> UnitReadinessView:
    reasons = (ShortcomingView(post=one.post, lack=one.lack, count=one.count) for one in each.shortcomings)
    return UnitReadinessView(unit=each.unit, score=each.score, reasons=tuple(reasons))
