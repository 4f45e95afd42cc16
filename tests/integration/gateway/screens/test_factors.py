"""Second factors, a password given again, displays, and the page on which admins look after all of it."""

import re
from datetime import UTC, datetime

import pyotp
import pytest

from abhay.adapters.store.db.database import now
from abhay.adapters.store.directory.displays import end_displays, make_display
from abhay.settings import AccountSettings
from models.enums import Role
from tests.integration.gateway.screens.browser import PASSWORD, account, browser, log_in, signed_in
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST
from tests.support.cases import move_clock


@pytest.fixture
def asks_admins(gateway: Gateway) -> None:
    gateway.runtime.settings.accounts = AccountSettings(totp="admins")


async def _code(gateway: Gateway, seed: str, later: int = 0) -> str:
    async with gateway.database.transaction() as session:
        moment = await now(session)
    return pyotp.TOTP(seed).at(datetime.fromtimestamp(moment.timestamp() + later, UTC))


async def _set_up(gateway: Gateway, client) -> tuple[str, list[str]]:
    """Sets a second factor up; answers its seed and the recovery codes."""
    page = await client.get("/account/factor")
    assert page.status_code == 200, page.text
    seed = re.search(r'class="key">([A-Z2-7]{32})<', page.text)[1]
    assert (await client.post("/account/factor", data={"code": "000000"})).status_code in {403, 200}
    done = await client.post("/account/factor", data={"code": await _code(gateway, seed)})
    codes = re.findall(r'class="key">([a-z2-9-]{14})<', done.text)
    assert len(codes) == 10
    return seed, codes


