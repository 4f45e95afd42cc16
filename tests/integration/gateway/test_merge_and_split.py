"""Operators merge and split cases over HTTP: what is shown to choose by, what is refused, who is told, what stays sealed."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.messages.briefing import read_briefing
from abhay.services.messages.delivery import context_of
from abhay.wording.messages import render
from models.enums import Mover, Reason, Role
from models.routes import Route
from tests.integration.gateway.support import PERSON_MARKS, Gateway, alert
from tests.support import reading
from tests.support.cases import KOTA

BUNDI = KOTA.model_copy(update={"district": "bundi", "units": ("bundi",)})
WHY = "the mother of Synthetic Person called from +915555512345"


async def merge(gateway: Gateway, ref: str, into: str) -> httpx.Response:
    body = {"into": into, "reason": WHY}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/merge", Role.OPERATOR, json=body)


async def split(gateway: Gateway, ref: str, events: list[str]) -> httpx.Response:
    body = {"events": events, "reason": WHY}
    return await gateway.ask("POST", f"/v1/alerts/{ref}/split", Role.OPERATOR, json=body)


async def two_people(gateway: Gateway, route: Route = KOTA) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A case that two people's messages went into, because both bear one reference; answers ref and both alerts."""
    first = alert()
    second = alert(alert_id=first["alert_id"])
    ref, _ = await gateway.paged(route, **first)
    assert await gateway.raise_alert(**second) == ref
    return ref, first, second


async def told(gateway: Gateway, ref: str, kind: str) -> list[str]:
    return [n["post"] for n in (await gateway.view(ref))["notifications"] if n["kind"] == kind]


async def test_an_alert_shows_its_messages_to_choose_from_and_nothing_of_what_they_say(gateway: Gateway) -> None:
    ref, first, second = await two_people(gateway)
    view = await gateway.view(ref)
    assert [set(event) for event in view["events"]] == [
        {"id", "source", "channel", "kind", "trust", "received_at", "posted_at", "is_test"}
    ] * 2
    assert [(e["source"], e["channel"], e["kind"]) for e in view["events"]] == [
        ("meta", "webhook", "alert.created")
    ] * 2
    shown = json.dumps(view)
    assert not [mark for each in (first, second) for mark in (each["subject"]["username"],) if mark in shown]


async def test_a_merged_case_is_closed_says_where_it_went_and_everybody_is_told(
    gateway: Gateway, engine: FakeEngine
) -> None:
    (ref, _), (into, _) = await gateway.paged(BUNDI), await gateway.paged()
    due, before = (await gateway.view(ref))["due_at"], await gateway.view(into)
    answer = await merge(gateway, ref, into)
    assert (answer.status_code, answer.json()["ref"], answer.json()["merged"]) == (200, into, [ref])
    gone, stays = await gateway.view(ref), await gateway.view(into)
    assert (gone["status"], gone["outcome"], gone["merged_into"], gone["events"]) == ("closed", "duplicate", into, [])
    assert len(stays["events"]) == 2
    assert (stays["status"], stays["rung"]) == ("awaiting", "district")
    assert stays["due_at"] == due < before["due_at"], "the sooner deadline holds"
    assert await told(gateway, ref, "stood_down") == ["control-room"]
    assert await told(gateway, into, "update") == ["control-room"]
    for view, detail in ((gone, {"into": into}), (stays, {"merged": ref})):
        (entry,) = [e for e in view["timeline"] if e["event"] == "merged"]
        assert detail.items() <= entry["detail"].items()
    assert gone["timeline"][-1]["event"] == "closed"
    await gateway.settled()
    woken = sorted(str(run) for run in engine.woken)
    assert woken == sorted([stays["flow_run_id"], gone["flow_run_id"]]), "one ends, one goes on"


async def test_a_merge_tells_of_no_message_that_nobody_sent_and_routes_again(gateway: Gateway) -> None:
    (ref, _), (into, (page,)) = await gateway.paged(BUNDI), await gateway.paged()
    view = (await merge(gateway, ref, into)).json()
    assert "attached" not in [entry["event"] for entry in view["timeline"]]
    assert "a new message about the person" not in (await gateway.answer_link(page)).text
    goes_on = await reading.case(gateway.database, into)
    assert goes_on.route_stale, "the messages that moved may say another place"


async def test_a_merge_that_is_sent_again_changes_nothing(gateway: Gateway) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    first, again = await merge(gateway, ref, into), await merge(gateway, ref, into)
    assert (again.status_code, again.json()["timeline"]) == (200, first.json()["timeline"])
    assert len(await gateway.audit("alert.merge")) == 2


