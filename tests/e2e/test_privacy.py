"""No personal data outside our own encrypted rows: Prefect's whole database and every log are searched."""

import asyncio
import base64
import json

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from abhay.adapters.postgres.urls import embedded_url
from abhay.settings import Settings
from tests.support.system import System, synthetic, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180), pytest.mark.xdist_group("in_process")]

PERSON = {
    "name": "Zuletzka Syntheticwala",
    "phone": "+915555578123",
    "email": "zuletzka.syntheticwala@example.com",
    "username": "zuletzka.private",
    "text": "zuletzka nobody should read this in prefect",
}


def dump(system: System, database: str) -> str:
    """Every row of every table as text; binary columns come as hex."""

    async def read() -> str:
        engine = create_async_engine(embedded_url(Settings(home=system.home), database), poolclass=NullPool)
        async with engine.connect() as connection:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            rows: list[str] = []
            for table in (await connection.scalars(text(names))).all():
                rows += (await connection.scalars(text(f'SELECT t::text FROM "{table}" t'))).all()  # noqa: S608
        await engine.dispose()
        return "\n".join(rows)

    return asyncio.run(read())


def test_nobody_is_found_in_prefect_in_logs_or_in_the_clear(in_process: System) -> None:
    body = synthetic()
    body["subject"] |= {
        "display_name": PERSON["name"],
        "phones": [PERSON["phone"]],
        "emails": [PERSON["email"]],
        "username": PERSON["username"],
    }
    body["content"]["text"] = PERSON["text"]
    ref = in_process.webhook(json.dumps(body).encode()).json()["ref"]
    until(lambda: in_process.run_state(ref) == "AwaitingDistrict", 20, "the run does not wait")
    in_process.post(f"/v1/alerts/{ref}/acknowledgement", {"by": "Zuletzka Officer", "via": "phone"})
    until(lambda: in_process.run_state(ref) == "AwaitingOutcome", 20, "not acknowledged")
    prefect = dump(in_process, "prefect")
    assert ref in prefect, "the dump holds nothing of this case: it proves nothing"
    ours = dump(in_process, "abhay")
    logs = "".join(path.read_text(errors="replace") for path in (in_process.home / "log").glob("*"))
    outbox = json.dumps(in_process.outbox(ref), ensure_ascii=False)
    for what, value in PERSON.items():
        encoded = base64.b64encode(value.encode()).decode()[:-4]
        for place, found in (("prefect", prefect), ("our tables", ours), ("logs", logs), ("messages", outbox)):
            assert value not in found, f"{what} is in {place}"
            assert encoded not in found, f"{what} is in {place}, as base64"
            assert value.encode().hex() not in found, f"{what} is in {place}, as bytes"
    assert "Zuletzka Officer" not in prefect
