"""No value that a caller sends is in a log, whatever becomes of the call."""

import logging
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from abhay.adapters.store.db.database import Database
from models.enums import Role
from tests.integration.gateway.support import Gateway

MARKER = "zuletzka"
ODD = [MARKER, f"{MARKER}\0", f"{MARKER}\ud800"]
PARTS = {
    "ref": "RJ-2026-000001",
    "unit": "kota-city",
    "source": "meta",
    "gateway": "first",
    "version": "1",
    "drill": "1",
    **dict.fromkeys(("token", "act", "file", "secret", "override"), MARKER),
}


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Everything that was logged, with tracebacks, as a log file would have it."""
    form = logging.Formatter("%(message)s")
    return "\n".join(form.format(record) for record in caplog.records if not record.name.startswith("httpx"))


@pytest.mark.parametrize("value", ODD, ids=ascii)
async def test_the_drivers_text_repeats_no_value(
    database: Database, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    for statement in ("SELECT CAST(:value AS text)", "SELECT CAST(CAST(:value AS text) AS uuid)"):
        try:
            async with database.transaction() as session:
                await (await session.connection()).execute(text(statement), {"value": value})
        except SQLAlchemyError:
            logging.getLogger("abhay").exception("as the gateway logs its own mistakes")
    assert "as the gateway logs" in written(caplog)
    assert MARKER not in written(caplog)


@pytest.mark.parametrize("value", ODD, ids=ascii)
async def test_no_route_logs_what_it_is_sent(gateway: Gateway, caplog: pytest.LogCaptureFixture, value: str) -> None:
    caplog.set_level(logging.DEBUG, logger="abhay")
    body: dict[str, Any] = dict.fromkeys(
        ("by", "note", "unit", "post", "reason", "suggest", "into", "kind", "outcome", "state", "received_by", "pin"),
        value,
    )
    for path, operations in gateway.app.openapi()["paths"].items():
        for method in operations:
            for role in (Role.OPERATOR, Role.ADMIN, Role.INTEGRATOR):
                where = path.format(**PARTS)
                params = {"unit": value, "cursor": value, "since": value, "status": value}
                raw = repr(body).replace("'", '"').encode("utf-8", "surrogatepass")
                await gateway.ask(method.upper(), where, role, params=_sendable(params), content=raw)
    assert MARKER not in written(caplog)


def _sendable(params: dict[str, str]) -> dict[str, str]:
    return {name: value.encode("utf-8", "replace").decode() for name, value in params.items()}