async def test_what_may_not_be_merged_is_refused_with_a_reason(gateway: Gateway) -> None:
    (ref, _), (other, _), (drill, _) = [await gateway.paged(drill=drill) for drill in (False, False, True)]
    closed, _ = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{closed}/closure", Role.OPERATOR, json={"outcome": "safe"})
    held = await held_mail(gateway)
    taken, _ = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{taken}/acknowledgement", Role.OPERATOR, json={"by": "Officer"})
    refused = {
        (ref, ref): (422, "itself"),
        (ref, closed): (409, f"{closed} is closed"),
        (closed, ref): (409, f"{closed} is closed"),
        (ref, drill): (409, "drill"),
        (drill, ref): (409, "drill"),
        (ref, "RJ-2026-999999"): (404, "RJ-2026-999999"),
        (ref, held): (409, f"merge {held} into {ref} instead"),
        (taken, ref): (409, f"merge {ref} into {taken} instead"),
    }
    for (source, target), (status, says) in refused.items():
        answer = await merge(gateway, source, target)
        assert (answer.status_code, says in answer.json()["detail"]) == (status, True), answer.text
    assert (await merge(gateway, ref, other)).status_code == 200
    for source, target in ((ref, taken), (taken, ref)):
        answer = await merge(gateway, source, target)
        assert (answer.status_code, f"merged into {other}" in answer.json()["detail"]) == (409, True), answer.text


async def held_mail(gateway: Gateway) -> str:
    mail = f"From: a@b.example\nMessage-ID: <{uuid4().hex}@b.example>\n\nPlease help {uuid4().hex}".encode()
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=mail)
    ref = answer.json()["ref"]
    await gateway.advance(ref)
    return ref


async def test_a_held_mail_merged_into_an_authentic_case_is_not_verified_by_it(gateway: Gateway) -> None:
    held, (ref, _) = await held_mail(gateway), await gateway.paged()
    view = (await merge(gateway, held, ref)).json()
    assert (view["trust"], [event["trust"] for event in view["events"]]) == ("verified", ["none", "verified"])
    assert [e["event"] for e in view["timeline"]].count("attached") == 0, "it would be routed by it"
    mail, authentic = (event["id"] for event in view["events"])
    refused = await split(gateway, ref, [authentic])
    assert (refused.status_code, "unverified" in refused.json()["detail"]) == (409, True), "the mail would be believed"
    apart = (await split(gateway, ref, [mail])).json()
    assert (apart["trust"], apart["split_from"]) == ("none", ref)
    await record_route(gateway.database, await gateway.id_of(apart["ref"]), KOTA, Mover.FLOW)
    await gateway.advance(apart["ref"])
    assert (await gateway.view(apart["ref"]))["rung"] == "desk"


async def test_the_page_marks_the_message_whose_sender_was_not_verified(gateway: Gateway) -> None:
    held, (ref, (page,)) = await held_mail(gateway), await gateway.paged()
    mark = "The sender of this message was not verified"
    assert mark not in (await gateway.answer_link(page)).text
    await merge(gateway, held, ref)
    assert (await gateway.answer_link(page)).text.count(mark) == 1


async def test_a_split_case_is_a_new_alert_and_each_persons_messages_find_their_own(gateway: Gateway) -> None:
    ref, first, second = await two_people(gateway)
    before = await gateway.view(ref)
    answer = await split(gateway, ref, [before["events"][1]["id"]])
    new, old = answer.json(), await gateway.view(ref)
    assert (answer.status_code, new["split_from"], old["split"]) == (200, ref, [new["ref"]])
    assert (new["status"], new["rung"], new["trust"], new["acknowledgement"]) == ("received", None, "verified", None)
    assert new["received_at"] > before["received_at"]
    assert (old["due_at"], old["status"]) == (before["due_at"], before["status"])
    assert len(await told(gateway, ref, "update")) == 2, "once when it joined, once when it left"
    for view, detail in ((old, {"split": new["ref"]}), (new, {"split_from": ref})):
        (entry,) = [e for e in view["timeline"] if e["event"] == "split"]
        assert detail.items() <= entry["detail"].items()
    for ours, home in ((first, ref), (second, new["ref"]), (first, ref), (second, new["ref"])):
        follow = {**ours, "event": "alert.updated", "content": {"text": uuid4().hex}}
        assert await gateway.raise_alert(**follow) == home
    again = await split(gateway, ref, [before["events"][1]["id"]])
    assert (again.status_code, again.json()["ref"]) == (200, new["ref"])


