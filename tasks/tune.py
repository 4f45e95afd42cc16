"""Changes one clock of the policy, from a form in Prefect's UI."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.domain.policy.tuning import Tuning
from abhay.services.admin.policy import tune_policy
from abhay.services.runtime import settled_runtime
from models.actors import ActorRole, form

_WHO = form("tune-policy", ActorRole.ADMIN)


async def tune(tuning: Tuning, *, seen: int | None, apply_to_open: bool) -> str:
    """Saves a new version and publishes the changes; an unchanged policy keeps its version.

    Raises `InvalidPolicy` with the path of a wrong value, and `StaleVersion` if `seen` is no longer in force.
    """
    async with settled_runtime() as runtime:
        saved = await tune_policy(runtime.database, tuning, _WHO, seen=seen, apply_to_open=apply_to_open)
    if not saved.changes:
        return f"version {saved.version}: nothing changed"
    rows = "\n".join(f"| `{c.path}` | {c.before} | {c.after} |" for c in saved.changes)
    await acreate_markdown_artifact(
        key=f"policy-{saved.version}",
        description=f"Policy version {saved.version}",
        markdown=f"Policy version **{saved.version}**\n\n| value | before | after |\n| --- | --- | --- |\n{rows}\n",
    )
    return f"version {saved.version}: {len(saved.changes)} values changed"
