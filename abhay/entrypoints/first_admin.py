"""What a first start tells its terminal: where the first admin chooses a password. It is written to no log."""

import asyncio
import sys

from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.store.db.preparation import somebody_signs_in
from abhay.settings import Settings


async def first_admin_link(settings: Settings) -> str | None:
    """Returns the address of a set-up link for the first admin; None once anybody has a password."""
    if await somebody_signs_in(database_urls(settings).abhay):
        return None
    command = (sys.executable, "-P", "-m", "abhay.entrypoints.cli", "account", "first")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await process.communicate()
    return said.decode().strip() or None
