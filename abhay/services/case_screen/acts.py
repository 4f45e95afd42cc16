"""What the forms of a case's screen do: the transactions are those of the API's calls.

A form carries what its reader saw. If somebody else acted on the case since, nothing is done: the screen says who has
it now and keeps what was typed. What only a clock changed in between, a reminder or a climb, is no reason to refuse.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, Field

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases import answers, handovers, rerouting
from abhay.adapters.store.cases.answers import Answer
from abhay.adapters.store.cases.locked import KnownCase
from abhay.adapters.store.cases.merges import splitting
from abhay.adapters.store.cases.notes import add_note
from abhay.adapters.store.cases.undo import undoing
from abhay.adapters.store.views.reading import alert_view, goes_on_as
from abhay.domain.permissions import require
from abhay.domain.refs import as_written
from abhay.domain.values import Words
from abhay.errors import BadInput
from abhay.services.case_page.merging import merge_either_way
from abhay.services.case_screen.shown import seen_of
from abhay.services.cases import files, hand_over, revealing
from abhay.services.cases.acknowledging import acknowledge_for
from abhay.services.cases.files import OpenedFile
from abhay.services.cases.hand_over import WrittenPacket
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.screens.case import WAYS, Said
from models.actors import Act, Actor
from models.enums import MilestoneKind, Outcome, PacketFormat
from models.views import Revealed

_LONGEST_NOTE: Final = 4000
_LONGEST_REASON: Final = 400


class Form(BaseModel, frozen=True):
    """The fields of all forms, as typed, under the names that the API gives them; each form sends its own."""

    version: Words = ""
    by: Words = ""
    via: Words = ""
    unit: Words = ""
    note: Words = ""
    reason: Words = ""
    suggest: Words = ""
    kind: Words = ""
    outcome: Words = ""
    into: Words = ""
    events: list[Words] = Field(default_factory=list[str])
    state: Words = ""
    format: Words = ""
    received_by: Words = ""
    file: Words = ""
    show: Words = ""


@dataclass(frozen=True)
class Done:
    """What came of a form: words, the case to go on with, or something to hand out.

    `pictures` are `data:` addresses by file, all blurred but that of the file `clear`.
    """

    said: Said = Said.NOTED
    ref: str | None = None
    revealed: Revealed | None = None
    packet: WrittenPacket | None = None
    file: OpenedFile | None = None
    pictures: Mapping[str, str] = field(default_factory=dict[str, str])
    clear: str = ""


@dataclass(frozen=True)
class Sent:
    """A form that somebody sent about a case."""

    runtime: Runtime
    case: KnownCase
    actor: Actor
    form: Form = field(default_factory=Form)

    @property
    def note(self) -> str | None:
        """The typed note, None if there is none."""
        return self.form.note.strip()[:_LONGEST_NOTE] or None

    @property
    def reason(self) -> str:
        """The typed reason. Raises `BadInput` if there is none."""
        if not (reason := words.one_line(self.form.reason, _LONGEST_REASON)):
            raise BadInput("reason: say why.")
        return reason


async def act(sent: Sent, what: str) -> Done:
    """Does what a form asks for.

    `Said.CHANGED`: somebody else acted since the form was opened, and nothing was done. Raises `WrongRole`,
    `UnknownAlert`, `NotPossibleNow`, and `BadInput` for what was typed.
    """
    allowed, carry_out = ACTS[what]
    require(sent.actor, allowed, sent.case.facts)
    seen = sent.form.version.partition(".")[2]
    if (
        seen
        and what not in _CHANGES_NOTHING
        and seen != seen_of(await alert_view(sent.runtime.database, sent.case.ref))
    ):
        return Done(Said.CHANGED)
    return await carry_out(sent)


async def acknowledge(sent: Sent) -> Done:
    """Takes the case for somebody."""
    form = sent.form
    via = form.via if form.via in WAYS else WAYS[-1]
    by = words.one_line(form.by, 200) or (sent.actor.name if not form.unit else None)
    answer = Answer(form.unit or None, None, sent.note)
    taken = await acknowledge_for(sent.runtime.database, sent.case.id, sent.actor, answer, by=by, via=via)
    return Done(Said.TAKEN if taken.first else Said.ALREADY, ref=await goes_on_as(sent.runtime.database, sent.case.ref))


async def route(sent: Sent) -> Done:
    """Gives the case to a unit."""
    if not sent.form.unit:
        raise BadInput("unit: name the police unit that the case goes to.")
    changed = await rerouting.route_to(sent.runtime.database, sent.case.id, sent.form.unit, sent.actor, sent.reason)
    return Done(Said.ROUTED if changed else Said.SAME_UNIT)


async def not_ours(sent: Sent) -> Done:
    """Says that the case is not the unit's."""
    suggested = sent.form.suggest or None
    await rerouting.not_ours(sent.runtime.database, sent.case.id, suggested, sent.actor, sent.reason)
    return Done(Said.GIVEN_BACK)


