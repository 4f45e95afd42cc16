"""What is shown of a case: the contract's shape, nobody's person, and to a unit its own cases alone."""

import json
from datetime import datetime, timedelta

import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.answers import Answer, acknowledge
from models.enums import Role
from models.payloads import Subject
from models.routes import Route
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading
from tests.support.actors import OPERATOR
from tests.support.cases import TWO, column

KEYS = {
    "ref", "id", "status", "severity", "source", "channel", "drill", "trust", "received_at", "posted_at", "route",
    "rung", "due_at", "acknowledgement", "milestones", "outcome", "policy_version", "flow_run_id", "flow_run_state",
    "notifications", "timeline",
}  # fmt: skip
NOTIFICATION_KEYS = {
    "id", "kind", "rung", "round", "attempt", "unit", "post", "channel", "status", "queued_at", "sent_at",
    "delivered_at",
}  # fmt: skip


async def test_a_case_has_the_shape_of_the_contract(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    view = await gateway.view(ref)
    assert view.keys() >= KEYS
    assert view["route"].keys() >= {"state", "district", "units", "confidence", "candidates", "evidence"}
    assert (view["route"]["district"], view["route"]["units"]) == ("kota", ["kota-city"])
    assert view["milestones"] == {"dispatched": None, "reached": None, "family_informed": None, "handed_over": None}
    assert all(message.keys() >= NOTIFICATION_KEYS for message in view["notifications"])
    assert {entry["event"] for entry in view["timeline"]} == {"received", "routed", "rung_entered", "paged"}


async def test_due_at_is_the_rungs_entry_and_its_wait(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    view = await gateway.view(ref)
    (entered,) = [entry for entry in view["timeline"] if entry["event"] == "rung_entered"]
    assert entered["detail"]["due_at"] == view["due_at"]
    assert _moment(view["due_at"]) - _moment(entered["at"]) == timedelta(seconds=180)
    assert entered["at"].endswith("Z")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_neither_views_nor_lists_name_the_person_or_the_post(gateway: Gateway) -> None:
    event = alert()
    ref, _ = await gateway.paged(**event)
    await acknowledge(gateway.database, await gateway.id_of(ref), OPERATOR.known_as("Officer"), Answer())
    shown = json.dumps([await gateway.view(ref), (await gateway.ask("GET", "/v1/alerts", Role.AUDITOR)).json()])
    subject = event["subject"]
    marks = [subject["display_name"], subject["username"], subject["user_id"], subject["phones"][0]]
    assert not [mark for mark in (*marks, event["content"]["text"]) if mark in shown]
    revealed = (await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "x"})).text
    assert all(mark in revealed for mark in (*marks, event["content"]["text"]))


async def test_the_runs_state_is_null_while_prefect_cannot_be_asked(gateway: Gateway, engine: FakeEngine) -> None:
    ref = await gateway.raise_alert()
    await gateway.settled()
    (run_id,) = engine.runs
    engine.set_state(run_id, "SCHEDULED", "AwaitingDistrict")
    assert (await gateway.view(ref))["flow_run_state"] == "AwaitingDistrict"
    engine.down = True
    assert (await gateway.view(ref))["flow_run_state"] is None


async def test_a_unit_sees_its_own_cases_alone(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    other, _ = await gateway.paged(Route(state="resolved", district="bundi", units=("bundi",), confidence=1))
    unrouted = await gateway.raise_alert()
    assert (await gateway.ask("GET", f"/v1/alerts/{ref}", Role.UNIT)).status_code == 200
    for hidden in (other, unrouted, "RJ-2026-999999"):
        answer = await gateway.ask("GET", f"/v1/alerts/{hidden}", Role.UNIT)
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:abhay:problem:unknown-alert")
    listed = (await gateway.ask("GET", "/v1/alerts", Role.UNIT)).json()["alerts"]
    assert [line["ref"] for line in listed] == [ref]
    assert (await gateway.ask("GET", "/v1/alerts?unit=kota-city", Role.UNIT)).status_code == 200
    assert (await gateway.ask("GET", "/v1/alerts?unit=bundi", Role.UNIT)).status_code == 403


async def test_a_stood_down_unit_still_sees_the_case(gateway: Gateway) -> None:
    ref, (first, _) = await gateway.paged(TWO)
    await gateway.answer_link(first)
    for unit in ("kota-city", "kota-rural"):
        assert (await gateway.ask("GET", f"/v1/alerts/{ref}", Role.UNIT, unit=unit)).status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"a", "b", "c"}),
        ("?status=awaiting", {"a"}),
        ("?status=awaiting&status=acknowledged", {"a", "b"}),
        ("?severity=high", {"c"}),
        ("?unit=kota-city", {"a", "b"}),
        ("?since=2100-01-01T00:00:00Z", set()),
        ("?since=2000-01-01T00:00:00Z&status=received", {"c"}),
    ],
)
async def test_lists_are_filtered(gateway: Gateway, query: str, expected: set[str]) -> None:
    (a, _), (b, _) = await gateway.paged(), await gateway.paged()
    c = await gateway.raise_alert(severity="high")
    await gateway.ask("POST", f"/v1/alerts/{b}/acknowledgement", Role.OPERATOR, json={"by": "Officer"})
    names = {a: "a", b: "b", c: "c"}
    lines = (await gateway.ask("GET", f"/v1/alerts{query}", Role.OPERATOR)).json()["alerts"]
    assert {names[line["ref"]] for line in lines} == expected


