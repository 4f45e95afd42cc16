"""Every route that the application has, asked with a session that ended, from another site, and by another unit.

The list is the application's own, so that a new page is held to this on the day it is added.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest

from models.enums import Role
from tests.integration.gateway.screens.browser import browser, signed_in
from tests.integration.gateway.support import Gateway
from tests.integration.gateway.test_access import BODIES, NAMES
from tests.integration.gateway.test_every_route import OPEN, is_open, routes
from tests.support.authority import CALLS
from tests.support.cases import move_clock

SHIFT = 13.1 * 3600
NOBODYS = "00000000-0000-4000-8000-000000000000"
ANY = {
    **NAMES,
    "{token}": "nothing",
    "{name}": "nothing",
    "{what}": "acknowledge",
    "{gateway}": "x",
    "{secret}": "x",
    "{change}": NOBODYS,
    "{decision}": "confirm",
}
OF_SESSIONS = sorted(call for call in set(routes()) if not is_open(call))
OF_CASES = [call for call in OF_SESSIONS if "{ref}" in call]
FORMS = sorted(call for call in (*OF_SESSIONS, *OPEN) if not call.startswith("GET "))


async def ask(client: httpx.AsyncClient, call: str, **headers: str) -> httpx.Response:
    """A call about things by synthetic names, with a body that its API takes."""
    method, path = call.split()
    for template, name in ANY.items():
        path = path.replace(template, name)
    if method == "GET":
        return await client.request(method, path, params={"reason": "x"}, headers=headers)
    if path.startswith("/v1/"):
        return await client.request(method, path, json=BODIES.get(path.rsplit("/", 1)[-1], {}), headers=headers)
    return await client.request(method, path, data={"by": "x", "reason": "x"}, headers=headers)


def is_refused(answer: httpx.Response) -> bool:
    """Whether nobody is signed in: programs and the board's script read 401, people are led to the sign-in."""
    led = answer.status_code == 303 and answer.headers["location"].startswith("/login")
    return led or answer.status_code == 401


@asynccontextmanager
async def replaying(gateway: Gateway, cookies: httpx.Cookies) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(gateway) as client:
        client.cookies.update(cookies)
        yield client


def held(found: Iterator[tuple[str, httpx.Response]] | list[tuple[str, httpx.Response]]) -> dict[str, int]:
    """The calls that were not refused, with what they were answered."""
    return {call: answer.status_code for call, answer in found if not is_refused(answer)}


def test_the_lists_are_not_empty() -> None:
    assert len(OF_SESSIONS) > 50
    assert len(OF_CASES) > 15
    assert len(FORMS) > 30


async def test_a_cookie_of_a_session_that_was_ended_opens_nothing(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        stolen = httpx.Cookies(client.cookies)
        assert not is_refused(await client.get("/account")), "it opens something before"
        await client.post("/logout")
    async with replaying(gateway, stolen) as client:
        assert held([(call, await ask(client, call)) for call in OF_SESSIONS]) == {}


async def test_a_session_that_has_run_out_opens_nothing(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        kept = httpx.Cookies(client.cookies)
    await move_clock(gateway.database, SHIFT)
    async with replaying(gateway, kept) as client:
        assert held([(call, await ask(client, call)) for call in OF_SESSIONS]) == {}


@pytest.mark.parametrize("site", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}], ids=str)
async def test_no_form_of_another_site_does_anything(gateway: Gateway, site: dict[str, str]) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        kept = httpx.Cookies(client.cookies)
        before = await gateway.audit()
        for name in ("Origin", "Sec-Fetch-Site"):
            del client.headers[name]
        answers = {call: (await ask(client, call, **site)).status_code for call in FORMS}
        assert {call: status for call, status in answers.items() if status != 403} == {}
    assert await gateway.audit() == before
    async with replaying(gateway, kept) as client:
        assert not is_refused(await client.get("/account")), "nor was the person signed out"


async def test_a_person_of_another_unit_finds_no_case_by_any_route(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]
    found: dict[str, int] = {}
    async with signed_in(gateway, Role.UNIT, "bundi") as client:
        for call in OF_CASES:
            answer = await ask(client, call.replace("{ref}", ref))
            if answer.status_code != 404:
                found[call] = answer.status_code
            assert "Synthetic Person" not in answer.text
    not_for_units = {"merge", "split", "hand-over", "receipt", "quiet"}
    assert {
        call for call, status in found.items() if status != 403 or call.rsplit("/", 1)[-1] not in not_for_units
    } == set()
    assert len(found) < len(OF_CASES)


def test_every_call_of_the_api_is_asked_too() -> None:
    assert set(CALLS) <= set(OF_SESSIONS) | {"POST /v1/sources/{source}/mail"}