async def test_an_admin_must_set_up_a_second_factor_first(gateway: Gateway, asks_admins: None) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        answer = await client.get("/accounts")
        assert answer.headers["location"] == "/account/factor?next=%2Faccounts"
        refused = await client.get("/v1/units", headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:abhay:problem:factor-needed")
        await _set_up(gateway, client)
        assert (await client.get("/accounts")).status_code == 200
    assert (await gateway.audit("account.factor"))[-1]["actor"] == "account:synthetic admin"
    async with signed_in(gateway, Role.OPERATOR) as client:
        assert (await client.get("/account")).status_code == 200


async def test_each_code_counts_once(gateway: Gateway, asks_admins: None) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        seed, recovery = await _set_up(gateway, client)
        name = "synthetic admin"
        used = await _code(gateway, seed)
        assert (await log_in(client, name, code=used)).status_code == 403  # it ended the setting up
        await move_clock(gateway.database, 60)
        code = await _code(gateway, seed)
        assert (await log_in(client, name, code=code)).status_code == 303
        assert (await log_in(client, name, code=code)).status_code == 403
        await move_clock(gateway.database, 2)
        assert (await log_in(client, name)).status_code == 403
        await move_clock(gateway.database, 4)
        assert (await log_in(client, name, code=recovery[0].upper())).status_code == 303
        assert (await log_in(client, name, code=recovery[0])).status_code == 403
        await move_clock(gateway.database, 60)
        assert (await log_in(client, name, code=recovery[1])).status_code == 303


async def test_a_second_factor_can_not_be_replaced_by_whoever_has_the_password(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        await _set_up(gateway, client)
        assert (await client.get("/account/factor")).headers["location"] == "/account"
        assert (await client.post("/account/factor", data={"code": "123456"})).status_code == 303


async def test_an_old_password_does_not_change_the_policy(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN, Accept="application/json") as client:
        policy = (await client.get("/v1/policy")).json()["policy"]
        await move_clock(gateway.database, 301)
        assert (await client.get("/v1/policy")).status_code == 200
        refused = await client.put("/v1/policy", json=policy)
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:abhay:problem:confirm-needed")
        before = dict(client.cookies)
        assert (await client.post("/confirm", data={"password": "wrong"})).status_code == 403
        await move_clock(gateway.database, 1)
        went = await client.post("/confirm", data={"password": PASSWORD, "next": "/accounts"})
        assert went.headers["location"] == "/accounts"
        assert dict(client.cookies) != before
        assert (await client.put("/v1/policy", json=policy)).status_code == 200
        async with browser(gateway, Accept="application/json") as stolen:
            stolen.cookies.update(before)
            assert (await stolen.get("/v1/policy")).status_code == 401
    assert (await gateway.ask("PUT", "/v1/policy", Role.ADMIN, json=policy)).status_code == 200  # a token has none


async def test_an_admin_looks_after_accounts_on_a_page(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        made = await client.post("/accounts", data={"name": "Asha Devi", "role": "unit", "unit": "kota-city"})
        assert made.status_code == 200, made.text
        link = re.search(r"data-link>http://abhay.test(/set-up/[^<]+)<", made.text)[1]
        assert link not in (await client.get("/accounts")).text
        again = await client.post("/accounts", data={"name": "asha devi", "role": "operator"})
        assert again.status_code == 422
        async with browser(gateway) as hers:
            assert (await hers.post(link, data={"password": PASSWORD, "again": PASSWORD})).status_code == 303
            assert (await hers.get("/account")).status_code == 200
            assert (await client.post("/accounts/end", data={"name": "Asha Devi"})).status_code == 303
            assert (await hers.get("/account")).status_code == 303
        assert (await client.post("/accounts/disable", data={"name": "Asha Devi"})).status_code == 303
        assert (await client.post("/accounts/link", data={"name": "Asha Devi"})).status_code == 422
        assert (await client.post("/accounts/enable", data={"name": "Asha Devi"})).status_code == 303
        await move_clock(gateway.database, 301)
        stale = await client.post(
            "/accounts/disable", data={"name": "Asha Devi"}, headers={"Referer": "http://abhay.test/accounts"}
        )
        assert stale.headers["location"] == "/confirm?next=%2Faccounts"
    assert (await gateway.audit("account.create"))[-1]["actor"] == "account:synthetic admin"


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.UNIT, Role.AUDITOR])
async def test_nobody_else_sees_or_changes_accounts(gateway: Gateway, role: Role) -> None:
    async with signed_in(gateway, role) as client:
        assert (await client.get("/accounts")).status_code == 403
        for path in ("", "/link", "/disable", "/enable", "/end", "/display", "/end-display", "/drop-factor"):
            answer = await client.post(f"/accounts{path}", data={"name": "synthetic admin"})
            assert answer.status_code == 403, path


async def test_a_display_sees_cases_changes_nothing_and_is_ended_any_time(gateway: Gateway) -> None:
    await gateway.paged()
    token = await make_display(gateway.database, name="Control room", unit="bundi", actor=HOST)
    async with browser(gateway, Accept="application/json") as client:
        assert (await client.get(f"/display/{token}")).status_code == 200
        assert (await client.post(f"/display/{token}")).status_code == 303
        assert (await client.post(f"/display/{token}")).status_code == 404
        await move_clock(gateway.database, 3600 * 24 * 30)
        assert (await client.get("/v1/alerts")).json()["alerts"] == []  # another unit's are not shown
        ref = await gateway.raise_alert()
        assert (await client.get(f"/v1/alerts/{ref}")).status_code == 403
        for method, path in (
            ("POST", "/v1/alerts"),
            ("POST", f"/v1/alerts/{ref}/acknowledgement"),
            ("GET", "/v1/units"),
        ):
            assert (await client.request(method, path, json={})).status_code in {403, 422}
        await end_displays(gateway.database, "Control room", HOST)
        assert (await client.get("/v1/alerts")).status_code == 401


async def test_the_first_admins_link_is_made_until_somebody_has_a_password(gateway: Gateway) -> None:
    from abhay.services.accounts.signing_in import first_admin

    first = await first_admin(gateway.runtime, HOST)
    second = await first_admin(gateway.runtime, HOST)
    assert first != second
    assert second is not None
    async with browser(gateway) as client:
        path = second.removeprefix("http://abhay.test")
        await client.post(path, data={"password": PASSWORD, "again": PASSWORD})
        assert (await client.get("/accounts")).status_code == 200
    assert await first_admin(gateway.runtime, HOST) is None


async def test_a_wrong_code_is_answered_as_a_wrong_password(gateway: Gateway) -> None:
    name = await account(gateway, Role.ADMIN)
    async with browser(gateway) as client:
        await log_in(client, name)
        await _set_up(gateway, client)
    async with browser(gateway) as client:
        gateway.runtime.settings.accounts = AccountSettings(totp="admins")
        wrong_code = await log_in(client, name, code="000000")
        await move_clock(gateway.database, 60)
        wrong_password = await log_in(client, name, "wrong")
        assert wrong_code.status_code == wrong_password.status_code == 403
        assert wrong_code.text == wrong_password.text
