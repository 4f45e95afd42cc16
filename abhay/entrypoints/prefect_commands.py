"""What is done at Prefect's side by commands, in processes of their own: tables made, and everything applied."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence

from abhay.adapters.engine.prefect_api import PrefectAccess
from abhay.adapters.processes.environment import server_environment
from abhay.adapters.processes.priority import lower_priority
from abhay.errors import OrchestrationUnavailable
from abhay.settings import Settings

UPGRADE = (sys.executable, "-P", "-m", "prefect", "--no-prompt", "server", "database", "upgrade", "-y")
DEPLOY = (sys.executable, "-P", "-m", "abhay.entrypoints.cli", "deploy")

NICE = 8
"""Steps by which these give way to whoever pages: importing Prefect takes a processor for seconds."""


async def make_tables(settings: Settings) -> bool:
    """Makes the tables of Prefect's database if the embedded server is asked; returns whether it is.

    The server makes them only when it starts, and goes on by itself once they are there. Raises
    `OrchestrationUnavailable` if they cannot be made.
    """
    asked = (PrefectAccess().url or settings.prefect_url).rstrip("/")
    if settings.prefect_api_url is not None or asked != settings.prefect_url:
        return False
    if code := await run_to_end(UPGRADE, server_environment(settings)):
        raise OrchestrationUnavailable(f"the tables of Prefect's database could not be made (exit code {code})")
    return True


async def apply(command: Sequence[str] = DEPLOY) -> None:
    """Applies everything that cases' runs need. Raises `OrchestrationUnavailable` if that fails."""
    if code := await run_to_end(command):
        raise OrchestrationUnavailable(f"`abhay deploy` could not apply what cases' runs need (exit code {code})")


async def run_to_end(command: Sequence[str], more: Mapping[str, str] | None = None) -> int:
    """Runs a command to its end and returns its exit code; ends it if nobody waits for it any more."""
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **(more or {})}, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
    )
    try:
        await lower_priority(process.pid, NICE)
        return await process.wait()
    except asyncio.CancelledError:
        process.kill()
        raise
