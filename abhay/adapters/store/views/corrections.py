"""Reads corrected routes: the evidence that routing had, and the place where the case belonged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.db.sealed_routes import read_route
from abhay.adapters.store.log.timeline import audit
from abhay.domain.cases.corrections import SaidBy, Truth, truth_of
from abhay.domain.permissions import require
from abhay.security.vault import Vault
from models.actors import Act, Actor
from models.enums import CaseAct, Outcome, RouteState, TimelineEvent
from models.routes import Evidence
from models.tables import Alert, PoliceUnit, TimelineEntry
from models.timeline import Rerouted, Undone


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
    said_by: SaidBy


async def corrected_cases(
    database: Database, since: datetime | None, actor: Actor, reason: str
) -> tuple[list[Correction], int]:
    """Returns every corrected case since then except drills, and the number left out because the place is unknown.

    It includes cases that were handed over to another State though routed to a unit here. The order is that of
    the aliases, which reveals no times. The actor and the reason are written to the audit log. Raises `WrongRole`.
    """
    require(actor, Act.EXPORT_CORRECTIONS)
    async with database.transaction() as session:
        alerts = await _corrected(session, since)
        truths = await _truths(session, [alert.id for alert in alerts])
        districts = dict((await session.exec(select(PoliceUnit.id, PoliceUnit.district_id))).all())
        found = [_correction(vault_of(session), alert, truths.get(alert.id), districts) for alert in alerts]
        known = sorted((each for each in found if each is not None), key=lambda each: each.alias)
        left_out = len(found) - len(known)
        audit(
            session, await now(session), actor, Act.EXPORT_CORRECTIONS,
            typed=reason, since=since, cases=len(known), left_out=left_out,
        )  # fmt: skip
        return known, left_out


async def _corrected(session: AsyncSession, since: datetime | None) -> Sequence[Alert]:
    rerouted = select(TimelineEntry.alert_id).where(TimelineEntry.event == TimelineEvent.REROUTED)
    handed_over = and_(col(Alert.outcome) == Outcome.OUT_OF_STATE, col(Alert.route_state) != RouteState.OUT_OF_STATE)
    if since is not None:
        rerouted = rerouted.where(TimelineEntry.at >= since)
        handed_over = and_(handed_over, col(Alert.closed_at) >= since)
    query = select(Alert).where(
        or_(col(Alert.id).in_(rerouted), handed_over), col(Alert.drill).is_(False), col(Alert.route).is_not(None)
    )
    return (await session.exec(query)).all()


async def _truths(session: AsyncSession, alert_ids: Iterable[UUID]) -> dict[UUID, Truth | None]:
    """Returns the truth of each case by what people corrected; a "not ours" that was taken back corrects nothing."""
    wanted = (TimelineEvent.REROUTED, TimelineEvent.UNDONE)
    query = select(TimelineEntry).where(
        col(TimelineEntry.alert_id).in_(list(alert_ids)), col(TimelineEntry.event).in_(wanted)
    )
    said: dict[UUID, list[Rerouted]] = {}
    for entry in (await session.exec(query.order_by(col(TimelineEntry.id)))).all():
        known = said.setdefault(entry.alert_id, [])
        match entry.facts:
            case Rerouted() as correction:
                known.append(correction)
            case Undone(act=CaseAct.NOT_OURS) if known:
                known.pop()
            case _:
                pass
    return {alert_id: truth_of(corrections) if corrections else None for alert_id, corrections in said.items()}


def _correction(vault: Vault, alert: Alert, truth: Truth | None, districts: dict[str, str]) -> Correction | None:
    route = read_route(vault, alert)
    # Without codes: a labelled file keeps the form it has.
    evidence = tuple(piece.model_copy(update={"why": None}) for piece in (route.evidence if route else ()))
    alias = vault.digests("correction", str(alert.id))[0][:16]
    if alert.outcome == Outcome.OUT_OF_STATE:
        return Correction(alias, evidence, None, None, SaidBy.OUTCOME)
    if truth is None or truth.unit is None or truth.unit not in districts:
        return None
    return Correction(alias, evidence, truth.unit, districts[truth.unit], truth.said_by)
