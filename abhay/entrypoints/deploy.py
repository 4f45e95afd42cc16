"""Registers Abhay with a Prefect server: the work pool, and every deployment that prefect.yaml lists.

It may run again at any time: an existing pool stays, deployments are updated.
"""

import asyncio
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists
from prefect.workers.process import ProcessWorker

from abhay.adapters.engine.base import WORK_POOL
from abhay.entrypoints.worker import AbhayWorker
from abhay.errors import SetupError
from abhay.settings import Settings

WORKERS = {"abhay": AbhayWorker, "process": ProcessWorker}
DEPLOYMENTS = "prefect.yaml"


def deploy(settings: Settings) -> int:
    """Makes the work pool, then applies prefect.yaml; returns the exit code of Prefect's command.

    Raises `SetupError` if the server has a pool of another type of worker, or this installation has no prefect.yaml.
    """
    listed = deployments()
    asyncio.run(make_pool(settings.worker_type))
    command = [sys.executable, "-P", "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(listed)]
    return subprocess.run(command, check=False).returncode  # noqa: S603  our own words only


def deployments() -> Path:
    """Returns the path of prefect.yaml: within `deployments` in a wheel, beside that folder in a checkout."""
    folder = Path(str(files("deployments")))
    for path in (folder / DEPLOYMENTS, folder.parent / DEPLOYMENTS):
        if path.exists():
            return path
    raise SetupError(f"{folder} has no {DEPLOYMENTS}: install Abhay again")


async def make_pool(worker_type: str) -> None:
    """Makes the work pool for this type of worker. Raises `SetupError` if the pool has another type."""
    pool = WorkPoolCreate(
        name=WORK_POOL,
        type=worker_type,
        description="Alerts of the Abhay desk: one flow run each.",
        base_job_template=WORKERS[worker_type].get_default_base_job_template(),
    )
    async with get_client() as client:
        try:
            await client.create_work_pool(pool)
        except ObjectAlreadyExists:
            there = await client.read_work_pool(WORK_POOL)
            if there.type != worker_type:
                raise SetupError(
                    f"the work pool {WORK_POOL} is of type {there.type}, not {worker_type}: "
                    "set ABHAY_WORKER_TYPE to that, or delete the pool in the Prefect UI"
                ) from None
