"""Bearer tokens for this home, made at the terminal."""

from abhay.services.runtime import get_runtime
from abhay.store import tokens
from models.enums import Role


async def create_token(role: str, name: str, unit: str | None = None, *, by: str = "abhay") -> str:
    """Make a token and answer it in clear, this once. Raises `BadInput`, `UnknownUnit`."""
    return await tokens.create_token(get_runtime().database, role=Role(role), name=name, unit=unit, by=by)
