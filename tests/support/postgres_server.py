"""A real PostgreSQL for tests: `python -m tests.support.postgres_server HOME` runs one until its input closes."""

import asyncio
import sys
from pathlib import Path

from abhay.embedded.parts import system_parts
from abhay.settings import Settings
from abhay.supervisor import Supervisor


async def serve(home: Path) -> None:
    settings = Settings(home=home)
    parts = [part for part in system_parts(settings) if part.name == "postgres"]
    async with Supervisor(settings, parts):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
