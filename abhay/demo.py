"""`make demo`: one synthetic alert through every rung, on a system of its own, and what was measured.

Starts everything in a temporary home on free ports, tells nobody real, stops everything and leaves
nothing behind. What it shows is read from outside: the gateway's HTTP, the outbox's files and
Prefect's API.
"""

import asyncio
import hashlib
import hmac
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from abhay.clock import IST, in_ist
from abhay.embedded.parts import system_parts, system_ports
from abhay.embedded.ports import free_port
from abhay.secretfiles import SYNTHETIC_META_SECRET
from abhay.services.tokens import create_token
from abhay.settings import Settings, get_settings
from abhay.supervisor import Supervisor

WAIT = 6
"""Seconds on each rung: long enough to see, short enough to watch (the shortest that a policy allows is 5)."""

RUNGS = ("district", "sp", "dgp")
LATE = 2.5
"""Seconds within which a rung must be entered once it is due, and paged once it is entered."""

SHOWN = ("due_at", "told", "mover", "milestone", "outcome", "units")
"""Details of a timeline entry that fit the table."""

_console = Console()


@dataclass
class Seen:
    """What the demo saw: states in Prefect, and the first page of each rung."""

    states: list[str] = field(default_factory=list[str])
    pages: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


class DemoFailed(Exception):
    """The demo did not see what it must see."""


