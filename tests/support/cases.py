"""Cases for store tests: alerts put in without a gateway, and a clock that is moved instead of waited for."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import text

from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.clock import in_ist
from models.actors import partner
from models.enums import IntakeChannel, Mover, RouteState, Severity, Trust
from models.payloads import AlertPayload, Subject
from models.routes import Route

KOTA = Route(state=RouteState.RESOLVED, district="kota", units=("kota-city",), confidence=1)
UNKNOWN = Route(state=RouteState.UNRESOLVED)
TWO = Route(state=RouteState.AMBIGUOUS, district="kota", units=("kota-city", "kota-rural"), confidence=0.5)


def payload(**changes: object) -> AlertPayload:
    """A synthetic alert that nothing else is like."""
    key = uuid4().hex
    fields: dict[str, object] = {
        "source": "meta",
        "channel": IntakeChannel.WEBHOOK,
        "trust": Trust.VERIFIED,
        "event_key": key,
        "external_id": f"test-{key}",
        "raw": b"{}",
        "media_type": "application/json",
        "severity": Severity.IMMINENT,
        "posted_at": datetime.now(UTC),
        "subject": Subject(user_id=key, display_name="Synthetic Person"),
    }
    return AlertPayload(**{**fields, **changes})


async def open_case(database: Database, route: Route | None = KOTA, **changes: object) -> Accepted:
    """A new case, routed unless `route` is None."""
    given = payload(**changes)
    identities = [("account", given.subject.user_id or given.event_key)]
    accepted = await take_in(database, given, identities, actor=partner("test"), window=timedelta(days=7))
    if route is not None:
        await record_route(database, accepted.id, route, Mover.FLOW)
    return accepted


async def move_clock(database: Database, seconds: float) -> None:
    """Set the database's clock this much further ahead."""
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.execute(
            text(
                "INSERT INTO clock_offset (id, ahead) VALUES (1, make_interval(secs => :seconds))"
                " ON CONFLICT (id) DO UPDATE SET ahead = clock_offset.ahead + excluded.ahead"
            ),
            {"seconds": seconds},
        )


async def move_to(database: Database, hour: int, weekday: int | None = None) -> None:
    """Move the database's clock on to the next such hour in India, of any day or of a weekday (0 is Monday)."""
    async with database.transaction() as session:
        at = in_ist(await now(session))
    wanted = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    while wanted <= at or weekday not in {None, wanted.weekday()}:
        wanted = wanted.add(days=1)
    await move_clock(database, (wanted - at).total_seconds())


async def column(database: Database, query: str, **values: object) -> list:
    """The first column of a statement's rows, where only SQL can say it; tests/support/reading.py has the questions."""
    async with database.transaction() as session:
        connection = await session.connection()
        return list((await connection.execute(text(query), values)).scalars())
