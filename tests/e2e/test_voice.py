"""A telephone call with real processes: the alert rings the post, and key 1 acknowledges."""

import json
from collections.abc import Iterator

import pytest

from abhay.testing.voice import Phone, VoiceStandIn
from tests.support.system import System, running_system, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300), pytest.mark.xdist_group("voice")]

SECRET = "whsec_c3ludGhldGljLXZvaWNlLXNlY3JldA=="
NUMBER = "+915555500101"


@pytest.fixture(scope="module")
def gateway() -> Iterator[VoiceStandIn]:
    with VoiceStandIn(SECRET) as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def system(gateway: VoiceStandIn) -> Iterator[System]:
    """A system whose district control room is reached by telephone alone."""
    line = {"name": "line", "preset": "generic", "url": gateway.url, "secret": SECRET}
    settings = {"ABHAY_CHANNELS__VOICE__GATEWAYS": json.dumps([line]), "ABHAY_CHANNELS__VOICE__REDIAL": "2"}
    with running_system(**settings) as running:
        contact = {"post": "control-room", "channel": "voice", "address": NUMBER, "pin": "482913"}
        path = "/v1/units/kota-city/contacts"
        answer = running.http.put(path, json={"contacts": [contact]}, headers=running.auth("admin"))
        assert answer.status_code == 200, answer.text
        yield running


def test_key_1_acknowledges_and_nobody_else_is_paged(system: System, gateway: VoiceStandIn) -> None:
    system.set_policy(wait=60)
    gateway.plan(NUMBER, Phone.IS_BUSY, Phone.ANSWERS_ONLY, Phone.PRESSES_1)
    ref = system.raise_alert()
    until(lambda: system.alert(ref)["status"] == "acknowledged", 40, "the key did not acknowledge")
    assert system.alert(ref)["acknowledgement"]["via"] == "voice"
    calls = [call for call in gateway.placed_to(NUMBER) if call.keys]
    assert len(calls) == 3
    assert len({call.id for call in calls}) == 3, "each call is a message of its own"
    assert not gateway.refused
    pages = [row for row in system.alert(ref)["notifications"] if row["kind"] == "page"]
    assert {row["rung"] for row in pages} == {"district"}
    assert [row["status"] for row in sorted(pages, key=lambda row: row["queued_at"])] == [
        "failed",
        "failed",
        "delivered",
    ]
    until(lambda: system.run_state(ref) == "AwaitingOutcome", 20, "the run does not await the outcome")
