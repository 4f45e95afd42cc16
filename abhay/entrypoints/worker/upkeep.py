"""What the worker does at Prefect's side to keep its runs going: tables, pool, queue, deployments, and lost forms."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Crashed, Failed
from prefect.workers.base import BaseWorker

from abhay.adapters.engine.base import FORMS
from abhay.adapters.engine.runs import prefect_client, utc_now
from abhay.entrypoints.prefect_commands import make_tables
from abhay.entrypoints.worker.equipment import equip
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.equipment import EquipmentKeeper, tell_desk
from abhay.services.runtime import Runtime
from abhay.settings import Settings

LONGEST_FORM = timedelta(minutes=5)
"""Time after which a form at work belongs to a worker that died: one takes a second, with a stock worker a minute."""

NOT_DONE = (
    "NOTHING WAS DONE: the work pool was deleted while this form waited. Please fill in the form again. "
    "कुछ दर्ज नहीं हुआ: इस फ़ॉर्म के रुके रहते वर्क पूल हटा दिया गया। कृपया फ़ॉर्म फिर भरें।"
)
IN_DOUBT = (
    "IN DOUBT: the worker ended before this form did. Please look whether it took effect, and fill it in again if not. "
    "संदेह: फ़ॉर्म पूरा होने से पहले वर्कर बंद हो गया। कृपया देखें कि वह लागू हुआ या नहीं; नहीं हुआ हो तो फिर भरें।"
)


class PrefectHands:
    """Carries out what the keeper of the equipment orders (`abhay.services.monitoring.equipment.Hands`)."""

    def __init__(self, settings: Settings, worker: type[BaseWorker[Any, Any, Any]]) -> None:
        self._settings = settings
        self._worker = worker
        self._unchanged_since: dict[tuple[UUID, datetime], float] = {}

    async def make_tables(self) -> bool:
        """Makes the tables of Prefect's database if the embedded server is asked; returns whether it is."""
        return await make_tables(self._settings)

    async def equip(self) -> list[str]:
        """Applies everything that the runs need."""
        return await equip(self._worker, mailbox=self._settings.mailbox.host is not None)

    async def end_lost_forms(self) -> int:
        """Ends forms that are due and in no queue, since their pool was deleted, and those whose worker died."""
        async with prefect_client() as client:
            runs = await _unfinished(client)
            self._note(runs)
            lost = [(run, state) for run in runs if (state := end_of(run, utc_now(), self._unchanged(run))) is not None]
            for run, state in lost:
                await client.set_flow_run_state(run.id, state, force=True)
            return len(lost)

    def _note(self, runs: Sequence[FlowRun]) -> None:
        known, at = self._unchanged_since, time.monotonic()
        keys = [(run.id, run.state.timestamp) for run in runs if run.state]
        self._unchanged_since = {key: known.get(key, at) for key in keys}

    def _unchanged(self, run: FlowRun) -> timedelta:
        """Returns how long the run has been seen in its state: by our own count, since hosts' clocks differ."""
        key = (run.id, run.state.timestamp) if run.state else None
        return timedelta(seconds=time.monotonic() - self._unchanged_since[key] if key else 0)


async def keep_equipped(runtime: Runtime, worker: type[BaseWorker[Any, Any, Any]]) -> None:
    """Keeps what the runs need in Prefect until cancelled."""
    desk = DeskNotifier(runtime)
    hands = PrefectHands(runtime.settings, worker)
    keeper = EquipmentKeeper(runtime.engine, hands, partial(tell_desk, desk), every=runtime.settings.worker.equipment)
    await keeper.run()


async def _unfinished(client: PrefectClient) -> list[FlowRun]:
    names = [name.split("/")[0] for name in FORMS]
    types = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]
    return await client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=names)),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=StateTypes(any_=types))),
    )


def end_of(run: FlowRun, at: datetime, unchanged: timedelta) -> State[Any] | None:
    """Returns the state that ends a lost form, as seen at this time; None for one that a worker carries out.

    `unchanged` is how long it has been in its state.
    """
    if run.state is None:
        return None
    if run.state.is_scheduled():
        is_due = run.expected_start_time is None or run.expected_start_time <= at
        return Failed(message=NOT_DONE) if is_due and run.work_queue_id is None else None
    return Crashed(message=IN_DOUBT) if unchanged > LONGEST_FORM else None
