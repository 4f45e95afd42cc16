"""Moving cases on without an engine: their steps, their routes and their pages, several cases at a time."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from abhay.adapters.store.cases.steps import Step, advance_all
from abhay.adapters.store.db.unavailable import UNREACHABLE, is_locked
from abhay.services.cases.routing import route_case
from abhay.services.messages.delivery import deliver
from abhay.services.runtime import Runtime
from models.enums import Mover

_LOG = logging.getLogger(__name__)


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
    work = {
        **{
            (alert_id, None): route_case(runtime, alert_id, Mover.WATCHER)
            for alert_id, step in steps.items()
            if step.must_route
        },
        **{
            (alert_id, message.id): send(runtime, message.id)
            for alert_id, step in steps.items()
            for message in step.messages
            if not message.notice
        },
    }
    done = await asyncio.gather(*work.values(), return_exceptions=True)
    failed = {case: error for (case, _), error in zip(work, done, strict=True) if isinstance(error, BaseException)}
    for error in failed.values():
        if not is_locked(error):
            raise error
    return set(failed)


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
    """Takes one step of each case in one transaction; if that fails, in one transaction per case.

    A case of which somebody has locked a row that the step needs, such as a contact's, is left out.
    """
    try:
        return await advance_all(runtime.database, alert_ids, Mover.WATCHER)
    except UNREACHABLE as error:
        if not is_locked(error):
            raise
        if len(alert_ids) == 1:
            return {}
    except Exception:
        if len(alert_ids) == 1:
            raise
        _LOG.exception("%d cases failed in one transaction; trying each alone", len(alert_ids))
    steps: dict[UUID, Step] = {}
    for alert_id in alert_ids:
        try:
            steps |= await advance_all(runtime.database, [alert_id], Mover.WATCHER)
        except UNREACHABLE as error:
            if not is_locked(error):
                raise
        except Exception:  # noqa: BLE001  one failing case must not stop the others
            _LOG.exception("case %s could not be moved on", alert_id)
    return steps
