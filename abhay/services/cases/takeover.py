"""Moving cases on without an engine: their steps, their routes and their pages, several cases at a time."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

from abhay.adapters.store.cases.steps import Step, advance_all
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.services.cases.routing import route_case
from abhay.services.messages.delivery import deliver
from abhay.services.runtime import Runtime
from models.enums import Mover

_LOG = logging.getLogger(__name__)


async def move_on(runtime: Runtime, alert_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Takes these cases' due steps until each waits, and sends the pages.

    Returns the ids of the notices left unsent, each with its case: they stay due rows that any mover may
    send. A case that another transaction is changing is left to that transaction; the other cases do not
    wait for it.
    """
    notices: dict[UUID, UUID] = {}
    going = alert_ids
    while going:
        steps = await _steps(runtime, going)
        messages = [(alert_id, message) for alert_id, step in steps.items() for message in step.messages]
        notices |= {message.id: alert_id for alert_id, message in messages if message.notice}
        await asyncio.gather(
            *(route_case(runtime, alert_id, Mover.WATCHER) for alert_id, step in steps.items() if step.must_route),
            *(send(runtime, message.id) for _, message in messages if not message.notice),
        )
        going = [alert_id for alert_id, step in steps.items() if _goes_on(step)]
    return notices


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
    """Takes one step of each case in one transaction; if that fails, in one transaction per case."""
    try:
        return await advance_all(runtime.database, alert_ids, Mover.WATCHER)
    except UNREACHABLE:
        raise
    except Exception:
        if len(alert_ids) == 1:
            raise
        _LOG.exception("%d cases failed in one transaction; trying each alone", len(alert_ids))
    steps: dict[UUID, Step] = {}
    for alert_id in alert_ids:
        try:
            steps |= await advance_all(runtime.database, [alert_id], Mover.WATCHER)
        except UNREACHABLE:
            raise
        except Exception:  # noqa: BLE001  one failing case must not stop the others
            _LOG.exception("case %s could not be moved on", alert_id)
    return steps
