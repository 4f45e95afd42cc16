"""Keep what Prefect's UI shows of a case current: its tags and its timeline artifact."""

import asyncio
from uuid import UUID

from prefect.artifacts import acreate_markdown_artifact
from prefect.context import FlowRunContext

from abhay.orchestration import case_tags, describe_run
from abhay.services.runtime import get_runtime
from abhay.services.timeline import timeline_markdown
from abhay.store.steps import Step


async def publish(alert_id: UUID, step: Step) -> None:
    """Tag the run with unit, severity, status and rung, and write the timeline as a markdown artifact.

    Only when one of them changed: two requests that a pass for a reminder need not make. Ids, rungs
    and posts only: no person, no post's words, nobody's name.
    """
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return
    tags = case_tags(step.severity, step.status, step.rung, step.units)
    if sorted(context.flow_run.tags) == tags:
        return
    context.flow_run.tags = tags
    await asyncio.gather(describe_run(context.flow_run.id, tags=tags), _write_timeline(alert_id, step.ref))


async def _write_timeline(alert_id: UUID, ref: str) -> None:
    await acreate_markdown_artifact(
        key=f"timeline-{ref.lower()}",
        description=f"Timeline of {ref}",
        markdown=await timeline_markdown(get_runtime().database, alert_id),
    )
