"""A stand-in for Meta's Cloud API of WhatsApp, with the people behind the telephones and its webhook.

It checks what Meta checks (token, number of ours, template, language, number of variables and buttons, the 24 hours in
which free text may be written) and answers as Meta does, or as a broken provider does. Its webhook is signed over the
raw body, in which what is not ASCII is escaped; it may come before the answer, twice, late, or without the number.
"""

import asyncio
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import uuid4

import httpx

from abhay.testing.http import HttpStandIn, Knobs, Received, Reply

_PATIENCE: Final = 10.0
_WINDOW: Final = 24 * 3600
_JSON: Final = "application/json"


@dataclass(frozen=True)
class Template:
    """An approved template: its text and how many variables it has, and the types of its buttons in their order."""

    text: str
    variables: int = 0
    buttons: tuple[str, ...] = ()

    @classmethod
    def registered(cls, body: Mapping[str, Any]) -> "Template":
        """Returns a template from the body with which it was registered."""
        components = {each["type"]: each for each in body["components"]}
        buttons = components.get("BUTTONS", {}).get("buttons", ())
        text = components["BODY"]["text"]
        return cls(text, len(re.findall(r"\{\{\d+\}\}", text)), tuple(str(each["type"]).lower() for each in buttons))


@dataclass(frozen=True)
class Taken:
    """One message as WhatsApp shows it: `shown` is its text, `link` what its link opens, `payloads` its answers."""

    id: str
    number: str
    shown: str
    template: str = ""
    language: str = ""
    link: str = ""
    payloads: tuple[str, ...] = ()
    data: str = ""
    answers: str = ""


@dataclass(frozen=True)
class Statuses:
    """How the statuses come: each of `words` `times` times, `seconds` after the answer, or before it.

    `hides_number`: the person has a user name. `error` is the number that a `failed` gives as its reason. `unknown` is
    an id in place of the message's, and then nothing of ours comes with it.
    """

    words: tuple[str, ...] = ()
    seconds: float = 0.0
    times: int = 1
    before_answer: bool = False
    hides_number: bool = False
    error: int = 131026
    unknown: str | None = None


@dataclass
class Plans:
    """What was planned by the ten digits of a number: misbehaviour, and refusals by Meta's number of the error."""

    knobs: dict[str, Knobs] = field(default_factory=dict[str, Knobs])
    refusals: dict[str, int] = field(default_factory=dict[str, int])
    once: set[str] = field(default_factory=set[str])


