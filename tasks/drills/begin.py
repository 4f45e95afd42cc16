"""Begins a drill, from a form in Prefect's UI, and publishes which cases it raised."""

from collections.abc import Mapping
from typing import Any

from prefect.artifacts import acreate_markdown_artifact

from abhay.clock import ist
from abhay.domain.drills.order import order_of
from abhay.services.drills.running import run_drill
from abhay.services.runtime import settled_runtime
from models.actors import ActorRole, form

_WHO = form("run-drill", ActorRole.OPERATOR)


async def begin_drill(choices: Mapping[str, Any]) -> str:
    """Begins a drill; the artifact names its cases, its end and where its scorecard stands.

    Raises `UnknownUnit`, `BadInput`, and `DrillNotNow` with the reason.
    """
    async with settled_runtime() as runtime:
        begun = await run_drill(runtime, order_of(choices), _WHO)
    rows = "\n".join(f"| {unit} | {ref} |" for unit, ref in begun.cases.items())
    await acreate_markdown_artifact(
        key=f"drill-{begun.id}",
        description=f"Drill {begun.id}",
        markdown=f"**अभ्यास / DRILL {begun.id}**: {begun.severity}, {begun.reason}, up to {begun.top_rung}. It ends by "
        f"itself at {ist(begun.ends_at)}; scorecard: `/drills/{begun.id}`.\n\n| unit | case |\n| --- | --- |\n{rows}\n",
    )
    return f"drill {begun.id}: {len(begun.cases)} cases raised, up to {begun.top_rung}"
