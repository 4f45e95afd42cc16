"""What an operator sees in Prefect's UI: the run by its ref, how it waits, what was retried, the timeline."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.system import ROOT, System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.xdist_group("browser")]

PICTURES = Path(os.environ.get("ABHAY_SCREENSHOTS", "")) if os.environ.get("ABHAY_SCREENSHOTS") else None
"""A folder for screenshots, to renew those in docs/img."""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ROOT / PICTURES / f"{name}.png")


@pytest.fixture(scope="module")
def ref(system: System) -> str:
    """A case whose control room is also paged by e-mail, to a server that is down."""
    unit = "/v1/units/kota-city/contacts"
    contacts = system.http.get(unit, headers=system.auth("admin")).json()["contacts"]
    keep = [{key: c[key] for key in ("post", "channel", "address")} for c in contacts]
    mail = {"post": "control-room", "channel": "email", "address": "control-room@kota-city.example", "pin": "482915"}
    answer = system.http.put(unit, json={"contacts": [*keep, mail]}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text
    system.set_policy(wait=25)
    ref = system.raise_alert()
    until(lambda: system.run_state(ref) == "AwaitingSP", 60, "the case did not climb to the SP")
    return ref


def test_the_run_is_found_by_its_ref_and_shows_how_it_waits(system: System, ref: str, page: Page) -> None:
    run = system.runs(ref)[0]
    page.goto(f"{system.prefect_url.removesuffix('/api')}/runs/flow-run/{run['id']}")
    expect(page.get_by_text(ref).first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("AwaitingSP").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("notify · sp · outbox").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("notify · district · email").first).to_be_visible()
    expect(page.get_by_text("Retry 1/2").first).to_be_visible()
    picture(page, "prefect-run")


def test_a_refused_mail_is_a_retried_task(system: System, ref: str) -> None:
    def tries() -> list[int]:
        return [t["run_count"] for t in system.task_runs(ref) if t["name"] == "notify · district · email"]

    until(lambda: 3 in tries(), 10, "the mail was not tried three times")
    assert max(tries()) == 3  # the first; those sent again later are runs of their own
    alert = system.alert(ref)
    pages = {n["channel"]: n["status"] for n in alert["notifications"] if n["rung"] == "district" and n["attempt"] == 1}
    assert pages["outbox"] == "sent", "a failing channel kept another from being paged"
    assert pages["email"] == "failed"


def test_the_timeline_is_an_artifact(system: System, ref: str, page: Page) -> None:
    wanted = {"artifacts": {"key": {"any_": [f"timeline-{ref.lower()}"]}}}
    latest = system.prefect("POST", "/artifacts/latest/filter", wanted)[0]["latest_id"]
    page.goto(f"{system.prefect_url.removesuffix('/api')}/artifacts/artifact/{latest}")
    expect(page.get_by_text("rung_entered").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("sp-office").first).to_be_visible()
    picture(page, "prefect-timeline")
