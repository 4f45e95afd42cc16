"""One sweep over the open cases."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.runtime import get_runtime
from abhay.services.sweep import sweep


async def sweep_once() -> str:
    """Sweep, publish what was put right if anything was, and answer in one line."""
    swept = await sweep(get_runtime())
    if swept.repaired:
        rows = "\n".join(f"| {ref} | {found} |" for ref, found in swept.repaired)
        await acreate_markdown_artifact(
            key="sweep-overdue",
            description="Cases put right by the sweep",
            markdown=f"| case | found |\n| --- | --- |\n{rows}\n",
        )
    return f"{swept.looked_at} cases looked at, {len(swept.repaired)} put right"
