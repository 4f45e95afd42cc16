"""Acknowledges a case for a duty post, from a form in Prefect's UI."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.cases.forms import acknowledge_for_post
from abhay.services.runtime import settled_runtime


async def acknowledge_by_form(ref: str, post: str, unit: str | None) -> str:
    """Acknowledges a case and returns the result in one sentence. Raises `UnknownAlert`, `UnknownUnit`."""
    async with settled_runtime() as runtime:
        taken = await acknowledge_for_post(runtime, ref, post=post, unit=unit)
    whose = "this answer stopped the climb" if taken.first else f"it was taken before, at {taken.at:%H:%M:%S} UTC"
    where = f"{post} of {unit}" if unit else post
    await acreate_markdown_artifact(
        key=f"acknowledged-{ref.lower()}",
        description=f"Acknowledgement of {ref}",
        markdown=f"**{ref}** acknowledged for `{where}`: {whose}.",
    )
    return f"{ref}: {whose}"
