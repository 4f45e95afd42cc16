"""Scores every night how ready the units are to be paged, before anybody has to page them."""

from prefect import flow

from tasks.readiness import check_readiness_once


@flow(name="check-readiness", log_prints=False, persist_result=False)
async def check_readiness() -> str:
    """Publishes each unit's score as a table; in office hours each unit's office hears what its posts lack."""
    return await check_readiness_once()
