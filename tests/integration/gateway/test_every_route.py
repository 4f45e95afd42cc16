"""Every route that the application has, hidden ones too, is known to open itself to nobody by accident."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from fastapi.routing import iter_route_contexts

from abhay.domain.permissions import signs_in
from abhay.entrypoints.gateway.main import create_app
from models.actors import Act, ActorRole
from models.enums import Role
from tests.integration.gateway.screens.browser import browser, signed_in
from tests.integration.gateway.support import Gateway
from tests.support.authority import CALLS, roles_of

OPEN = {
    "GET /login", "POST /login", "POST /logout", "GET /set-up/{token}", "POST /set-up/{token}",
    "GET /display/{token}", "POST /display/{token}", "GET /static/{name}", "GET /login/provider",
    "GET /login/provider/return", "GET /docs/partners", "POST /login/passkey",
}  # fmt: skip
"""Pages that nobody needs to be signed in for: each is proven by a password, by its address, or shows nothing."""

ANYBODY = frozenset(role for role in ActorRole if role in {*map(str, filter(signs_in, Role))} | {"display"})
ADMIN = frozenset({ActorRole.ADMIN})
SCREENS: dict[str, frozenset[ActorRole]] = {
    "GET /": roles_of(Act.LIST_CASES),
    "GET /alerts/{ref}": roles_of(Act.READ_CASE),
    "POST /board/push": roles_of(Act.LIST_CASES) & roles_of(Act.ACKNOWLEDGE),
    **dict.fromkeys(("GET /new", "POST /new", "POST /new/draft", "POST /new/look"), roles_of(Act.NOTE_CALL)),
    **{f"GET /reports{ending}": roles_of(Act.READ_REPORTS) for ending in ("", ".csv", ".pdf")},
    "GET /drills": roles_of(Act.READ_DRILLS),
    "GET /drills/{drill}": roles_of(Act.READ_DRILLS),
    "POST /drills": roles_of(Act.RUN_DRILL),
    "POST /drills/{drill}/stop": roles_of(Act.STOP_DRILL),
    "GET /account": ANYBODY,
    "POST /account/password": ANYBODY,
    "GET /account/factor": ANYBODY,
    "POST /account/factor": ANYBODY,
    **{f"POST /account/passkeys{what}": ANYBODY for what in ("", "/new", "/remove")},
    "GET /confirm": ANYBODY,
    "POST /confirm": ANYBODY,
    "GET /policy": roles_of(Act.READ_POLICY),
    "GET /policy/versions/{version}": roles_of(Act.READ_POLICY),
    "GET /units": roles_of(Act.READ_CONTACTS),
    "GET /units/{unit}": roles_of(Act.READ_CONTACTS),
    "POST /units/{unit}": roles_of(Act.SET_CONTACTS),
    "POST /units/{unit}/roster": roles_of(Act.SET_ROSTER),
    "POST /units/{unit}/overrides": roles_of(Act.OVERRIDE_ROSTER),
    "POST /units/{unit}/overrides/{override}/remove": roles_of(Act.OVERRIDE_ROSTER),
    "POST /units/changes/{change}/{decision}": roles_of(Act.CONFIRM_CONTACTS),
    **dict.fromkeys(
        (
            "POST /policy",
            "POST /policy/preview",
            "POST /policy/apply",
            "POST /policy/versions/{version}",
            "POST /policy/versions/{version}/preview",
        ),
        ADMIN,
    ),
    "GET /accounts": ADMIN,
    "POST /accounts": ADMIN,
    **{
        f"POST /accounts/{what}": ADMIN
        for what in ("link", "role", "end", "disable", "enable", "display", "end-display", "drop-factor")
    },
}
"""Pages of signed-in people, and who sees them; a new one needs a line here."""

BOARDS_SCRIPT = ("GET /board/rows", "GET /board/alive", "GET /board/events")
"""What the board's script asks for: a stranger is told so and led nowhere."""

ACTS_ON_A_CASE = "POST /alerts/{ref}/{what}"
"""Whoever may not read the case is told that there is none."""

PROVEN_OTHERWISE = ("/a", "/a/", "/push/", "/v1/sources/", "/v1/receipts/", "/v1/replies/", "/v1/calls/")
ABOUT_US = ("/healthz", "/readyz", "/metrics", "/openapi.json")


def routes() -> Iterator[str]:
    """Method and path of every route that the application answers, whether the document names it or not."""
    for route in iter_route_contexts(create_app().routes):
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {route.path}"


def is_open(call: str) -> bool:
    path = call.split()[1]
    return call in OPEN or path in ABOUT_US or path == "/a" or path.startswith(PROVEN_OTHERWISE[1:])


def test_every_route_is_in_one_of_the_tables() -> None:
    found = set(routes())
    assert len(found) > 60
    known = {*CALLS, *SCREENS, *BOARDS_SCRIPT, ACTS_ON_A_CASE}
    unknown = {call for call in found if call not in known and not is_open(call)}
    assert unknown == set()
    assert SCREENS.keys() <= found, "a page is gone"
    assert set(CALLS) <= found


def asked(call: str) -> tuple[str, str]:
    """Method and path of a call about a case that there is not."""
    method, path = call.split()
    return method, path.format(
        ref="RJ-2026-999999",
        what="acknowledge",
        version="1",
        drill="1",
        unit="bundi",
        change="1",
        decision="x",
        override=str(UUID(int=1)),
    )


@pytest.mark.parametrize("call", BOARDS_SCRIPT)
async def test_a_stranger_sees_nothing_of_the_board(gateway: Gateway, call: str) -> None:
    async with browser(gateway) as client:
        assert (await client.request(*asked(call))).status_code == 401


async def test_an_act_on_a_case_that_one_may_not_read_finds_none(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        assert (await client.request(*asked(ACTS_ON_A_CASE), data={"by": "x"})).status_code in (403, 404)


@pytest.mark.parametrize("call", [*SCREENS, ACTS_ON_A_CASE])
async def test_a_stranger_is_led_to_the_sign_in(gateway: Gateway, call: str) -> None:
    method, path = asked(call)
    async with browser(gateway) as client:
        answer = await client.request(method, path, data={"name": "x"} if method == "POST" else None)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize("role", [role for role in Role if signs_in(role)])
async def test_a_page_is_for_the_roles_of_the_table(gateway: Gateway, role: Role) -> None:
    async with signed_in(gateway, role) as client:
        for call, roles in SCREENS.items():
            method, path = asked(call)
            answer = await client.request(method, path, data={"name": "no such"} if method == "POST" else None)
            if ActorRole(role) not in roles:
                assert answer.status_code == 403, f"{call}: {answer.status_code}"
            else:
                assert answer.status_code != 401, call
                assert answer.status_code < 500, call
                assert not answer.headers.get("location", "").startswith("/login"), call


def test_roles_of_calls_are_those_of_the_table_of_rights() -> None:
    assert ActorRole.DISPLAY in roles_of(*CALLS["GET /v1/alerts"])
    assert {call for call, acts in CALLS.items() if ActorRole.DISPLAY in roles_of(*acts)} == {"GET /v1/alerts"}
