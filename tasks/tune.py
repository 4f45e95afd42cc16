"""Change one clock of the policy, from a form in Prefect's UI."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.forms import tune_rung
from abhay.services.runtime import get_runtime
from models.enums import Severity


async def tune(
    severity: Severity, rung: str, *, wait: int | None, remind: int | None, unit: str | None, apply_to_open: bool
) -> str:
    """Save a new version and publish what changed. Raises `InvalidPolicy` with the path of a wrong value."""
    saved = await tune_rung(
        get_runtime(), severity, rung, wait=wait, remind=remind, unit=unit, apply_to_open=apply_to_open
    )
    rows = "\n".join(f"| `{c.path}` | {c.before} | {c.after} |" for c in saved.changes)
    await acreate_markdown_artifact(
        key=f"policy-{saved.version}",
        description=f"Policy version {saved.version}",
        markdown=f"Policy version **{saved.version}**\n\n| value | before | after |\n| --- | --- | --- |\n{rows}\n",
    )
    return f"version {saved.version}: {len(saved.changes)} values changed"
