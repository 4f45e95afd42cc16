"""Taking a case for somebody: by the API and on the screen alike."""

from uuid import UUID

from abhay.adapters.store.cases import answers
from abhay.adapters.store.cases.answers import Answer, Taken
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory import contacts
from abhay.errors import BadInput, WrongRole
from models.actors import Actor
from models.policy import Scope


async def acknowledge_for(
    database: Database, alert_id: UUID, actor: Actor, answer: Answer, *, by: str | None, via: str
) -> Taken:
    """Takes the case for whoever `by`, unit and post name; a unit's own people always answer for their unit.

    Raises `BadInput` if nobody is named, `UnknownUnit`, and `WrongRole` for a unit that names a post of the State.
    """
    unit = actor.unit or answer.unit
    if not (by or answer.post or unit):
        raise BadInput("by: say who takes the case, with name and rank, or name the unit or the post.")
    await contacts.require_place(database, unit, answer.post)
    if actor.unit is not None and answer.post is not None:
        await _require_unit_post(database, answer.post)
    given = Answer(unit, answer.post, answer.note)
    return await answers.acknowledge(database, alert_id, actor.known_as(by).coming_by(via), given)


async def _require_unit_post(database: Database, post: str) -> None:
    """Checks that each unit has this post of its own. Raises `WrongRole` for a post of the whole State."""
    if (await contacts.post_scopes(database))[post] is not Scope.UNIT:
        raise WrongRole(f"A unit answers as a post of its own: {post} is a post of the State.")
