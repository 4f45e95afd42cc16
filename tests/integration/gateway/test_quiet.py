"""A held message can be quietened for a stated time or ended as not genuine; its first page is never held back."""

from datetime import datetime, timedelta

import pytest

from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support.cases import column, move_clock

SPOOFED = (
    b"From: Meta Safety <escalations@meta-partner.example>\r\nTo: abhay-desk@kota-police.example\r\n"
    b"Message-ID: <1@elsewhere.example>\r\nSubject: [URGENT] Self-harm escalation\r\n\r\nPlease open the link.\r\n"
)
FOR_HALF_AN_HOUR = {"minutes": 30, "reason": "SI Synthetic: the partner says that it sent nothing"}
PAGED = "SELECT count(*) FROM notification n JOIN alert a ON a.id = n.alert_id WHERE a.ref = :ref"


async def held(gateway: Gateway) -> str:
    answer = await gateway.ask(
        "POST",
        "/v1/sources/meta/mail",
        Role.INTEGRATOR,
        content=SPOOFED,
        headers={"Content-Type": "message/rfc822"},
    )
    assert answer.status_code == 202, answer.text
    ref = answer.json()["ref"]
    await gateway.settled()
    await column(
        gateway.database,
        "UPDATE alert SET route_state = 'unresolved', route = '{\"state\": \"unresolved\"}' RETURNING 1",
    )
    return ref


async def paged(gateway: Gateway, ref: str) -> int:
    await gateway.advance(ref)
    return (await column(gateway.database, PAGED, ref=ref))[0]


async def test_a_held_message_is_quiet_for_the_stated_time_and_comes_back(gateway: Gateway) -> None:
    ref = await held(gateway)
    first = await paged(gateway, ref)
    await move_clock(gateway.database, 61)
    again = await paged(gateway, ref)
    assert again > first > 0, "it pages each minute"
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/quiet", Role.OPERATOR, json=FOR_HALF_AN_HOUR)
    assert answer.status_code == 200, answer.text
    view = await gateway.view(ref)
    quieted = next(entry for entry in view["timeline"] if entry["event"] == "quieted")
    until, noted = (datetime.fromisoformat(each) for each in (answer.json()["until"], quieted["at"]))
    assert until - noted == timedelta(minutes=30)
    for _ in range(5):
        await move_clock(gateway.database, 350)
        assert await paged(gateway, ref) == again
    await move_clock(gateway.database, 60)
    assert await paged(gateway, ref) > again
    assert await gateway.typed("alert.quieten") == [FOR_HALF_AN_HOUR["reason"]]
    assert (await gateway.audit("alert.quieten"))[0]["detail"] == {"minutes": 30}


async def test_the_first_page_is_never_held_back(gateway: Gateway) -> None:
    ref = await held(gateway)
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/quiet", Role.OPERATOR, json=FOR_HALF_AN_HOUR)
    assert answer.status_code == 409
    assert await paged(gateway, ref) > 0


async def test_a_case_of_a_proven_sender_is_never_quiet(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/quiet", Role.OPERATOR, json=FOR_HALF_AN_HOUR)
    assert answer.status_code == 409
    assert "not proven" in answer.json()["detail"]


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 6000}, {"reason": " "}])
async def test_a_time_without_end_and_a_missing_reason_are_refused(gateway: Gateway, wrong: dict[str, object]) -> None:
    ref = await held(gateway)
    body = FOR_HALF_AN_HOUR | wrong
    assert (await gateway.ask("POST", f"/v1/alerts/{ref}/quiet", Role.OPERATOR, json=body)).status_code == 422


async def test_only_what_is_in_doubt_ends_as_not_genuine(gateway: Gateway) -> None:
    ref = await held(gateway)
    await paged(gateway, ref)
    believed, (page,) = await gateway.paged()
    body = {"outcome": "not_genuine", "note": "The partner says that it sent nothing"}
    assert (await gateway.ask("POST", f"/v1/alerts/{believed}/closure", Role.OPERATOR, json=body)).status_code == 409
    assert (await gateway.view(believed))["status"] == "awaiting"
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json=body)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "not_genuine")
    shown = await gateway.client.get(f"/a/{page.token}")
    assert "not_genuine" not in shown.text
