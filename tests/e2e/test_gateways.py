"""The whole system with Prefect, two gateways for texts and one for calls: whatever the first one does, the post is reached.

One started system for all of them. The first gateway misbehaves by the number that a text goes to; what it never
delivers, the post reads in its outbox.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from abhay.testing.http import HTML, Hang, Knobs, in_thread
from abhay.testing.sms.base import Account, SmsStandIn
from abhay.testing.sms.indian import GupshupStandIn
from abhay.testing.voice import Phone, VoiceStandIn
from tests.support import faults
from tests.support.speed import patience
from tests.support.system import System, running_system, until, when

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600), pytest.mark.xdist_group("gateways")]

UNIT, POST = "kota-city", "control-room"
VOICE_SECRET = "whsec_c3ludGhldGljLXZvaWNlLXNlY3JldA=="
CALLBACK_SECRET = "synthetic-callback-secret"
GATEWAY_TIMEOUT = 3.0
RECEIPT_BOUND = 8
WAIT = 120


@dataclass(frozen=True)
class Broken:
    """What the first gateway does with a number, within how many seconds another way is taken, and which that is."""

    within: float
    by: str
    because: str | None = None
    knobs: Knobs | None = None
    refusal: str | None = None


BROKEN = {
    "refuses this number": Broken(10, "outbox", "refused", refusal="105"),
    "hangs for a minute": Broken(GATEWAY_TIMEOUT + 5, "outbox", "unknown", knobs=Knobs(hang=Hang.BEFORE_HEAD)),
    "hangs in the middle of its answer": Broken(
        GATEWAY_TIMEOUT + 5, "outbox", "unknown", knobs=Knobs(hang=Hang.MID_BODY)
    ),
    "answers 200 with a page": Broken(10, "outbox", "unknown", knobs=HTML),
    "answers 200 and never delivers": Broken(RECEIPT_BOUND + faults.BOUND, "outbox", "unconfirmed"),
    "answers 503": Broken(10, "second", knobs=Knobs(status=503, takes=False)),
    "answers 200 with an error about our account": Broken(10, "second", refusal="102"),
}
"""The last ones shut the first gateway's breaker: others are preferred to it then."""


@dataclass(frozen=True)
class Sides:
    """The far sides of the system."""

    first: SmsStandIn
    second: SmsStandIn
    phones: VoiceStandIn


@pytest.fixture(scope="module")
def sides() -> Iterator[Sides]:
    with (
        in_thread(GupshupStandIn(Account(sender="ABHAYP"))) as first,
        in_thread(GupshupStandIn(Account(sender="ABHAYP"))) as second,
        VoiceStandIn(VOICE_SECRET) as phones,
    ):
        yield Sides(first, second, phones)


@pytest.fixture(scope="module")
def system(sides: Sides) -> Iterator[System]:
    texts = [_gateway("first", sides.first), _gateway("second", sides.second)]
    line = {"name": "line", "preset": "generic", "url": sides.phones.url, "secret": VOICE_SECRET}
    settings = {
        "ABHAY_CHANNELS__SMS__GATEWAYS": json.dumps(texts),
        "ABHAY_CHANNELS__SMS__CALLBACK_SECRET": CALLBACK_SECRET,
        "ABHAY_CHANNELS__VOICE__GATEWAYS": json.dumps([line]),
        "ABHAY_CHANNELS__VOICE__REDIAL": "2",
        "ABHAY_DELIVERY__IMMINENT": str(RECEIPT_BOUND),
    }
    with running_system(**settings) as running:
        yield running


def _gateway(name: str, standin: SmsStandIn) -> dict[str, Any]:
    own = standin.account
    return {
        "name": name, "preset": "gupshup", "url": standin.url, "username": own.username, "password": own.password,
        "sender": own.sender, "entity_id": own.entity_id, "timeout": GATEWAY_TIMEOUT,
    }  # fmt: skip


