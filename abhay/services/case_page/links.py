"""A link of a message: what it shows before its PIN, and the proof that its holder gives.

A right PIN acknowledges. The page that follows carries a form token, so that its forms need no PIN until it ends.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from abhay.adapters.store.cases import limits
from abhay.adapters.store.cases.answers import Answer
from abhay.adapters.store.cases.locked import LinkState, link_state, messages_of
from abhay.adapters.store.cases.undo.undoing import read_undoable
from abhay.adapters.store.directory.contacts import STATE
from abhay.adapters.store.messages.briefing import Briefing, read_briefing
from abhay.domain.cases.answers import UNANSWERED
from abhay.domain.limits import asks_pin, tries_left
from abhay.domain.permissions import Allowed, CaseFacts, Refused, may, paged_as
from abhay.domain.refs import with_hyphens
from abhay.errors import BadLink, CaseEnded, LinkRetired, PinLocked, PinMalformed, PinNeeded, WrongPin
from abhay.security import links
from abhay.security.links import FormOwner
from abhay.security.pins import check_pin, valid_pin
from abhay.services.messages.delivery import context_of
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.messages import MessageContext
from models.actors import LINK, Act, Actor, ActorKind, ActorRole
from models.enums import Status
from models.policy import DESK


@dataclass(frozen=True)
class Proof:
    """A form's proof of its sender: the PIN, or the token that a page got after the PIN."""

    pin: str = ""
    token: str = ""


@dataclass(frozen=True)
class OpenLink:
    """What a link shows before its PIN: the message it came with, without the person and the post.

    `asks_pin` is whether it checks PINs: the links of a case that has ended do not.
    """

    token: str
    briefing: Briefing
    context: MessageContext
    state: LinkState
    asks_pin: bool = True

    @property
    def alert_id(self) -> UUID:
        """The id of the case."""
        return self.briefing.alert.id

    @property
    def closed(self) -> bool:
        """Whether the case has ended."""
        return self.briefing.alert.status == Status.CLOSED

    @property
    def unanswered(self) -> bool:
        """Whether nobody has the case."""
        return self.briefing.alert.status in UNANSWERED

    @property
    def must_answer(self) -> bool:
        """Whether the page is opened by an acknowledgement: its post's answer is still waited for.

        An answer to a merged case counts in the one that goes on. Whoever answered already takes a case again
        only if it was opened anew for its unit.
        """
        if self.state.answered:
            return self.unanswered and self.acts
        ordered = self.context.ordered and not self.closed
        return self.unanswered or ordered or self.context.merged_into is not None

    @property
    def due_at(self) -> datetime | None:
        """The time until which an acknowledgement is waited for, before others are told."""
        return self.briefing.alert.due_at if self.unanswered else None

    @property
    def is_desk(self) -> bool:
        """Whether the link is the desk's."""
        return self.briefing.message.rung == DESK

    @property
    def facts(self) -> CaseFacts:
        """What the rules of who may do what must know of the case."""
        return replace(self.state.facts, closed=self.closed)

    def may(self, act: Act) -> Allowed | Refused:
        """Returns whether the link's post may do something to the case now."""
        return may(self.actor(), act, self.facts)

    @property
    def acts(self) -> bool:
        """Whether whoever holds this link acts on the case, and so may know whom it is about."""
        return self.may(Act.REVEAL).allowed

    @property
    def owner(self) -> FormOwner:
        """Whose forms the page behind this link has."""
        contact = self.briefing.contact
        return FormOwner(self.briefing.message.id, contact.id, contact.pin_hash)

    def actor(self, by: str = "") -> Actor:
        """Returns the post with its unit, under the name that was typed, else the post's."""
        message = self.briefing.message
        rule = self.briefing.document.rung.get(message.rung)
        return Actor(
            kind=ActorKind.POST,
            id=f"{message.post_id} {message.unit_id or STATE}",
            name=self._name(by),
            role=ActorRole.POST,
            via=LINK,
            unit=message.unit_id,
            paged_as=paged_as(message.rung, rule.scope if rule else None),
            post=message.post_id,
        )

    def _name(self, by: str) -> str:
        """Returns the name that was typed, else the post's."""
        if given := words.one_line(by):
            return given
        unit = self.briefing.units.get(self.briefing.message.unit_id or "")
        return f"{self.briefing.post.name_en}, {unit.name_en}" if unit else self.briefing.post.name_en

    def answer(self, note: str | None = None) -> Answer:
        """Returns an answer to this link's page."""
        message = self.briefing.message
        return Answer(message.unit_id, message.post_id, note, message.rung, message.id)