async def test_pages_are_stable_while_cases_come_in(gateway: Gateway) -> None:
    refs = [await gateway.raise_alert() for _ in range(7)]
    seen, cursor = [], ""
    while cursor is not None:
        path = f"/v1/alerts?limit=3{f'&cursor={cursor}' if cursor else ''}"
        page = (await gateway.ask("GET", path, Role.OPERATOR)).json()
        seen += [line["ref"] for line in page["alerts"]]
        cursor = page["next_cursor"]
        await gateway.raise_alert()
    assert seen == refs[::-1]


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=eHh8eHg", "status=nope", "since=yesterday", "limit=0", "limit=201"]
)
async def test_a_wrong_question_is_said_to_be_wrong(gateway: Gateway, query: str) -> None:
    answer = await gateway.ask("GET", f"/v1/alerts?{query}", Role.OPERATOR)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_reveal_opens_every_message_newest_first_and_is_written_down(gateway: Gateway) -> None:
    event = alert()
    ref, _ = await gateway.paged(**event)
    await gateway.webhook({**event, "event": "alert.updated", "subject": {**event["subject"], "city": "Kota"}})
    body = {"reason": "the control room asks for the number"}
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.UNIT, json=body)
    events = answer.json()["events"]
    assert [each["kind"] for each in events] == ["alert.updated", "alert.created"]
    assert events[0]["subject"]["city"] == "Kota"
    assert Subject.model_validate(events[0]["subject"]).phones == tuple(event["subject"]["phones"])
    assert event["content"]["text"] in events[0]["as_received"]
    (entry,) = await gateway.audit("alert.reveal")
    assert (entry["actor"], entry["role"]) == ("test-unit", "unit")
    assert body["reason"] not in str(entry)
    assert await gateway.typed("alert.reveal") == [body["reason"]]
    assert [e["event"] for e in (await gateway.view(ref))["timeline"]].count("revealed") == 1


async def test_an_unreadable_message_is_revealed_as_it_came(gateway: Gateway) -> None:
    ref = (await gateway.webhook(b'{"alert_id": "x", "text": "help her, Talwandi Kota')).json()["ref"]
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "read by hand"})
    assert "help her, Talwandi Kota" in answer.json()["events"][0]["as_received"]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "   "}, {"reason": None}])
async def test_reveal_needs_a_reason(gateway: Gateway, body: dict) -> None:
    ref = await gateway.raise_alert()
    assert (await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json=body)).status_code == 422
    assert await gateway.audit("alert.reveal") == []


async def test_person_and_content_are_encrypted_at_rest(gateway: Gateway) -> None:
    event = alert()
    await gateway.raise_alert(**event)
    tables = ("subject", "content", "evidence", "alert", "alert_event", "identity", "timeline", "audit")
    stored = ""
    for table in tables:
        stored += "".join(await reading.stored(gateway.database, table))
        blobs = await column(gateway.database, f"SELECT encode(t::text::bytea, 'escape') FROM {table} t")  # noqa: S608
        stored += "".join(blobs)
    assert event["alert_id"] in stored  # the partner's own number, to ask them by
    for mark in ("Synthetic Person", event["subject"]["username"], event["subject"]["phones"][0], "nobody would miss"):
        assert mark not in stored
        assert mark.encode().hex() not in stored
