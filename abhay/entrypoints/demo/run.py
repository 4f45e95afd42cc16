"""One run of the demo: the alert is raised, climbs, is acknowledged at the top, and closed."""

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
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from abhay.adapters.processes.ports import free_port
from abhay.adapters.store.directory.tokens import create_token
from abhay.clock import IST
from abhay.entrypoints.demo.report import LATE, DemoFailed, Report, Seen
from abhay.entrypoints.parts import system_parts, system_ports
from abhay.entrypoints.supervisor import Supervisor
from abhay.security.secretfiles import SYNTHETIC_META_SECRET
from abhay.services.runtime import get_runtime
from abhay.settings import Settings, get_settings
from models.actors import terminal
from models.enums import Role, Severity

WAIT = 6
"""Seconds on each rung: long enough to see, short enough to watch (the least that a policy allows is 5)."""

SEVERITY = Severity.IMMINENT.value
"""Of the synthetic alert."""

_console = Console()


class Demo:
    """One run of the demo against a system that is up."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient, admin: str, operator: str) -> None:
        self._settings = settings
        self._http = http
        self._admin = {"Authorization": f"Bearer {admin}"}
        self._operator = {"Authorization": f"Bearer {operator}"}
        self._seen = Seen()

    async def run(self) -> None:
        """Raises the alert, watches it climb, acknowledges it at the top, closes it, shows the timeline."""
        await self._short_waits()
        ref = await self._raise_alert()
        _console.print(f"A synthetic alert is in: [bold]{ref}[/]. Nobody acknowledges; it climbs …")
        top, awaited = list(self._seen.awaits.items())[-1]
        limit = len(self._seen.awaits) * (WAIT + LATE) + 10
        await self._until(lambda: self._climbed(ref), limit, "the highest rung was not paged")
        await self._until(lambda: self._in_state(ref, awaited), 10, "the run does not await the highest rung")
        await self._acknowledge(self._seen.pages[top])
        await self._until(lambda: self._status(ref, "acknowledged"), 10, "the acknowledgement did not take")
        await self._until(lambda: self._in_state(ref, "AwaitingOutcome"), 10, "the run does not await its outcome")
        for kind in ("dispatched", "reached", "family_informed"):
            await self._post(f"/v1/alerts/{ref}/milestones", {"kind": kind})
        await self._post(f"/v1/alerts/{ref}/closure", {"outcome": "safe", "note": "synthetic"})
        await self._until(lambda: self._in_state(ref, "Completed"), 20, "the run did not complete")
        alert = await self._alert(ref)
        report = Report(alert, self._seen)
        report.show(_console)
        report.check()

    async def _short_waits(self) -> None:
        policy = (await self._http.get("/v1/policy", headers=self._admin)).raise_for_status().json()["policy"]
        severity = policy["severity"][SEVERITY]
        severity["repeat"] = 1
        for step in severity["ladder"]:
            step |= {"wait": WAIT, "remind": WAIT}
            self._seen.awaits[step["rung"]] = f"Awaiting{policy['rung'][step['rung']]['label']}"
        (await self._http.put("/v1/policy", json=policy, headers=self._admin)).raise_for_status()

    async def _raise_alert(self) -> str:
        body = json.dumps(synthetic_alert(), ensure_ascii=False).encode()
        signature = hmac.new(SYNTHETIC_META_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        answer = await self._http.post("/v1/sources/meta/alerts", content=body, headers=headers)
        return answer.raise_for_status().json()["ref"]

    async def _acknowledge(self, page: dict[str, Any]) -> None:
        """Acknowledges as a duty officer does: opens the link and types the PIN."""
        _console.print(f"The duty post {page['post']} opens the link and types its PIN.")
        (await self._http.get(page["ack_url"])).raise_for_status()
        (
            await self._http.post(page["ack_url"], data={"pin": page["ack_pin"]}, follow_redirects=True)
        ).raise_for_status()

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
        return self._seen.awaits.keys() <= self._seen.pages.keys()

    async def _look(self, ref: str) -> str | None:
        """Notes the state that Prefect shows for this run."""
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


def synthetic_alert() -> dict[str, Any]:
    """Returns a synthetic alert of an invented person in Kota, new at each call."""
    number = secrets.randbelow(10**5)
    now = datetime.now(IST).isoformat(timespec="seconds")
    return {
        "schema": "partner.self_harm_alert.v1",
        "alert_id": f"demo-{secrets.token_hex(6)}",
        "event": "alert.created",
        "severity": SEVERITY,
        "created_at": now,
        "source": {"partner": "meta", "platform": "instagram", "surface": "post"},
        "content": {"created_at": now, "language": "hi", "text": "कृत्रिम परीक्षण डेटा, कोई वास्तविक व्यक्ति नहीं"},
        "subject": {"user_id": f"9{number:013}", "display_name": "सिंथेटिक व्यक्ति", "phones": [f"+9155555{number:05}"]},
        "technical": {"locations": [{"lat": 25.1702, "lon": 75.8365, "accuracy_m": 45, "at": now, "source": "device"}]},
    }


async def _demo(settings: Settings) -> None:
    begun = time.monotonic()
    _console.print("Starting PostgreSQL, Prefect, worker, watcher and gateway in a temporary home …")
    system = Supervisor(settings, system_parts(settings), system_ports(settings))
    async with system, httpx.AsyncClient(base_url=settings.base_url, timeout=10) as http:
        await _ready(http)
        _console.print(f"Ready after {time.monotonic() - begun:.1f} s.")
        admin, operator = await _token("admin"), await _token("operator")
        await get_runtime().close()
        await Demo(settings, http, admin, operator).run()
    _console.print(
        "\nEverything is stopped. To look around yourself: [bold]make up[/], then the Prefect UI at "
        "http://127.0.0.1:4200 (Runs, by the case's ref: its states, task runs and the timeline under Artifacts)."
    )


async def _ready(http: httpx.AsyncClient) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if not (await http.get("/readyz")).json()["degraded"]:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.2)
    raise DemoFailed("not every part was ready in 60 s")


async def _token(role: str) -> str:
    database, actor = get_runtime().database, terminal("demo")
    return await create_token(database, role=Role(role), name=f"demo-{role}", unit=None, actor=actor)


def demo() -> int:
    """Runs the demo; returns the exit code 0 only if everything was seen in time."""
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
