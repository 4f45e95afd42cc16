"""A call as an operator types it: sent once under the key of its form, and looked up while it is being typed."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from pydantic import BaseModel

from abhay.adapters.gazetteer import load
from abhay.adapters.sources.phone import read_note
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.directory.names import districts_with_units
from abhay.adapters.store.intake import drafts
from abhay.adapters.store.intake.alerts import Accepted
from abhay.adapters.store.intake.drafts import SentNote
from abhay.adapters.store.messages.similar import Known, known_about
from abhay.domain.permissions import require
from abhay.domain.values import Words
from abhay.errors import OpensNoCase, SaysNothing
from abhay.services.case_page.page import RouteWords, place_of
from abhay.services.cases.routing import route_payloads
from abhay.services.intake.alerts import take_in_call
from abhay.services.runtime import Runtime
from models.actors import Act, Actor
from models.payloads import AlertPayload
from models.routes import Route

_OF_THE_PERSON = ("username", "display_name", "age_band")
_CHOICES = frozenset({"severity", "source"})


class CallNote(BaseModel, frozen=True):
    """What is typed of a call, under the names of `POST /v1/alerts`; those of `subject` stand beside the others."""

    text: Words = ""
    location: Words = ""
    phones: Words = ""
    severity: Words = ""
    heard_from: Words = ""
    source: Words = ""
    username: Words = ""
    alert_id: Words = ""
    display_name: Words = ""
    age_band: Words = ""
    note: Words = ""

    @property
    def says_something(self) -> bool:
        """Whether anything but a choice was made."""
        return bool(self.typed().keys() - _CHOICES)

    def body(self) -> bytes:
        """Returns the body of `POST /v1/alerts`: the same fields give the same bytes."""
        person = self._said(*_OF_THE_PERSON) | ({"phones": [self.phones]} if self.phones.strip() else {})
        others = self._said("text", "location", "severity", "heard_from", "source", "alert_id", "note")
        document = others | ({"subject": person} if person else {})
        return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()

    def typed(self) -> dict[str, str]:
        """Returns what was typed, without empty fields, as a draft keeps it."""
        return self._said(*CallNote.model_fields)

    def _said(self, *names: str) -> dict[str, str]:
        return {name: value for name in names if (value := getattr(self, name)).strip()}


@dataclass(frozen=True)
class Noted:
    """The case of a note. `accepted` is None where the key had been sent before; `changed`: with other words."""

    ref: str
    accepted: Accepted | None = None
    changed: bool = False


@dataclass(frozen=True)
class LookedUp:
    """What is known of what was typed so far: where it points to and why, and cases that share an identity."""

    place: RouteWords
    similar: tuple[Known, ...]


async def note_call(runtime: Runtime, key: UUID, account_id: UUID, call: CallNote, actor: Actor) -> Noted:
    """Takes a call in, once for each key; the second time only says which case it is.

    Two presses at the same moment send the same bytes, which are one event (`take_in`). Raises `WrongRole`,
    `TooManyAlerts`, `SaysNothing`, `OpensNoCase`.
    """
    require(actor, Act.NOTE_CALL)
    if not call.says_something:
        raise SaysNothing
    body = call.body()
    digest = hashlib.sha256(body).hexdigest()
    if (sent := await drafts.sent_note(runtime.database, key, account_id)) is not None:
        return Noted(sent.ref, changed=sent.digest != digest)
    accepted = await take_in_call(runtime, body, actor)
    if accepted is None:  # only a sender's word that all is over belongs to no case, and this form has none
        raise OpensNoCase
    await drafts.note_sent(runtime.database, key, account_id, SentNote(accepted.ref, digest))
    return Noted(accepted.ref, accepted)


async def look_up(runtime: Runtime, call: CallNote) -> LookedUp:
    """Returns the unit that a note would go to by itself, the evidence, and likely duplicates; stores nothing."""
    payload = read_note(call.body())
    route = await asyncio.to_thread(_route, payload)
    known = await districts_with_units(runtime.database)
    similar = await known_about(runtime.database, identities(payload))
    return LookedUp(place_of(route, known, by_a_person=False, with_evidence=True), tuple(similar))


def _route(payload: AlertPayload) -> Route:
    return route_payloads([(datetime.now(UTC), payload)], load())
