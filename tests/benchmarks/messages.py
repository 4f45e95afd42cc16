"""A thousand text messages in a minute through a gateway: how late the latest is, and what texts add to a first page.

The gateway is the stand-in that `abhay up` starts; it reports every text as delivered at once, so a thousand receipts
come in besides. A post has four telephones of the same order, which are paged together.
"""

import time
from collections.abc import Iterable

from abhay.adapters.processes.ports import free_port
from tests.benchmarks.figures import Figures, percentile, spread
from tests.benchmarks.load import Accepted, alerts, raise_at_once
from tests.benchmarks.measurement import Bench, Measurement
from tests.benchmarks.systems import BenchSystem, measured_system
from tests.support.system import until

FIGURE = "messages_1000"
MESSAGES, MINUTE = 1000, 60.0
TELEPHONES = 4
BOUND = 10.0
"""Seconds from the 202 within which a gateway must have a page, as asked of a post that is reached another way."""

WARM_UP, FIRST = 3, 30
PATIENCE = 120
UNIT, POST = "kota-city", "control-room"

SENT = (
    "SELECT a.ref, extract(epoch FROM n.sent_at)::float AS at, n.status FROM notification n JOIN alert a ON a.id = n.alert_id"
    " WHERE a.ref = ANY($1) AND n.kind = 'page' AND n.channel = $2 AND n.sent_at IS NOT NULL"
)


def measure(bench: Bench) -> Figures:
    """In one system: first pages by the outbox alone, then by text, then a minute of texts at an even pace."""
    with measured_system("abhay", ABHAY_STAND_IN__PORT=str(free_port())) as system, system.watcher():
        outbox = _first_pages(system, bench.count(FIRST), "outbox")
        _put_telephones(system)
        text = _first_pages(system, bench.count(FIRST), "sms")
        return _a_minute(bench, system) | {
            "first_page_outbox_p50": round(percentile(outbox, 0.5), 3),
            "first_page_sms_p50": round(percentile(text, 0.5), 3),
        }


def _first_pages(system: BenchSystem, count: int, channel: str) -> list[float]:
    """Seconds from each 202 to its first page, one alert per second, after a few that do not count."""
    pages = _paced(system, WARM_UP + count, 1.0)
    sent = _all_sent(system, pages, channel, 1)
    system.clear()
    return [min(sent[case.ref]) - case.at for case in pages[WARM_UP:]]


def _a_minute(bench: Bench, system: BenchSystem) -> Figures:
    cases = bench.count(MESSAGES // TELEPHONES)
    begun = time.monotonic()
    pages = _paced(system, cases, MINUTE * TELEPHONES / MESSAGES)
    asked_in = time.monotonic() - begun
    sent = _all_sent(system, pages, "sms", TELEPHONES)
    lags = [at - case.at for case in pages for at in sent[case.ref]]
    last = max(at for times in sent.values() for at in times) - pages[0].at
    bench.remark(
        f"{FIGURE}: {cases} alerts in {asked_in:.0f} s, {len(lags)} texts, the last one {last:.0f} s after the first 202;"
        f" slowest {max(lags):.2f} s; {_delivered(system, pages)} reported as delivered;"
        f" {system.movers([case.ref for case in pages])}"
    )
    per_minute = len(lags) / max(last, asked_in) * MINUTE
    return {"per_minute": round(per_minute), **spread(lags), "late": sum(lag > BOUND for lag in lags)}


def _paced(system: BenchSystem, count: int, apart: float) -> list[Accepted]:
    begun = time.monotonic()
    accepted: list[Accepted] = []
    for n, signed in enumerate(alerts(count)):
        time.sleep(max(0.0, begun + n * apart - time.monotonic()))
        accepted += raise_at_once(system.port, [signed], 1)
    return accepted


def _all_sent(system: BenchSystem, cases: list[Accepted], channel: str, each: int) -> dict[str, list[float]]:
    """When each page of these cases was taken by its channel, once all are."""
    refs = [case.ref for case in cases]

    def found() -> dict[str, list[float]] | None:
        times: dict[str, list[float]] = {ref: [] for ref in refs}
        for row in system.ours.rows(SENT, refs, channel):
            times[row["ref"]].append(row["at"])
        return times if all(len(those) >= each for those in times.values()) else None

    return until(found, PATIENCE, f"not all pages were sent by {channel}", every=0.5) or {}


def _delivered(system: BenchSystem, cases: Iterable[Accepted]) -> int:
    rows = system.ours.rows(SENT, [case.ref for case in cases], "sms")
    return sum(row["status"] == "delivered" for row in rows)


def _put_telephones(system: BenchSystem) -> None:
    """Gives the control room its telephones instead of its outbox."""
    path = f"/v1/units/{UNIT}/contacts"
    known = system.http.get(path, headers=system.auth("admin")).json()["contacts"]
    others = [
        {key: contact[key] for key in ("post", "channel", "address")}
        for contact in known
        if contact["active"] and contact["post"] != POST
    ]
    own = [
        {"post": POST, "channel": "sms", "address": f"+9155555001{n:02}", "pin": "482916"} for n in range(TELEPHONES)
    ]
    answer = system.http.put(path, json={"contacts": own + others}, headers=system.auth("admin"))
    assert answer.status_code == 200, answer.text


MEASUREMENTS = (Measurement(FIGURE, None, measure),)
