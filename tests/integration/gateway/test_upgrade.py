"""A database of an older revision, with open cases and sealed values, upgrades in place and works on."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db import migrations
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import take_in
from abhay.adapters.store.intake.originals import payloads_of
from abhay.adapters.store.keys.indexing import index_anew
from abhay.security.vault import Vault
from abhay.services.runtime import Runtime
from models.actors import partner
from models.enums import Mover, Status
from models.tables import Alert
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading
from tests.support.cases import move_clock
from tests.support.databases import Server

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "upgrade"
BEFORE = json.loads((FOLDER / "revision_0005.json").read_text(encoding="utf-8"))
DUMPED_AT = datetime.fromisoformat("2026-11-28T17:30:00Z")
REFS = sorted(BEFORE["views"])


async def restore(url: str, statements: str) -> None:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute(statements)
    await engine.dispose()


@pytest.fixture
async def database(postgres: Server) -> AsyncIterator[Database]:
    """The old database, brought to this version's schema, its keys those that it was sealed under."""
    name = await postgres.create()
    url = postgres.url(name)
    await restore(url, (FOLDER / "revision_0005.sql").read_text(encoding="utf-8"))
    await asyncio.to_thread(migrations.upgrade_to_head, url)
    database = Database(url, Vault([BEFORE["fernet_keys"]], BEFORE["index_key"].encode()))
    await move_clock(database, (DUMPED_AT - datetime.now(UTC)).total_seconds())
    yield database
    await database.close()
    await postgres.drop(name)


@pytest.fixture
def runtime(runtime: Runtime, database: Database) -> Runtime:
    keys = {"fernet_keys": (BEFORE["fernet_keys"],), "index_key": BEFORE["index_key"], "link_key": BEFORE["link_key"]}
    return replace(runtime, vault=database.vault, secrets=replace(runtime.secrets, **keys))


async def call(gateway: Gateway, method: str, path: str, **body: object) -> Any:
    """The answer to a token that the old version had given out."""
    headers = {"Authorization": f"Bearer {BEFORE['operator_token']}"}
    answer = await gateway.client.request(method, path, headers=headers, json=body or None)
    assert answer.is_success, answer.text
    return answer.json()


def lost(before: Any, now: Any, path: str = "") -> list[str]:
    """Where what was shown before is not shown now, or otherwise; what is new is no loss."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return [each for key, value in before.items() for each in lost(value, now.get(key, "absent"), f"{path}/{key}")]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [each for place, (old, new) in pairs for each in lost(old, new, f"{path}/{place}")]
    return [] if before == now else [f"{path}: {before!r} is {now!r}"]


async def test_the_upgraded_schema_is_this_versions(database: Database) -> None:
    assert await asyncio.to_thread(migrations.difference, database.url) is None


@pytest.mark.parametrize("ref", REFS)
async def test_each_case_reads_as_before(gateway: Gateway, ref: str) -> None:
    """The places that its route names come with reveal, since they are a person's."""
    view = await call(gateway, "GET", f"/v1/alerts/{ref}")
    revealed = await call(gateway, "POST", f"/v1/alerts/{ref}/reveal", reason="looked at after the upgrade")
    assert lost(BEFORE["views"][ref], {**view, "route": revealed["route"]}) == []
    assert {piece["detail"] for piece in view["route"]["evidence"]} <= {""}


@pytest.mark.parametrize("ref", REFS)
async def test_what_was_sealed_opens_as_before(gateway: Gateway, ref: str) -> None:
    revealed = await call(gateway, "POST", f"/v1/alerts/{ref}/reveal", reason="looked at after the upgrade")
    assert lost(BEFORE["people"][ref], revealed) == []


async def test_open_cases_go_on_where_they_were(gateway: Gateway, database: Database) -> None:
    still_open = await reading.cases(database, Alert.status != Status.CLOSED)
    assert {each.rung for each in still_open if each.status is Status.AWAITING} == {"desk", "district", "sp", "dgp"}
    for each in still_open:
        await advance(database, each.id, Mover.FLOW)
    assert len(await reading.cases(database, Alert.status != Status.CLOSED)) == len(still_open)


async def test_old_cases_are_answered_moved_and_closed(gateway: Gateway, database: Database) -> None:
    """RJ-2026-000006 waits on the rung of the SP, 000011 was split off, 000001 is Kota's and 000002 was corrected."""
    paths = {
        "RJ-2026-000006/acknowledgement": {"by": "Synthetic SP", "via": "phone"},
        "RJ-2026-000006/milestones": {"kind": "reached"},
        "RJ-2026-000002/route": {"unit": "kotputli-behror", "reason": "the first was right"},
        "RJ-2026-000011/merge": {"into": "RJ-2026-000001", "reason": "one person after all"},
        "RJ-2026-000001/closure": {"outcome": "safe"},
    }
    for path, body in paths.items():
        await call(gateway, "POST", f"/v1/alerts/{path}", **body)
    assert (await call(gateway, "GET", "/v1/alerts/RJ-2026-000011"))["merged_into"] == "RJ-2026-000001"
    assert (await reading.case(database, "RJ-2026-000006")).status is Status.ACKNOWLEDGED


async def test_the_same_messages_again_are_known_also_once_their_hashes_are_keyed(database: Database) -> None:
    """The rows hold plain hashes until the index is made anew."""
    cases = await reading.cases(database)
    messages = [(case, payload) for case in cases for _, payload in await payloads_of(database, case.id)]
    before = {each.event_key for each in await reading.messages_in(database)}
    assert {payload.event_key for _, payload in messages} == before
    indexed = await index_anew(database, identities)
    assert (indexed.hashes >= 2 * len(before), indexed.unknown) == (True, 0)
    kept = "\n".join((await reading.dump(database)).values())
    assert [key for key in before if key in kept] == []
    for case, payload in messages:
        again = await take_in(database, payload, (), actor=partner("test"), window=timedelta(days=7))
        assert again.repeat is (case.status is not Status.CLOSED), "after its case was closed it is a new emergency"
        assert (again.ref in REFS) is again.repeat


async def test_a_message_about_a_known_person_joins_the_old_case(gateway: Gateway) -> None:
    known = BEFORE["people"]["RJ-2026-000006"]["events"][0]["subject"]["user_id"]
    assert await gateway.raise_alert(subject={**alert()["subject"], "user_id": known}) == "RJ-2026-000006"
    assert await gateway.raise_alert() not in REFS
