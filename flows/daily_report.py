"""Publishes the figures of one day, as `/reports` shows them."""

from datetime import date

from prefect import flow

from tasks.daily import report_day


@flow(name="daily-report", log_prints=False, persist_result=False)
async def daily_report(
    day: date | None = None,
) -> str:
    """Counts one day: how long it took until somebody acknowledged, how far cases climbed, how they ended.

    Args:
        day: The day in India to count. Empty: yesterday.
    """
    return await report_day(day)
