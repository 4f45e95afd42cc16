"""A signed-in browser is not made to send what its person did not: forms of other sites change nothing."""

import pytest

from models.enums import Role
from tests.integration.gateway.screens.browser import PASSWORD, account, browser, signed_in
from tests.integration.gateway.support import Gateway

NOTE = {"severity": "high", "note": "heard on the phone"}
PLAIN: dict[str, str] = {}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 202),
        ({"Sec-Fetch-Site": "none"}, 202),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://abhay.test"}, 403),
        ({"Origin": "http://abhay.test"}, 202),
        ({"Origin": "http://abhay.test:4200"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({}, 403),
    ],
)
async def test_a_session_acts_from_our_own_pages_alone(gateway: Gateway, headers: dict[str, str], status: int) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        for name in ("Origin", "Sec-Fetch-Site"):
            del client.headers[name]
        answer = await client.post("/v1/alerts", json=NOTE, headers={**headers, "Accept": "application/json"})
    assert answer.status_code == status, answer.text
    if status == 403:
        assert answer.json()["type"] == "urn:abhay:problem:cross-site"


async def test_nobody_is_signed_in_by_another_sites_form(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    for site in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        async with browser(gateway, **site) as client:
            answer = await client.post("/login", data={"name": name, "password": PASSWORD})
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers


async def test_looking_is_allowed_from_everywhere(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        assert (await client.get("/account", headers=headers)).status_code == 200


async def test_a_token_and_a_partner_need_no_origin(gateway: Gateway) -> None:
    assert (await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=NOTE)).status_code == 202
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert (await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=NOTE, headers=cross)).is_success
    await gateway.raise_alert()


async def test_a_link_opens_and_acknowledges_in_a_browser_that_is_signed_in(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    async with signed_in(gateway, Role.OPERATOR) as client:
        headers = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
        answer = await client.post(f"/a/{page.token}", data={"pin": page.pin}, headers=headers)
        assert answer.status_code in {200, 303}


async def test_a_cookie_lends_a_token_nothing(gateway: Gateway) -> None:
    auditor = await gateway.token(Role.AUDITOR)
    async with signed_in(gateway, Role.OPERATOR) as client:
        headers = {"Authorization": f"Bearer {auditor}", "Accept": "application/json"}
        assert (await client.post("/v1/alerts", json=NOTE, headers=headers)).status_code == 403
        headers["Authorization"] = "Bearer unknown"
        assert (await client.post("/v1/alerts", json=NOTE, headers=headers)).status_code == 401
