"""Whatever a stranger does to our database, each door answers: taken, or 503 with when to try again; never 500."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TypeVar

import asyncpg
import httpx
import pytest

from abhay.adapters.store.db.plain import address_of
from models.enums import Role
from tests.integration.gateway.support import Gateway, Page, alert, until
from tests.support import reading
from tests.support.strangers import end_all, locked, read_only, stranger

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds in which even a busy machine answers; a lock of these tests is held until its block ends."""

TAKEN, AGAIN = 202, 503


async def answered(asking: Awaitable[T]) -> T:
    async with asyncio.timeout(PATIENCE):
        return await asking


def assert_try_again(answer: httpx.Response) -> None:
    assert answer.status_code == AGAIN, answer.text
    assert int(answer.headers["Retry-After"]) > 0
    if answer.headers["Content-Type"].startswith("text/html"):
        assert "थोड़ी देर में फिर प्रयास करें" in answer.text
        assert "Please try again in a moment" in answer.text
    else:
        assert answer.headers["Content-Type"] == "application/problem+json"


async def writes(gateway: Gateway, ref: str, page: Page) -> list[httpx.Response]:
    """What each road that writes answers: a partner's, an officer's, an operator's, a unit's."""
    path, form = f"/v1/alerts/{ref}", {"pin": page.pin, "by": "Synthetic Officer"}
    return [
        await answered(gateway.webhook(alert())),
        await answered(gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json={"severity": "high", "note": "a call"})),
        await answered(gateway.client.post(f"/a/{page.token}", data=form)),
        await answered(gateway.ask("POST", f"{path}/acknowledgement", Role.UNIT, json={"by": "Synthetic Officer"})),
        await answered(gateway.ask("POST", f"{path}/milestones", Role.OPERATOR, json={"kind": "dispatched"})),
        await answered(gateway.ask("POST", f"{path}/closure", Role.OPERATOR, json={"outcome": "safe"})),
    ]


async def test_alerts_are_answered_while_the_policy_is_locked(gateway: Gateway) -> None:
    event = alert()
    async with stranger(gateway.database.url, locked("policy_version")):
        refused = await answered(asyncio.gather(*(gateway.webhook(each) for each in (event, alert(), alert()))))
        for answer in refused:
            assert_try_again(answer)
    assert (await answered(gateway.webhook(event))).status_code == TAKEN


async def test_thirty_presses_at_a_locked_case_stop_nobody_elses_alert(gateway: Gateway) -> None:
    ref, (page, *_) = await gateway.paged()
    async with stranger(gateway.database.url, locked("alert", f"ref = '{ref}'")):
        presses = [asyncio.create_task(gateway.answer_link(page)) for _ in range(30)]
        await until(lambda: waiting_for_locks(gateway))
        alerts = await answered(asyncio.gather(*(gateway.webhook(alert()) for _ in range(30))))
        assert [answer.status_code for answer in alerts] == [TAKEN] * 30
        assert not all(press.done() for press in presses), "the alerts came after the presses: nothing was tried"
        for answer in await answered(asyncio.gather(*presses)):
            assert_try_again(answer)
    assert (await answered(gateway.answer_link(page))).status_code == 200


async def waiting_for_locks(gateway: Gateway) -> int:
    connection = await asyncpg.connect(address_of(gateway.database.url))
    try:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return await connection.fetchval(asked)
    finally:
        await connection.close()


async def test_every_door_answers_while_the_cases_are_locked(gateway: Gateway) -> None:
    ref, (page, *_) = await gateway.paged()
    await gateway.token(Role.OPERATOR)
    await gateway.token(Role.UNIT)
    async with stranger(gateway.database.url, "LOCK TABLE alert IN ACCESS EXCLUSIVE MODE"):
        for answer in await writes(gateway, ref, page):
            assert_try_again(answer)
        assert_try_again(await answered(gateway.client.get(f"/a/{page.token}")))
        ready = await answered(gateway.client.get("/readyz"))
        assert (ready.status_code, ready.json()["degraded"]) == (AGAIN, ["database"])
    assert (await answered(gateway.answer_link(page))).status_code == 200


