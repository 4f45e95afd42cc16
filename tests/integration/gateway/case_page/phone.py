"""A telephone with nothing but the link, the PIN and plain forms, and what its tests ask."""

import html
import re
from dataclasses import dataclass
from typing import Any

import httpx

from abhay.services.cases.routing import route_case
from models.enums import EvidenceKind, Mover, Role, RouteState
from models.routes import Candidate, Evidence, Route
from tests.integration.gateway.support import SAMPLES, Gateway, Page
from tests.support import reading

ACTS = ("route", "not-ours", "milestone", "closure", "hand-over", "receipt", "quiet")
GUJARAT = Route(state=RouteState.OUT_OF_STATE, other_state="Gujarat", copies=("sirohi",), confidence=1)
PERSON = "Synthetic Person"
FORM_SECONDS = 900
DOUBTFUL = Route(
    state=RouteState.UNRESOLVED,
    candidates=(
        Candidate(district="bhilwara", unit="bhilwara", score=0.25),
        Candidate(district="jaipur", unit="jaipur-rural", score=0.15),
    ),
    evidence=(
        Evidence(kind=EvidenceKind.CITY, says="bhilwara", weight=0.28, detail="Shahpura (tehsil), read as written"),
        Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=0, detail="a reason of a new form"),
    ),
)


@dataclass
class Phone:
    """A browser without scripts: it knows the page it was given last, and keeps the link's cookie."""

    gateway: Gateway
    page: Page
    shown: httpx.Response
    cookie: str = ""

    @property
    def text(self) -> str:
        return html.unescape(self.shown.text)

    def hidden(self) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(proof|by)" value="([^"]*)">', self.shown.text))

    def acts(self) -> set[str]:
        """Where the forms of the page lead."""
        return {path.rpartition("/")[2] for path in re.findall(r'action="([^"]*)"', self.shown.text)} & set(ACTS)

    async def send(self, act: str = "", **fields: str) -> str:
        path = f"/a/{self.page.token}" + (f"/{act}" if act else "")
        answer = await self._ask("POST", path, data={**self.hidden(), **fields})
        if answer.status_code == 303:
            return await self.open(answer.headers["location"])
        self.shown = answer
        return self.text

    async def open(self, path: str = "") -> str:
        """Open the link, or look at its page again."""
        self.shown = await self._ask("GET", path or f"/a/{self.page.token}")
        return self.text

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer = await self.gateway.client.request(method, path, headers={"Cookie": self.cookie}, **more)
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer


async def unlocked(gateway: Gateway, page: Page, **fields: str) -> Phone:
    """The page after its PIN."""
    phone = Phone(gateway, page, httpx.Response(0))
    await phone.open()
    await phone.send(pin=page.pin, **fields)
    assert phone.shown.status_code == 200, phone.text
    return phone


async def facts(gateway: Gateway, ref: str) -> dict[str, Any]:
    return {key: value for key, value in (await gateway.view(ref)).items() if key != "flow_run_state"}


def told(view: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(m["unit"], m["post"]) for m in view["notifications"] if m["kind"] == kind]


async def held_mail(gateway: Gateway) -> tuple[str, Page]:
    """A spoofed mail at the desk, routed by its words as a mover would."""
    mail = (SAMPLES / "eml_07_spoofed_sender.eml").read_bytes()
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=mail)
    ref = answer.json()["ref"]
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    await gateway.advance(ref)
    (page,) = await gateway.pages(ref)
    return ref, page


async def desk_page(gateway: Gateway, ref: str) -> Page:
    """The desk's newest notice of a case."""
    told = [each for each in await reading.notifications(gateway.database, ref) if each.rung == "desk"]
    return await gateway.link_of(told[-1])
