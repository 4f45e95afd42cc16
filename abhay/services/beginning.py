"""What every process asks of the database before it begins its work: is it ours, and is it the one we knew."""

import logging

from abhay.adapters.postgres.marks import here, read_place, read_seen, write_place
from abhay.adapters.postgres.paths import Home
from abhay.adapters.store.db.plain import FAILED
from abhay.adapters.store.db.preparation import require_known
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.epochs import Replaced, replace_epoch, settle_epoch
from abhay.services.runtime import Runtime, get_runtime
from models.actors import system
from models.records import EpochReason
from models.tables import Epoch

_LOG = logging.getLogger(__name__)

SINCE_REVISION = "0021"
"""The first revision whose tables know epochs."""


async def begin(runtime: Runtime) -> Epoch | None:
    """Returns the database's current epoch, begun now if the database was put back since this home last saw it.

    Returns None if it is away now, which is not waited for, or older than epochs are.
    Raises `NewerSchema` if the tables are a newer release's.
    """
    revision = await require_known(runtime.database_url)
    if revision is None or revision < SINCE_REVISION:
        return None
    try:
        return await settle(runtime)
    except (*UNREACHABLE, *FAILED) as error:
        _LOG.warning("the database is not compared with what this home saw (%s)", type(error).__name__)
        return None


async def settle(runtime: Runtime) -> Epoch:
    """Returns the current epoch, begun now if this home's memory or adoption asks for one.

    Raises the errors of an unreachable database.
    """
    home, actor = Home.of(runtime.settings), system("start")
    place, seen = read_place(home), read_seen(home)
    if place is not None and place.adopted:
        epoch = await replace_epoch(runtime.database, seen, Replaced(EpochReason.COPIED, actor))
        write_place(home, here(home, place.home))
        return epoch
    return await settle_epoch(runtime.database, seen, actor)


async def require_beginning() -> None:
    """Begins and closes again, for a process whose server would hide the error. Raises as `begin` does."""
    runtime = get_runtime()
    try:
        await begin(runtime)
    finally:
        await runtime.close()
