"""What the screen of a case needs beside its view: the row's version, the policy that it runs under, and names."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.names import Names, read_names
from abhay.adapters.store.directory.policies import document_of
from abhay.domain.policy.rules import Rules, effective
from abhay.errors import UnknownAlert
from models.tables import Alert


@dataclass(frozen=True)
class CaseFrame:
    """A case's row as it was read `at`, with the rules that it runs under and the names of posts and units."""

    alert: Alert
    at: datetime
    rules: Rules
    names: Names


async def read_frame(database: Database, ref: str, units: tuple[str, ...]) -> CaseFrame:
    """Returns the frame of a case that these units have. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await _alert(session, ref)
        document = await document_of(session, alert)
        rules = Rules(effective(document, alert.severity, units[0] if units else None), document.rung)
        return CaseFrame(alert, await now(session), rules, await read_names(database, session, units))


async def _alert(session: AsyncSession, ref: str) -> Alert:
    alert = (await session.exec(select(Alert).where(Alert.ref == ref))).one_or_none()
    if alert is None:
        raise UnknownAlert
    return alert
