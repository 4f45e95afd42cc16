"""Where people said that routing was wrong: the evidence it had, and where the case turned out to belong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import Database, now
from abhay.store.timeline import audit
from models.enums import Outcome, RouteState, TimelineEvent
from models.routes import Evidence, Route
from models.tables import Alert, PoliceUnit, TimelineEntry

BY_OPERATOR, BY_UNIT, BY_OUTCOME = "rerouted", "not_ours", "handed_over"


@dataclass(frozen=True)
class Correction:
    """A case that was corrected: its evidence and where it belongs, without its person, its ref and its time.

    `alias` is a keyed hash of the case. `unit` and `district` are None for a person in another State.
    `said_by` is who corrected it last: an operator, a unit, or the outcome.
    """

    alias: str
    evidence: tuple[Evidence, ...]
    unit: str | None
    district: str | None
    said_by: str


@dataclass
class _Truth:
    """What the corrections of one case say together, in the order in which they were made."""

    unit: str | None = None
    said_by: str = ""
    refused: set[str] = field(default_factory=set[str])

    def heed(self, entry: TimelineEntry) -> None:
        """An operator names the unit; of a unit's "not ours" only what another unit did not refuse too is left."""
        to: Sequence[str] = entry.detail.get("to", [])
        not_ours: str | None = entry.detail.get("not_ours")
        if not_ours is not None:
            self.refused.add(not_ours)
        else:
            self.refused.difference_update(to)
        self.unit = to[0] if len(to) == 1 and to[0] not in self.refused else None
        self.said_by = BY_OPERATOR if not_ours is None else BY_UNIT


async def corrected_cases(
    database: Database, since: datetime | None, *, actor: str, role: str, reason: str
) -> tuple[list[Correction], int]:
    """Every corrected case since then that is no drill, and how many are left out because nobody knows the place.

    Cases that were handed over to another State, though routed to a unit here, are among them. In the
    order of their aliases, which says nothing of when they were. Who asked, and why, is in the audit log.
    """
    async with database.transaction() as session:
        alerts = await _corrected(session, since)
        truths = await _truths(session, [alert.id for alert in alerts])
        districts = dict((await session.exec(select(PoliceUnit.id, PoliceUnit.district_id))).all())
        found = [_correction(database, alert, truths.get(alert.id, _Truth()), districts) for alert in alerts]
        known = sorted((each for each in found if each is not None), key=lambda each: each.alias)
        left_out = len(found) - len(known)
        audit(
            session, await now(session), actor, role, "routing.corrections",
            typed=reason, since=since, cases=len(known), left_out=left_out,
        )  # fmt: skip
        return known, left_out


async def _corrected(session: AsyncSession, since: datetime | None) -> Sequence[Alert]:
    rerouted = select(TimelineEntry.alert_id).where(TimelineEntry.event == TimelineEvent.REROUTED.value)
    handed_over = and_(
        col(Alert.outcome) == Outcome.OUT_OF_STATE.value, col(Alert.route_state) != RouteState.OUT_OF_STATE.value
    )
    if since is not None:
        rerouted = rerouted.where(TimelineEntry.at >= since)
        handed_over = and_(handed_over, col(Alert.closed_at) >= since)
    query = select(Alert).where(
        or_(col(Alert.id).in_(rerouted), handed_over), col(Alert.drill).is_(False), col(Alert.route).is_not(None)
    )
    return (await session.exec(query)).all()


async def _truths(session: AsyncSession, alert_ids: Iterable[UUID]) -> dict[UUID, _Truth]:
    query = select(TimelineEntry).where(
        col(TimelineEntry.alert_id).in_(list(alert_ids)), TimelineEntry.event == TimelineEvent.REROUTED.value
    )
    truths: dict[UUID, _Truth] = {}
    for entry in (await session.exec(query.order_by(col(TimelineEntry.id)))).all():
        truths.setdefault(entry.alert_id, _Truth()).heed(entry)
    return truths


def _correction(database: Database, alert: Alert, truth: _Truth, districts: dict[str, str]) -> Correction | None:
    evidence = Route.model_validate(alert.route).evidence
    alias = database.vault.digests("correction", str(alert.id))[0][:16]
    if alert.outcome == Outcome.OUT_OF_STATE.value:
        return Correction(alias, evidence, None, None, BY_OUTCOME)
    if truth.unit is None or truth.unit not in districts:
        return None
    return Correction(alias, evidence, truth.unit, districts[truth.unit], truth.said_by)
