"""A real PostgreSQL for tests: `python -m tests.support.postgres_server HOME` runs one until its input closes.

With `--durable` behind the home it runs as it ships, and else without waiting for the disk.
"""

import asyncio
import sys
from pathlib import Path

from abhay.adapters.postgres import server
from abhay.adapters.postgres.account import add_account
from abhay.entrypoints.parts import system_parts
from abhay.entrypoints.supervisor import Supervisor
from abhay.settings import Settings

UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""A test's databases end with it, and dropping one writes everything else to the disk: that took longer than the test."""


DURABLE = "--durable"


async def serve(home: Path, *, durable: bool) -> None:
    add_account()
    if not durable:
        server.TUNING.update(UNSAFE)
    settings = Settings(home=home)
    parts = [part for part in system_parts(settings) if part.name == "postgres"]
    async with Supervisor(settings, parts):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), durable=DURABLE in sys.argv[2:]))
