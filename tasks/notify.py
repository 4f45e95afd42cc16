"""Sends messages with one task run each, so that Prefect's UI shows every try."""

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from prefect import task
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.states import Completed, Failed

from abhay.adapters.store.cases.steps import QueuedMessage
from abhay.domain.messages.delivery import QUICK_PAUSES, QUICK_TRIES
from abhay.services.messages.delivery import Delivery, deliver
from abhay.services.runtime import get_runtime
from models.enums import MessageKind


@task(
    name="notify",
    task_run_name="{what} · {rung} · {channel}",
    retries=QUICK_TRIES - 1,
    retry_delay_seconds=[pause.total_seconds() for pause in QUICK_PAUSES],
    persist_result=False,
)
async def notify(message_id: UUID, what: str, rung: str, channel: str) -> State:  # noqa: ARG001  named in the UI
    """Sends one message through its channel. A channel that is down raises, so that the UI shows the retry.

    `what`, `rung` and `channel` are only for the name in the UI; the message is read from our database.
    """
    context = TaskRunContext.get()
    last = context is None or context.task_run.run_count >= QUICK_TRIES
    outcome = await deliver(get_runtime(), message_id, last_try=last)
    if outcome in (Delivery.SENT, Delivery.NOT_WANTED):
        return Completed(message=outcome.value)
    return Failed(message=f"{outcome.value}: see the message in the case; it is sent again while that can help")


async def notify_all(messages: Iterable[QueuedMessage]) -> None:
    """Sends all messages at once; a failure neither delays the others nor fails the flow."""
    await asyncio.gather(*(_sent(each) for each in messages))


async def _sent(message: QueuedMessage) -> None:
    """Runs one message's task; `return_state` keeps its failure in the UI and out of the flow."""
    running: Any = notify(message.id, _word(message), message.rung, message.channel, return_state=True)
    await running


def _word(message: QueuedMessage) -> str:
    return "notify" if message.kind is MessageKind.PAGE else message.kind.value.replace("_", " ")
