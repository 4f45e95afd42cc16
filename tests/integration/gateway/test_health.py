"""Readiness is reached once and kept; figures name neither a person nor a case."""

import re

import pytest
from sqlalchemy import text

from abhay.store.database import LISTENING_KEY
from abhay.store.runs import register_run
from models.enums import Role
from tests.integration.gateway.support import FakePrefect, Gateway, alert
from tests.support.cases import move_clock


async def ready(gateway: Gateway) -> tuple[int, list[str]]:
    answer = await gateway.client.get("/readyz")
    return answer.status_code, answer.json()["degraded"]


async def test_ready_once_everything_worked_and_then_for_good(gateway: Gateway, prefect: FakePrefect) -> None:
    prefect.works = False
    assert await ready(gateway) == (503, ["prefect", "worker"])
    prefect.works = True
    assert await ready(gateway) == (503, ["worker"])
    async with gateway.database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING_KEY})"))
        assert await ready(gateway) == (200, [])
        await worker.execute(text(f"SELECT pg_advisory_unlock_shared({LISTENING_KEY})"))
    assert await ready(gateway) == (200, ["worker"])
    prefect.works = False
    assert await ready(gateway) == (200, ["prefect", "worker"])


async def test_a_gateway_started_while_prefect_is_down_is_ready_if_cases_were_processed(
    gateway: Gateway, prefect: FakePrefect
) -> None:
    prefect.works = False
    ref, _ = await gateway.paged()
    await gateway.afterwards()
    await register_run(gateway.database, await gateway.id_of(ref), await gateway.id_of(ref))
    assert await ready(gateway) == (200, ["prefect", "worker"])


@pytest.mark.parametrize("online", [True, False])
async def test_prefects_own_worker_is_known_to_prefect(gateway: Gateway, prefect: FakePrefect, online: bool) -> None:
    gateway.runtime.settings.worker_type = "process"
    try:
        prefect.online = online
        assert (await ready(gateway))[0] == (200 if online else 503)
    finally:
        gateway.runtime.settings.worker_type = "abhay"


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
