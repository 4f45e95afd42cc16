"""What the stand-ins for SMS gateways share: messages taken, refusals by number, the scrubber, and receipts."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

import httpx

from abhay.testing.http import HttpStandIn, Knobs, Received, Reply
from abhay.testing.sms.scrubbing import Scrubber

_PATIENCE: Final = 5.0
_ENTITY: Final = re.compile(r"&#(\d+);")


class Outcome(StrEnum):
    """What becomes of a message that was taken."""

    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Taken:
    """One message as the provider understood it; `callback` is the address for its receipt."""

    id: str
    number: str
    text: str
    template_id: str = ""
    sender: str = ""
    callback: str = ""
    variables: tuple[str, ...] = ()
    client_ref: str = ""


@dataclass(frozen=True)
class Reports:
    """How receipts come: `times` each (doubled ones), in `outcomes`, `seconds` after the answer or before it.

    `to` is the address of an account whose receipts all go to one place. `unknown` is an id in place of the message's.
    """

    outcomes: tuple[Outcome, ...] = ()
    seconds: float = 0.0
    times: int = 1
    before_answer: bool = False
    to: str = ""
    unknown: str | None = None


@dataclass(frozen=True)
class Call:
    """One call of a receipt or a reply to us."""

    method: str
    url: str
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"

    @classmethod
    def form(cls, url: str, fields: Mapping[str, str]) -> "Call":
        """Returns a POST with form fields."""
        return cls("POST", url, urlencode(fields).encode())

    @classmethod
    def query(cls, url: str, fields: Mapping[str, str]) -> "Call":
        """Returns a GET with the fields in its query."""
        return cls("GET", f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}")


@dataclass
class Account:
    """What a caller must know to be let in."""

    username: str = "abhay"
    password: str = "synthetic-password"  # noqa: S105  of a stand-in
    key: str = "synthetic-key"
    sender: str = "ABHAYP"
    entity_id: str = "1101000000000000001"
    client_id: str = "client"


@dataclass
class Plans:
    """What was planned: misbehaviour and refusals by the ten digits of a number, and once by `first_only`."""

    knobs: dict[str, Knobs] = field(default_factory=dict[str, Knobs])
    refusals: dict[str, str] = field(default_factory=dict[str, str])
    once: set[str] = field(default_factory=set[str])


class SmsStandIn(HttpStandIn, ABC):
    """A provider. `taken` are the messages it took, `delivered` those that its operators let through.

    Subclasses read a request in `read` and say the provider's words in `accepted`, `refused` and `report`.
    """

    def __init__(self, account: Account | None = None, scrubber: Scrubber | None = None, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.account = account or Account()
        self.scrubber = scrubber or Scrubber()
        self.reports = Reports()
        self.plans = Plans()
        self.taken: list[Taken] = []
        self.dropped: list[tuple[Taken, str]] = []
        self.answers: list[bytes] = []
        self._of: dict[int, Taken] = {}

    @property
    def delivered(self) -> list[Taken]:
        """The messages that reached their phones, oldest first."""
        lost = {each.id for each, _ in self.dropped}
        return [each for each in self.taken if each.id not in lost]

    def doubled(self) -> list[Taken]:
        """Returns each message that brought the same text to the same number again."""
        seen: set[tuple[str, str]] = set()
        again: list[Taken] = []
        for each in self.delivered:
            if (each.number, each.text) in seen:
                again.append(each)
            seen.add((each.number, each.text))
        return again

    @abstractmethod
    def read(self, request: Received) -> Taken | Reply:
        """Returns the message of a request, or the provider's words for what is wrong with it."""

    @abstractmethod
    def accepted(self, taken: Taken) -> Reply:
        """Returns the provider's answer to a message that it took."""

    @abstractmethod
    def refused(self, code: str) -> Reply:
        """Returns the provider's answer with one of its codes."""

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call | None:
        """Returns the call that reports an outcome, None for a provider that reports nothing."""
        del taken, outcome, url
        return None

    def knobs_of(self, request: Received) -> Knobs:
        """Returns the knobs planned for the request's number, else those planned for the next or for all."""
        found = self.read(request)
        number = ten_digits(found.number) if isinstance(found, Taken) else ""
        if number in self.plans.knobs:
            knobs = self.plans.knobs[number]
            if number in self.plans.once:
                self.plans.knobs.pop(number)
            return knobs
        return super().knobs_of(request)

    def reply(self, request: Received) -> Reply:
        """Takes the message, or refuses it as planned for its number."""
        found = self.read(request)
        if isinstance(found, Reply):
            return found
        if code := self.plans.refusals.get(ten_digits(found.number)):
            return self.refused(code)
        self.taken.append(found)
        self._of[id(request)] = found
        if why := self.scrubber.why_not(found.template_id, found.text, found.sender):
            self.dropped.append((found, why))
        return self.accepted(found)

    async def before(self, request: Received) -> None:
        """Sends receipts that come before the answer."""
        if self.reports.before_answer:
            await self._report(request)

    async def after(self, request: Received) -> None:
        """Sends receipts that come after the answer."""
        if not self.reports.before_answer:
            await asyncio.sleep(self.reports.seconds)
            await self._report(request)

    async def _report(self, request: Received) -> None:
        taken = self._of.pop(id(request), None)
        if taken is None:
            return
        lost = any(each.id == taken.id for each, _ in self.dropped)
        outcomes: Sequence[Outcome] = (Outcome.FAILED,) if lost and self.reports.outcomes else self.reports.outcomes
        for outcome in outcomes:
            for _ in range(self.reports.times):
                await self._call(self._renamed(taken), outcome)

    def _renamed(self, taken: Taken) -> Taken:
        unknown = self.reports.unknown
        return taken if unknown is None else replace(taken, id=unknown)

    async def _call(self, taken: Taken, outcome: Outcome) -> None:
        url = self.reports.to or taken.callback
        call = self.report(taken, outcome, url) if url else None
        if call is not None:
            self.answers.append(await send(call))


async def send(call: Call) -> bytes:
    """Makes one call to us; returns the body of the answer, which some providers would send to the phone."""
    headers = {"Content-Type": call.content_type} if call.body else {}
    request = httpx.Request(call.method, call.url, headers=headers, content=call.body or None)
    request.extensions["timeout"] = httpx.Timeout(_PATIENCE).as_dict()
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        response = await transport.handle_async_request(request)
        body = await response.aread()
        await response.aclose()
    return body


def ten_digits(number: str) -> str:
    """Returns the last ten digits of a number."""
    return re.sub(r"\D", "", number)[-10:]


def from_entities(text: str) -> str:
    """Returns a text whose UTF-16 units stand as decimal HTML entities."""
    units = [int(found) for found in _ENTITY.findall(text)]
    return b"".join(unit.to_bytes(2) for unit in units).decode("utf-16-be")


def new_id() -> str:
    """Returns an id that no other message has."""
    return uuid4().hex
