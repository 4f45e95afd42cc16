"""The actions of the forms in Prefect's UI: by id and post, never with a person's data."""

from abhay.adapters.store.cases import answers
from abhay.adapters.store.cases.answers import Answer, Taken
from abhay.adapters.store.directory.contacts import require_place
from abhay.adapters.store.views.reading import find_alert
from abhay.services.runtime import Runtime
from models.actors import ActorRole, form


async def acknowledge_for_post(runtime: Runtime, ref: str, *, post: str, unit: str | None) -> Taken:
    """Acknowledges for a duty post that answered by phone. Raises `UnknownAlert`, `UnknownUnit`, `BadInput`."""
    await require_place(runtime.database, unit, post)
    alert_id = await find_alert(runtime.database, ref)
    actor = form(f"{post} ({unit})" if unit else post, ActorRole.OPERATOR)
    return await answers.acknowledge(runtime.database, alert_id, actor, Answer(unit=unit, post=post))
