"""Registers Abhay with a Prefect server: the work pool, its queue, and every deployment that prefect.yaml lists.

It may run again at any time; our worker, or the watcher beside Prefect's own, applies the same as soon as anything
of it is missing.
"""

import asyncio

from prefect.workers.process import ProcessWorker

from abhay.entrypoints.worker import AbhayWorker
from abhay.entrypoints.worker.upkeep import PrefectHands
from abhay.settings import Settings

WORKERS = {"abhay": AbhayWorker, "process": ProcessWorker}


def deploy(settings: Settings) -> list[str]:
    """Applies everything, ends forms that lost their queue, and returns the names of the deployments.

    Raises what `equip` does.
    """
    return asyncio.run(_deploy(PrefectHands(settings, WORKERS[settings.worker_type])))


async def _deploy(hands: PrefectHands) -> list[str]:
    names = await hands.equip()
    await hands.end_lost_forms()
    return names
