"""What an operator sees and does in Prefect's UI: runs, timelines, the open cases, addresses to keep, forms."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.system import ROOT, RUNGS, System, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900), pytest.mark.xdist_group("browser_system")]

PICTURES = Path(os.environ.get("ABHAY_SCREENSHOTS", "")) if os.environ.get("ABHAY_SCREENSHOTS") else None
"""A folder for screenshots, to renew those in docs/img."""

PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine, where Prefect gives way to whoever pages."""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ROOT / PICTURES / f"{name}.png")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all: the UI is five megabytes, which a browser asks for once."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-IN", timezone_id="Asia/Kolkata")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def opened(page: Page, system: System, path: str) -> None:
    page.goto(system.prefect_url.removesuffix("/api") + path)


def newest(page: Page, system: System, key: str) -> None:
    """The newest version of an artifact, from the address that people keep."""
    opened(page, system, f"/artifacts/key/{key}")
    page.locator("a[href*='/artifacts/artifact/']").first.click()


@pytest.fixture(scope="module")
def ref(system: System) -> str:
    """A case whose control room is also paged by e-mail, to a server that is down."""
    unit = "/v1/units/kota-city/contacts"
    contacts = system.http.get(unit, headers=system.auth("admin")).json()["contacts"]
    keep = [{key: c[key] for key in ("post", "channel", "address")} for c in contacts]
    mail = {"post": "control-room", "channel": "email", "address": "control-room@kota-city.example", "pin": "482915"}
    answer = system.http.put(unit, json={"contacts": [*keep, mail]}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text
    ladder = [
        {"rung": rung, "wait": 25 if rung == "district" else 3600, "remind": 25 if rung == "district" else 3600}
        for rung in RUNGS
    ]
    system.set_policy(ladder=ladder)
    ref = system.raise_alert()
    until(lambda: system.run_state(ref) == "AwaitingSP", 60, "the case did not climb to the SP")
    return ref


def test_the_run_is_found_by_its_ref_and_shows_how_it_waits(system: System, ref: str, page: Page) -> None:
    run = system.runs(ref)[0]
    opened(page, system, f"/runs/flow-run/{run['id']}")
    expect(page.get_by_text(ref).first).to_be_visible()
    expect(page.get_by_text("AwaitingSP").first).to_be_visible()
    expect(page.get_by_text("notify · sp · outbox").first).to_be_visible()
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
    opened(page, system, f"/artifacts/artifact/{latest}")
    expect(page.get_by_text("rung_entered").first).to_be_visible()
    expect(page.get_by_text("sp-office").first).to_be_visible()
    picture(page, "prefect-timeline")


def test_a_run_that_waits_says_where_its_timeline_is_which_leads_to_the_case(
    system: System, ref: str, page: Page
) -> None:
    run = system.runs(ref)[0]
    timeline = f"/artifacts/key/timeline-{ref.lower()}"
    opened(page, system, f"/runs/flow-run/{run['id']}")
    expect(page.get_by_text(timeline).first).to_be_visible()  # at the end of the logs
    opened(page, system, f"/runs/flow-run/{run['id']}?tab=Details")
    expect(page.get_by_text("State Message")).to_be_visible()

    def is_named() -> bool:
        return timeline in (system.runs(ref)[0]["state"]["message"] or "")  # while a pass runs, there is none

    until(is_named, 30, "the state's message does not name the timeline")
    newest(page, system, timeline.rpartition("/")[2])
    link = page.get_by_role("link", name=f"Open the case {ref}")
    expect(link).to_have_attribute("href", f"{system.url}/alerts/{ref}")


def test_the_open_cases_are_a_table(system: System, ref: str, page: Page) -> None:
    def listed() -> bool:
        found = system.prefect("POST", "/artifacts/latest/filter", {"artifacts": {"key": {"any_": ["open-cases"]}}})
        return bool(found) and ref in found[0]["data"]

    until(listed, 60, "the case is not in the table")
    newest(page, system, "open-cases")
    row = page.locator("tr").filter(has_text=ref)
    expect(row).to_contain_text("kota-city")
    expect(row).to_contain_text("nobody")
    expect(row.get_by_role("link", name="open")).to_have_attribute("href", f"{system.url}/alerts/{ref}")
    picture(page, "prefect-open-cases")
    versions = system.prefect("POST", "/artifacts/filter", {"artifacts": {"key": {"any_": ["open-cases"]}}})
    assert len(versions) == 1, "each further version would be kept for ever"


def kept_addresses() -> list[str]:
    """The addresses of runs that the documentation says to keep, as they stand there."""
    text = (ROOT / "docs" / "howto" / "prefect-ui.md").read_text(encoding="utf-8")
    return re.findall(r"`(/runs\?[^`]+)`", text)


def test_addresses_to_keep_answer_what_they_say(system: System, ref: str, page: Page) -> None:
    taken = system.raise_alert()
    until(lambda: system.run_state(taken) == "AwaitingDistrict", 30, "the case was not paged")
    system.post(f"/v1/alerts/{taken}/acknowledgement", {"by": "ASI Synthetic", "unit": "kota-city"})
    until(lambda: system.run_state(taken) == "AwaitingOutcome", 30, "the case was not acknowledged")
    addresses = kept_addresses()
    assert len(addresses) == 2
    for address, shows, hides in zip(addresses, (ref, taken), (taken, ref), strict=True):
        opened(page, system, address)
        expect(page.get_by_text(shows).first).to_be_visible()
        expect(page.get_by_text(hides)).to_have_count(0)
        picture(page, "prefect-runs" if shows == ref else "prefect-runs-acknowledged")
    opened(page, system, "/runs")
    expect(page.get_by_text(ref).first).to_be_visible()
    for upkeep in ("sweep-overdue", "collect-mail"):
        expect(page.get_by_text(upkeep)).to_have_count(0)


def field(page: Page, word: str) -> Locator:
    label = page.locator(".schema-form-property__label").filter(has_text=re.compile(f"^{word}( \\(Optional\\))?$"))
    return page.locator(".schema-form-property").filter(has=label)


def submitted(page: Page, system: System, form: str, texts: dict[str, str], choices: dict[str, str]) -> None:
    """A form, filled in and sent by clicking, and the page of its run opened."""
    deployment = system.prefect("GET", f"/deployments/name/{form}/abhay")
    opened(page, system, f"/deployments/deployment/{deployment['id']}")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Custom run").first.click()
    for word, value in choices.items():
        field(page, word).locator("button.p-select-button__control").press("ArrowDown")
        page.get_by_role("option").get_by_text(value, exact=True).click()
    for word, value in texts.items():
        field(page, word).locator("textarea, input").first.fill(value)
    before = {run["id"] for run in runs_of(system, form)}
    page.get_by_role("button", name="Submit").click()
    made = until(lambda: [run for run in runs_of(system, form) if run["id"] not in before], 30, "the form made no run")
    opened(page, system, f"/runs/flow-run/{made[0]['id']}")  # the toast that links to it is gone in seconds


def runs_of(system: System, form: str) -> list[dict[str, Any]]:
    """The runs of a form, the newest first."""
    body = {"flows": {"name": {"any_": [form]}}, "sort": "EXPECTED_START_TIME_DESC"}
    return system.prefect("POST", "/flow_runs/filter", body)


def ended(system: System, form: str) -> dict[str, Any]:
    """The state in which the newest run of a form ended."""

    def found() -> dict[str, Any] | None:
        state = runs_of(system, form)[0]["state"]
        return state if state["type"] in ("COMPLETED", "CANCELLED", "FAILED", "CRASHED") else None

    state = until(found, 60, f"the form {form} was not carried out")
    assert state is not None
    return state


def test_a_case_is_taken_and_closed_by_forms(system: System, page: Page) -> None:
    ref = system.raise_alert()
    who = {"Case": ref, "Duty post": "control-room", "Police unit": "kota-city"}
    submitted(page, system, "acknowledge-alert", who, {})
    assert ended(system, "acknowledge-alert")["type"] == "COMPLETED"
    expect(page.get_by_text("Completed").first).to_be_visible()
    assert system.alert(ref)["acknowledgement"]["post"] == "control-room"
    submitted(page, system, "close-alert", who, {"Outcome": "safe"})
    assert ended(system, "close-alert")["type"] == "COMPLETED"
    assert system.alert(ref)["outcome"] == "safe"


def test_a_refused_form_is_no_failure_and_says_what_to_mend(system: System, page: Page) -> None:
    ref = system.raise_alert()
    submitted(page, system, "acknowledge-alert", {"Case": ref, "Duty post": "kontrol-room"}, {})
    state = ended(system, "acknowledge-alert")
    assert (state["type"], state["name"]) == ("CANCELLED", "Refused")
    expect(page.get_by_text("Refused").first).to_be_visible()
    page.get_by_text("Details", exact=True).click()
    expect(page.get_by_text("NOTHING WAS DONE").first).to_be_visible()
    assert "use one of" in state["message"]
    picture(page, "prefect-refused")


def test_a_waiting_time_is_tuned_by_a_form_whose_fields_say_what_they_are(system: System, page: Page) -> None:
    texts = {"Rung": "sp", "Waiting time, seconds": "240", "Reminder, seconds": "120"}
    submitted(page, system, "tune-policy", texts, {"Severity": "concern"})
    state = ended(system, "tune-policy")
    assert state["type"] == "COMPLETED", state["message"]
    policy = system.http.get("/v1/policy", headers=system.auth("admin")).json()["policy"]
    clocks = {step["rung"]: (step["wait"], step["remind"]) for step in policy["severity"]["concern"]["ladder"]}
    assert clocks["sp"] == (240, 120)
