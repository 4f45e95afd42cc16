"""The actions of the forms in Prefect's UI: by id and post, never with a person's data."""

from abhay.adapters.store.cases import answers
from abhay.adapters.store.cases.answers import Answer, Taken
from abhay.adapters.store.directory.contacts import require_place
from abhay.adapters.store.views.reading import find_alert
from abhay.services.runtime import Runtime
from models.actors import Actor, ActorRole, form
from models.enums import Outcome


async def acknowledge_for_post(runtime: Runtime, ref: str, *, post: str, unit: str | None) -> Taken:
    """Acknowledges for a duty post that answered by phone. Raises `UnknownAlert`, `UnknownUnit`, `BadInput`."""
    await require_place(runtime.database, unit, post)
    alert_id = await find_alert(runtime.database, ref)
    return await answers.acknowledge(runtime.database, alert_id, _actor(post, unit), Answer(unit=unit, post=post))


async def close_for_post(runtime: Runtime, ref: str, outcome: Outcome, *, post: str, unit: str | None) -> bool:
    """Ends a case for a duty post that told its outcome by phone. Returns False if it had ended before.

    Raises `UnknownAlert`, `UnknownUnit`, `BadInput`, `NotPossibleNow`.
    """
    await require_place(runtime.database, unit, post)
    alert_id = await find_alert(runtime.database, ref)
    return await answers.close(runtime.database, alert_id, outcome, _actor(post, unit), Answer(unit=unit, post=post))


def _actor(post: str, unit: str | None) -> Actor:
    return form(f"{post} ({unit})" if unit else post, ActorRole.OPERATOR)
