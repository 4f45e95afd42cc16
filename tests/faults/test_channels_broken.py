"""A mail server that refuses, is full or hangs, and a disk that is full: whoever can be reached is paged on time.

All of it happens to one case at once, so that nothing that fails may hold up what does not. The desk
is told of each post that could not be paged, to telephone it.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import faults
from tests.support.smtp import MailServer
from tests.support.speed import patience
from tests.support.system import RUNGS, System, until, when

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("faults_parts"),
]

WAIT = 5
TOLD_WITHIN = 75
"""Seconds until the desk knows: three tries 15 s apart, the slowest of them 2 s each (conftest), and a bound each."""

UNIT, STATE = "kota-city", "state"
GOOD = {rung: f"good.{rung}@mail.example" for rung in (*RUNGS, "desk")}
BROKEN = ("refused.control@mail.example", "full.control@mail.example", "stall.control@mail.example")
"""What the server answers them (tests/integration/channels/smtp_server.py): 550, 452 storage full, nothing at all."""

POSTS = {"district": "control-room", "sp": "sp-office", "dgp": "dgp-control", "desk": "abhay-desk"}


def test_what_fails_keeps_nobody_else_waiting(mortal: System, mail_server: MailServer) -> None:
    mortal.set_policy(wait=WAIT)
    with mail_contacts(mortal), full_disk(mortal.home / "outbox"):
        ref = mortal.raise_alert()
        faults.await_rung(mortal, ref, "dgp", 2 * WAIT + 2 * faults.BOUND)
        until(lambda: mail_server.times(GOOD["dgp"], ref), faults.BOUND, "the DGP's control room got no mail")
        assert_climbed(mortal, mail_server, ref)
        until(lambda: undelivered(mortal, ref) >= len(RUNGS), TOLD_WITHIN, "the desk was not told of each post")
        assert undelivered(mortal, ref) == len(RUNGS), "told of a post more than once"
        assert mail_server.times(GOOD["desk"], ref)
        assert not [to for to in BROKEN if mail_server.times(to, ref)]
    faults.end(mortal, ref)


def assert_climbed(system: System, server: MailServer, ref: str) -> None:
    """Each rung's post that has a working address got its mail on time."""
    alert = system.alert(ref)
    events = {e["rung"]: e for e in faults.entered(alert)}
    faults.assert_climbed_on_time(alert)
    for rung in RUNGS:
        late = server.times(GOOD[rung], ref)[0] - when(events[rung]["at"]).timestamp()
        assert late <= patience(faults.BOUND), f"{rung} got its mail {late:.1f} s after the step"


def undelivered(system: System, ref: str) -> int:
    """How many pages the desk was told about by mail."""
    rows = system.alert(ref)["notifications"]
    return sum(
        (n["kind"], n["reason"], n["channel"], n["status"]) == ("desk", "undelivered", "email", "sent") for n in rows
    )


@contextmanager
def mail_contacts(system: System) -> Iterator[None]:
    """Every post of the unit and of the State has a mail address beside its outbox; its control room three bad ones."""
    before = {place: contacts(system, place) for place in (UNIT, STATE)}
    more: dict[str, list[dict[str, str]]] = {
        UNIT: [*(mail(rung, GOOD[rung]) for rung in ("district", "sp")), *(mail("district", to) for to in BROKEN)],
        STATE: [mail(rung, GOOD[rung]) for rung in ("dgp", "desk")],
    }
    for place, known in before.items():
        put_contacts(system, place, known + more[place])
    try:
        yield
    finally:
        for place, known in before.items():
            put_contacts(system, place, known)


def mail(rung: str, address: str) -> dict[str, str]:
    return {"post": POSTS[rung], "channel": "email", "address": address, "pin": "482916"}


def contacts(system: System, place: str) -> list[dict[str, str]]:
    answer = system.http.get(f"/v1/units/{place}/contacts", headers=system.auth("admin"))
    return [{key: c[key] for key in ("post", "channel", "address")} for c in answer.json()["contacts"] if c["active"]]


def put_contacts(system: System, place: str, wanted: list[dict[str, str]]) -> None:
    path = f"/v1/units/{place}/contacts"
    answer = system.http.put(path, json={"contacts": wanted}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No room for one more byte in this folder; where no file system may be mounted, a file stands in its place."""
    if mounted(folder):
        try:
            fill(folder / "filler")
            yield
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
        return
    aside = folder.rename(folder.with_name("outbox.aside"))
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def mounted(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return
