"""The first contact point of a post refuses, hangs, breaks off or takes a page that never arrives: the second gets it.

The mail server misbehaves as the first word of the address says (tests/integration/channels/smtp_server.py); the
second contact point is the outbox.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.faults.conftest import GOES_ON_AFTER, MAIL_TIMEOUT
from tests.support import faults
from tests.support.smtp import MailServer
from tests.support.speed import patience
from tests.support.system import System, until, when

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("faults_parts"),
]

UNIT, POST = "kota-city", "control-room"
WAIT = 120

BEHAVIOURS = {
    "refused": ("refused", 0.0),
    "full": ("unavailable", 0.0),
    "stall": ("unavailable", MAIL_TIMEOUT),
    "silent": ("unknown", MAIL_TIMEOUT),
    "good": ("unconfirmed", GOES_ON_AFTER),
}
"""How the mail server behaves, why the next contact point is paged, and after how many seconds."""


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_the_second_contact_point_gets_the_page_in_time(
    mortal: System, mail_server: MailServer, behaviour: str
) -> None:
    because, after = BEHAVIOURS[behaviour]
    mortal.set_policy(wait=WAIT)
    with mail_first(mortal, f"{behaviour}.first@mail.example") as address:
        ref = mortal.raise_alert()
        message = until(lambda: mortal.outbox(ref, post=POST, kind="page"), after + faults.BOUND, "nobody was paged")
        alert = mortal.alert(ref)
    first, second = rows(alert, "email")[0], rows(alert, "outbox")[0]
    assert (second["in_place_of"], second["because"], second["order"]) == (first["id"], because, 2)
    late = (when(message[0]["at"]) - when(first["queued_at"])).total_seconds()
    assert after <= late <= patience(after + faults.BOUND), f"paged after {late:.1f} s"
    faults.end(mortal, ref)
    alert = faults.await_settled(mortal, ref)
    assert len(rows(alert, "outbox")) == 1
    assert len(mail_server.times(address, ref)) <= 1
    faults.assert_repeats_labelled(mortal, alert)


def test_an_acknowledgement_meanwhile_pages_nobody_more(mortal: System) -> None:
    mortal.set_policy(wait=WAIT)
    with mail_first(mortal, "good.first@mail.example"):
        answered, waiting = mortal.raise_alert(), mortal.raise_alert()
        assert mortal.post(
            f"/v1/alerts/{answered}/acknowledgement", {"by": "Synthetic Officer", "via": "phone"}
        ).is_success
        limit = GOES_ON_AFTER + 2 * faults.BOUND
        until(lambda: mortal.outbox(waiting, post=POST, kind="page"), limit, "the other case did not go on")
        assert mortal.outbox(answered, post=POST, kind="page") == []
    for ref in (answered, waiting):
        faults.end(mortal, ref)


def rows(alert: dict[str, Any], channel: str) -> list[dict[str, Any]]:
    return [n for n in alert["notifications"] if (n["post"], n["kind"], n["channel"]) == (POST, "page", channel)]


@contextmanager
def mail_first(system: System, address: str) -> Iterator[str]:
    """The unit's control room has this mail address first, and its outbox second."""
    before = contacts(system)
    mail = {"post": POST, "channel": "email", "address": address, "pin": "482916", "order": 1}
    later = [{**each, "order": 2 if each["post"] == POST else 1} for each in before]
    put(system, [mail, *later])
    try:
        yield address
    finally:
        put(system, before)


def contacts(system: System) -> list[dict[str, Any]]:
    answer = system.http.get(f"/v1/units/{UNIT}/contacts", headers=system.auth("admin"))
    known = [each for each in answer.json()["contacts"] if each["active"]]
    return [{key: each[key] for key in ("post", "channel", "address", "order")} for each in known]


def put(system: System, wanted: list[dict[str, Any]]) -> None:
    path = f"/v1/units/{UNIT}/contacts"
    answer = system.http.put(path, json={"contacts": wanted}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text
