"""Reads, without Alembic, a database's revision and the source that it was filled from; refuses a newer release's."""

from importlib.util import find_spec
from pathlib import Path

from asyncpg import UndefinedTableError  # pyright: ignore[reportMissingTypeStubs]  it brings none

from abhay.adapters.store.db.plain import FAILED, plain_connection
from abhay.errors import NewerSchema

_ASKED = "SELECT version_num, filled_from FROM alembic_version, preparation"


async def filled_from(url: str) -> str | None:
    """Returns the source that the database was last filled from.

    Returns None if it is at another revision, was never filled, or cannot be reached now.
    """
    try:
        async with plain_connection(url) as connection:
            rows = await connection.fetch(_ASKED)
    except FAILED:
        return None
    revision, source = rows[0] if len(rows) == 1 else (None, None)
    return source if revision == newest_revision() else None


async def somebody_signs_in(url: str) -> bool:
    """Returns whether any account has a password; True, too, while the database cannot be asked."""
    try:
        async with plain_connection(url) as connection:
            rows = await connection.fetch("SELECT EXISTS (SELECT FROM account WHERE password_hash IS NOT NULL)")
    except FAILED:
        return True
    return rows[0][0]


async def revision(url: str) -> str | None:
    """Returns the revision of a database's tables, None if it has none. Raises one of `FAILED`."""
    async with plain_connection(url) as connection:
        try:
            rows = await connection.fetch("SELECT version_num FROM alembic_version")
        except UndefinedTableError:
            return None
    return rows[0][0] if rows else None


async def require_known(url: str) -> str | None:
    """Returns the revision of a database's tables, None if it has none or cannot be asked now.

    Raises `NewerSchema` if a newer release made the tables.
    """
    try:
        found = await revision(url)
    except FAILED:
        return None
    if found is not None and found not in known_revisions():
        raise NewerSchema(found, newest_revision())
    return found


def newest_revision() -> str:
    """Returns the newest revision of this version."""
    return max(known_revisions())


def known_revisions() -> set[str]:
    """Returns every revision of this version, from the files' names, since importing `models` takes long."""
    spec = find_spec("models")
    folder = Path((spec and spec.origin) or "").parent / "migrations" / "versions"
    return {path.name.partition("_")[0] for path in folder.glob("[0-9]*_*.py")}
