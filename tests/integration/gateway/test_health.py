"""Readiness is reached once and kept; figures name neither a person nor a case."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from abhay.adapters.channels.registry import Channels
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.runs import register_run
from abhay.adapters.store.db.locks import LISTENING, WATCHING
from abhay.services.monitoring.readiness import Readiness
from models.enums import Role
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import column, move_clock


async def ready(gateway: Gateway) -> tuple[int, list[str]]:
    """What `/readyz` answers; no test here but those about it has a watcher, so that it is left out."""
    answer = await gateway.client.get("/readyz")
    return answer.status_code, [part for part in answer.json()["degraded"] if part != "watcher"]


async def degraded(gateway: Gateway) -> list[str]:
    return (await gateway.client.get("/readyz")).json()["degraded"]


async def test_the_watcher_is_named_while_none_is_there(gateway: Gateway) -> None:
    assert await degraded(gateway) == ["worker", "watcher"]
    async with gateway.database.engine.connect() as watcher:
        await watcher.execute(text(f"SELECT pg_advisory_lock_shared({WATCHING})"))
        assert await degraded(gateway) == ["worker"]
        await watcher.execute(text(f"SELECT pg_advisory_unlock_shared({WATCHING})"))
    async with gateway.database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        assert await degraded(gateway) == ["watcher"]
        assert (await ready(gateway))[0] == 200, "the worker pages"


async def test_the_channels_are_named_while_one_is_set_up_wrongly(gateway: Gateway) -> None:
    for problems, named in (({}, False), ({"email": "no host"}, True)):
        channels = Channels(gateway.runtime.channels, problems)
        found = await Readiness(replace(gateway.runtime, channels=channels)).look()
        assert ("channels" in found.degraded) is named


async def test_ready_once_everything_worked_and_then_for_good(gateway: Gateway, engine: FakeEngine) -> None:
    engine.down = True
    assert await ready(gateway) == (503, ["prefect", "worker"])
    engine.down = False
    assert await ready(gateway) == (503, ["worker"])
    async with gateway.database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        assert await ready(gateway) == (200, [])
        await worker.execute(text(f"SELECT pg_advisory_unlock_shared({LISTENING})"))
    assert await ready(gateway) == (200, ["worker"])
    engine.down = True
    assert await ready(gateway) == (200, ["prefect", "worker"])


async def test_a_gateway_started_while_prefect_is_down_is_ready_if_cases_were_processed(
    gateway: Gateway, engine: FakeEngine
) -> None:
    engine.down = True
    ref, _ = await gateway.paged()
    await gateway.settled()
    await register_run(gateway.database, await gateway.id_of(ref), await gateway.id_of(ref))
    assert await ready(gateway) == (200, ["prefect", "worker"])


@pytest.mark.parametrize("online", [True, False])
async def test_prefects_own_worker_is_known_to_prefect(gateway: Gateway, engine: FakeEngine, online: bool) -> None:
    gateway.runtime.settings.worker_type = "process"
    try:
        engine.online = online
        assert (await ready(gateway))[0] == (200 if online else 503)
    finally:
        gateway.runtime.settings.worker_type = "abhay"


async def test_a_new_case_that_nobody_moves_on_is_named_by_readiness(gateway: Gateway, engine: FakeEngine) -> None:
    engine.down = True
    await gateway.raise_alert()
    assert await ready(gateway) == (503, ["prefect", "worker"])
    await move_clock(gateway.database, 12)
    assert await ready(gateway) == (503, ["prefect", "worker", "overdue", "cases"])


async def test_a_step_that_fails_again_and_again_is_overdue_and_then_its_case_stands_still(
    gateway: Gateway, engine: FakeEngine
) -> None:
    engine.down = True
    ref, _ = await gateway.paged()
    await column(gateway.database, "UPDATE alert SET next_at = abhay_now() RETURNING 1")
    assert "overdue" not in (await ready(gateway))[1]
    await move_clock(gateway.database, 15)
    assert (await ready(gateway))[1] == ["prefect", "worker", "overdue"]
    await move_clock(gateway.database, 50)
    assert (await ready(gateway))[1] == ["prefect", "worker", "overdue", "cases"]
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    assert (await ready(gateway))[1] == ["prefect", "worker"]


async def test_readiness_costs_one_statement_once_it_is_reached(gateway: Gateway) -> None:
    async with gateway.database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        assert await ready(gateway) == (200, [])
        statements: list[str] = []
        listen(gateway.database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        await ready(gateway)
        assert len([statement for statement in statements if "alert" in statement or "pg_locks" in statement]) == 1


async def test_metrics_count_what_matters(gateway: Gateway) -> None:
    event = alert()
    await gateway.paged()
    await gateway.webhook(event)
    await gateway.webhook(event)
    await gateway.webhook({**event, "event": "alert.updated"})
    await move_clock(gateway.database, 250)
    found = await figures(gateway)
    assert found['abhay_cases{severity="imminent",status="awaiting"}'] == 1
    assert found['abhay_cases{severity="imminent",status="received"}'] == 1
    assert found['abhay_messages{kind="page",status="queued"}'] == 1
    assert found['abhay_intake_total{channel="webhook",result="new",source="meta"}'] == 2
    assert found['abhay_intake_total{channel="webhook",result="repeat",source="meta"}'] == 1
    assert found['abhay_intake_total{channel="webhook",result="attached",source="meta"}'] == 1
    assert 180 <= found["abhay_oldest_overdue_seconds"] <= 300
    route = 'abhay_request_seconds_count{method="POST",route="/v1/sources/{source}/alerts",status="202"}'
    assert found[route] == 3


async def figures(gateway: Gateway) -> dict[str, float]:
    lines = (await gateway.client.get("/metrics")).text.splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


async def test_metrics_name_no_case_no_person_and_no_link(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.client.get(f"/a/{page.token}")
    await gateway.view(ref)
    await gateway.client.get("/nothing/Synthetic-Person")
    await gateway.ask("GET", "/v1/alerts?unit=kota-city", Role.OPERATOR)
    text_ = (await gateway.client.get("/metrics")).text
    assert not re.search(r"RJ-\d|Synthetic|kota", text_)
    assert page.token not in text_
    assert 'route="/a/{token}"' in text_
    assert 'route="unmatched"' in text_


async def test_the_description_of_the_interface_is_complete(gateway: Gateway) -> None:
    document = (await gateway.client.get("/openapi.json")).json()
    for path, item in document["paths"].items():
        for method, call in item.items():
            assert call.get("description"), f"{method} {path} is not described"
    assert document["components"]["schemas"]["AlertView"]["properties"].keys() >= {"timeline", "notifications", "route"}
    assert document["components"]["securitySchemes"]
