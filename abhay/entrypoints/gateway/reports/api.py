"""`/v1/reports/daily`: the figures of one day, for programs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from abhay import clock
from abhay.domain.values import Day
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.services.reports.report import Period, make_report
from abhay.services.reports.views import ReportView, view_of
from models.actors import Act, Actor

router = APIRouter(tags=["reports"], responses=refusals())


@router.get("/v1/reports/daily")
async def daily(
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.READ_REPORTS))],
    date: Annotated[Day | None, Query(description="A day in India; without one, today so far.")] = None,
) -> ReportView:
    """Figures of one day: how long it took until somebody acknowledged, how far cases climbed, how they ended."""
    day = date or clock.in_ist(await context.database.ping()).date()
    return view_of(await make_report(context.runtime, Period(day, day), actor))
