"""Moving cases on without an engine: their steps, their routes and their pages, several cases at a time."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

from abhay.services.delivery import deliver
from abhay.services.routing import route_case
from abhay.services.runtime import Runtime
from abhay.store.database import UNREACHABLE
from abhay.store.steps import Step, advance_together
from models.enums import Mover

_LOG = logging.getLogger(__name__)


async def move_on(runtime: Runtime, alert_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Take these cases' due steps until each waits, and page whoever is to act.

    Answers the notices that were left unsent, each with its case: they are due rows, and whoever finds the
    time sends them. A case that somebody is changing at this moment is left to them; the others do not
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
    """One message; whatever is wrong with it keeps no other waiting, and it is found again by its row."""
    try:
        await deliver(runtime, message_id, last_try=True)
    except UNREACHABLE:
        raise
    except Exception:  # noqa: BLE001  a broken message must not stop those beside it
        _LOG.exception("message %s could not be sent", message_id)


def _goes_on(step: Step) -> bool:
    """Whether something more may be due already."""
    return step.must_route or (step.wait_until is None and not step.done)


async def _steps(runtime: Runtime, alert_ids: Sequence[UUID]) -> Mapping[UUID, Step]:
    """One step of each, in one transaction; in one each if something is wrong with any of them."""
    try:
        return await advance_together(runtime.database, alert_ids, Mover.WATCHER)
    except UNREACHABLE:
        raise
    except Exception:
        if len(alert_ids) == 1:
            raise
        _LOG.exception("%d cases could not be moved on together; each alone", len(alert_ids))
    steps: dict[UUID, Step] = {}
    for alert_id in alert_ids:
        try:
            steps |= await advance_together(runtime.database, [alert_id], Mover.WATCHER)
        except UNREACHABLE:
            raise
        except Exception:  # noqa: BLE001  the others go on
            _LOG.exception("case %s could not be moved on", alert_id)
    return steps
