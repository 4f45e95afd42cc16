"""Make a Prefect server know Abhay: `python -m deployments.apply` makes the work pool and every deployment.

Safe to run again: a pool that is there is kept, deployments are brought up to date. It reads
prefect.yaml beside the packages, and the address of the server from PREFECT_API_URL.
"""

import asyncio
import subprocess
import sys
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists
from prefect.workers.process import ProcessWorker

from abhay.errors import SetupError
from abhay.orchestration import WORK_POOL
from abhay.settings import get_settings
from abhay.worker import AbhayWorker

PROJECT = Path(__file__).resolve().parent.parent
WORKERS = {"abhay": AbhayWorker, "process": ProcessWorker}


async def make_pool(worker_type: str) -> None:
    """Make the work pool for this type of worker. Raises `SetupError` if there is one of another type."""
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


def main() -> int:
    """Make the pool, then apply prefect.yaml; the exit code is Prefect's."""
    try:
        asyncio.run(make_pool(get_settings().worker_type))
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode  # noqa: S603  our own words only


if __name__ == "__main__":
    sys.exit(main())
