"""A text message with real processes, a real Kannel among them: the page arrives, and the reply acknowledges."""

import json
import re
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.integration.channels.kannel import PASSWORD, USER, Kannel, free_ports, is_installed, kannel
from tests.support.system import System, running_system, until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("kannel"),
    pytest.mark.skipif(not is_installed(), reason="Debian's packages kannel and kannel-extras are not installed"),
]
SECRET = "synthetic-callback-secret"
PHONE, DESK_NUMBER = "+915555500101", "+91 55555 00100"


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    return free_ports()


@pytest.fixture(scope="module")
def system(ports: dict[str, int]) -> Iterator[System]:
    """A system whose district control room is reached by text message alone; its watcher is the mover."""
    gateway = {
        "name": "kannel",
        "preset": "kannel",
        "url": f"http://127.0.0.1:{ports['send']}",
        "username": USER,
        "password": PASSWORD,
        "sender": "ABHAYP",
    }
    settings = {
        "ABHAY_CHANNELS__SMS__GATEWAYS": json.dumps([gateway]),
        "ABHAY_CHANNELS__SMS__CALLBACK_SECRET": SECRET,
        "ABHAY_CHANNELS__SMS__REPLY_NUMBER": DESK_NUMBER,
    }
    with running_system(without=("prefect", "worker"), **settings) as running:
        contact = {"post": "control-room", "channel": "sms", "address": PHONE, "pin": "482913"}
        answer = running.http.put(
            "/v1/units/kota-city/contacts", json={"contacts": [contact]}, headers=running.auth("admin")
        )
        assert answer.status_code == 200, answer.text
        yield running


@pytest.fixture(scope="module")
def phones(system: System, ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kannel]:
    replies = f"{system.url}/v1/replies/kannel/{SECRET}?from=%p&to=%P&text=%a&charset=%C&coding=%c&id=%I&ts=%T"
    with kannel(tmp_path_factory.mktemp("kannel"), replies, ports) as running:
        yield running


def test_a_page_arrives_is_reported_and_its_reply_acknowledges(system: System, phones: Kannel) -> None:
    system.set_policy(wait=60)
    ref = system.raise_alert()
    until(phones.arrived, 30, "no text message arrives")
    (text,) = [each.text for each in phones.arrived()]
    assert ref.replace("-", "") in text
    link = re.search(rf"{re.escape(system.url)}/a\?\S+", text)
    assert link is not None
    opened = httpx.get(link[0])
    assert opened.status_code == 200
    assert ref in opened.text
    pages = [row for row in system.alert(ref)["notifications"] if row["kind"] == "page"]
    until(lambda: system.alert(ref)["notifications"][0]["status"] == "delivered", 20, "the receipt does not count")
    assert [row["channel"] for row in pages] == ["sms"]
    code = re.search(r"1 (\d{6})", text)
    assert code is not None
    time.monotonic()
    phones.type_in(f"{PHONE.lstrip('+')} 155260 text 1 {code[1]}")
    until(lambda: system.alert(ref)["status"] == "acknowledged", 1, "the reply does not acknowledge", every=0.05)
