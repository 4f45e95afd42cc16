"""A rung, or a message of it, that reaches nobody: others are paged, the desk hears, the case goes on."""

from collections.abc import Iterable

from abhay.adapters.store.cases.locked import LockedCase
from abhay.adapters.store.messages.failover import go_on
from abhay.adapters.store.messages.recipients import Recipient
from abhay.domain.actions import GoOn
from abhay.domain.messages.paging import Why, unreached
from models.enums import FailOver, MessageStatus, Reason
from models.tables import Notification


async def reach_nobody(case: LockedCase, rung: str) -> list[Notification]:
    """Tells the desk that a rung reaches nobody, and lets it run out now if another one is above it."""
    await case.leave_at_once()
    return await case.tell_desk(Why(Reason.NO_CONTACT, about=unreached(case.rules.rungs[rung], case.units)))


async def page_next(case: LockedCase, decision: GoOn) -> list[Notification]:
    """Pages the next contact points of a message that is not known to be delivered within its bound."""
    row = await case.session.get_one(Notification, decision.message)
    because = FailOver.UNKNOWN if row.status is MessageStatus.UNKNOWN else FailOver.UNCONFIRMED
    return (await go_on(case.recipients, case.alert, row, case.at, because)).rows


def switched_off(paged: Iterable[Recipient], rung: str) -> tuple[str, ...]:
    """Returns who was paged in this rung and is switched off by now, as the timeline names them."""
    gone = (each for each in paged if each.rung == rung and not each.contact.active)
    return tuple(sorted({f"{each.unit_id or 'state'}/{each.post_id}/{each.contact.channel}" for each in gone}))
