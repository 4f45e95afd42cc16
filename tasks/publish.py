"""Keep what Prefect's UI shows of a case current: its tags and its timeline artifact."""

from uuid import UUID

from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run

from abhay.orchestration import case_tags, describe_run
from abhay.services.runtime import get_runtime
from abhay.services.timeline import timeline_markdown
from abhay.store.steps import Step


async def publish(alert_id: UUID, step: Step) -> None:
    """Tag the run with unit, severity and rung, and write the timeline as a markdown artifact.

    Ids, rungs and posts only: no person, no post's words, nobody's name.
    """
    await describe_run(UUID(str(flow_run.get_id())), tags=case_tags(step.severity, step.rung, step.units))
    await acreate_markdown_artifact(
        key=f"timeline-{step.ref.lower()}",
        description=f"Timeline of {step.ref}",
        markdown=await timeline_markdown(get_runtime().database, alert_id),
    )
