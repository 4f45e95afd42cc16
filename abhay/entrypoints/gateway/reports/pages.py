"""`/reports`: figures of a period as a page, as a table for spreadsheets, and on paper. No person is in any of them."""

from datetime import date
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse

from abhay import clock
from abhay.domain.values import MaybeDay
from abhay.entrypoints.gateway.reports.drawings import PaperDrawings
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.services.reports.paper import as_pdf
from abhay.services.reports.report import Period, Report, make_report, period_of
from abhay.services.reports.shown import shown
from abhay.services.reports.table import as_csv
from abhay.wording.screens import reports as said
from models.actors import Act

router = APIRouter(include_in_schema=False)

PATH: Final = "/reports"
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Looking = Annotated[View, Depends(viewer_for(Act.READ_REPORTS))]
First = Annotated[MaybeDay, Query(alias="from")]
Last = Annotated[MaybeDay, Query(alias="until")]


async def _report(view: Looking, first: First = None, last: Last = None) -> Report:
    period = period_of(first, last, await _today(view))
    return await make_report(view.context.runtime, period, view.actor)


async def _today(view: View) -> date:
    return clock.in_ist(await view.context.database.ping()).date()


InReport = Annotated[Report, Depends(_report)]


@router.get(PATH)
async def reports(view: Looking, report: InReport) -> HTMLResponse:
    """The figures of a period; the last 30 days if none is chosen."""
    query = urlencode({**_days(report.period), "lang": view.lang})
    return show(view, "reports.html", said=said, report=report, shown=shown(report), query=query)


@router.get(PATH + ".csv")
async def reports_table(view: Looking, report: InReport) -> Response:
    """The same figures for a spreadsheet."""
    return _file(as_csv(report, view.lang).encode(), "text/csv; charset=utf-8", report, "csv")


@router.get(PATH + ".pdf")
async def reports_paper(view: Looking, report: InReport) -> Response:
    """The same figures as a document."""
    return _file(await as_pdf(report, view.lang, PaperDrawings()), "application/pdf", report, "pdf")


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "until": period.last.isoformat()}


def _file(content: bytes, media_type: str, report: Report, ending: str) -> Response:
    name = f"abhay-{'-'.join((*_days(report.period).values(), *([report.unit] if report.unit else [])))}.{ending}"
    return Response(
        content, headers={**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}, media_type=media_type
    )
