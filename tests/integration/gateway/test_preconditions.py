"""No lost updates: a change names the version it was made from, and whoever comes too late learns who was first."""

import asyncio
import copy
from typing import Any

import pytest

from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support import reading

POLICY = "/v1/policy"
KOTA = "/v1/units/kota-city/contacts"
RACES = 5


async def tag(gateway: Gateway, path: str) -> str:
    answer = await gateway.ask("GET", path, Role.ADMIN)
    assert answer.status_code == 200
    return answer.headers["etag"]


async def with_wait(gateway: Gateway, wait: int) -> dict[str, Any]:
    policy = copy.deepcopy((await gateway.ask("GET", POLICY, Role.ADMIN)).json()["policy"])
    policy["severity"]["high"]["ladder"][0]["wait"] = wait
    return policy


def room(name: str, pin: str | None = "507318") -> dict[str, Any]:
    contact = {"post": "control-room", "channel": "email", "address": f"{name}@kota-police.example"}
    return {"contacts": [{**contact, **({"pin": pin} if pin else {})}]}


async def body(gateway: Gateway, path: str, number: int) -> dict[str, Any]:
    """A change of this resource, each number another one."""
    return await with_wait(gateway, 700 + number) if path == POLICY else room(f"room{number}")


async def put(gateway: Gateway, path: str, change: dict[str, Any], *if_match: str) -> Any:
    headers = [("If-Match", value) for value in if_match]
    token = await gateway.token(Role.ADMIN)
    return await gateway.client.put(path, json=change, headers=[("Authorization", f"Bearer {token}"), *headers])


@pytest.fixture(params=[POLICY, KOTA], ids=["policy", "contacts"])
def path(request: pytest.FixtureRequest) -> str:
    return request.param


async def test_the_tag_is_strong_and_changes_with_each_change(gateway: Gateway, path: str) -> None:
    tags = [await tag(gateway, path)]
    for number in range(2):
        assert (await put(gateway, path, await body(gateway, path, number))).status_code == 200
        tags.append(await tag(gateway, path))
    assert len(set(tags)) == 3
    assert all(each[0] == each[-1] == '"' for each in tags)
    assert tags[-1] == await tag(gateway, path)


async def test_a_change_of_what_is_in_force_is_saved(gateway: Gateway, path: str) -> None:
    answer = await put(gateway, path, await body(gateway, path, 1), await tag(gateway, path))
    assert answer.status_code == 200
    assert "etag" not in answer.headers, "what is answered is not what was sent (RFC 9110, 9.3.4)"


async def test_a_stale_change_is_refused_and_saves_nothing(gateway: Gateway, path: str) -> None:
    seen = await tag(gateway, path)
    await put(gateway, path, await body(gateway, path, 1), seen)
    between = (await gateway.ask("GET", path, Role.ADMIN)).text
    answer = await put(gateway, path, await body(gateway, path, 2), seen)
    assert (answer.status_code, answer.headers["content-type"]) == (412, "application/problem+json")
    assert answer.json()["type"] == "urn:abhay:problem:stale-version"
    assert (await gateway.ask("GET", path, Role.ADMIN)).text == between
    log = await reading.audit(gateway.database)
    assert len([e for e in log if e.action in {"policy.set", "contacts.set"} and e.actor == "test-admin"]) == 1


async def test_saying_again_what_was_saved_is_stale_too(gateway: Gateway, path: str) -> None:
    seen, change = await tag(gateway, path), await body(gateway, path, 1)
    assert [(await put(gateway, path, change, seen)).status_code for _ in range(2)] == [200, 412]


async def test_without_the_header_a_change_is_saved_as_before(gateway: Gateway, path: str) -> None:
    for number in range(2):
        assert (await put(gateway, path, await body(gateway, path, number))).status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (["*"], 200),
        (['"nobody\'s", {tag}'], 200),
        (['"nobody\'s"', "{tag}"], 200),
        (['"nobody\'s"'], 412),
        (["W/{tag}"], 412),
        (["{bare}"], 400),
        (["*, {tag}"], 400),
        ([""], 400),
    ],
)
async def test_the_header_is_read_as_the_rfc_says(gateway: Gateway, path: str, header: list[str], status: int) -> None:
    seen = await tag(gateway, path)
    lines = [line.format(tag=seen, bare=seen.strip('"')) for line in header]
    answer = await put(gateway, path, await body(gateway, path, 1), *lines)
    assert answer.status_code == status, answer.text
    if status == 400:
        assert answer.json()["type"] == "urn:abhay:problem:bad-header"


async def test_the_asterisk_finds_a_list_that_was_never_changed_but_no_unit_that_is_not_there(gateway: Gateway) -> None:
    assert (await put(gateway, "/v1/units/bundi/contacts", {"contacts": []}, "*")).status_code == 200
    assert (await put(gateway, "/v1/units/nowhere/contacts", {"contacts": []}, "*")).status_code == 404


