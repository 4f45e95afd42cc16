"""Applies what cases' runs need in Prefect: the work pool, its queue, and every deployment that prefect.yaml lists.

It may be applied at any time: what is there is brought to what it should be, and stays the same otherwise. A pool,
queue or deployment that somebody paused is resumed, and a limit of 0, or any of a deployment, is lifted: paused, they
would cost lives.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.workers.base import BaseWorker

from abhay.adapters.engine.base import COLLECTION, IN_LOOPS, WORK_POOL, WORK_QUEUE
from abhay.adapters.engine.runs import prefect_client
from abhay.domain.equipment import is_ours
from abhay.entrypoints.worker.own_flows import own_flow
from abhay.errors import SetupError

Schedule = IntervalSchedule | CronSchedule

LISTED_IN = "prefect.yaml"
OWN_TYPE = "abhay"
"""Prefect's name for the type of our in-process worker."""

MOST_LIMITS = 200
"""Most limits of tags that are looked at; Prefect returns no more at a time."""


def deployments() -> Path:
    """Returns the path of prefect.yaml: within `deployments` in a wheel, beside that folder in a checkout."""
    folder = Path(str(files("deployments")))
    for path in (folder / LISTED_IN, folder.parent / LISTED_IN):
        if path.exists():
            return path
    raise SetupError(f"{folder} has no {LISTED_IN}: install Abhay again")


async def equip(worker: type[BaseWorker[Any, Any, Any]], *, mailbox: bool = False) -> list[str]:
    """Applies everything for this type of worker; returns the names of the deployments.

    `mailbox` is whether there is one to read.

    Raises `SetupError` if the server has a pool of another type of worker, or this installation has no prefect.yaml,
    and `OrchestrationUnavailable` if the server cannot be asked.
    """
    async with prefect_client() as client:
        by_hand = by_hand_alone(worker.type, mailbox=mailbox)
        return await _equip(client, worker.type, worker.get_default_base_job_template(), by_hand)


async def _equip(
    client: PrefectClient, worker_type: str, template: dict[str, Any], by_hand: Collection[str]
) -> list[str]:
    listed: list[dict[str, Any]] = yaml.safe_load(deployments().read_text(encoding="utf-8"))["deployments"]
    await _open_pool(client, worker_type, template)
    await _open_queue(client)
    await _lift_tag_limits(client)
    return [await _deploy(client, by_hand, **each) for each in listed]


def by_hand_alone(worker_type: str, *, mailbox: bool) -> Collection[str]:
    """Returns the deployments without a schedule: with our own worker all whose work a loop does."""
    if worker_type == OWN_TYPE:
        return IN_LOOPS
    return () if mailbox else (COLLECTION,)


async def _open_pool(client: PrefectClient, worker_type: str, template: dict[str, Any]) -> None:
    wanted = WorkPoolCreate(
        name=WORK_POOL,
        type=worker_type,
        description="Alerts of the Abhay desk: one flow run each.",
        base_job_template=template,
    )
    with suppress(ObjectAlreadyExists):
        await client.create_work_pool(wanted)
    pool = await client.read_work_pool(WORK_POOL)
    if pool.type != worker_type:
        raise SetupError(
            f"the work pool {WORK_POOL} is of type {pool.type}, not {worker_type}: "
            "set ABHAY_WORKER_TYPE to that, or delete the pool in the Prefect UI"
        )
    limit = pool.concurrency_limit or None
    if pool.is_paused or limit != pool.concurrency_limit:
        await client.update_work_pool(WORK_POOL, WorkPoolUpdate(is_paused=False, concurrency_limit=limit))
    if worker_type == OWN_TYPE and pool.base_job_template != template:  # those of other types may be an admin's work
        await client.update_work_pool(WORK_POOL, WorkPoolUpdate(base_job_template=template))


async def _open_queue(client: PrefectClient) -> None:
    try:
        queue = await client.read_work_queue_by_name(WORK_QUEUE, WORK_POOL)
    except ObjectNotFound:
        await client.create_work_queue(WORK_QUEUE, work_pool_name=WORK_POOL)
        return
    limit = queue.concurrency_limit or None
    if queue.is_paused or limit != queue.concurrency_limit:
        await client.update_work_queue(queue.id, is_paused=False, concurrency_limit=limit)


async def _lift_tag_limits(client: PrefectClient) -> None:
    """Removes limits of 0 from the tags of our runs: a task with such a tag never begins."""
    for limit in await client.read_concurrency_limits(limit=MOST_LIMITS, offset=0):
        if limit.concurrency_limit == 0 and is_ours(limit.tag):
            await client.delete_concurrency_limit_by_tag(limit.tag)


def _schedule(*, interval: float | None = None, cron: str = "", timezone: str | None = None) -> Schedule:
    """Returns the schedule that prefect.yaml names: each so many seconds, or by a cron line in its time zone."""
    if interval is not None:
        return IntervalSchedule(interval=timedelta(seconds=interval))
    return CronSchedule(cron=cron, timezone=timezone)


async def _deploy(
    client: PrefectClient,
    by_hand: Collection[str],
    *,
    name: str,
    entrypoint: str,
    description: str,
    tags: list[str],
    work_pool: dict[str, str],
    schedules: Iterable[dict[str, Any]] = (),
) -> str:
    """Applies one deployment, not paused and without a limit; returns its name with its flow's before it."""
    flow = own_flow(entrypoint.rpartition(".")[2].replace("_", "-"))
    full_name = f"{flow.name}/{name}"
    every = [] if full_name in by_hand else [_schedule(**schedule) for schedule in schedules]
    await client.create_deployment(
        flow_id=await client.create_flow_from_name(flow.name),
        name=name,
        version=flow.version,
        entrypoint=entrypoint,
        description=description,
        tags=tags,
        work_pool_name=work_pool["name"],
        work_queue_name=WORK_QUEUE,
        schedules=[DeploymentScheduleCreate(schedule=schedule, active=True) for schedule in every],
        parameter_openapi_schema=flow.parameters.model_dump_for_openapi(),
        enforce_parameter_schema=True,
        paused=False,
        pull_steps=[],
    )
    return full_name
