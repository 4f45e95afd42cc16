"""Readiness: whether an alert would be stored and paged; figures name neither a person nor a case."""

import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen

from abhay.adapters.channels.registry import Channels
from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.adapters.store.db.locks import LISTENING, WATCHING
from abhay.adapters.store.log.living import FRESH, forget_living, note_living
from abhay.domain.equipment import Gate
from abhay.services.monitoring.readiness import Readiness
from models.enums import Role
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import column, move_clock


async def ready(gateway: Gateway) -> tuple[int, list[str]]:
    answer = await gateway.client.get("/readyz")
    return answer.status_code, answer.json()["degraded"]


@asynccontextmanager
async def mover(gateway: Gateway, part: str, key: int) -> AsyncIterator[UUID]:
    """A mover of this part that is connected and has just shown a sign of life."""
    id_ = uuid4()
    async with gateway.database.engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_advisory_lock_shared({key})"))
        await connection.commit()  # the lock is the session's: no transaction stands idle
        await note_living(gateway.database, id_, part, [])
        yield id_
        await connection.execute(text(f"SELECT pg_advisory_unlock_shared({key})"))
    await forget_living(gateway.database, id_)


def worker(gateway: Gateway) -> AbstractAsyncContextManager[UUID]:
    return mover(gateway, "worker", LISTENING)


def watcher(gateway: Gateway) -> AbstractAsyncContextManager[UUID]:
    return mover(gateway, "watcher", WATCHING)


async def test_ready_while_any_mover_works(gateway: Gateway, engine: FakeEngine) -> None:
    engine.down = True
    assert await ready(gateway) == (503, ["prefect", "worker", "watcher"])
    async with watcher(gateway):
        assert await ready(gateway) == (200, ["prefect", "worker"])
        engine.down = False
        async with worker(gateway):
            assert await ready(gateway) == (200, [])
            engine.equipment = replace(COMPLETE, queue=Gate(paused=True))
            assert await ready(gateway) == (200, ["prefect"]), "it answers, but no run goes on"
            engine.equipment = COMPLETE
    async with worker(gateway):
        assert await ready(gateway) == (200, ["watcher"])
    assert await ready(gateway) == (503, ["worker", "watcher"])


@pytest.mark.parametrize("hangs", ["worker", "watcher"])
async def test_a_mover_that_holds_its_lock_and_shows_no_life_does_not_count(gateway: Gateway, hangs: str) -> None:
    async with worker(gateway) as one, watcher(gateway) as other:
        await move_clock(gateway.database, FRESH.total_seconds() + 1)
        await note_living(gateway.database, other if hangs == "worker" else one, ANOTHER[hangs], [])
        assert await ready(gateway) == (200, [hangs])
        await move_clock(gateway.database, FRESH.total_seconds() + 1)
        assert await ready(gateway) == (503, ["worker", "watcher"])


ANOTHER = {"worker": "watcher", "watcher": "worker"}


async def test_a_mover_that_died_counts_no_more_at_once(gateway: Gateway) -> None:
    async with watcher(gateway):
        await note_living(gateway.database, uuid4(), "worker", [])
        assert await ready(gateway) == (200, ["worker"])


async def test_the_channels_are_named_while_one_is_set_up_wrongly(gateway: Gateway) -> None:
    for problems, named in (({}, False), ({"email": "no host"}, True)):
        channels = Channels(gateway.runtime.channels, problems)
        found = await Readiness(replace(gateway.runtime, channels=channels)).look()
        assert ("channels" in found.degraded) is named


async def test_a_channel_on_which_nothing_goes_out_any_more_is_named(gateway: Gateway) -> None:
    async def set_all(status: str, more: str = "") -> None:
        await column(gateway.database, f"UPDATE notification SET status = '{status}'{more} RETURNING 1")  # noqa: S608

    for _ in range(2):
        await gateway.paged()
    await set_all("failed", ", failed_at = abhay_now()")
    assert "channels" not in await late(gateway), "two failures may be two addresses"
    await gateway.paged()
    await set_all("failed", ", failed_at = abhay_now()")
    assert "channels" in await late(gateway)
    await gateway.paged()
    newest = " WHERE queued_at = (SELECT max(queued_at) FROM notification)"
    await set_all("sent", f", sent_at = abhay_now(){newest}")
    assert "channels" not in await late(gateway), "one went out"
    await set_all("failed", f", failed_at = abhay_now(), sent_at = NULL{newest}")
    assert "channels" in await late(gateway)
    await move_clock(gateway.database, 601)
    assert "channels" not in await late(gateway), "that was long ago"


@pytest.mark.parametrize("online", [True, False])
async def test_prefects_own_worker_is_known_to_prefect(gateway: Gateway, engine: FakeEngine, online: bool) -> None:
    gateway.runtime.settings.worker_type = "process"
    try:
        engine.online = online
        assert (await ready(gateway))[0] == (200 if online else 503)
    finally:
        gateway.runtime.settings.worker_type = "abhay"


async def test_a_new_case_that_nobody_moves_on_is_named_by_readiness(gateway: Gateway) -> None:
    await gateway.raise_alert()
    assert await ready(gateway) == (503, ["worker", "watcher"])
    await move_clock(gateway.database, 12)
    assert await ready(gateway) == (503, ["worker", "watcher", "overdue", "cases"])


async def test_a_step_that_fails_again_and_again_is_overdue_and_then_its_case_stands_still(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await column(gateway.database, "UPDATE alert SET next_at = abhay_now() RETURNING 1")
    assert await late(gateway) == []
    await move_clock(gateway.database, 15)
    assert await late(gateway) == ["overdue"]
    await move_clock(gateway.database, 50)
    assert await late(gateway) == ["overdue", "cases"]
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    assert await late(gateway) == []


async def late(gateway: Gateway) -> list[str]:
    return [name for name in (await ready(gateway))[1] if name not in ("worker", "watcher")]


async def test_readiness_costs_one_statement(gateway: Gateway) -> None:
    async with worker(gateway), watcher(gateway):
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