async def milestone(sent: Sent) -> Done:
    """Notes a step."""
    if sent.form.kind not in set(MilestoneKind) - {MilestoneKind.CLOSED, MilestoneKind.HANDED_OVER}:
        raise BadInput("kind: choose the step.")
    kind, answer = MilestoneKind(sent.form.kind), Answer(sent.actor.unit, note=sent.note)
    first = await answers.reach_milestone(sent.runtime.database, sent.case.id, kind, sent.actor, answer)
    return Done(Said.NOTED if first else Said.KNOWN)


async def close(sent: Sent) -> Done:
    """Ends the case with an outcome."""
    if sent.form.outcome not in set(Outcome):
        raise BadInput("outcome: choose how the case ended.")
    answer = Answer(sent.actor.unit, note=sent.note)
    first = await answers.close(sent.runtime.database, sent.case.id, Outcome(sent.form.outcome), sent.actor, answer)
    return Done(Said.CLOSED if first else Said.ALREADY_CLOSED)


async def merge(sent: Sent) -> Done:
    """Makes one case of this and another one about the same person."""
    other = as_written(sent.form.into.strip().upper())
    merged = await merge_either_way(sent.runtime, sent.case.ref, other, sent.actor, sent.reason)
    ref = await goes_on_as(sent.runtime.database, sent.case.ref)
    return Done(Said.MERGED if merged else Said.NOT_MERGED, ref=ref)


async def split(sent: Sent) -> Done:
    """Makes messages about somebody else a case of their own, and goes on with that one."""
    try:
        events = [UUID(each) for each in sent.form.events]
    except ValueError as error:
        raise BadInput("events: choose messages of this case.") from error
    if not events:
        raise BadInput("events: choose the messages that are about somebody else.")
    database = sent.runtime.database
    result = await splitting.split(database, sent.case.ref, events, sent.actor, sent.reason, identities)
    return Done(Said.SPLIT, ref=result.ref)


async def hand_out(sent: Sent) -> Done:
    """Makes the packet for another State's police."""
    form = PacketFormat(sent.form.format) if sent.form.format in set(PacketFormat) else PacketFormat.TEXT
    state = sent.form.state or None
    packet = await hand_over.write_packet(sent.runtime, sent.case.id, form, sent.actor, sent.reason, state=state)
    return Done(packet=packet)


async def note_receipt(sent: Sent) -> Done:
    """Notes who of another State's police has the case."""
    if not (who := words.one_line(sent.form.received_by, 200)):
        raise BadInput("received_by: say who received it.")
    first = await handovers.note_receipt(sent.runtime.database, sent.case.id, who, sent.note, sent.actor)
    return Done(Said.RECEIPT if first else Said.KNOWN)


async def write_note(sent: Sent) -> Done:
    """Adds a note; nobody else's act speaks against it."""
    if sent.note is None:
        raise BadInput("note: write something.")
    return Done(ref=await add_note(sent.runtime.database, sent.case.id, sent.note, sent.actor))


async def undo(sent: Sent) -> Done:
    """Takes back the last step, "not ours" or outcome."""
    await undoing.undo(sent.runtime.database, sent.case.id, sent.actor)
    return Done(Said.UNDONE)


async def reveal(sent: Sent) -> Done:
    """Shows the person, against a reason that goes to the audit log first."""
    revealed = await revealing.reveal(sent.runtime, sent.case.id, sent.actor, sent.reason)
    return Done(revealed=revealed, pictures=await _blurred(sent, revealed))


async def _blurred(sent: Sent, revealed: Revealed) -> dict[str, str]:
    drawn = any(files.is_drawn(file.media_type) for event in revealed.events for file in event.attachments)
    return await files.blurred_pictures(sent.runtime, sent.case.id, sent.actor) if drawn else {}


async def open_file(sent: Sent) -> Done:
    """Gives out a file, or shows a picture small, against a reason that goes to the audit log first."""
    given = await files.open_file(sent.runtime, sent.case.id, sent.form.file, sent.actor, sent.reason)
    if not sent.form.show:
        return Done(file=given)
    if (picture := await files.small_picture(given)) is None:
        raise BadInput("file: it cannot be shown small. Save it, and open it with a program that you trust.")
    done = await reveal(sent)
    return replace(done, pictures={**done.pictures, sent.form.file: picture}, clear=sent.form.file)


ACTS: Final[dict[str, tuple[Act, Callable[[Sent], Coroutine[Any, Any, Done]]]]] = {
    "acknowledge": (Act.ACKNOWLEDGE, acknowledge),
    "route": (Act.ROUTE, route),
    "not-ours": (Act.NOT_OURS, not_ours),
    "milestone": (Act.REPORT, milestone),
    "closure": (Act.CLOSE, close),
    "merge": (Act.MERGE, merge),
    "split": (Act.SPLIT, split),
    "hand-over": (Act.HAND_OVER, hand_out),
    "receipt": (Act.NOTE_RECEIPT, note_receipt),
    "undo": (Act.UNDO, undo),
    "note": (Act.NOTE, write_note),
    "reveal": (Act.REVEAL, reveal),
    "file": (Act.OPEN_FILE, open_file),
}
"""Each form by the last part of its address, with the right that it needs."""

_CHANGES_NOTHING: Final = ("reveal", "file", "note")
