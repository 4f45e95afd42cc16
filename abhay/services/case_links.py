"""A link of a message and who may use it: what stands behind it before its PIN, and the proof that its holder brings.

A right PIN acknowledges. The page that follows carries a form token, so that its forms need no PIN until it ends.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from abhay import links, words
from abhay.errors import PinLocked, PinNeeded, WrongPin
from abhay.links import FormOwner
from abhay.messages import MessageContext
from abhay.pins import check_pin
from abhay.policy.escalation import DESK
from abhay.services.afterwards import Afterwards
from abhay.services.answers import acknowledge
from abhay.services.delivery import context_of
from abhay.services.nudging import nudge
from abhay.services.runtime import Runtime
from abhay.store import pins
from abhay.store.answers import UNANSWERED, Answer, Taken
from abhay.store.briefing import Briefing, read_briefing
from abhay.store.directory import STATE
from abhay.store.links import LinkState, link_state
from models.enums import Status
from models.policy import Scope

BY_LINK = "link"
ROLE = "post"


@dataclass(frozen=True)
class Proof:
    """What a form brings to show who sends it: the PIN, or the token that a page got after it."""

    pin: str = ""
    token: str = ""


@dataclass(frozen=True)
class OpenLink:
    """What stands behind a link before its PIN: the message it came with, in words without person and post."""

    token: str
    briefing: Briefing
    context: MessageContext
    state: LinkState

    @property
    def alert_id(self) -> UUID:
        """The case."""
        return self.briefing.alert.id

    @property
    def closed(self) -> bool:
        """Whether the case has ended."""
        return self.briefing.alert.status == Status.CLOSED.value

    @property
    def unanswered(self) -> bool:
        """Whether nobody has the case."""
        return self.briefing.alert.status in UNANSWERED

    @property
    def is_desk(self) -> bool:
        """Whether it is the desk's."""
        return self.briefing.message.rung == DESK

    @property
    def acts(self) -> bool:
        """Whether who holds this link acts on the case, and so may know whom it is about.

        The desk and the posts of a unit that has the case do; rungs of the whole State press others
        to act and see the skeleton, and so does everybody once the case has ended.
        """
        rule = self.briefing.document.rung.get(self.briefing.message.rung)
        if self.closed:
            return False
        return self.is_desk or (rule is not None and rule.scope is Scope.UNIT and self.state.acts)

    @property
    def owner(self) -> FormOwner:
        """Whose forms the page behind this link has."""
        contact = self.briefing.contact
        return FormOwner(self.briefing.message.id, contact.id, contact.pin_hash)

    @property
    def actor(self) -> str:
        """The post and its unit, as the audit log names them."""
        message = self.briefing.message
        return f"{message.post_id} {message.unit_id or STATE}"

    def name(self, by: str) -> str:
        """The name that was given, else the post's."""
        if given := words.one_line(by):
            return given
        unit = self.briefing.units.get(self.briefing.message.unit_id or "")
        return f"{self.briefing.post.name_en}, {unit.name_en}" if unit else self.briefing.post.name_en

    def answer(self, by: str, note: str | None = None) -> Answer:
        """An answer of this link's post."""
        message = self.briefing.message
        return Answer(
            by=self.name(by),
            via=BY_LINK,
            role=ROLE,
            note=note,
            post=message.post_id,
            unit=message.unit_id,
            rung=message.rung,
            notification_id=message.id,
            actor=self.actor,
        )


async def open_link(runtime: Runtime, token: str) -> OpenLink:
    """What a link is about; changes nothing. Raises `BadLink`."""
    message_id = links.read_token(token, runtime.secrets.link_key, runtime.secrets.old_link_keys)
    state = await link_state(runtime.database, message_id)
    briefing = await read_briefing(runtime.database, message_id)
    return OpenLink(token, briefing, context_of(briefing, None), state)


def path_of(runtime: Runtime, token: str) -> str:
    """Where the page behind a link is, seen from the same host."""
    return links.ack_url(urlsplit(runtime.settings.base_url).path, token)


def form_token(runtime: Runtime, link: OpenLink) -> str:
    """A form token that lasts from now on, by the database's clock."""
    until = link.briefing.at + timedelta(seconds=runtime.settings.form_seconds)
    return links.make_form_token(link.owner, until, runtime.secrets.link_key)


async def prove(runtime: Runtime, later: Afterwards, link: OpenLink, proof: Proof) -> None:
    """Check who holds the link: a form token of this very link, else the PIN.

    Raises `PinNeeded`, `WrongPin` (its detail: tries left), `PinLocked`. Wrong PINs lock the PIN, not what
    was proven before: nobody who guesses may take the page from the officer who works on it.
    """
    if links.is_form_token(proof.token, link.owner, link.briefing.at, runtime.secrets.link_key):
        return
    if not proof.pin.strip():  # mail scanners submit empty forms: that is nobody's wrong PIN
        raise PinNeeded
    await _check_pin(runtime, later, link, proof.pin)


async def take_case(runtime: Runtime, later: Afterwards, link: OpenLink, by: str) -> Taken | None:
    """Acknowledge for the link's post; None for a link that was used before, unless the case is open anew and its."""
    if link.state.answered and not (link.unanswered and link.acts):
        return None
    return await acknowledge(runtime, later, link.alert_id, link.answer(by))


async def _check_pin(runtime: Runtime, later: Afterwards, link: OpenLink, pin: str) -> None:
    """Check the PIN, in a thread: it is slow on purpose."""
    where = (runtime.database, link.alert_id, link.briefing.contact.id)
    tries = await pins.take_a_try(*where)
    if tries is None:
        raise PinLocked
    if await asyncio.to_thread(check_pin, pin, link.briefing.contact.pin_hash):
        await pins.give_back(*where)
        return
    await pins.note_wrong_pin(*where, tries)
    if tries < pins.MOST_WRONG:
        raise WrongPin(str(pins.MOST_WRONG - tries))
    later.do(nudge(runtime, link.alert_id), "waking a case whose PIN is locked")
    raise PinLocked