async def test_a_read_only_database_is_no_mistake_of_ours(gateway: Gateway) -> None:
    ref, (page, *_) = await gateway.paged()
    await gateway.token(Role.OPERATOR)
    await gateway.token(Role.UNIT)
    await gateway.settled()
    async with read_only(gateway.database.url):
        for answer in await writes(gateway, ref, page):
            assert_try_again(answer)
        ready = await gateway.client.get("/readyz")
        assert (ready.status_code, ready.json()["degraded"][0]) == (AGAIN, "database")
    await until(lambda: succeeds(gateway.webhook(alert())))
    assert (await gateway.answer_link(page)).status_code == 200
    await until(lambda: writable(gateway))


async def test_a_policy_that_is_locked_refuses_every_alert_and_readiness_says_so(gateway: Gateway) -> None:
    async with stranger(gateway.database.url, locked("policy_version")):
        await until(lambda: unready(gateway))
        assert_try_again(await answered(gateway.webhook(alert())))
    await until(lambda: writable(gateway))
    assert (await gateway.webhook(alert())).is_success


async def unready(gateway: Gateway) -> bool:
    ready = await gateway.client.get("/readyz")
    return (ready.status_code, ready.json()["degraded"]) == (AGAIN, ["database"])


async def succeeds(asking: Awaitable[httpx.Response]) -> bool:
    return (await asking).is_success


async def writable(gateway: Gateway) -> bool:
    return "database" not in (await gateway.client.get("/readyz")).json()["degraded"]


async def test_connections_that_are_cut_again_and_again_lose_no_alert_and_are_no_mistake_of_ours(
    gateway: Gateway,
) -> None:
    ref, (page, *_) = await gateway.paged()
    for role in (Role.OPERATOR, Role.UNIT):
        await gateway.token(role)
    cutting = asyncio.create_task(cut_again_and_again(gateway))
    answers: list[httpx.Response] = []
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        answers += await asyncio.gather(
            *(gateway.webhook(alert()) for _ in range(5)),
            gateway.answer_link(page),
            gateway.ask("POST", f"/v1/alerts/{ref}/milestones", Role.OPERATOR, json={"kind": "dispatched"}),
            gateway.ask("GET", "/v1/alerts", Role.OPERATOR),
        )
    cutting.cancel()
    await asyncio.gather(cutting, return_exceptions=True)
    assert {answer.status_code for answer in answers} <= {200, TAKEN, AGAIN}
    promised = {answer.json()["ref"] for answer in answers if answer.status_code == TAKEN}
    assert promised <= {case.ref for case in await until(lambda: reading.cases(gateway.database))}


async def cut_again_and_again(gateway: Gateway) -> None:
    connection = await asyncpg.connect(address_of(gateway.database.url))
    try:
        while True:
            await end_all(connection)
            await asyncio.sleep(0.03)
    finally:
        connection.terminate()


@pytest.mark.parametrize("state", ["53100", "58030"])
async def test_a_disk_that_is_full_is_said_as_it_is(gateway: Gateway, state: str) -> None:
    connection = await asyncpg.connect(address_of(gateway.database.url))
    await connection.execute(
        f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$; "
        f"CREATE TRIGGER full_disk BEFORE INSERT ON alert_event EXECUTE FUNCTION full_disk()"
    )
    assert_try_again(await answered(gateway.webhook(alert())))
    ready = await gateway.client.get("/readyz")
    assert (ready.status_code, ready.json()["degraded"][0]) == (AGAIN, "database")
    await connection.execute("DROP TRIGGER full_disk ON alert_event")
    await connection.close()
    assert (await answered(gateway.webhook(alert()))).status_code == TAKEN
    await until(lambda: writable(gateway))
