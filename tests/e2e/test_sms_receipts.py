"""A real Kannel and an operator who refuses, reports a failure, late, twice or never: what a page and its post get from it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.channels.kannel import PASSWORD, USER, Kannel, free_ports, is_installed, kannel_over_smpp
from tests.integration.channels.smsc import NO_SUCH_NUMBER, Operator, Report, Script, operator
from tests.support import faults
from tests.support.system import System, running_system, until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("kannel"),
    pytest.mark.skipif(not is_installed(), reason="Debian's packages kannel and kannel-extras are not installed"),
]
SECRET = "synthetic-callback-secret"
UNIT, POST, PHONE = "kota-city", "control-room", "+915555500102"
BOUND = 4
"""Seconds after which a page that is not known to be delivered goes on."""

SOON = faults.BOUND
WAIT = 120


@pytest.fixture(scope="module")
def network() -> Iterator[Operator]:
    with operator() as running:
        yield running


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    return free_ports()


@pytest.fixture(scope="module")
def system(ports: dict[str, int]) -> Iterator[System]:
    """A system whose control room has a telephone first and its outbox second; its watcher is the mover."""
    gateway = {
        "name": "kannel", "preset": "kannel", "url": f"http://127.0.0.1:{ports['send']}", "username": USER,
        "password": PASSWORD, "sender": "ABHAYP", "entity_id": "1101000000000000001",
    }  # fmt: skip
    settings = {
        "ABHAY_CHANNELS__SMS__GATEWAYS": json.dumps([gateway]),
        "ABHAY_CHANNELS__SMS__CALLBACK_SECRET": SECRET,
        "ABHAY_DELIVERY__IMMINENT": str(BOUND),
    }
    with running_system(without=("prefect", "worker"), **settings) as running:
        contacts = [
            {"post": POST, "channel": "sms", "address": PHONE, "pin": "482913", "order": 1},
            {"post": POST, "channel": "outbox", "address": "control-room", "pin": "482913", "order": 2},
        ]
        path = f"/v1/units/{UNIT}/contacts"
        answer = running.http.put(path, json={"contacts": contacts}, headers=running.auth("admin"))
        assert answer.status_code == 200, answer.text
        running.set_policy(wait=WAIT)
        yield running


@pytest.fixture(scope="module", autouse=True)
def phones(
    system: System, network: Operator, ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kannel]:
    replies = f"{system.url}/v1/replies/kannel/{SECRET}?from=%p&text=%a"
    with kannel_over_smpp(tmp_path_factory.mktemp("kannel"), replies, network, ports) as running:
        yield running


def page(system: System, ref: str, channel: str) -> dict[str, Any] | None:
    rows = system.alert(ref)["notifications"]
    return next((n for n in rows if (n["post"], n["kind"], n["channel"]) == (POST, "page", channel)), None)


def await_status(system: System, ref: str, status: str, limit: float = 20) -> dict[str, Any]:
    def found() -> dict[str, Any] | None:
        text = page(system, ref, "sms")
        return text if text and text["status"] == status else None

    return until(found, limit, f"the text message is not {status}: {page(system, ref, 'sms')}") or {}


FAILING = {
    "the operator refuses it": Script(refuse=NO_SUCH_NUMBER),
    "it cannot be delivered": Script(reports=(Report("UNDELIV"),)),
    "it cannot be delivered, which is known after a while": Script(reports=(Report("ENROUTE"), Report("UNDELIV", 1.0))),
}


@pytest.mark.parametrize("what", FAILING)
def test_a_failed_page_goes_on_to_the_next_contact_point_at_once(system: System, network: Operator, what: str) -> None:
    network.script = FAILING[what]
    ref = system.raise_alert()
    text = await_status(system, ref, "failed")
    other = until(lambda: page(system, ref, "outbox"), SOON, "nobody else is paged") or {}
    assert (other["in_place_of"], other["because"]) == (text["id"], "returned")
    faults.close(system, ref)


def test_a_page_that_is_never_reported_goes_on_at_its_bound(system: System, network: Operator) -> None:
    network.script = Script(reports=())
    ref = system.raise_alert()
    other = until(lambda: page(system, ref, "outbox"), BOUND + SOON, "nobody else is paged") or {}
    text = page(system, ref, "sms") or {}
    assert (other["in_place_of"], other["because"], text["status"]) == (text["id"], "unconfirmed", "sent")
    assert faults.seconds_between(text["queued_at"], other["queued_at"]) >= BOUND
    faults.close(system, ref)


def test_a_receipt_after_the_bound_is_noted_and_stops_nothing(system: System, network: Operator) -> None:
    network.script = Script(reports=(Report("DELIVRD", BOUND + 3.0),))
    ref = system.raise_alert()
    until(lambda: page(system, ref, "outbox"), BOUND + SOON, "nobody else is paged")
    await_status(system, ref, "delivered")
    alert = faults.await_settled(system, ref)
    assert alert["status"] == "awaiting"
    assert [n["status"] for n in alert["notifications"] if n["post"] == POST and n["channel"] == "outbox"] == ["sent"]
    faults.close(system, ref)


def test_a_receipt_that_comes_twice_counts_once_and_nobody_else_is_paged(system: System, network: Operator) -> None:
    network.script = Script(reports=(Report("DELIVRD"), Report("DELIVRD", 0.7), Report("UNDELIV", 0.9)))
    ref = system.raise_alert()
    await_status(system, ref, "delivered")
    network.script = Script(reports=())
    later = system.raise_alert()
    until(lambda: page(system, later, "outbox"), BOUND + SOON, "the later case does not go on")
    assert page(system, ref, "outbox") is None
    assert (page(system, ref, "sms") or {})["status"] == "delivered"
    faults.close(system, ref, later)
