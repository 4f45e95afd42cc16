"""What partners build against: the page, its examples as they stand there, and the try that pages nobody."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from standardwebhooks.webhooks import Webhook

from abhay.entrypoints.gateway.partners import page, schema
from abhay.services.intake.checking import Checked
from abhay.settings import SourceSettings
from models.enums import Role
from tests.integration.gateway.screens.browser import browser
from tests.integration.gateway.support import Gateway, alert
from tests.support.databases import Server
from tests.support.served import Served, served_gateway

KEY = "whsec_" + base64.b64encode(b"a synthetic key of a partner 012").decode()
CHECK, SEND = "/v1/sources/partner/check", "/v1/sources/partner/alerts"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", page.source(), flags=re.MULTILINE | re.DOTALL)
ALERT, CHECKED, ANSWER = (json.loads(code) for language, code in BLOCKS if language == "json")
PROGRAMS = {"sh": ("sh", "-eu"), "python": ("python3", "-I", "-"), "javascript": ("node", "-")}
EXAMPLES = {language: code for language, code in BLOCKS if language in PROGRAMS}


def set_key(gateway: Gateway) -> None:
    gateway.runtime.secrets.sources["partner"] = SourceSettings(secret=SecretStr(KEY))


@pytest.fixture
def partner(gateway: Gateway) -> Gateway:
    set_key(gateway)
    return gateway


@pytest.fixture(scope="module")
def served(postgres: Server) -> Iterator[Served]:
    with served_gateway(postgres) as running:
        set_key(running.gateway)
        yield running


async def sent(
    gateway: Gateway, path: str, body: bytes, *, key: str = KEY, ago: timedelta = timedelta()
) -> httpx.Response:
    """A delivery that is signed as the page says."""
    at = datetime.now(UTC) - ago
    signature = Webhook(key).sign("msg_synthetic", at, body.decode())
    headers = {
        "webhook-id": "msg_synthetic", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature,
        "content-type": "application/json",
    }  # fmt: skip
    return await gateway.client.post(path, content=body, headers=headers)


async def everything(gateway: Gateway) -> dict[str, int]:
    """How many rows each table has."""
    async with gateway.database.transaction() as session:
        connection = await session.connection()
        names = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        tables = [name for (name,) in names]
        return {
            name: (await connection.execute(text(f'SELECT count(*) FROM "{name}"'))).scalar_one()  # noqa: S608  catalogue
            for name in tables
        }


async def test_a_try_says_what_an_alert_would_do_and_stores_nothing(partner: Gateway) -> None:
    body = json.dumps({**ALERT, "subject": {**ALERT["subject"], "favourite_colour": "blue"}}).encode()
    before = await everything(partner)
    answer = await sent(partner, CHECK, body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["source"], found["would"], found["severity"], found["drill"]) == (
        "partner",
        "page",
        "imminent",
        False,
    )
    assert {"alert_id", "content.text", "subject.phones", "subject.address.pin"} <= set(found["understood"])
    assert (found["not_understood"], found["not_read"]) == ([], ["subject.favourite_colour"])
    assert found["route"] == {"state": "resolved", "district": "kota", "units": ["kota-city"]}
    await partner.settled()
    assert await everything(partner) == before
    figures = (await partner.client.get("/metrics")).text
    assert 'abhay_intake_total{channel="webhook",result="checked",source="partner"} 1.0' in figures
    assert (await sent(partner, SEND, body)).status_code == 202
    assert await everything(partner) != before, "or the test would see nothing"


@pytest.mark.parametrize(
    ("body", "would"),
    [(b"{", "read_by_hand"), (b'{"alert_id": "x", "event": "alert.resolved"}', "note_end"), (b'{"text": "x"}', "page")],
)
async def test_a_try_tells_what_kind_of_message_it_is(partner: Gateway, body: bytes, would: str) -> None:
    found = (await sent(partner, CHECK, body)).json()
    assert found["would"] == would
    assert (found["route"] is not None) is (would == "page")


async def test_a_try_says_what_is_wrong_with_a_signature(partner: Gateway) -> None:
    body = json.dumps(alert()).encode()
    old = await sent(partner, CHECK, body, ago=timedelta(minutes=6))
    wrong = await sent(partner, CHECK, body, key="whsec_" + base64.b64encode(b"another key").decode())
    bare = await partner.client.post(CHECK, content=body)
    assert {each.status_code for each in (old, wrong, bare)} == {401}
    assert {each.json()["type"] for each in (old, wrong, bare)} == {"urn:abhay:problem:bad-signature"}
    assert "more than five minutes off" in old.json()["detail"]
    assert "sign the exact bytes" in wrong.json()["detail"]
    assert "header of the signature is missing" in bare.json()["detail"]
    no_key = await partner.client.post(
        CHECK.replace("partner", "google"), content=body, headers=dict(old.request.headers)
    )
    assert no_key.json()["detail"] == wrong.json()["detail"], "nobody learns who has a key here"
    assert (await partner.client.post(CHECK, content=b"")).json()["type"] == "urn:abhay:problem:empty-body"
    unknown = await partner.client.post(CHECK.replace("partner", "nobody"), content=body)
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:abhay:problem:unknown-source")


@pytest.mark.parametrize("language", PROGRAMS)
def test_an_example_of_the_page_runs_as_it_stands_there(served: Served, tmp_path: Path, language: str) -> None:
    (tmp_path / "alert.json").write_text(
        json.dumps({**ALERT, "alert_id": language, "subject": {"user_id": language}}, indent=2), encoding="utf-8"
    )
    answers = [run(served, tmp_path, language, path) for path in (CHECK, SEND, SEND)]
    assert (answers[0]["would"], answers[0]["not_read"]) == ("page", [])
    assert answers[1]["ref"] == answers[2]["ref"]
    view = served.run(served.gateway.view(answers[1]["ref"]))
    assert (view["source"], view["trust"], len(view["events"])) == ("partner", "verified", 1)


def run(served: Served, folder: Path, language: str, path: str) -> dict[str, str]:
    """What an example prints."""
    program, *options = PROGRAMS[language]
    found = shutil.which(program)
    assert found, f"{program} is not installed: the examples of docs/howto/partners.md cannot be tried"
    done = subprocess.run(
        [found, *options],
        input=EXAMPLES[language],
        env={"PATH": os.environ["PATH"], "URL": served.url + path, "SECRET": KEY, "HOME": str(folder)},
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


async def test_the_page_is_open_to_everybody_and_runs_nothing(gateway: Gateway) -> None:
    async with browser(gateway) as client:
        answer = await client.get("/docs/partners")
    assert answer.status_code == 200
    assert 'id="try-it-without-paging-anybody"' in answer.text
    assert "<table>" in answer.text
    assert '<pre><code tabindex="0"' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script|style=|<style|onclick", answer.text)


def test_raw_html_in_the_page_stays_text() -> None:
    assert page.as_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_links_within_the_page_lead_somewhere() -> None:
    rendered = str(page.rendered())
    for target in re.findall(r'href="#([^"]+)"', rendered):
        assert f'id="{target}"' in rendered


async def test_the_errors_of_the_page_are_those_of_the_document(gateway: Gateway) -> None:
    said = {int(status) for status in re.findall(r"^\| (\d{3}) \|", page.source(), flags=re.MULTILINE)}
    documented = gateway.app.openapi()["paths"]["/v1/sources/{source}/alerts"]["post"]["responses"]
    assert said == {int(status) for status in documented} - {422}, "422: an address that no source can have"
    for status, answer in documented.items():
        if int(status) >= 400:
            assert answer["content"].keys() == {"application/problem+json"}


def test_the_pages_alert_has_the_fields_of_the_schema() -> None:
    known = schema.AlertFields.model_validate(ALERT)
    assert known.model_extra == {}
    assert known.subject
    assert known.subject.model_extra == {}
    Checked.model_validate(CHECKED)
    assert ANSWER.keys() == {"ref", "id", "status"}


@pytest.mark.parametrize("path", ["/v1/sources/{source}/alerts", "/v1/sources/{source}/check"])
async def test_the_document_names_the_body_and_the_headers_of_the_signature(gateway: Gateway, path: str) -> None:
    call = gateway.app.openapi()["paths"][path]["post"]
    body = call["requestBody"]["content"]["application/json"]["schema"]
    assert {"alert_id", "severity", "content", "subject", "technical"} <= body["properties"].keys()
    assert "$ref" not in json.dumps(body)
    headers = {each["name"] for each in call["parameters"] if each["in"] == "header"}
    assert headers == {"webhook-id", "webhook-timestamp", "webhook-signature", "x-hub-signature-256"}


async def test_a_misspelt_field_of_a_noted_call_is_named_and_nothing_is_stored(gateway: Gateway) -> None:
    call = {
        "severty": "high",
        "note": "x",
        "subject": {"phoens": ["1"]},
        "location": {"landmrk": "bridge"},
        "\ud800": 1,
    }
    refused = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, content=json.dumps(call).encode())
    assert refused.status_code == 422
    told = refused.json()
    assert told["type"] == "urn:abhay:problem:unknown-fields"
    assert [(each["path"], each["problem"]) for each in told["errors"]] == [
        ("severty", "there is no such field: do you mean severity?"),
        ("", "there is no such field"),
        ("subject.phoens", "there is no such field: do you mean phones?"),
        ("location.landmrk", "there is no such field"),
    ]
    assert (await gateway.ask("GET", "/v1/alerts", Role.OPERATOR)).json()["alerts"] == []


async def test_a_partners_further_fields_are_no_reason_to_refuse(gateway: Gateway) -> None:
    assert (await gateway.webhook(alert(severty="high", anything={"goes": 1}))).status_code == 202


async def test_what_is_no_json_is_still_noted_for_a_person_to_read(gateway: Gateway) -> None:
    answer = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, content=b"she is on the bridge")
    assert answer.status_code == 202