async def open_link(runtime: Runtime, token: str) -> OpenLink:
    """Returns what a link leads to; changes nothing. Raises `BadLink`, and `LinkRetired` if its contact is off."""
    token = await _full_token(runtime, links.without_punctuation(token))
    message_id = links.read_token(token, runtime.secrets.link_key, runtime.secrets.old_link_keys)
    state = await link_state(runtime.database, message_id)
    briefing = await read_briefing(runtime.database, message_id)
    if not briefing.contact.active:
        raise LinkRetired
    link = OpenLink(token, briefing, context_of(briefing, None), state)
    desk_may_undo = state.ended and await _desk_may_undo(runtime, link)
    return replace(link, asks_pin=asks_pin(ended=state.ended, desk_may_undo=desk_may_undo))


async def _full_token(runtime: Runtime, token: str) -> str:
    """Returns the token of the message that a short one names; any other text as it is. Raises `BadLink`."""
    short = links.read_short_token(token)
    if short is None:
        return token
    key, old_keys = runtime.secrets.link_key, runtime.secrets.old_link_keys
    messages = await messages_of(runtime.database, with_hyphens(short.ref))
    named = [each for each in messages if links.names_message(short, each, key, old_keys)]
    if not named:
        raise BadLink
    return links.make_token(named[0], key)


async def _desk_may_undo(runtime: Runtime, link: OpenLink) -> bool:
    """Returns whether the link is the desk's, and the desk may take back what was last noted in the case."""
    if not link.is_desk or link.context.merged_into is not None:
        return False
    undoable = await read_undoable(runtime.database, link.alert_id, link.actor())
    return undoable is not None and undoable.verdict.allowed


def path_of(runtime: Runtime, token: str) -> str:
    """Returns the path of the page behind a link, relative to the host."""
    return links.ack_url(urlsplit(runtime.settings.base_url).path, token)


def form_token(runtime: Runtime, link: OpenLink) -> str:
    """Returns a form token whose life begins now, by the database's clock."""
    return links.make_form_token(link.owner, link.briefing.at, runtime.secrets.link_key)


async def prove(runtime: Runtime, link: OpenLink, proof: Proof) -> None:
    """Checks who holds the link: a form token of this very link, else the PIN.

    Raises `CaseEnded`, `PinNeeded`, `PinMalformed`, `WrongPin` (its detail: tries left), `PinLocked`. Wrong PINs lock
    the PIN, but not form tokens already given: guessing must not lock out the officer who works on the page.
    """
    key, lifetime = runtime.secrets.link_key, runtime.settings.form_seconds
    if links.is_form_token(proof.token, link.owner, link.briefing.at, key, seconds=lifetime):
        return
    if not link.asks_pin:  # before anything is said of the PIN: all get the same page
        raise CaseEnded
    if not proof.pin.strip():  # mail scanners submit empty forms: these must not count as wrong PINs
        raise PinNeeded
    if valid_pin(proof.pin) is None:  # nobody guesses by what no PIN can be
        raise PinMalformed
    await _check_pin(runtime, link, proof.pin)


async def _check_pin(runtime: Runtime, link: OpenLink, pin: str) -> None:
    """Checks the PIN, in a thread: it is slow on purpose."""
    where = (runtime.database, link.alert_id, link.briefing.contact.id)
    tried = await limits.count_try(*where)
    if tried is None:
        raise PinLocked
    if await asyncio.to_thread(check_pin, pin, link.briefing.contact.pin_hash):
        await limits.uncount_try(*where)
        return
    await limits.note_wrong_pin(*where, tried)
    if left := tries_left(tried.in_case, tried.in_day):
        raise WrongPin(str(left))
    raise PinLocked
