"""Merging the case with another one about the same person, from the desk's page."""

from abhay.adapters.store.cases.locked import find_case
from abhay.adapters.store.cases.merges.merging import merge as merge_cases
from abhay.domain.refs import as_written
from abhay.errors import BadInput, NotPossibleNow, UnknownAlert
from abhay.services.case_page.forms import Form, Said, refused
from abhay.services.case_page.links import OpenLink
from abhay.services.runtime import Runtime
from abhay.wording import words
from models.actors import Act, Actor


async def merge(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Makes one case of this and another one about the same person: the one that is further goes on."""
    if (why_not := refused(link, Act.MERGE)) is not None:
        return why_not
    this, other = link.context.ref, as_written(form.case.strip().upper())
    actor = link.actor(form.by)
    reason = f"one person, said on the page ({words.one_line(actor.name)})"
    try:
        return Said.MERGED if await merge_either_way(runtime, this, other, actor, reason) else Said.NOT_MERGED
    except (UnknownAlert, BadInput):
        return Said.NO_CASE


async def merge_either_way(runtime: Runtime, this: str, other: str, actor: Actor, reason: str) -> bool:
    """Makes one case of two; returns whether that was possible. Raises `UnknownAlert`, `BadInput`, `WrongRole`."""
    await find_case(runtime.database, other)
    for ref, into in ((other, this), (this, other)):
        try:
            await merge_cases(runtime.database, ref, into, actor, reason)
        except NotPossibleNow:
            continue
        return True
    return False
