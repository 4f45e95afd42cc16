"""The policy over HTTP: read by all, written by admins, every problem named by its path, open cases left alone."""

import copy
import json
from typing import Any

import pytest

from models.enums import Role
from models.tables import Post
from tests.integration.gateway.support import Gateway
from tests.support import reading


async def current(gateway: Gateway) -> dict[str, Any]:
    return (await gateway.ask("GET", "/v1/policy", Role.AUDITOR)).json()


async def put(gateway: Gateway, policy: Any, query: str = "") -> Any:
    return await gateway.ask("PUT", f"/v1/policy{query}", Role.ADMIN, json=policy)


def with_wait(policy: dict[str, Any], wait: int) -> dict[str, Any]:
    changed = copy.deepcopy(policy)
    changed["severity"]["imminent"]["ladder"][0] |= {"wait": wait, "remind": min(60, wait)}
    return changed


async def test_a_saved_policy_is_the_next_version_and_says_what_changed(gateway: Gateway) -> None:
    before = await current(gateway)
    answer = await put(gateway, with_wait(before["policy"], 90))
    assert answer.status_code == 200
    assert answer.json() == {
        "version": before["version"] + 1,
        "changes": [{"path": "severity.imminent.ladder[0].wait", "before": 180, "after": 90}],
        "applied_to_open": False,
    }
    after = await current(gateway)
    assert after["version"] == before["version"] + 1
    assert after["policy"]["severity"]["imminent"]["ladder"][0]["wait"] == 90


async def test_the_same_policy_is_no_new_version(gateway: Gateway) -> None:
    before = await current(gateway)
    answer = await put(gateway, before["policy"])
    assert (answer.status_code, answer.json()["version"], answer.json()["changes"]) == (200, before["version"], [])


async def test_an_open_case_keeps_its_clock_unless_told_otherwise(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before, view = await current(gateway), await gateway.view(ref)
    await put(gateway, with_wait(before["policy"], 90))
    assert (await gateway.view(ref))["due_at"] == view["due_at"]
    assert (await gateway.view(ref))["policy_version"] == before["version"]
    applied = await put(gateway, with_wait(before["policy"], 120), "?apply_to_open=true")
    assert applied.json()["applied_to_open"] is True
    assert (await gateway.view(ref))["policy_version"] == applied.json()["version"]
    assert (await gateway.view(ref))["due_at"] < view["due_at"]
    last = (await gateway.audit("policy.set"))[-1]
    assert (last["actor"], last["detail"]["applied_to_open_cases"]) == ("test-admin", 1)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"severity": {"imminent": {"ladder": []}}}, "severity.imminent.ladder"),
        ({"rung": {"desk": None}}, "rung.desk"),
        ({"unit": {"nowhere": {"severity": {}}}}, "unit.nowhere"),
        ({"severity": {"high": {"desk": {"wait": 1}}}}, "severity.high.desk.wait"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_a_wrong_value_is_refused_with_its_path(gateway: Gateway, change: dict, path: str) -> None:
    before = await current(gateway)
    answer = await put(gateway, merged(before["policy"], change))
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "urn:abhay:problem:invalid-policy"
    assert path in [each["path"] for each in problem["errors"]]
    assert path in problem["detail"]
    assert await current(gateway) == before


def merged(base: Any, change: Any) -> Any:
    if isinstance(base, dict) and isinstance(change, dict):
        return {**base, **{key: merged(base.get(key), value) for key, value in change.items()}}
    return change


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "{", "", "[" * 20_000, "{}"])
async def test_what_is_no_policy_is_no_500(gateway: Gateway, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await gateway.ask("PUT", "/v1/policy", Role.ADMIN, content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_rung_of_ones_own_needs_no_code(gateway: Gateway) -> None:
    policy = (await current(gateway))["policy"]
    policy["rung"]["range"] = {"label": "Range", "posts": ["range-office"], "scope": "state"}
    answer = await put(gateway, policy)
    assert answer.status_code == 200
    assert [each.scope for each in await reading.rows(gateway.database, Post, Post.id == "range-office")] == ["state"]


async def test_every_version_is_listed_newest_first(gateway: Gateway) -> None:
    before = await current(gateway)
    for wait in (90, 91):
        await put(gateway, with_wait(before["policy"], wait))
    versions = (await gateway.ask("GET", "/v1/policy/versions", Role.UNIT)).json()["versions"]
    assert [each["version"] for each in versions] == [before["version"] + 2, before["version"] + 1, before["version"]]
    assert [each["created_by"] for each in versions] == ["test-admin", "test-admin", "seed"]


async def test_what_is_read_can_be_written(gateway: Gateway) -> None:
    policy = (await current(gateway))["policy"]
    assert (await put(gateway, json.loads(json.dumps(policy)))).status_code == 200
