"""Serves the gateway as a part of one machine's system: `python -m abhay.entrypoints.gateway.serve`.

The same as `uvicorn abhay.entrypoints.gateway.main:app`, with this home's settings; preloaded beside the database.
"""

import asyncio
import sys

import uvicorn

from abhay.adapters.processes.caller import enter
from abhay.adapters.processes.importing import importing
from abhay.adapters.processes.start_signal import wait_for_start_signal
from abhay.errors import SetupError
from abhay.settings import get_settings

BAD_INPUT = 2
"""The exit code where this machine, home or database is not fit to run on, as of every command."""

STOP_WITHIN = 3
"""Seconds for the requests that are under way when it is asked to stop."""


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    with importing():
        from abhay.entrypoints.gateway.connections import (  # noqa: PLC0415  it belongs to the import below
            BoundedConnection,
            most_connections,
        )
        from abhay.entrypoints.gateway.main import app  # noqa: PLC0415  it is most of what there is to import
        from abhay.services.beginning import require_beginning  # noqa: PLC0415  it belongs to the import above

    settings = get_settings()
    wait_for_start_signal()
    try:
        asyncio.run(require_beginning())  # beforehand: the server would put a traceback in front of the line
    except SetupError as error:
        sys.stderr.write(f"abhay: {error}\n")
        sys.exit(BAD_INPUT)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,  # the path of an acknowledgement page is a key
        http=BoundedConnection,
        limit_concurrency=most_connections(),
        ws="none",
        timeout_graceful_shutdown=STOP_WITHIN,
    )


if __name__ == "__main__":
    enter()
    main()
