"""Take a case on a post's behalf, from a form in Prefect's UI."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.forms import acknowledge_for_post
from abhay.services.runtime import get_runtime


async def acknowledge_by_form(ref: str, post: str, unit: str | None) -> str:
    """Acknowledge and answer in one sentence whose case it is now. Raises `UnknownAlert`, `UnknownUnit`."""
    taken = await acknowledge_for_post(get_runtime(), ref, post=post, unit=unit, via="prefect")
    whose = "this answer stopped the climb" if taken.first else f"it was taken before, at {taken.at:%H:%M:%S} UTC"
    where = f"{post} of {unit}" if unit else post
    await acreate_markdown_artifact(
        key=f"acknowledged-{ref.lower()}",
        description=f"Acknowledgement of {ref}",
        markdown=f"**{ref}** acknowledged for `{where}`: {whose}.",
    )
    return f"{ref}: {whose}"
