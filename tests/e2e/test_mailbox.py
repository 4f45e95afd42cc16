"""The mailbox in the whole system: a mail in, its district told; a collector that is killed; a mail server that is gone."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from abhay.wording.reasons.titles import reason_title
from models.enums import Reason
from tests.integration.mailbox.support import mail
from tests.support.dovecot import NEEDED, PASSWORD, USER, Dovecot, running
from tests.support.speed import patience
from tests.support.system import System, running_system, until, when

pytestmark = [NEEDED, pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("mailbox")]

PAGED_WITHIN = 12.0
"""Seconds from a mail's arrival in the mailbox to the first page."""

POLL, UNREACHABLE = 1, 4
KILLED_AT = ["after-mailbox-note", "before-intake", "after-intake", "before-mailbox-fate", "after-mailbox-fate"]


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def system(dovecot: Dovecot) -> Iterator[System]:
    mailbox = {
        "HOST": "localhost",
        "PORT": str(dovecot.tls),
        "CA_FILE": str(dovecot.ca_file),
        "USERNAME": USER,
        "PASSWORD": PASSWORD,
        "POLL": str(POLL),
        "UNREACHABLE": str(UNREACHABLE),
    }
    settings = {f"ABHAY_MAILBOX__{name}": value for name, value in mailbox.items()}
    with running_system(ABHAY_FAULT="1", ABHAY_WATCHER__TELL_AGAIN="1", **settings) as system:
        yield system


def cases_of(system: System, reference: str) -> list[dict[str, Any]]:
    """The cases that were opened for a partner's reference: the list does not tell it, so each is revealed."""
    found = []
    for alert in system.http.get("/v1/alerts", headers=system.auth("operator")).json()["alerts"]:
        said = system.post(f"/v1/alerts/{alert['ref']}/reveal", {"reason": "test"}).text
        if reference in said:
            found.append(alert)
    return found


def paged(system: System, reference: str) -> dict[str, Any]:
    """The first page of the one case of this reference."""

    def page() -> dict[str, Any] | None:
        found = cases_of(system, reference)
        assert len(found) <= 1
        pages = system.outbox(found[0]["ref"], kind="page", rung="district") if found else []
        return pages[0] if pages else None

    page_of_it = until(page, 40, "the district was not paged")
    assert page_of_it is not None
    return page_of_it


def test_a_mail_is_paged_within_seconds_of_its_arrival(system: System, dovecot: Dovecot) -> None:
    took = []
    for number in range(3):
        reference = f"SYN-2026-{900000 + number}"
        arrived = time.time()
        dovecot.deliver(mail(reference))
        took.append(when(paged(system, reference)["at"]).timestamp() - arrived)
    print(f"seconds to the first page: {[round(seconds, 2) for seconds in took]}")  # noqa: T201
    assert max(took) < patience(PAGED_WITHIN)
    with dovecot.person() as person:
        assert until(lambda: not person.unseen(), 10, "the mails were not flagged as seen")


@pytest.mark.parametrize("point", KILLED_AT)
def test_a_collector_that_is_killed_loses_and_doubles_nothing(system: System, dovecot: Dovecot, point: str) -> None:
    reference = f"SYN-2026-{910000 + KILLED_AT.index(point)}"
    killed = system.part("collector").pid
    (system.home / "fault.done").unlink(missing_ok=True)
    (system.home / "fault").write_text(f"{killed} {point} 1")
    dovecot.deliver(mail(reference))
    until((system.home / "fault.done").exists, 20, "the collector did not come to this point")
    page = paged(system, reference)
    with dovecot.person() as person:
        until(lambda: not person.unseen(), 20, "the mail was not flagged as seen")
    assert len(cases_of(system, reference)) == 1
    assert len(system.outbox(page["alert"], kind="page", rung="district")) == 1
    assert system.outbox(page["alert"], kind="update") == []
    assert system.part("collector").pid != killed


def test_the_desk_hears_of_a_mail_server_that_is_gone_and_mails_flow_again(system: System, dovecot: Dovecot) -> None:
    title = reason_title(Reason.MAILBOX_DOWN.value).hi

    def told() -> list[dict[str, Any]]:
        return [notice for notice in system.outbox("ABHAY") if title in notice["subject"]]

    before = len(told())  # a collector that was killed just now may have been told of, and rightly so
    dovecot.stop()
    until(lambda: len(told()) > before, 30, "the desk was not told")
    dovecot.start()
    dovecot.deliver(mail("SYN-2026-920000"))
    assert paged(system, "SYN-2026-920000")


def test_by_hand_from_prefect_it_says_who_reads(system: System) -> None:
    deployment = system.prefect("GET", "/deployments/name/collect-mail/abhay")
    assert deployment["schedules"] == [], "runs that show what a loop does stand above the cases"
    run = system.prefect("POST", f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})

    def state() -> dict[str, Any] | None:
        now = system.prefect("GET", f"/flow_runs/{run['id']}")["state"]
        return now if now["type"] == "COMPLETED" else None

    assert until(state, 40, "the run did not complete")
