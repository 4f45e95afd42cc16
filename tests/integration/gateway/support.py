"""What the gateway's tests say: raise an alert, page a rung, open a link, ask as a role."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI

from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.tokens import create_token
from abhay.domain.messages.channel_kinds import PUSH
from abhay.security.links import make_token
from abhay.security.vapid import VapidKey, make_vapid_key
from abhay.services.runtime import Runtime
from abhay.settings import WebPushSettings
from models.enums import Mover, Role
from models.routes import Route
from models.tables import ContactPoint, Notification
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import KOTA

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
META_SECRET = "synthetic-test-secret"
PERSON_MARKS = ("Synthetic Person", "+915555512345", "nobody would miss me", "synthetic.person", "91000000012345")


@dataclass
class Page:
    """A queued message with its link and the contact's PIN."""

    id: UUID
    token: str
    pin: str
    unit: str | None
    post: str


def wrong_pin(page: Page) -> str:
    """A PIN that is not the contact's."""
    return "507318" if page.pin != "507318" else "507319"


@dataclass
class Gateway:
    """The gateway under test."""

    app: FastAPI
    client: httpx.AsyncClient
    runtime: Runtime
    tokens: dict[tuple[Role, str | None], str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.runtime.database

    async def ask(
        self, method: str, path: str, role: Role | None = None, *, unit: str | None = None, **more: Any
    ) -> httpx.Response:
        """One call, as a role; without a role, without a token."""
        headers = dict(more.pop("headers", {}))
        if role is not None:
            headers["Authorization"] = f"Bearer {await self.token(role, unit)}"
        return await self.client.request(method, path, headers=headers, **more)

    async def token(self, role: Role, unit: str | None = None) -> str:
        if role is Role.UNIT and unit is None:
            unit = "kota-city"
        if (role, unit) not in self.tokens:
            self.tokens[role, unit] = await create_token(
                self.database, role=role, name=f"test-{role}", unit=unit, actor=HOST
            )
        return self.tokens[role, unit]

    async def webhook(self, body: bytes | dict[str, Any], signature: str | None = None) -> httpx.Response:
        """A signed alert; a dictionary is sent as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        signature = signature or "sha256=" + hmac.new(META_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
        return await self.client.post("/v1/sources/meta/alerts", content=raw, headers=headers)

    async def raise_alert(self, **changes: Any) -> str:
        """A new synthetic case; answers its ref."""
        answer = await self.webhook(alert(**changes))
        assert answer.status_code == 202, answer.text
        return answer.json()["ref"]

    async def paged(self, route: Route = KOTA, **changes: Any) -> tuple[str, list[Page]]:
        """A new case whose first rung is paged; answers its ref and the pages."""
        ref = await self.raise_alert(**changes)
        await self.settled()  # or the run's id might come between two looks at the case
        await record_route(self.database, await self.id_of(ref), route, Mover.FLOW)
        await self.advance(ref)
        return ref, await self.pages(ref)

    async def id_of(self, ref: str) -> UUID:
        return (await reading.case(self.database, ref)).id

    async def advance(self, ref: str) -> None:
        await advance(self.database, await self.id_of(ref), Mover.FLOW)

    async def pages(self, ref: str, rung: str | None = None) -> list[Page]:
        """The case's pages, newest rung last."""
        pages = [page for page in await reading.pages(self.database, ref) if rung in {None, page.rung}]
        return [await self.link_of(page) for page in pages]

    async def link_of(self, message: Notification) -> Page:
        """A message with its link and the contact's PIN, as its recipient has them."""
        (contact,) = await reading.contacts(self.database, ContactPoint.id == message.contact_id)
        token = make_token(message.id, self.runtime.secrets.link_key)
        return Page(message.id, token, contact.dev_pin or "", message.unit_id, message.post_id)

    async def view(self, ref: str) -> dict[str, Any]:
        answer = await self.ask("GET", f"/v1/alerts/{ref}", Role.OPERATOR)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def revealed_route(self, ref: str) -> dict[str, Any]:
        """The case's route with the places that it names, which is read against a reason."""
        answer = await self.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "asked for"})
        assert answer.status_code == 200, answer.text
        return answer.json()["route"]

    async def answer_link(self, page: Page, pin: str | None = None, by: str = "") -> httpx.Response:
        return await self.client.post(f"/a/{page.token}", data={"pin": page.pin if pin is None else pin, "by": by})

    async def audit(self, action: str | None = None) -> list[dict[str, Any]]:
        """The audit log, oldest first."""
        return [entry.model_dump(mode="json") for entry in await reading.audit(self.database, action)]

    async def typed(self, action: str) -> list[str | None]:
        """What was typed about why, of each entry of the audit log, oldest first; sealed in the database."""
        return await reading.typed_reasons(self.database, action)

    async def settled(self) -> None:
        """Wait until what follows the answers is done."""
        assert await self.runtime.after_commit.settled()

    async def desk_reasons(self, ref: str) -> list[str]:
        """Why the desk was told of this case, in order."""
        return list(await reading.desk_reasons(self.database, ref))


def alert(**changes: Any) -> dict[str, Any]:
    """A synthetic alert about a person nobody else is like, unless `subject` says so."""
    key = uuid4().hex[:12]
    return {
        "schema": "partner.self_harm_alert.v1",
        "alert_id": f"test-{key}",
        "event": "alert.created",
        "source": {"partner": "meta", "platform": "instagram", "surface": "post"},
        "severity": "imminent",
        "created_at": "2026-11-24T06:00:00Z",
        "content": {"content_id": f"c{key}", "text": "I am tired, nobody would miss me.", "media": []},
        "subject": {
            "user_id": f"9{int(key, 16)}",
            "username": f"synthetic.person.{key}",
            "display_name": "Synthetic Person",
            "phones": [f"+9155555{int(key[:8], 16) % 100000:05d}"],
        },
        "technical": {"locations": [{"lat": 25.17, "lon": 75.83, "accuracy_m": 40, "at": "2026-11-24T05:59:00Z"}]},
        **changes,
    }


async def until(what: Callable[[], Awaitable[Any]], limit: float = 60.0) -> Any:
    """Asks until the answer is true, and returns it; the limit only says that it does come."""
    async with asyncio.timeout(limit):
        while not (value := await what()):  # noqa: ASYNC110  the database is asked, nothing signals
            await asyncio.sleep(0.02)
    return value


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path template of every route; HEAD goes without saying."""
    documented = {(method.upper(), path) for path, item in app.openapi()["paths"].items() for method in item}
    return documented | {("GET", "/openapi.json")}


def with_push(gateway: Gateway) -> WebPushChannel:
    """Turns web push on, with push services on loopback."""
    own = WebPushSettings(contact="mailto:desk@police.example", services=("127.0.0.1",), allow_private=True, timeout=2)
    channels = gateway.runtime.channels
    assert isinstance(channels, dict)
    channels[PUSH] = channel = WebPushChannel(own, VapidKey(make_vapid_key()))
    return channel


async def add_telephone(gateway: Gateway, channel: str, number: str) -> ContactPoint:
    """Gives Kota's control room a telephone; its owner's PIN is of no account."""
    async with gateway.database.transaction() as session:
        point = ContactPoint(
            unit_id="kota-city", post_id="control-room", channel=channel, address=number, pin_hash="-",
            created_at=await now(session),
        )  # fmt: skip
        session.add(point)
    return point
