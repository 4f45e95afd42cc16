"""Scores how ready the units are, publishes the table, and tells their offices in office hours."""

from prefect.artifacts import acreate_table_artifact

from abhay.services.messages.readiness_notices import look_at_readiness
from abhay.services.runtime import settled_runtime


async def check_readiness_once() -> str:
    """Looks once, publishes units, scores and codes (no names, no addresses), and returns one line."""
    async with settled_runtime() as runtime:
        looked = await look_at_readiness(runtime)
    rows = [
        {"unit": each.unit, "score": each.score, "lacks": "; ".join(f"{one.post}: {one.lack}" for one in each.reasons)}
        for each in looked.view.units
    ]
    await acreate_table_artifact(key="readiness", description="How ready each unit is to be paged", table=rows)
    ready = sum(not each.reasons for each in looked.view.units)
    return f"{ready} of {len(rows)} units ready, {looked.told} offices told"
