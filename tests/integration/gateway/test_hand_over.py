"""An operator takes the packet for another State's police, and notes its receipt."""

import json
import re

import pytest

from abhay.services.cases.routing import route_case
from models.enums import Mover, Role, RouteState
from models.routes import Route
from tests.integration.gateway.support import PERSON_MARKS, SAMPLES, Gateway
from tests.support.cap import check_cap, find, infos, parameters
from tests.unit.documents.test_pdf import text_of

GUJARAT = Route(state=RouteState.OUT_OF_STATE, other_state="Gujarat", confidence=1)
NEEMUCH = SAMPLES / "json_08_neemuch_just_outside.json"
TIME = re.compile(r"\d\d-\d\d-\d{4} \d\d:\d\d IST")
RECEIVED = "दूसरे राज्य की पुलिस से प्राप्ति / receipt by the other State's police"


async def ask(gateway: Gateway, ref: str, what: str = "cap", **more: object):
    body = {"reason": "Gujarat police asked for it", "format": what, **more}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/hand-over", Role.OPERATOR, json=body)


async def neemuch(gateway: Gateway) -> str:
    ref = (await gateway.webhook(NEEMUCH.read_bytes())).json()["ref"]
    await gateway.settled()
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    await gateway.advance(ref)
    return ref


@pytest.mark.parametrize(
    ("what", "media_type", "suffix"),
    [("cap", "application/cap+xml", "xml"), ("text", "text/plain", "txt"), ("html", "text/html", "html")],
)
async def test_the_packet_names_the_person_and_is_kept_nowhere_on_its_way(
    gateway: Gateway, what: str, media_type: str, suffix: str
) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    answer = await ask(gateway, ref, what)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(f"{media_type}; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="{ref}.1.{suffix}"'
    for mark in ("Synthetic Person", "nobody would miss me", "+9155555"):
        assert mark in answer.text
    assert "Gujarat" in answer.text
    assert "गुजरात" in answer.text


async def test_the_packet_as_pdf_says_the_same_in_hindi_that_can_be_copied(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    answer = await ask(gateway, ref, "pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{ref}.1.pdf"'
    found = " ".join(TIME.sub("", " ".join(text_of(answer.content).split())).split())
    text = (await ask(gateway, ref, "text")).text.replace(f"{ref}.2", f"{ref}.1")
    text = TIME.sub("", text)  # the second packet is given a moment later
    lines = [" ".join(line.removeprefix("==").removesuffix("==").split()) for line in text.splitlines()]
    missing = [line for line in lines if line.strip("-") and line not in found]
    assert missing == []
    assert "गुजरात" in found
    assert "nobody would miss me" in found


async def test_a_case_across_the_border_is_handed_over_with_its_point_and_evidence(gateway: Gateway) -> None:
    ref = await neemuch(gateway)
    root = check_cap((await ask(gateway, ref)).text)
    info = infos(root)["hi-IN"]
    point = json.loads(NEEMUCH.read_bytes())["technical"]["locations"][0]
    assert (find(info, "area/circle") or "").startswith(f"{point['lat']:.5f},{point['lon']:.5f} ")
    assert "मध्य प्रदेश" in (find(info, "area/areaDesc") or "")
    assert parameters(info)["place.evidence"]


async def test_who_took_the_person_along_and_why_is_in_the_log_and_the_timeline(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    await ask(gateway, ref)
    (revealed,) = await gateway.audit("alert.reveal")
    (given,) = await gateway.audit("alert.hand_over")
    assert {entry["actor"] for entry in (revealed, given)} == {"test-operator"}
    assert given["detail"] == {"number": 1, "format": "cap", "state": "Gujarat"}
    view = await gateway.view(ref)
    events = [entry["event"] for entry in view["timeline"]]
    assert events[-2:] == ["revealed", "handed_over"]
    assert not any(mark in json.dumps(view) for mark in PERSON_MARKS)


async def test_the_second_packet_is_an_update_of_the_first(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    first = check_cap((await ask(gateway, ref)).text)
    await ask(gateway, ref, "text")
    third = check_cap((await ask(gateway, ref)).text)
    assert (find(first, "msgType"), find(third, "msgType")) == ("Alert", "Update")
    sender, name, sent = (find(first, path) for path in ("sender", "identifier", "sent"))
    assert find(third, "references") == f"{sender},{name},{sent}"
    assert find(third, "identifier") == f"{ref}.3"


async def test_a_drill_is_an_exercise(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(GUJARAT, drill=True)
    assert find(check_cap((await ask(gateway, ref)).text), "status") == "Exercise"


async def test_where_the_route_names_no_state_the_operator_does(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    refused = await ask(gateway, ref)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("state: the route names no other State")
    assert (await ask(gateway, ref, state="Narnia")).status_code == 422
    assert await gateway.audit("alert.reveal") == [], "nothing is opened for a packet that cannot be made"
    assert "Haryana" in (await ask(gateway, ref, "text", state="हरियाणा")).text


@pytest.mark.parametrize(
    "body",
    [
        {"format": "cap"},
        {"reason": "  ", "format": "cap"},
        {"reason": "x"},
        {"reason": "x", "format": "docx"},
    ],
)
async def test_without_a_reason_or_a_known_form_there_is_no_packet(gateway: Gateway, body: dict) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/hand-over", Role.OPERATOR, json=body)
    assert answer.status_code == 422
    assert await gateway.audit("alert.hand_over") == []


async def test_a_receipt_is_noted_once_and_names_nobody_in_the_case(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(GUJARAT)
    acknowledged = await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "Desk"})
    deadlines = acknowledged.json()["deadlines"]
    assert deadlines["handed_over"] is not None
    assert deadlines["dispatched"] is None
    path = f"/v1/alerts/{ref}/hand-over/receipt"
    body = {"received_by": "Inspector Synthetic, Palanpur", "note": "team sent"}
    first = await gateway.ask("POST", path, Role.OPERATOR, json=body)
    again = await gateway.ask("POST", path, Role.OPERATOR, json={"received_by": "Another"})
    assert (first.json()["first"], again.json()["first"]) == (True, False)
    noted = first.json()["milestones"]["handed_over"]
    assert noted is not None
    assert again.json()["milestones"]["handed_over"] == noted
    view = json.dumps(await gateway.view(ref))
    assert "Palanpur" not in view
    assert "team sent" not in view
    revealed = (await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "x"})).json()
    assert [each["note"] for each in revealed["notes"]] == [
        f"{RECEIVED}: Another",
        f"{RECEIVED}: Inspector Synthetic, Palanpur: team sent",
    ]
    for empty in ("", "   ", "\u202e"):
        refused = await gateway.ask("POST", path, Role.OPERATOR, json={"received_by": empty})
        assert refused.status_code == 422
