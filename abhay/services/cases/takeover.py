"""Moving cases on without an engine: their steps, their routes and their pages, several cases at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from abhay.adapters.store.cases.steps import Step, advance_all
from abhay.adapters.store.db.unavailable import UNREACHABLE, is_locked
from abhay.services.cases.routing import route_cases
from abhay.services.messages.delivery import deliver
from abhay.services.runtime import Runtime
from models.enums import Mover

_LOG = logging.getLogger(__name__)

Done = TypeVar("Done")


@dataclass(frozen=True)
class Moved:
    """What is left: the ids of unsent notices, each with its case, and the cases that another transaction holds."""

    notices: Mapping[UUID, UUID]
    held: AbstractSet[UUID]


async def move_on(runtime: Runtime, alert_ids: Sequence[UUID]) -> Moved:
    """Takes these cases' due steps until each waits, and sends the pages.

    Notices stay due rows that any mover may send. A case that another transaction is changing, or whose rows it
    has locked, is left out; the other cases do not wait for it.
    """
    notices: dict[UUID, UUID] = {}
    held: set[UUID] = set()
    going = alert_ids
    while going:
        steps = await _steps(runtime, going)
        held.update(going)
        held.difference_update(steps)
        messages = [(alert_id, message) for alert_id, step in steps.items() for message in step.messages]
        notices |= {message.id: alert_id for alert_id, message in messages if message.notice}
        held |= await _carry_out(runtime, steps)
        going = [alert_id for alert_id, step in steps.items() if _goes_on(step) and alert_id not in held]
    return Moved(notices, held)


async def _carry_out(runtime: Runtime, steps: Mapping[UUID, Step]) -> set[UUID]:
    """Routes and sends what these steps ask for. Returns the cases of which a part is locked; raises other errors."""
    unrouted = [alert_id for alert_id, step in steps.items() if step.must_route]
    pages = {page.id: alert_id for alert_id, step in steps.items() for page in step.messages if not page.notice}
    work = [_route(runtime, unrouted), *(_held_by(send(runtime, page), alert_id) for page, alert_id in pages.items())]
    done = await asyncio.gather(*work, return_exceptions=True)
    for each in done:
        if isinstance(each, BaseException):
            raise each
    return {alert_id for held in done if not isinstance(held, BaseException) for alert_id in held}


async def _held_by(sending: Awaitable[None], alert_id: UUID) -> Collection[UUID]:
    """Returns the case if its message is locked; raises other errors."""
    try:
        await sending
    except UNREACHABLE as error:
        if not is_locked(error):
            raise
        return [alert_id]
    return ()


async def _route(runtime: Runtime, alert_ids: Sequence[UUID]) -> Collection[UUID]:
    """Routes these cases at once, or each alone. Returns those that are locked or fail."""
    if not alert_ids:
        return ()
    routed = await _in_batch(alert_ids, lambda ids: route_cases(runtime, ids, Mover.WATCHER))
    return set(alert_ids).difference(routed)


async def send(runtime: Runtime, message_id: UUID) -> None:
    """Sends one message; its failure delays no other message, and its row keeps it to be found again."""
    try:
        await deliver(runtime, message_id, last_try=True)
    except UNREACHABLE:
        raise
    except Exception:  # noqa: BLE001  a broken message must not stop those beside it
        _LOG.exception("message %s could not be sent", message_id)


def _goes_on(step: Step) -> bool:
    """Returns whether a further step may be due already."""
    return step.must_route or (step.wait_until is None and not step.done)


async def _steps(runtime: Runtime, alert_ids: Sequence[UUID]) -> Mapping[UUID, Step]:
    """Takes one step of all cases at once, or of each alone; one that is locked or fails is left out."""
    return await _in_batch(alert_ids, lambda ids: advance_all(runtime.database, ids, Mover.WATCHER))


async def _in_batch(
    alert_ids: Sequence[UUID], do: Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, Done]]]
) -> Mapping[UUID, Done]:
    """Does it for all cases in one transaction; if that fails, in one transaction per case.

    A case of which somebody has locked a row that is needed, such as a contact's, is left out. Raises the error of
    a database that cannot be reached, and of a single case that fails.
    """
    try:
        return await do(alert_ids)
    except UNREACHABLE as error:
        if not is_locked(error):
            raise
        if len(alert_ids) == 1:
            return {}
    except Exception:
        if len(alert_ids) == 1:
            raise
        _LOG.exception("%d cases failed in one transaction; trying each alone", len(alert_ids))
    done: dict[UUID, Done] = {}
    for alert_id in alert_ids:
        try:
            done |= await do([alert_id])
        except UNREACHABLE as error:
            if not is_locked(error):
                raise
        except Exception:  # noqa: BLE001  one failing case must not stop the others
            _LOG.exception("case %s could not be moved on", alert_id)
    return done
