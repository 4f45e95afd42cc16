"""Passes of a case in a process of their own, and which requests each of them made of Prefect.

`python -m tests.support.counted_passes ALERT_ID COUNT`, in the environment of a system whose worker is at
rest; prints a list of lists of `METHOD /path`, ids left out, as JSON.
"""

import asyncio
import json
import re
import sys
from uuid import UUID

import httpx

from abhay.adapters.store.cases.runs import run_of
from abhay.entrypoints.worker.engine_tuning import tuned_engine
from abhay.entrypoints.worker.pass_client import pass_client
from abhay.entrypoints.worker.passes import Passes
from abhay.services.runtime import get_runtime


async def counted(alert_id: UUID, count: int) -> list[list[str]]:
    """The requests of each pass, one after the other."""
    seen: list[str] = []

    async def note(request: httpx.Request) -> None:
        seen.append(f"{request.method} {re.sub(r'[0-9a-f-]{36}', 'ID', request.url.path)}")

    database = get_runtime().database
    found: list[list[str]] = []
    with tuned_engine():
        async with pass_client() as client:
            client._client.event_hooks["request"].append(note)
            passes = Passes(database, client)
            await passes.warm_up()
            for _ in range(count):
                seen.clear()
                case = await run_of(database, alert_id)
                assert case is not None
                await passes.run(case)
                found.append(list(seen))
    await get_runtime().close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(counted(UUID(sys.argv[1]), int(sys.argv[2])))) + "\n")