def test_a_key_stops_the_climb(system: System, sides: Sides) -> None:
    number = "+915555500190"
    system.set_policy(wait=WAIT)
    sides.phones.plan(number, Phone.IS_BUSY, Phone.PRESSES_1)
    with contact_points(system, {"channel": "voice", "address": number}):
        ref = system.raise_alert()
        until(lambda: system.alert(ref)["status"] == "acknowledged", 20, "the key did not acknowledge")
    until(lambda: system.run_state(ref) == "AwaitingOutcome", 30, "the run waits for a rung, not for the outcome")
    alert = faults.await_settled(system, ref)
    assert alert["acknowledgement"]["via"] == "voice"
    assert {row["rung"] for row in alert["notifications"] if row["kind"] in ("page", "reminder")} == {"district"}
    assert [event["rung"] for event in faults.entered(alert)] == ["district"]
    faults.close(system, ref)


@pytest.mark.parametrize("what", BROKEN)
def test_the_post_is_reached_another_way(system: System, sides: Sides, what: str) -> None:
    broken = BROKEN[what]
    number = f"55555002{list(BROKEN).index(what):02}"
    system.set_policy(wait=WAIT)
    if broken.knobs is not None:
        sides.first.plans.knobs[number] = broken.knobs
    if broken.refusal is not None:
        sides.first.plans.refusals[number] = broken.refusal
    points = (
        {"channel": "sms", "address": f"+91{number}"},
        {"channel": "outbox", "address": "control-room", "order": 2},
    )
    with contact_points(system, *points):
        ref = system.raise_alert()
        late = _reached(system, sides, ref, broken, number)
    assert late <= patience(broken.within), f"reached after {late:.1f} s"
    faults.end(system, ref)
    alert = faults.await_settled(system, ref)
    pages = [row for row in alert["notifications"] if (row["post"], row["kind"]) == (POST, "page")]
    if broken.because is not None:
        first, *others = sorted(pages, key=lambda row: row["queued_at"])
        assert others[0]["in_place_of"] == first["id"]
        assert others[0]["because"] == broken.because
    assert _unlabelled_twice(sides, number) == []


def _reached(system: System, sides: Sides, ref: str, broken: Broken, number: str) -> float:
    """Seconds from the queueing of the first page to the moment at which the post can read one."""
    if broken.by == "second":
        until(lambda: _texts(sides.second, number), broken.within, "the second gateway was not asked")
        (page,) = [row for row in system.alert(ref)["notifications"] if row["channel"] == "sms"]
        sent = until(lambda: _row(system, ref, page["id"])["sent_at"], 10, "the page is not marked as sent")
        return (when(sent) - when(page["queued_at"])).total_seconds()
    (page, *_) = until(lambda: system.outbox(ref, post=POST, kind="page"), broken.within, "nobody was reached")
    first = min(when(row["queued_at"]) for row in system.alert(ref)["notifications"] if row["post"] == POST)
    return (when(page["at"]) - first).total_seconds()


def _row(system: System, ref: str, id_: str) -> dict[str, Any]:
    return next(row for row in system.alert(ref)["notifications"] if row["id"] == id_)


def _texts(standin: SmsStandIn, number: str) -> list[str]:
    return [each.text for each in standin.delivered if each.number.endswith(number)]


def _unlabelled_twice(sides: Sides, number: str) -> list[str]:
    """The texts that a phone got twice, word by word; a repeat that says so has other words."""
    texts = [text for standin in (sides.first, sides.second) for text in _texts(standin, number)]
    return [text for text in set(texts) if texts.count(text) > 1]


@contextmanager
def contact_points(system: System, *points: dict[str, Any]) -> Iterator[None]:
    """The unit's control room has these contact points alone."""
    path = f"/v1/units/{UNIT}/contacts"
    known = system.http.get(path, headers=system.auth("admin")).json()["contacts"]
    before = [{key: each[key] for key in ("post", "channel", "address", "order")} for each in known if each["active"]]
    own = [{"post": POST, "pin": "482916", "order": 1, **point} for point in points]
    _put(system, path, own + [each for each in before if each["post"] != POST])
    try:
        yield
    finally:
        _put(system, path, before)


def _put(system: System, path: str, contacts: list[dict[str, Any]]) -> None:
    answer = system.http.put(path, json={"contacts": contacts}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text