async def test_one_units_change_leaves_the_others_as_they_were(gateway: Gateway) -> None:
    seen = await tag(gateway, "/v1/units/bundi/contacts")
    await put(gateway, KOTA, room("room1"))
    assert (await put(gateway, "/v1/units/bundi/contacts", {"contacts": []}, seen)).status_code == 200


async def test_who_may_not_change_it_learns_nothing_from_the_header(gateway: Gateway, path: str) -> None:
    for role, status in ((Role.OPERATOR, 403), (None, 401)):
        answer = await gateway.ask("PUT", path, role, json={"contacts": []}, headers={"If-Match": "malformed"})
        assert (answer.status_code, "changed" in answer.json()) == (status, False)


async def test_whoever_comes_too_late_learns_who_changed_which_values_when(gateway: Gateway) -> None:
    seen = await tag(gateway, POLICY)
    for wait in (701, 702):
        await put(gateway, POLICY, await with_wait(gateway, wait))
    answer = await put(gateway, POLICY, await with_wait(gateway, 703), seen)
    changed = answer.json()["changed"]
    versions = (await gateway.ask("GET", "/v1/policy/versions", Role.ADMIN)).json()["versions"]
    assert [(each["version"], each["at"]) for each in reversed(changed)] == [
        (each["version"], each["created_at"]) for each in versions[:2]
    ]
    assert [(each["by"], each["paths"]) for each in changed] == [("test-admin", ["severity.high.ladder[0].wait"])] * 2
    assert "by test-admin" in answer.json()["detail"]


async def test_whoever_names_a_version_that_never_was_learns_of_the_newest_change(gateway: Gateway, path: str) -> None:
    for number in range(2):
        await put(gateway, path, await body(gateway, path, number))
    answer = await put(gateway, path, await body(gateway, path, 3), '"999"')
    current = int((await tag(gateway, path)).strip('"'))
    assert [each["version"] for each in answer.json()["changed"]] == [current]


async def test_changed_contacts_are_named_with_what_was_done_to_them(gateway: Gateway) -> None:
    await put(gateway, KOTA, room("room1"))
    seen = await tag(gateway, KOTA)
    await put(gateway, KOTA, room("room2", "902114"))
    await put(gateway, KOTA, room("room1", "731946"))
    answer = await put(gateway, KOTA, room("room1"), seen)
    one, two = (f"control-room/email/room{number}@kota-police.example" for number in (1, 2))
    assert [each["paths"] for each in answer.json()["changed"]] == [
        [f"{two}: added", f"{one}: switched_off"],
        [f"{one}: switched_on", f"{one}: pin", f"{two}: switched_off"],
    ]
    assert "731946" not in answer.text


async def test_a_list_that_changes_nothing_is_no_new_version(gateway: Gateway) -> None:
    await put(gateway, KOTA, room("room1"))
    seen = await tag(gateway, KOTA)
    assert (await put(gateway, KOTA, room("room1", None))).status_code == 200
    assert await tag(gateway, KOTA) == seen


async def test_of_two_changes_made_from_the_same_version_exactly_one_is_saved(gateway: Gateway, path: str) -> None:
    for race in range(RACES):
        seen = await tag(gateway, path)
        rivals = [await body(gateway, path, 2 * race + side) for side in range(2)]
        answers = await asyncio.gather(*(put(gateway, path, rival, seen) for rival in rivals))
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        winner = next(rival for rival, answer in zip(rivals, answers, strict=True) if answer.status_code == 200)
        after = (await gateway.ask("GET", path, Role.ADMIN)).json()
        if path == POLICY:
            assert after["policy"] == winner
        else:
            active = [each["address"] for each in after["contacts"] if each["active"]]
            assert active == [winner["contacts"][0]["address"]]
        assert await tag(gateway, path) != seen


async def test_an_unchanged_policy_is_put_on_open_cases_without_a_new_version(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    saved = await put(gateway, POLICY, await with_wait(gateway, 701))
    same = (await gateway.ask("GET", POLICY, Role.ADMIN)).json()
    answer = await gateway.ask("PUT", f"{POLICY}?apply_to_open=true", Role.ADMIN, json=same["policy"])
    assert answer.json() == {"version": saved.json()["version"], "changes": [], "applied_to_open": True}
    assert (await gateway.view(ref))["policy_version"] == same["version"]
    assert (await gateway.audit("policy.set"))[-1]["detail"] == {
        "version": same["version"],
        "applied_to_open_cases": 1,
    }


def test_the_openapi_document_tells_of_the_header_and_its_answers(gateway: Gateway) -> None:
    paths = gateway.app.openapi()["paths"]
    for path in (POLICY, "/v1/units/{unit}/contacts"):
        assert "ETag" in paths[path]["get"]["responses"]["200"]["headers"]
        change = paths[path]["put"]
        (header,) = [each for each in change["parameters"] if each["in"] == "header"]
        assert (header["name"], header["required"]) == ("If-Match", False)
        for status in ("400", "412"):
            assert "application/problem+json" in change["responses"][status]["content"]
