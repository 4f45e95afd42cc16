"""Readiness over HTTP, and the test of a contact: it says that it is one, one tap answers it, nothing else changes."""

import re
from uuid import uuid4

from abhay.security.links import make_test_token, make_token
from models.enums import Role
from models.tables import Alert, ContactTest, Notification
from tests.integration.gateway.support import Gateway
from tests.support import reading

PATH = "/v1/units/bundi/contact-tests"


async def lacks_of(gateway: Gateway, unit: str) -> dict[str, set[str]]:
    units = (await gateway.ask("GET", "/v1/readiness", Role.OPERATOR)).json()["units"]
    (own,) = [each for each in units if each["unit"] == unit]
    found: dict[str, set[str]] = {}
    for one in own["reasons"]:
        found.setdefault(one["post"], set()).add(one["lack"])
    return found


async def test_each_unit_has_a_score_with_its_reasons_and_no_names(gateway: Gateway) -> None:
    answer = await gateway.ask("GET", "/v1/readiness", Role.ADMIN)
    view = answer.json()
    assert [each["score"] for each in view["units"]] == sorted(each["score"] for each in view["units"])
    assert {"state", "kota-city"} <= {each["unit"] for each in view["units"]}
    assert not any(each["unit"].startswith("grp-") for each in view["units"])
    assert (await lacks_of(gateway, "bundi"))["control-room"] == {"one_contact", "one_channel", "not_tested"}
    assert "outbox:" not in answer.text


async def test_a_test_is_answered_by_one_tap_and_opening_it_is_none(gateway: Gateway) -> None:
    sent = (await gateway.ask("POST", PATH, Role.ADMIN, json={"post": "control-room"})).json()["tests"]
    assert [(each["post"], each["sent"], each["error"]) for each in sent] == [("control-room", True, None)]
    (row,) = await reading.rows(gateway.database, ContactTest)
    assert row.sent_at is not None
    token = make_test_token(row.id, gateway.runtime.secrets.link_key)
    for _ in range(2):
        page = await gateway.client.get(f"/a/test/{token}")
        assert (page.status_code, "no case is open" in page.text) == (200, True)
    assert (await reading.rows(gateway.database, ContactTest))[0].answered_at is None
    assert (await gateway.client.head(f"/a/test/{token}")).status_code == 200
    answered = await gateway.client.post(f"/a/test/{token}")
    assert (answered.status_code, answered.headers["location"]) == (303, f"/a/test/{token}")
    (row,) = await reading.rows(gateway.database, ContactTest)
    assert row.answered_at is not None
    assert "Thank you" in (await gateway.client.get(f"/a/test/{token}")).text
    await gateway.client.post(f"/a/test/{token}")
    assert (await reading.rows(gateway.database, ContactTest))[0].answered_at == row.answered_at
    assert await reading.count(gateway.database, Alert) == await reading.count(gateway.database, Notification) == 0


async def test_a_test_that_a_channel_refuses_is_said_and_counts_for_nothing(gateway: Gateway) -> None:
    del gateway.runtime.channels["outbox"]  # pyright: ignore[reportIndexIssue]
    (one, *_) = (await gateway.ask("POST", PATH, Role.ADMIN, json={})).json()["tests"]
    assert (one["sent"], "not set up" in one["error"]) == (False, True)
    assert all(row.sent_at is None and row.error for row in await reading.rows(gateway.database, ContactTest))


async def test_no_other_token_opens_a_test_and_no_test_opens_a_case(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    key = gateway.runtime.secrets.link_key
    for token in (page.token, "x", make_test_token(uuid4(), key), make_token(uuid4(), key)):
        for method in ("GET", "POST"):
            answer = await gateway.client.request(method, f"/a/test/{token}")
            assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    await gateway.ask("POST", PATH, Role.ADMIN, json={})
    (row, *_) = await reading.rows(gateway.database, ContactTest)
    assert (await gateway.client.get(f"/a/{make_test_token(row.id, key)}")).status_code == 404
    assert re.fullmatch(r"[A-Za-z0-9_.-]{66}", make_test_token(row.id, key))


async def test_tests_of_an_unknown_unit_are_not_found(gateway: Gateway) -> None:
    assert (await gateway.ask("POST", "/v1/units/nowhere/contact-tests", Role.ADMIN, json={})).status_code == 404
