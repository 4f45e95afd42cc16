"""Updates a case in Prefect's UI: its tags and its timeline artifact."""

import asyncio
from uuid import UUID

from prefect.artifacts import acreate_markdown_artifact
from prefect.context import FlowRunContext

from abhay.adapters.engine.addresses import timeline_key
from abhay.adapters.engine.base import case_tags
from abhay.adapters.engine.runs import describe_run
from abhay.adapters.store.cases.steps import Step
from abhay.services.cases.timeline import case_page, timeline_markdown
from abhay.services.runtime import get_runtime


async def publish(alert_id: UUID, step: Step) -> None:
    """Tags the run with unit, severity, status and rung, and writes the timeline as a markdown artifact.

    It does so only if one of them changed, which saves two requests in a pass for a reminder. Both hold only
    ids, rungs and posts: no person, no content, no name.
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
    runtime = get_runtime()
    await acreate_markdown_artifact(
        key=timeline_key(ref),
        description=f"Timeline of {ref}",
        markdown=await timeline_markdown(runtime.database, alert_id, case_page(runtime.settings, ref)),
    )