class Demo:
    """One run of the demo against a system that is up."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient, admin: str, operator: str) -> None:
        self._settings = settings
        self._http = http
        self._admin = {"Authorization": f"Bearer {admin}"}
        self._operator = {"Authorization": f"Bearer {operator}"}
        self._seen = Seen()

    async def run(self) -> None:
        """Raise the alert, watch it climb, acknowledge it at the top, close it, show the timeline."""
        await self._short_waits()
        ref = await self._raise_alert()
        _console.print(f"A synthetic alert is in: [bold]{ref}[/]. Nobody acknowledges; it climbs …")
        await self._until(lambda: self._climbed(ref), 3 * (WAIT + LATE) + 10, "the DGP's control room was not paged")
        await self._until(lambda: self._in_state(ref, "AwaitingDGP"), 10, "the run does not await the DGP's post")
        await self._acknowledge(self._seen.pages["dgp"])
        await self._until(lambda: self._status(ref, "acknowledged"), 10, "the acknowledgement did not take")
        await self._until(lambda: self._in_state(ref, "AwaitingOutcome"), 10, "the run does not await its outcome")
        for kind in ("dispatched", "reached", "family_informed"):
            await self._post(f"/v1/alerts/{ref}/milestones", {"kind": kind})
        await self._post(f"/v1/alerts/{ref}/closure", {"outcome": "safe", "note": "synthetic"})
        await self._until(lambda: self._in_state(ref, "Completed"), 20, "the run did not complete")
        alert = await self._alert(ref)
        self._show(alert)
        self._check(alert)

    async def _short_waits(self) -> None:
        policy = (await self._http.get("/v1/policy", headers=self._admin)).raise_for_status().json()["policy"]
        for severity in policy["severity"].values():
            severity["repeat"] = 1
            severity["ladder"] = [{"rung": rung, "wait": WAIT, "remind": WAIT} for rung in RUNGS]
        (await self._http.put("/v1/policy", json=policy, headers=self._admin)).raise_for_status()

    async def _raise_alert(self) -> str:
        body = json.dumps(synthetic_alert(), ensure_ascii=False).encode()
        signature = hmac.new(SYNTHETIC_META_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        answer = await self._http.post("/v1/sources/meta/alerts", content=body, headers=headers)
        return answer.raise_for_status().json()["ref"]

    async def _acknowledge(self, page: dict[str, Any]) -> None:
        """As the duty officer does: open the link, type the PIN."""
        _console.print("The DGP's control room opens the link and types its PIN.")
        (await self._http.get(page["ack_url"])).raise_for_status()
        (await self._http.post(page["ack_url"], data={"pin": page["ack_pin"]})).raise_for_status()

    async def _post(self, path: str, body: dict[str, str]) -> None:
        (await self._http.post(path, json=body, headers=self._operator)).raise_for_status()

    async def _alert(self, ref: str) -> dict[str, Any]:
        answer = await self._http.get(f"/v1/alerts/{ref}", headers=self._operator)
        return answer.raise_for_status().json()

    async def _climbed(self, ref: str) -> bool:
        await self._look(ref)
        for message in self._outbox(ref):
            if message["kind"] == "page":
                self._seen.pages.setdefault(message["rung"], message)
        return set(RUNGS) <= self._seen.pages.keys()

    async def _look(self, ref: str) -> str | None:
        """Note the state that Prefect shows for this run."""
        ask = {"flow_runs": {"name": {"any_": [ref]}}}
        answer = await self._http.post(f"{self._settings.prefect_url}/flow_runs/filter", json=ask)
        runs = answer.raise_for_status().json()
        name = runs[0]["state"]["name"] if runs and runs[0]["state"] else None
        if name and name not in self._seen.states:
            self._seen.states.append(name)
        return name

    async def _in_state(self, ref: str, state: str) -> bool:
        return await self._look(ref) == state

    async def _status(self, ref: str, status: str) -> bool:
        return (await self._alert(ref))["status"] == status

    def _outbox(self, ref: str) -> list[dict[str, Any]]:
        files = sorted((self._settings.home / "outbox").glob("*.json"))
        messages = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        return [message for message in messages if message["alert"] == ref]

    async def _until(self, what: Callable[[], Awaitable[bool]], limit: float, otherwise: str) -> None:
        end = time.monotonic() + limit
        while not await what():
            if time.monotonic() > end:
                raise DemoFailed(f"{otherwise} within {limit:.0f} s")
            await asyncio.sleep(0.2)

    def _show(self, alert: dict[str, Any]) -> None:
        received = _when(alert["received_at"])
        table = Table(title=f"{alert['ref']} · {alert['route']['district']} · {alert['status']}")
        for column in ("seconds", "IST", "event", "rung", "detail"):
            table.add_column(column, justify="right" if column == "seconds" else "left")
        for entry in alert["timeline"]:
            at = _when(entry["at"])
            words = " · ".join(f"{key} {_plain(value)}" for key, value in entry["detail"].items() if key in SHOWN)
            seconds = f"{(at - received).total_seconds():.2f}"
            table.add_row(seconds, in_ist(at).format("HH:mm:ss"), entry["event"], entry["rung"] or "", words)
        _console.print(table)
        _console.print(self._measured(alert))

    def _measured(self, alert: dict[str, Any]) -> Table:
        table = Table(title="Each message at its deadline (seconds after it was due; never negative)")
        for column in ("rung", "entered after due", "message after entry", "state seen in Prefect"):
            table.add_column(column)
        for rung, (late, lag) in self._latenesses(alert).items():
            state = next((s for s in self._seen.states if s.lower() == f"awaiting{rung}"), "not seen")
            table.add_row(rung, "first" if late is None else f"{late:.3f}", f"{lag:.3f}", state)
        return table

    def _latenesses(self, alert: dict[str, Any]) -> dict[str, tuple[float | None, float]]:
        entered = {e["rung"]: e for e in alert["timeline"] if e["event"] == "rung_entered"}
        found: dict[str, tuple[float | None, float]] = {}
        due: datetime | None = None
        for rung in RUNGS:
            at = _when(entered[rung]["at"])
            late = None if due is None else (at - due).total_seconds()
            found[rung] = (late, (_when(self._seen.pages[rung]["at"]) - at).total_seconds())
            due = _when(entered[rung]["detail"]["due_at"])
        return found

    def _check(self, alert: dict[str, Any]) -> None:
        """Fail loudly when a message came early or late, or a state was not seen."""
        for rung, (late, lag) in self._latenesses(alert).items():
            if late is not None and not 0 <= late <= LATE:
                raise DemoFailed(f"{rung} was entered {late:.2f} s after it was due")
            if not 0 <= lag <= LATE:
                raise DemoFailed(f"{rung} was paged {lag:.2f} s after it was entered")
        missing = {"AwaitingDistrict", "AwaitingSP", "AwaitingDGP"} - set(self._seen.states)
        if missing:
            raise DemoFailed(f"not seen in Prefect: {', '.join(sorted(missing))}")


def synthetic_alert() -> dict[str, Any]:
    """A synthetic alert of an invented person in Kota, new at each call."""
    number = secrets.randbelow(10**5)
    now = datetime.now(IST).isoformat(timespec="seconds")
    return {
        "schema": "partner.self_harm_alert.v1",
        "alert_id": f"demo-{secrets.token_hex(6)}",
        "event": "alert.created",
        "severity": "imminent",
        "created_at": now,
        "source": {"partner": "meta", "platform": "instagram", "surface": "post"},
        "content": {"created_at": now, "language": "hi", "text": "कृत्रिम परीक्षण डेटा, कोई वास्तविक व्यक्ति नहीं"},
        "subject": {"user_id": f"9{number:013}", "display_name": "सिंथेटिक व्यक्ति", "phones": [f"+9155555{number:05}"]},
        "technical": {"locations": [{"lat": 25.1702, "lon": 75.8365, "accuracy_m": 45, "at": now, "source": "device"}]},
    }


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return str(value)


async def _demo(settings: Settings) -> None:
    begun = time.monotonic()
    _console.print("Starting PostgreSQL, Prefect, worker, watcher and gateway in a temporary home …")
    system = Supervisor(settings, system_parts(settings), system_ports(settings))
    async with system, httpx.AsyncClient(base_url=settings.base_url, timeout=10) as http:
        await _ready(http)
        _console.print(f"Ready after {time.monotonic() - begun:.1f} s.")
        await Demo(settings, http, await _token("admin"), await _token("operator")).run()
    _console.print(
        "\nEverything is stopped. To look around yourself: [bold]make up[/], then the Prefect UI at "
        "http://127.0.0.1:4200 (Runs, by the case's ref: its states, task runs and the timeline under Artifacts)."
    )


async def _ready(http: httpx.AsyncClient) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if (await http.get("/readyz")).is_success:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.2)
    raise DemoFailed("the gateway was not ready in 60 s")


async def _token(role: str) -> str:
    return await create_token(role, f"demo-{role}", by="demo")


def demo() -> int:
    """Run the demo; the exit code is 0 only if everything was seen, at its time."""
    home = Path(tempfile.mkdtemp(prefix="abhay-demo-"))
    home.chmod(0o711)
    os.environ |= {"ABHAY_HOME": str(home), "ABHAY_PORT": str(free_port()), "ABHAY_PREFECT_PORT": str(free_port())}
    try:
        get_settings.cache_clear()
        asyncio.run(_demo(get_settings()))
    except DemoFailed as failure:
        _console.print(f"[bold red]The demo failed:[/] {failure}")
        return 1
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0
