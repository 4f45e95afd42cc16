"""The same words again, and a sender's word that nobody is needed: never in silence, and it ends nothing."""

from datetime import UTC, datetime

import httpx
import pytest

from models.enums import MessageKind, Reason, Role
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading

RESULTS = (
    "Authentication-Results: mail.kota-police.example; dkim=pass header.d=meta-partner.example;\n"
    " spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example\n"
)


async def close(gateway: Gateway, ref: str) -> None:
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    assert answer.status_code == 200


async def mail(gateway: Gateway, head: str, text: str) -> httpx.Response:
    raw = f"{RESULTS}From: Meta <escalations@meta-partner.example>\nTo: desk@kota-police.example\n{head}\n\n{text}\n"
    return await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=raw.encode())


async def test_the_same_message_is_known_while_its_case_is_open_and_opens_another_after_it(gateway: Gateway) -> None:
    body = alert()
    ref = await gateway.raise_alert(**body)
    for _ in range(2):
        again = await gateway.webhook(body)
        assert (again.status_code, again.json()["ref"]) == (200, ref)
    chain = [ref]
    for _ in range(3):
        await close(gateway, chain[-1])
        answer = await gateway.webhook(body)
        assert answer.status_code == 202
        chain.append(answer.json()["ref"])
        view = await gateway.view(chain[-1])
        assert (view["status"], view["again_of"]) == ("received", chain[-2])
        assert (await gateway.webhook(body)).json() == {**answer.json(), "status": "received"}
    assert len(set(chain)) == 4


async def test_a_call_noted_in_the_same_words_after_closure_is_a_new_case(gateway: Gateway) -> None:
    body = {"severity": "imminent", "note": "silent call, somebody is crying"}
    first = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=body)
    assert (await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=body)).status_code == 200
    await close(gateway, first.json()["ref"])
    again = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=body)
    assert again.status_code == 202
    assert (await gateway.view(again.json()["ref"]))["again_of"] == first.json()["ref"]


async def test_the_same_words_after_closure_join_another_open_case_of_the_person(gateway: Gateway) -> None:
    body = alert()
    ref = await gateway.raise_alert(**body)
    await close(gateway, ref)
    other = await gateway.raise_alert(**{**body, "content": {"text": "other words"}})
    assert other != ref
    again = await gateway.webhook(body)
    assert (again.status_code, again.json()["ref"]) == (202, other)


async def test_stock_mails_without_an_id_are_told_apart_by_date_and_envelope(gateway: Gateway) -> None:
    text = "You have a new emergency notice. Please sign in to the portal to read it."
    day = datetime(2026, 11, 24, 10, tzinfo=UTC)
    head = "Subject: New notice\nDate: {}"
    dates = [head.format(day.replace(minute=minute).strftime("%a, %d %b %Y %H:%M:%S +0000")) for minute in (1, 1, 2)]
    answers = [await mail(gateway, each, text) for each in dates]
    assert [each.status_code for each in answers] == [202, 200, 202]
    assert answers[0].json()["ref"] == answers[1].json()["ref"] != answers[2].json()["ref"]


@pytest.mark.parametrize("event", ["alert.resolved", "withdrawn", "Alert.Cancelled", "closed_by_platform", "रद्द"])
async def test_the_word_that_it_is_over_is_noted_in_the_open_case_and_ends_nothing(
    gateway: Gateway, event: str
) -> None:
    body = alert()
    ref, pages = await gateway.paged(**body)
    before = await gateway.view(ref)
    answer = await gateway.webhook({**body, "event": event, "severity": "concern"})
    assert (answer.status_code, answer.json()["ref"]) == (202, ref)
    after = await gateway.view(ref)
    for field in ("status", "due_at", "rung", "severity", "route", "outcome"):
        assert after[field] == before[field], field
    assert after["events"][1]["kind"] in {"alert.resolved", "alert.withdrawn", "alert.cancelled", "alert.closed"}
    (told,) = [each for each in await reading.notifications(gateway.database, ref) if each.kind is MessageKind.UPDATE]
    assert told.reason is Reason.ENDED_BY_SENDER
    shown = await gateway.answer_link(pages[0])
    assert "the sender says:" in shown.text
    assert (await gateway.webhook({**body, "event": event, "severity": "concern"})).status_code == 200


async def test_after_closure_it_opens_no_case_and_the_desk_is_told_in_the_closed_one(gateway: Gateway) -> None:
    body = alert()
    ref = await gateway.raise_alert(**body)
    await close(gateway, ref)
    said = {**body, "event": "alert.resolved"}
    answer = await gateway.webhook(said)
    assert (answer.status_code, answer.json()["ref"]) == (202, ref)
    view = await gateway.view(ref)
    assert (view["status"], len(view["events"])) == ("closed", 2)
    assert (await gateway.desk_reasons(ref))[-1] == Reason.ENDED_BY_SENDER
    assert (await gateway.webhook(said)).status_code == 200


async def test_of_a_person_without_a_case_the_desk_is_told_and_the_answer_names_none(gateway: Gateway) -> None:
    answer = await gateway.webhook(alert(event="alert.withdrawn", alert_id="SYN-2026-777"))
    assert (answer.status_code, answer.json()) == (202, {"ref": None, "id": None, "status": None})
    sent = [each for channel in gateway.runtime.channels.values() for each in getattr(channel, "arrived", ())]
    assert [(each.post, each.alert) for each in sent] == [("abhay-desk", "ABHAY")]
    assert "SYN-2026-777" in sent[0].body
    assert (await gateway.ask("GET", "/v1/alerts", Role.OPERATOR)).json()["alerts"] == []
    assert (await gateway.audit("alert.receive"))[-1]["detail"]["event"] == "alert.withdrawn"


async def test_an_unproven_mail_that_says_so_is_held_like_any_other(gateway: Gateway) -> None:
    raw = (
        b"From: Meta <x@meta-partner.example>\nSubject: Resolved: alert SYN-2026-778\n\nCase reference: SYN-2026-778\n"
    )
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=raw)
    assert (await gateway.view(answer.json()["ref"]))["trust"] == "none"


async def test_a_mail_with_the_word_in_its_subject_belongs_to_its_case(gateway: Gateway) -> None:
    ref = await gateway.raise_alert(alert_id="SYN-2026-779")
    text = "Case reference: SYN-2026-779\nPlatform: Instagram\nUser ID: 9100000000779\n"
    answer = await mail(gateway, "Subject: [RESOLVED] Alert SYN-2026-779\nMessage-ID: <r1@meta-partner.example>", text)
    assert (answer.status_code, answer.json()["ref"]) == (202, ref)
    assert (await gateway.view(ref))["events"][1]["kind"] == "alert.resolved"


@pytest.mark.parametrize("mark", [{"test": True}, {"is_test": "yes"}, {"drill": 1}])
async def test_a_mark_of_a_test_is_said_on_message_and_page_and_changes_nothing_else(
    gateway: Gateway, mark: dict
) -> None:
    ref, (page, *_) = await gateway.paged(**mark)
    view = await gateway.view(ref)
    assert (view["is_test"], view["drill"], view["rung"]) == (True, False, "district")
    for text in ((await gateway.client.get(f"/a/{page.token}")).text, (await gateway.answer_link(page)).text):
        assert "marked this alert as a test" in text
    await gateway.raise_alert(**{**alert(), "alert_id": "other"})
    body = alert()
    real = await gateway.raise_alert(**{**body, "test": True})
    await gateway.raise_alert(**{**body, "event": "alert.updated"})
    assert not (await gateway.view(real))["is_test"], "what is meant came after it"
