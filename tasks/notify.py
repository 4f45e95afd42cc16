"""Send one message: a task run each, so that every try is seen in Prefect's UI."""

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from prefect import task
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.states import Completed, Failed

from abhay.services.delivery import Delivery, deliver
from abhay.services.runtime import get_runtime
from abhay.store.steps import QueuedMessage

TRIES = 3
DELAYS = [1.0, 3.0]
"""Three tries within ten seconds, the channel's own five included (design, section 4); later ones are rows."""


@task(
    name="notify",
    task_run_name="{what} · {rung} · {channel}",
    retries=TRIES - 1,
    retry_delay_seconds=DELAYS,
    persist_result=False,
)
async def notify(message_id: UUID, what: str, rung: str, channel: str) -> State:  # noqa: ARG001  named in the UI
    """Hand one message to its channel. A channel that is down raises, so that the try shows as retried.

    `what`, `rung` and `channel` are for the name in the UI; the message itself is read from our database.
    """
    context = TaskRunContext.get()
    last = context is None or context.task_run.run_count >= TRIES
    outcome = await deliver(get_runtime(), message_id, last_try=last)
    if outcome in (Delivery.SENT, Delivery.NOT_WANTED):
        return Completed(message=outcome.value)
    return Failed(message=f"{outcome.value}: see the message in the case; it is sent again while that can help")


async def notify_all(messages: Iterable[QueuedMessage]) -> None:
    """Send all at once; one that fails keeps none of the others waiting, and never fails the flow."""
    await asyncio.gather(*(_sent(each) for each in messages))


async def _sent(message: QueuedMessage) -> None:
    """One message's task run; `return_state` keeps its failure in the UI and out of the flow."""
    running: Any = notify(message.id, _word(message), message.rung, message.channel, return_state=True)
    await running


def _word(message: QueuedMessage) -> str:
    return "notify" if message.kind == "page" else message.kind.value.replace("_", " ")
