"""Alerts come in: proved, stored before they are answered, once each, whatever they look like."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from email.message import EmailMessage

import pytest
from sqlalchemy import text

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.sources.webhooks import WebhookSource
from abhay.adapters.store.db.locks import LISTENING
from abhay.settings import LimitSettings, SourceSettings
from models.enums import Reason, Role
from tests.integration.gateway.support import SAMPLES, Gateway, alert, until
from tests.support import reading
from tests.support.cases import column


async def test_a_signed_alert_is_stored_before_it_is_answered(gateway: Gateway) -> None:
    answer = await gateway.webhook(alert())
    assert answer.status_code == 202
    body = answer.json()
    assert body["status"] == "received"
    assert str((await reading.case(gateway.database, body["ref"])).id) == body["id"]


async def test_the_same_event_again_answers_200_and_the_same_case(gateway: Gateway) -> None:
    event = alert()
    first, again = await gateway.webhook(event), await gateway.webhook(event)
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json()["ref"] == first.json()["ref"]
    assert len(await reading.cases(gateway.database)) == 1


async def test_the_same_event_ten_times_at_once_is_one_case(gateway: Gateway, engine: FakeEngine) -> None:
    event = alert()
    answers = await asyncio.gather(*(gateway.webhook(event) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [202]
    assert len({answer.json()["ref"] for answer in answers}) == 1
    await gateway.settled()
    assert len(engine.started) == 1


async def test_connections_that_died_between_two_alerts_cost_neither(gateway: Gateway) -> None:
    await asyncio.gather(*(gateway.raise_alert() for _ in range(5)))
    await gateway.settled()
    ended = await column(
        gateway.database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert ended
    answers = await asyncio.gather(*(gateway.webhook(alert()) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [202] * 5


async def test_an_update_joins_its_case_and_is_accepted(gateway: Gateway) -> None:
    event = alert()
    first = await gateway.webhook(event)
    update = {**event, "event": "alert.updated", "severity": "high", "subject": {**event["subject"], "city": "Kota"}}
    second = await gateway.webhook(update)
    assert second.status_code == 202
    assert second.json()["ref"] == first.json()["ref"]
    events = [entry["event"] for entry in (await gateway.view(first.json()["ref"]))["timeline"]]
    assert events == ["received", "attached"]


@pytest.mark.parametrize("signature", ["sha256=" + "0" * 64, "sha256=", "", "sha1=abc", "0" * 64])
async def test_a_wrong_signature_stores_nothing(gateway: Gateway, signature: str) -> None:
    answer = await gateway.webhook(alert(), signature or "none")
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:abhay:problem:bad-signature"
    assert await reading.cases(gateway.database) == []


async def test_without_a_signature_nothing_is_read(gateway: Gateway) -> None:
    assert (await gateway.client.post("/v1/sources/meta/alerts", json=alert())).status_code == 401


async def test_an_empty_body_is_the_only_body_refused(gateway: Gateway) -> None:
    answer = await gateway.webhook(b"")
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:abhay:problem:empty-body"


@pytest.mark.parametrize(
    "body", [b'{"alert_id": "x", "content": {"text": ', b"\xff\xfe\x00", b"[]", b"null", b'"text"', b"[" * 20000, b" "]
)
async def test_signed_but_unreadable_opens_a_case_to_be_read_by_hand(gateway: Gateway, body: bytes) -> None:
    answer = await gateway.webhook(body)
    assert answer.status_code == 202
    ref = answer.json()["ref"]
    assert not (await reading.case(gateway.database, ref)).readable
    assert (await gateway.view(ref))["severity"] == "imminent"


async def test_a_mistake_in_our_reading_loses_no_alert(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: WebhookSource, body: bytes, media_type: str = "") -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(WebhookSource, "parse", broken)
    event = alert()
    answer = await gateway.webhook(event)
    assert answer.status_code == 202
    assert (await gateway.webhook(event)).status_code == 200
    assert not (await reading.case(gateway.database, answer.json()["ref"])).readable


async def test_an_unknown_source_is_not_found(gateway: Gateway) -> None:
    answer = await gateway.client.post("/v1/sources/nobody/alerts", json={})
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:abhay:problem:unknown-source"
    assert (await gateway.client.post("/v1/sources/phone/alerts", json={})).status_code == 404


async def test_standard_webhooks_of_another_source(gateway: Gateway) -> None:
    key = base64.b64encode(b"0" * 32).decode()
    gateway.runtime.secrets.sources["google"] = SourceSettings(secret=f"whsec_{key}")
    raw, stamp = json.dumps(alert()).encode(), str(int(time.time()))
    signed = hmac.digest(b"0" * 32, b".".join((b"msg_1", stamp.encode(), raw)), hashlib.sha256)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
    good = await gateway.client.post("/v1/sources/google/alerts", content=raw, headers=headers)
    assert good.status_code == 202
    bad = await gateway.client.post("/v1/sources/google/alerts", content=raw + b" ", headers=headers)
    assert bad.status_code == 401


async def test_a_mail_opens_a_case_for_the_integrator(gateway: Gateway) -> None:
    raw = (SAMPLES / "eml_01_kota_hindi_multipart_base64.eml").read_bytes()
    first = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=raw)
    again = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=raw)
    assert (first.status_code, again.status_code) == (202, 200)
    view = await gateway.view(first.json()["ref"])
    assert (view["channel"], view["trust"]) == ("mail", "verified")


@pytest.mark.parametrize("body", [b"\x00\xff", b"no mail at all", b"From: a@b.example\n\n", EmailMessage().as_bytes()])
async def test_a_mail_that_cannot_be_understood_is_held_not_refused(gateway: Gateway, body: bytes) -> None:
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=body or b"\n")
    assert answer.status_code == 202
    assert (await gateway.view(answer.json()["ref"]))["trust"] in {"failed", "none"}


async def test_a_call_is_noted_by_an_operator(gateway: Gateway) -> None:
    note = {
        "severity": "high",
        "source": "meta",
        "text": "Caller read the post to us.",
        "subject": {"display_name": "Synthetic Person", "phones": ["+91 55555 12345"]},
        "location": {"city": "Kota"},
        "heard_from": "partner's hotline",
        "note": "will send a mail",
    }
    answer = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=note)
    assert answer.status_code == 202
    view = await gateway.view(answer.json()["ref"])
    assert (view["channel"], view["severity"], view["trust"]) == ("phone", "high", "verified")
    revealed = await gateway.ask("POST", f"/v1/alerts/{view['ref']}/reveal", Role.OPERATOR, json={"reason": "a test"})
    assert revealed.json()["events"][0]["heard_from"] == "partner's hotline"


async def test_without_a_listening_worker_a_run_is_started_and_registered(gateway: Gateway, engine: FakeEngine) -> None:
    ref = await gateway.raise_alert()

    async def registered() -> bool:
        return (await gateway.view(ref))["flow_run_id"] is not None

    await until(registered)
    assert engine.started == [await gateway.id_of(ref)]
    assert (await gateway.view(ref))["flow_run_state"] == "Scheduled"


async def test_with_a_listening_worker_the_commit_is_enough(gateway: Gateway, engine: FakeEngine) -> None:
    async with gateway.database.engine.connect() as worker:
        await worker.execute(text(f"SELECT pg_advisory_lock_shared({LISTENING})"))
        await worker.commit()  # the lock is the session's: no transaction stands idle
        for _ in range(3):
            await gateway.raise_alert()
    await gateway.settled()
    assert engine.started == []


async def test_a_dead_prefect_neither_delays_nor_fails_an_alert(gateway: Gateway, engine: FakeEngine) -> None:
    engine.down = True
    assert (await gateway.webhook(alert())).status_code == 202
    await gateway.settled()
    assert [each.flow_run_id for each in await reading.cases(gateway.database)] == [None]


class TestFlood:
    @pytest.fixture
    def limits(self) -> LimitSettings:
        return LimitSettings(new_cases=3, window=300, hard_factor=2)

    async def test_above_the_rate_alerts_are_accepted_and_the_desk_is_told_once(self, gateway: Gateway) -> None:
        refs = [await gateway.raise_alert() for _ in range(5)]
        await gateway.settled()
        assert len(await reading.notifications(gateway.database, reason=Reason.FLOOD)) == 1
        assert len(set(refs)) == 5
        assert [await gateway.desk_reasons(ref) for ref in refs[:3]] == [[], [], []]

    async def test_repeats_do_not_count(self, gateway: Gateway) -> None:
        event = alert()
        for _ in range(9):
            assert (await gateway.webhook(event)).status_code in {200, 202}
        await gateway.settled()
        assert await reading.notifications(gateway.database, reason=Reason.FLOOD) == []

    async def test_above_the_hard_cap_the_source_is_told_to_wait(self, gateway: Gateway) -> None:
        for _ in range(6):
            await gateway.raise_alert()
        answer = await gateway.webhook(alert())
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert (await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json={"note": "x"})).status_code == 202


class TestLargeBodies:
    @pytest.fixture
    def limits(self) -> LimitSettings:
        return LimitSettings(json_bytes=1000, mail_bytes=5000)

    async def test_a_told_length_is_refused_before_the_signature(self, gateway: Gateway) -> None:
        answer = await gateway.client.post("/v1/sources/meta/alerts", content=b"x" * 1001)
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:abhay:problem:too-large"

    async def test_a_stream_without_a_length_is_cut_off_where_it_is_too_long(self, gateway: Gateway) -> None:
        sent = 0

        async def stream():
            nonlocal sent
            for _ in range(100):
                sent += 300
                yield b"x" * 300

        answer = await gateway.client.post("/v1/sources/meta/alerts", content=stream())
        assert answer.status_code == 413
        assert sent < 3000

    async def test_other_json_calls_are_bounded_too(self, gateway: Gateway) -> None:
        note = {"by": "x", "note": "y" * 2000}
        answer = await gateway.ask("POST", "/v1/alerts/RJ-2026-000001/acknowledgement", Role.OPERATOR, json=note)
        assert answer.status_code == 413

    async def test_mails_may_be_larger(self, gateway: Gateway) -> None:
        path = "/v1/sources/meta/mail"
        assert (await gateway.ask("POST", path, Role.INTEGRATOR, content=b"x" * 4000)).status_code == 202
        assert (await gateway.ask("POST", path, Role.INTEGRATOR, content=b"x" * 6000)).status_code == 413
