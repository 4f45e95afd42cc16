"""Our embedded database without the rest of the system, for what is done while the system is stopped."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.store.db.plain import FAILED, plain_connection
from abhay.entrypoints.parts import system_parts
from abhay.entrypoints.supervisor import Supervisor
from abhay.errors import SetupError
from abhay.settings import Settings

POSTGRES = "postgres"


def reachable_database(settings: Settings) -> AbstractContextManager[None]:
    """Starts the embedded database for a block unless it runs; one elsewhere is left alone. Raises `SetupError`."""
    if settings.database_url is not None or asyncio.run(_answers(settings)):
        return nullcontext()
    return _running(settings)


def own_database(settings: Settings) -> AbstractContextManager[None]:
    """Starts the embedded database for a block; one elsewhere is left alone.

    Raises `SetupError` if the home is in use: the system must be stopped.
    """
    return nullcontext() if settings.database_url is not None else _running(settings)


async def _answers(settings: Settings) -> bool:
    try:
        async with plain_connection(database_urls(settings).abhay):
            return True
    except (SetupError, *FAILED):
        return False


@contextmanager
def _running(settings: Settings) -> Generator[None]:
    """Keeps the server's part running in a thread of its own, since the block begins event loops itself."""
    others = {part.name for part in system_parts(settings)} - {POSTGRES}
    supervisor = Supervisor(settings, system_parts(settings, others))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="database")
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(supervisor.__aenter__(), loop).result()
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(supervisor.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