class WhatsAppStandIn(HttpStandIn):
    """The provider. `taken` are the messages it took; `webhook` is our address, called for statuses and answers.

    `templates` are the approved ones by name and language code; `held` is the word of a message that Meta holds back.
    """

    def __init__(
        self,
        *,
        token: str = "synthetic-token",  # noqa: S107  of a stand-in
        app_secret: str = "synthetic-app-secret",  # noqa: S107
        phone_number_id: str = "100000000000001",
        templates: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__()
        self.token, self.app_secret, self.phone_number_id = token, app_secret, phone_number_id
        named = ((each["name"], each["language"], Template.registered(each)) for each in templates)
        self.templates = {(name, language): template for name, language, template in named}
        self.broken_templates: dict[str, int] = {}
        self.held = "accepted"
        self.webhook = ""
        self.statuses = Statuses()
        self.plans = Plans()
        self.taken: list[Taken] = []
        self.told: list[tuple[int, str]] = []
        self._wrote: dict[str, float] = {}
        self._of: dict[int, Taken] = {}

    def taken_by(self, number: str) -> list[Taken]:
        """Returns the messages to a number, oldest first."""
        return [each for each in self.taken if each.number == _digits(number)]

    def knobs_of(self, request: Received) -> Knobs:
        """Returns the knobs planned for the request's number, else those planned for the next or for all."""
        number = _digits(str(_object(request.body).get("to", "")))[-10:]
        if number not in self.plans.knobs:
            return super().knobs_of(request)
        return self.plans.knobs.pop(number) if number in self.plans.once else self.plans.knobs[number]

    def reply(self, request: Received) -> Reply:
        """Takes a message, or refuses it with Meta's number for what is wrong."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(190, 401)
        asked = _object(request.body)
        if request.method != "POST" or not request.path.endswith(f"/{self.phone_number_id}/messages"):
            return _error(100, 404)
        if asked.get("messaging_product") != "whatsapp" or not re.fullmatch(r"\d{7,15}", str(asked.get("to"))):
            return _error(100, 400)
        if code := self.plans.refusals.get(str(asked["to"])[-10:]):
            return _error(code, 400)
        found = self._read(asked)
        if isinstance(found, int):
            return _error(found, 404 if found == _NO_TEMPLATE else 400)
        self.taken.append(found)
        self._of[id(request)] = found
        contact = {"input": found.number, "wa_id": found.number}
        message = {"id": found.id, "message_status": self.held}
        return Reply(
            json.dumps({"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}), 200, _JSON
        )

    def _read(self, asked: Mapping[str, Any]) -> Taken | int:
        """Returns the message, or Meta's number for what is wrong with it."""
        number, context = str(asked["to"]), asked.get("context", {}).get("message_id", "")
        if asked.get("type") == "text":
            if time.time() - self._wrote.get(number, 0) > _WINDOW:
                return _WINDOW_CLOSED
            return Taken(_new_id(), number, str(asked["text"]["body"]), answers=context)
        template = asked.get("template", {})
        name, language = str(template.get("name")), str(template.get("language", {}).get("code"))
        if code := self.broken_templates.get(f"{name}.{language}"):
            return code
        approved = self.templates.get((name, language))
        if asked.get("type") != "template" or approved is None:
            return _NO_TEMPLATE
        return _filled(approved, template.get("components", ()), number, name, language, asked)

    async def before(self, request: Received) -> None:
        """Sends the statuses that come before the answer."""
        if self.statuses.before_answer:
            await self._tell_all(request)

    async def after(self, request: Received) -> None:
        """Sends the statuses that come after the answer."""
        if not self.statuses.before_answer:
            await asyncio.sleep(self.statuses.seconds)
            await self._tell_all(request)

    async def _tell_all(self, request: Received) -> None:
        taken = self._of.get(id(request))
        if taken is None or not self.webhook:
            return
        for word in self.statuses.words:
            for _ in range(self.statuses.times):
                await self.tell({"statuses": [self.status(taken, word)]})

    def status(self, taken: Taken, word: str) -> dict[str, Any]:
        """Returns one status as the webhook holds it."""
        own = self.statuses
        status: dict[str, Any] = {"id": own.unknown or taken.id, "status": word, "timestamp": str(int(time.time()))}
        status |= {"recipient_user_id": "IN.1"} if own.hides_number else {"recipient_id": taken.number}
        status |= {} if own.unknown or not taken.data else {"biz_opaque_callback_data": taken.data}
        if word == "failed":
            status["errors"] = [{"code": own.error, "title": "Message undeliverable"}]
        return status

    async def press(self, taken: Taken, button: int = 0, *, id_: str = "", hides_number: bool = False) -> str:
        """Presses one of the answers below a message, the first by default; returns the id of the press."""
        return await self._answer(
            taken.number,
            {"type": "button", "button": {"payload": taken.payloads[button], "text": "पावती"}},
            quotes=taken.id,
            id_=id_,
            hides_number=hides_number,
        )

    async def write(
        self, number: str, text: str, *, quotes: str = "", id_: str = "", hides_number: bool = False
    ) -> str:
        """Writes a text from a number, as an answer to a message if it is to quote one; returns its id."""
        said = {"type": "text", "text": {"body": text}}
        return await self._answer(_digits(number), said, quotes=quotes, id_=id_, hides_number=hides_number)

    async def _answer(self, number: str, said: Mapping[str, Any], *, quotes: str, id_: str, hides_number: bool) -> str:
        self._wrote[number] = time.time()
        message: dict[str, Any] = {"id": id_ or _new_id(), "timestamp": str(int(time.time())), **said}
        message |= {"from_user_id": "IN.1"} if hides_number else {"from": number}
        message |= {"context": {"id": quotes}} if quotes else {}
        await self.tell({"messages": [message]})
        return str(message["id"])

    async def tell(self, *values: Mapping[str, Any]) -> int:
        """Calls our webhook with these values in one signed call; returns the status of our answer."""
        known = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": self.phone_number_id}}
        changes = [{"field": "messages", "value": {**known, **value}} for value in values]
        body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}).encode()
        status, said = await call("POST", self.webhook, body, self.signature(body))
        self.told.append((status, said))
        return status

    def signature(self, body: bytes) -> Mapping[str, str]:
        """Returns the headers of a signed body."""
        made = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return {"Content-Type": _JSON, "X-Hub-Signature-256": f"sha256={made}"}

    async def shake_hands(self, word: str, challenge: str = "1158201444") -> bool:
        """Tries our webhook's address as Meta does when it is entered; returns whether it repeats the challenge."""
        asked = httpx.QueryParams({"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": challenge})
        return await call("GET", f"{self.webhook}?{asked}") == (200, challenge)


_NO_TEMPLATE: Final = 132001
_WRONG_COUNT: Final = 132000
_WINDOW_CLOSED: Final = 131047


def _filled(
    approved: Template, components: Sequence[Mapping[str, Any]], number: str, name: str, language: str, asked: Any
) -> Taken | int:
    """Returns a template with its variables, or Meta's number where they are too few or too many."""
    bodies = [each["parameters"] for each in components if each.get("type") == "body"]
    values = [str(each["text"]) for each in bodies[0]] if bodies else []
    buttons = {int(each["index"]): each for each in components if each.get("type") == "button"}
    given = tuple(str(buttons[at]["sub_type"]) for at in sorted(buttons))
    if len(values) != approved.variables or given != approved.buttons or any("\n" in value for value in values):
        return _WRONG_COUNT
    first = [buttons[at]["parameters"][0] for at in sorted(buttons)]
    shown = re.sub(r"\{\{(\d+)\}\}", lambda found: values[int(found[1]) - 1], approved.text)
    link = next((str(each["text"]) for each in first if each["type"] == "text"), "")
    payloads = tuple(str(each["payload"]) for each in first if each["type"] == "payload")
    data = str(asked.get("biz_opaque_callback_data", ""))
    return Taken(_new_id(), number, shown, name, language, link, payloads, data)


async def call(method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Makes one call to us; returns the status and the body of the answer."""
    request = httpx.Request(method, url, headers=dict(headers or {}), content=body or None)
    request.extensions["timeout"] = httpx.Timeout(_PATIENCE).as_dict()
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        response = await transport.handle_async_request(request)
        said = await response.aread()
        await response.aclose()
    return response.status_code, said.decode("utf-8", "replace")


def _error(code: int, status: int) -> Reply:
    said = {"message": f"(#{code}) refused", "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    return Reply(json.dumps({"error": said}), status, _JSON)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _new_id() -> str:
    return f"wamid.{uuid4().hex}"
