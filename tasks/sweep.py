"""Sweeps the open cases once."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.board.table import write_table
from abhay.services.cases.sweep import sweep
from abhay.services.runtime import settled_runtime


async def sweep_once() -> str:
    """Sweeps, publishes the open cases, and the repairs if there are any, and returns one line."""
    async with settled_runtime() as runtime:
        swept = await sweep(runtime)
        await write_table(runtime)
    if swept.repaired:
        rows = "\n".join(f"| {ref} | {found} |" for ref, found in swept.repaired)
        await acreate_markdown_artifact(
            key="sweep-overdue",
            description="Cases put right by the sweep",
            markdown=f"| case | found |\n| --- | --- |\n{rows}\n",
        )
    return f"{swept.looked_at} cases looked at, {len(swept.repaired)} put right"
