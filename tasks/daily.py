"""Counts one day and publishes its figures as an artifact: units, levels and numbers, without any person."""

from datetime import date, timedelta

from prefect.artifacts import acreate_markdown_artifact

from abhay import clock
from abhay.services.reports.markdown import as_markdown
from abhay.services.reports.report import Period, make_report
from abhay.services.runtime import settled_runtime
from models.actors import ActorRole, form

WHO = form("daily-report", ActorRole.AUDITOR)


async def report_day(day: date | None) -> str:
    """Publishes the figures of a day, of yesterday without one, and returns one line."""
    async with settled_runtime() as runtime:
        if day is None:
            day = clock.in_ist(await runtime.database.ping()).date() - timedelta(days=1)
        report = await make_report(runtime, Period(day, day), WHO)
    await acreate_markdown_artifact(key="daily-report", description=f"{day:%d-%m-%Y}", markdown=as_markdown(report))
    total = report.cases.total
    return f"{day:%d-%m-%Y}: {total.cases} cases, {total.acknowledged} acknowledged, {report.cases.open} open"
