"""A whole supervised system of stand-ins as a process: `python -m tests.integration.embedded.system HOME`.

A real database at the bottom, and on it a part that bears a child in a session of its own.
"""

import asyncio
import sys
from pathlib import Path

from abhay.adapters.processes.part import Part
from abhay.entrypoints.foreground import foreground
from abhay.entrypoints.parts import system_parts
from abhay.errors import SetupError
from abhay.settings import Settings
from tests.integration.embedded.support import standin


def parts(settings: Settings, *behaviours: str) -> list[Part]:
    postgres = next(part for part in system_parts(settings) if part.name == "postgres")
    journal = settings.home / "journal"
    return [
        postgres,
        standin(journal, "tables", "once", after=("postgres",), once=True),
        standin(journal, "worker", "lost-child", *behaviours, after=("tables",)),
        standin(journal, "gateway", *behaviours, after=("tables",)),
    ]


if __name__ == "__main__":
    settings = Settings(home=Path(sys.argv[1]))
    try:
        sys.exit(asyncio.run(foreground(settings, parts(settings, *sys.argv[2:]), (), [("gateway", "http://x")])))
    except SetupError as error:
        sys.stderr.write(f"{error.detail}\n")
        sys.exit(2)
