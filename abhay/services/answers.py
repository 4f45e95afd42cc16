"""A post answers, through the API, the terminal or its link: stored first, then everybody concerned hears of it."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from abhay import links, words
from abhay.errors import PinLocked, WrongPin
from abhay.messages import MessageContext
from abhay.pins import check_pin
from abhay.policy.escalation import DESK
from abhay.services.afterwards import Afterwards
from abhay.services.delivery import context_of
from abhay.services.nudging import nudge
from abhay.services.revealing import reveal
from abhay.services.runtime import Runtime
from abhay.store import answers, pins, rerouting
from abhay.store.answers import Answer, Taken
from abhay.store.briefing import Briefing, read_briefing
from abhay.store.directory import STATE
from abhay.store.links import LinkState, link_state
from abhay.store.rerouting import Correction
from models.enums import MilestoneKind, Outcome, Status
from models.policy import Scope
from models.views import Revealed

BY_LINK = "link"
_ROLE = "post"


async def acknowledge(runtime: Runtime, later: Afterwards, alert_id: UUID, answer: Answer) -> Taken:
    """Take the case, or learn who has it."""
    taken = await answers.acknowledge(runtime.database, alert_id, answer)
    later.do(nudge(runtime, alert_id), "waking a case that was acknowledged")
    return taken


async def reach_milestone(
    runtime: Runtime, later: Afterwards, alert_id: UUID, kind: MilestoneKind, answer: Answer
) -> None:
    """Note that a milestone is reached."""
    await answers.reach_milestone(runtime.database, alert_id, kind, answer)
    later.do(nudge(runtime, alert_id), "waking a case with a new milestone")


async def close(runtime: Runtime, later: Afterwards, alert_id: UUID, outcome: Outcome, answer: Answer) -> bool:
    """End the case; False if it had ended before."""
    ended = await answers.close(runtime.database, alert_id, outcome, answer)
    later.do(nudge(runtime, alert_id), "waking a case that was closed")
    return ended


async def route_to(runtime: Runtime, later: Afterwards, alert_id: UUID, unit: str, correction: Correction) -> bool:
    """Give the case to a unit; False if it is theirs already."""
    changed = await rerouting.route_to(runtime.database, alert_id, unit, correction)
    later.do(nudge(runtime, alert_id), "waking a case that was routed")
    return changed


async def not_ours(
    runtime: Runtime, later: Afterwards, alert_id: UUID, unit: str, suggest: str | None, correction: Correction
) -> bool:
    """Note that a case is not this unit's; False if it has not got it."""
    changed = await rerouting.not_ours(runtime.database, alert_id, unit, suggest, correction)
    later.do(nudge(runtime, alert_id), "waking a case that a unit gave back")
    return changed


@dataclass(frozen=True)
class OpenLink:
    """What stands behind a link before its PIN: the message it came with, in words without person and post."""

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
    def sees_person(self) -> bool:
        """Whether who holds this link acts on the case, and so may know whom it is about.

        The desk and the posts of a unit that has the case do; rungs of the whole State press others
        to act and see the skeleton, and so does everybody once the case has ended.
        """
        rule = self.briefing.document.rung.get(self.briefing.message.rung)
        if self.closed:
            return False
        if self.briefing.message.rung == DESK:
            return True
        return rule is not None and rule.scope is Scope.UNIT and self.state.has_case


@dataclass(frozen=True)
class AnsweredLink:
    """What follows a right PIN; `revealed` None where this post sees the skeleton only."""

    link: OpenLink
    first: bool
    revealed: Revealed | None


async def open_link(runtime: Runtime, token: str) -> OpenLink:
    """What a link is about; changes nothing. Raises `BadLink`."""
    message_id = links.read_token(token, runtime.secrets.link_key)
    state = await link_state(runtime.database, message_id)
    briefing = await read_briefing(runtime.database, message_id)
    return OpenLink(briefing, context_of(briefing, None), state)


async def answer_link(runtime: Runtime, later: Afterwards, token: str, pin: str, by: str) -> AnsweredLink:
    """Take the case with the contact's PIN. Raises `BadLink`, `WrongPin` (its detail: tries left), `PinLocked`.

    A link that was used before only shows the case again. What it shows is written to the audit log.
    """
    link = await open_link(runtime, token)
    await _prove(runtime, later, link, pin)
    taken = None
    if not link.state.answered:
        taken = await acknowledge(runtime, later, link.alert_id, _answer(link, by))
    after = await open_link(runtime, token)
    revealed = await _reveal(runtime, after, by) if after.sees_person else None
    return AnsweredLink(after, taken is not None and taken.first, revealed)


async def _prove(runtime: Runtime, later: Afterwards, link: OpenLink, pin: str) -> None:
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


def _answer(link: OpenLink, by: str) -> Answer:
    message = link.briefing.message
    return Answer(
        by=_name(link, by),
        via=BY_LINK,
        role=_ROLE,
        post=message.post_id,
        unit=message.unit_id,
        rung=message.rung,
        notification_id=message.id,
        actor=f"{message.post_id} {message.unit_id or STATE}",
    )


def _name(link: OpenLink, by: str) -> str:
    """The name that was given, else the post's."""
    if given := words.one_line(by):
        return given
    unit = link.briefing.units.get(link.briefing.message.unit_id or "")
    return f"{link.briefing.post.name_en}, {unit.name_en}" if unit else link.briefing.post.name_en


async def _reveal(runtime: Runtime, link: OpenLink, by: str) -> Revealed:
    reason = "acknowledged by link"
    return await reveal(runtime, link.alert_id, reason=reason, actor=_name(link, by), role=_ROLE)
