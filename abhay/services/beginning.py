"""What every process asks of the database before it begins its work."""

from abhay.adapters.store.db.preparation import require_known
from abhay.services.runtime import Runtime, get_runtime


async def begin(runtime: Runtime) -> None:
    """Raises `NewerSchema` if the tables are a newer release's; a database that is away now is not waited for."""
    await require_known(runtime.database_url)


async def require_beginning() -> None:
    """Begins and closes again, for a process whose server would hide the error. Raises as `begin` does."""
    runtime = get_runtime()
    try:
        await begin(runtime)
    finally:
        await runtime.close()
