"""What-if: past cases replayed under the policy in force and under a proposed one, beside who was paged when."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contacts import unit_ids
from abhay.adapters.store.directory.policies import read_current
from abhay.adapters.store.views.climbs import PastCase, read_climbs
from abhay.domain.policy.diff import Change, changes
from abhay.domain.policy.document import parse_policy
from abhay.domain.policy.replay import Paged, RungCount, count_of, is_unasked, replay
from abhay.domain.policy.rules import rungs_in_order
from models.actors import Actor
from models.enums import Severity
from models.payloads import Payload
from models.policy import PolicyDocument

MOST_CASES: Final = 500
"""Cases of one preview, the newest: our own estimate of what one look can show and a gateway reckons in a second."""

SPAN: Final = timedelta(days=30)
"""The time that is looked at where none is named."""


class PagedView(Payload):
    """A rung that is paged for the n-th time, and when."""

    rung: str
    round: int
    at: datetime


class CasePreview(Payload):
    """A past case: who was paged in it (`was`), would have been under the policy in force, and under the proposed one.

    `ended_at` is when it was acknowledged or closed; null if it still is open. `unasked`: the rung that answered would
    not have been paged by then under the proposed policy, though it would under the one in force.
    """

    ref: str
    severity: Severity
    unit: str | None
    began_at: datetime
    ended_at: datetime | None
    answered_rung: str | None
    was: tuple[PagedView, ...]
    before: tuple[PagedView, ...]
    after: tuple[PagedView, ...]
    unasked: bool

    @property
    def differs(self) -> bool:
        """Whether the proposed policy pages anybody at another time than the one in force."""
        return self.before != self.after


class CountView(Payload):
    """In how many cases a rung is paged, and the median of the seconds until it is; null in none."""

    cases: int
    median: float | None


class RungPreview(Payload):
    """One rung over all cases of the preview."""

    rung: str
    was: CountView
    before: CountView
    after: CountView


class PolicyPreview(Payload):
    """The preview: which changes it is about (from `version`), and the cases, oldest first.

    `left_out` older cases of that time were too many. `at` is the database's time.
    """

    version: int
    changes: tuple[Change, ...]
    since: datetime
    until: datetime
    rungs: tuple[RungPreview, ...]
    cases: tuple[CasePreview, ...]
    left_out: int


async def preview_policy(
    database: Database,
    data: Mapping[str, Any],
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    span: timedelta = SPAN,
) -> PolicyPreview:
    """Returns what a policy would have changed for the cases that came from `since` until before `until`.

    Without `until` those up to now, without `since` those of the `span` before. Saves nothing but that it was
    looked at. Raises `WrongRole`, `InvalidPolicy`, and `BadInput` for a time that ends before it begins.
    """
    document = parse_policy(data, await unit_ids(database))
    version, current = await read_current(database)
    climbs = await read_climbs(database, actor, since=since, until=until, span=span, most=MOST_CASES)
    cases = await asyncio.to_thread(_replayed, climbs.cases, current, document)
    return PolicyPreview(
        version=version,
        changes=tuple(changes(current, document)),
        since=climbs.since,
        until=climbs.until,
        rungs=_rungs(cases, [*rungs_in_order(current), *rungs_in_order(document)]),
        cases=cases,
        left_out=climbs.left_out,
    )


def _replayed(cases: Sequence[PastCase], current: PolicyDocument, document: PolicyDocument) -> tuple[CasePreview, ...]:
    return tuple(_case(each, current, document) for each in cases)


def _case(case: PastCase, current: PolicyDocument, document: PolicyDocument) -> CasePreview:
    past = case.past
    before, after = replay(past, current), replay(past, document)
    return CasePreview(
        ref=case.ref,
        severity=past.severity,
        unit=past.unit,
        began_at=past.began_at,
        ended_at=None if case.is_open else past.ended_at,
        answered_rung=past.answered_rung,
        was=_views(case.was),
        before=_views(before),
        after=_views(after),
        unasked=is_unasked(past, after) and not is_unasked(past, before),
    )


def _views(pages: Sequence[Paged]) -> tuple[PagedView, ...]:
    return tuple(PagedView(rung=each.rung, round=each.round, at=each.at) for each in pages)


def _rungs(cases: Sequence[CasePreview], rungs: Sequence[str]) -> tuple[RungPreview, ...]:
    """Returns every rung that any of the cases reaches, in the order of the policies."""
    named = dict.fromkeys((*rungs, *(page.rung for case in cases for page in (*case.was, *case.before, *case.after))))
    found = [
        RungPreview(
            rung=rung,
            was=_count(rung, cases, lambda case: case.was),
            before=_count(rung, cases, lambda case: case.before),
            after=_count(rung, cases, lambda case: case.after),
        )
        for rung in named
    ]
    return tuple(each for each in found if each.was.cases or each.before.cases or each.after.cases)


def _count(rung: str, cases: Sequence[CasePreview], pages: Callable[[CasePreview], Sequence[PagedView]]) -> CountView:
    climbs = [(case.began_at, [Paged(each.rung, each.round, each.at) for each in pages(case)]) for case in cases]
    found: RungCount = count_of(rung, climbs)
    return CountView(cases=found.cases, median=found.median)
