"""Ends a case for a duty post, from a form in Prefect's UI."""

from prefect.artifacts import acreate_markdown_artifact

from abhay.services.cases.forms import close_for_post
from abhay.services.runtime import settled_runtime
from models.enums import Outcome


async def close_by_form(ref: str, outcome: Outcome, post: str, unit: str | None) -> str:
    """Ends a case and returns the result in one sentence.

    Raises `UnknownAlert`, `UnknownUnit`, `NotPossibleNow`, and `BadInput` for an unknown post.
    """
    async with settled_runtime() as runtime:
        first = await close_for_post(runtime, ref, outcome, post=post, unit=unit)
    said = f"closed as {outcome.value}" if first else "it had ended before, and nothing has changed"
    where = f"{post} of {unit}" if unit else post
    await acreate_markdown_artifact(
        key=f"closed-{ref.lower()}", description=f"End of {ref}", markdown=f"**{ref}**, told by `{where}`: {said}."
    )
    return f"{ref}: {said}"