async def test_whoever_was_paged_is_told_in_which_case_the_other_persons_messages_are_now(gateway: Gateway) -> None:
    ref, first, _ = await two_people(gateway)
    third = alert(alert_id=first["alert_id"])
    assert await gateway.raise_alert(**third) == ref
    events = [event["id"] for event in (await gateway.view(ref))["events"]]
    apart = [(await split(gateway, ref, [event])).json()["ref"] for event in events[1:]]
    news = [each for each in await reading.notifications(gateway.database, ref) if each.reason is Reason.SPLIT]
    assert len(news) == len(apart) == 2
    for message, other in zip(sorted(news, key=lambda each: each.queued_at), apart, strict=True):
        body = render(context_of(await read_briefing(gateway.database, message.id), None)).body
        assert [name in body for name in apart] == [name == other for name in apart]


async def test_a_split_that_cannot_be_is_refused(gateway: Gateway) -> None:
    ref, _, _ = await two_people(gateway)
    other, _ = await gateway.paged()
    events = [event["id"] for event in (await gateway.view(ref))["events"]]
    theirs = (await gateway.view(other))["events"][0]["id"]
    for chosen, status in (
        (events, 422),
        ([theirs], 422),
        ([events[0], theirs], 422),
        ([str(uuid4())], 422),
        ([], 422),
    ):
        answer = await split(gateway, ref, chosen)
        assert answer.status_code == status, answer.text
    assert len((await gateway.view(ref))["events"]) == 2


async def test_a_case_that_was_closed_too_soon_can_still_be_split(gateway: Gateway) -> None:
    ref, _, _ = await two_people(gateway)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    event = (await gateway.view(ref))["events"][1]["id"]
    new = (await split(gateway, ref, [event])).json()
    assert new["status"] == "received"
    assert (await gateway.view(ref))["status"] == "closed"


async def test_a_merge_is_undone_by_a_split(gateway: Gateway) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    moved = [event["id"] for event in (await gateway.view(ref))["events"]]
    await merge(gateway, ref, into)
    new = (await split(gateway, into, moved)).json()
    assert [event["id"] for event in new["events"]] == moved
    assert new["ref"] not in (ref, into)


@pytest.mark.parametrize("what", ["acknowledgement", "milestones"])
async def test_an_answer_to_a_merged_case_counts_in_the_one_that_goes_on(gateway: Gateway, what: str) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    await merge(gateway, ref, into)
    body = {"acknowledgement": {"by": "Officer"}, "milestones": {"kind": "dispatched"}}[what]
    answer = (await gateway.ask("POST", f"/v1/alerts/{ref}/{what}", Role.UNIT, json=body)).json()
    assert (answer["ref"], answer["status"], answer["first"]) == (into, "acknowledged", True)
    assert (await gateway.view(into))["status"] == "acknowledged"


async def test_a_link_of_a_merged_case_acknowledges_the_one_that_goes_on(gateway: Gateway) -> None:
    (ref, (page,)), (into, _) = await gateway.paged(), await gateway.paged()
    await merge(gateway, ref, into)
    answer = await gateway.answer_link(page)
    assert (answer.status_code, into in answer.text) == (200, True)
    assert (await gateway.view(into))["acknowledgement"]["post"] == "control-room"


async def test_the_acknowledger_of_the_case_that_goes_on_is_told_too(gateway: Gateway) -> None:
    (into, _), (ref, _) = await gateway.paged(), await gateway.paged(BUNDI)
    body = {"by": "Officer", "unit": "kota-city", "post": "sp-office"}
    await gateway.ask("POST", f"/v1/alerts/{into}/acknowledgement", Role.OPERATOR, json=body)
    assert (await merge(gateway, ref, into)).status_code == 200
    assert sorted(await told(gateway, into, "update")) == ["control-room", "sp-office"]


async def test_what_was_typed_is_sealed_and_no_person_is_in_clear(gateway: Gateway) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    view = (await merge(gateway, ref, into)).json()
    await split(gateway, into, [view["events"][0]["id"]])
    kept = json.dumps([await gateway.audit(), *[await gateway.view(each) for each in (ref, into)]])
    assert not [mark for mark in (*PERSON_MARKS, WHY) if mark in kept]
    assert [await gateway.typed(action) for action in ("alert.merge", "alert.split")] == [[WHY] * 2] * 2
