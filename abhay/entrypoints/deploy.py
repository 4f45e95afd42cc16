"""Registers Abhay with a Prefect server: the work pool, its queue, and every deployment that prefect.yaml lists.

It may run again at any time; the worker applies the same by itself as soon as anything of it is missing.
"""

import asyncio

from prefect.workers.process import ProcessWorker

from abhay.entrypoints.worker import AbhayWorker
from abhay.entrypoints.worker.equipment import equip
from abhay.settings import Settings

WORKERS = {"abhay": AbhayWorker, "process": ProcessWorker}


def deploy(settings: Settings) -> list[str]:
    """Applies everything and returns the names of the deployments. Raises what `equip` does."""
    return asyncio.run(equip(WORKERS[settings.worker_type]))
