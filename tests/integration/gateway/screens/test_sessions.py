"""Sessions under attack and under load: ids change where rights do, what has ended stays so, displays keep to theirs."""

import asyncio
import threading
from itertools import pairwise

import httpx
import pytest
from sqlmodel import select

from abhay.adapters.store.directory.accounts import change_role
from abhay.adapters.store.directory.displays import make_display
from abhay.entrypoints.gateway.screens.asking import viewer_for
from abhay.errors import BadInput
from models.actors import Act
from models.enums import Role
from models.tables import Account
from tests.integration.gateway.screens.browser import OWN, PASSWORD, account, browser, log_in, signed_in
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST
from tests.support.cases import move_clock

HOMES = {Role.OPERATOR: "/", Role.UNIT: "/", Role.AUDITOR: "/"}
"""Where a sign-in leads; an admin sees no case, and begins with a page of administration."""


async def test_the_id_changes_at_sign_in_at_confirm_and_with_the_role(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client, browser(gateway) as stolen:
        ids = [dict(client.cookies)]
        await client.post("/confirm", data={"password": PASSWORD})
        ids.append(dict(client.cookies))
        await change_role(gateway.database, "synthetic operator", role=Role.UNIT, unit="bundi", actor=HOST)
        assert (await client.get("/account")).status_code == 303, "the session of the old role has ended"
        await log_in(client, "synthetic operator")
        ids.append(dict(client.cookies))
        assert len({repr(each) for each in ids}) == 3
        for each in ids[:2]:
            stolen.cookies.update(each)
            assert (await stolen.get("/account")).status_code == 303
        stolen.cookies.update(ids[2])
        assert "बूंदी" in (await stolen.get("/account")).text


def test_a_page_asks_for_the_password_again_only_for_acts_of_the_table() -> None:
    assert viewer_for(Act.SET_POLICY, fresh=True)
    with pytest.raises(ValueError, match="ASKS_AGAIN"):
        viewer_for(Act.LIST_CASES, fresh=True)


async def test_a_session_that_was_left_or_has_run_out_is_never_replayed(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client, browser(gateway) as replayed:
        left = dict(client.cookies)
        await client.post("/logout")
        await log_in(client, "synthetic operator")
        run_out = dict(client.cookies)
        await move_clock(gateway.database, 13 * 3600)
        for kept in (left, run_out):
            replayed.cookies.update(kept)
            for path in ("/", "/account", "/board/rows"):
                assert (await replayed.get(path)).status_code in {303, 401}, path
            answer = await replayed.post("/v1/alerts", json={"severity": "high"}, headers={"Accept": "*/*"})
            assert answer.status_code == 401


async def test_a_display_is_bound_to_its_board(gateway: Gateway) -> None:
    own, _ = await gateway.paged()
    token = await make_display(gateway.database, name="Wall", unit="bundi", actor=HOST)
    async with browser(gateway) as client:
        await client.post(f"/display/{token}")
        assert (await client.get("/")).status_code == 200
        for address in ("/", "/?unit=kota-city", "/board/rows", f"/board/rows?ref={own}", "/v1/alerts?unit=kota-city"):
            assert own not in (await client.get(address)).text, address
        for path in (f"/alerts/{own}", "/accounts"):
            assert (await client.get(path)).status_code in {403, 404}, path
        assert (
            await client.post("/account/password", data={"old": "", "password": PASSWORD, "again": PASSWORD})
        ).is_error
        assert (await client.post("/confirm", data={"password": ""})).status_code == 403


async def test_twenty_sign_ins_at_once_are_hashed_two_at_a_time_and_all_come_in(gateway: Gateway) -> None:
    names = [await account(gateway, Role.OPERATOR, name=f"operator {each}") for each in range(20)]
    hashing: set[str] = set()

    async def watch() -> None:
        while True:
            hashing.update(each.name for each in threading.enumerate() if each.name.startswith("abhay-password"))
            await asyncio.sleep(0.005)

    async def come_in(number: int, name: str) -> int:
        elsewhere = httpx.ASGITransport(gateway.app, client=(f"10.0.{number}.1", 40000))
        async with httpx.AsyncClient(transport=elsewhere, base_url="http://abhay.test", headers=OWN) as client:
            while (answer := await log_in(client, name)).status_code in {429, 503}:  # noqa: ASYNC110  nothing signals
                await asyncio.sleep(0.1)  # the database was busy, and the try had been counted
            return answer.status_code

    watching = asyncio.create_task(watch())
    assert await asyncio.gather(*(come_in(*each) for each in enumerate(names))) == [303] * 20
    watching.cancel()
    assert 1 <= len(hashing) <= 2


async def test_two_admins_who_change_one_role_leave_one_of_the_two_and_no_session_of_before(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        wanted = [(Role.UNIT, "bundi"), (Role.AUDITOR, None), (Role.UNIT, "kota-city"), (Role.ADMIN, None)]
        changes = [
            change_role(gateway.database, "synthetic operator", role=role, unit=unit, actor=HOST)
            for role, unit in wanted
        ]
        answers = await asyncio.gather(*changes, *(client.get("/account") for _ in range(4)))
        assert {each.status_code for each in answers[4:]} <= {200, 303}
        assert (await client.get("/account")).status_code == 303
    async with gateway.database.transaction() as session:
        row = (await session.exec(select(Account))).one()
    written = await gateway.audit("account.role")
    assert len(written) == 4
    assert (row.role, row.unit_id) in wanted
    assert (written[-1]["detail"]["account_role"], written[-1]["detail"].get("unit")) == (row.role, row.unit_id)
    for before, after in pairwise(written):
        assert after["detail"]["role_before"] == before["detail"]["account_role"]


@pytest.mark.parametrize(("role", "unit"), [(Role.UNIT, None), (Role.ADMIN, "bundi"), (Role.INTEGRATOR, None)])
async def test_a_role_that_cannot_be_is_refused(gateway: Gateway, role: Role, unit: str | None) -> None:
    name = await account(gateway, Role.OPERATOR)
    with pytest.raises(BadInput):
        await change_role(gateway.database, name, role=role, unit=unit, actor=HOST)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.UNIT, Role.AUDITOR, Role.ADMIN])
async def test_a_sign_in_leads_to_a_page_that_makes_sense_for_the_role(gateway: Gateway, role: Role) -> None:
    name = await account(gateway, role)
    async with browser(gateway) as client:
        home = (await log_in(client, name)).headers["location"]
        assert home == HOMES.get(role, home)
        assert home != "/account", "nobody begins with their own password"
        assert (await client.get(home)).status_code == 200


async def test_an_admin_changes_a_role_on_the_page(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR, name="Asha Devi")
    async with signed_in(gateway, Role.ADMIN) as client, browser(gateway) as hers:
        await log_in(hers, name)
        done = await client.post("/accounts/role", data={"name": name, "role": "unit", "unit": "bundi"})
        assert done.status_code == 303
        assert (await hers.get("/account")).status_code == 303
        refused = await client.post("/accounts/role", data={"name": name, "role": "unit"})
        assert refused.status_code == 422
    (entry,) = await gateway.audit("account.role")
    assert entry["actor"] == "account:synthetic admin"
