"""What callers send, and answers that are no view of a case. Unknown fields are no reason to refuse."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from abhay.domain.cases.quiet import LONGEST, SHORTEST
from abhay.domain.policy.diff import Change
from abhay.domain.values import Identifier, Moment, Ref, Words
from abhay.wording import words
from models.enums import Language, Line, MilestoneKind, Outcome, PacketFormat, Status
from models.views import (
    AcknowledgementView,
    AlertView,
    ContactTestView,
    ContactView,
    DeadlinesView,
    MilestonesView,
    OverrideView,
    UnitView,
)

Name = Annotated[Words, Field(min_length=1, max_length=200), AfterValidator(words.one_line)]


def _some(text: str) -> str:
    if not text:
        raise ValueError("say who it was")
    return text


Note = Annotated[Words, Field(max_length=4000)]
Reason = Annotated[Words, Field(min_length=1, max_length=500, pattern=r"\S")]


class TakenIn(BaseModel):
    """The case that an alert opened or joined; null for a notice or a mail that rightly belongs to none."""

    ref: str | None
    id: UUID | None
    status: Status | None


class RevealBody(BaseModel):
    """Why somebody looks at a person's data."""

    reason: Reason


class HandOverBody(BaseModel):
    """What packet another State's police get, and why; `state` names it where the route does not."""

    reason: Annotated[Words, Field(min_length=1, max_length=400, pattern=r"\S")]
    format: PacketFormat
    state: Annotated[Words, Field(min_length=1, max_length=100)] | None = None


class ReceiptBody(BaseModel):
    """Who of the other State's police received the case: a name, a rank, a station."""

    received_by: Annotated[Name, AfterValidator(_some)]
    note: Note | None = None


class AcknowledgementBody(BaseModel):
    """Who takes the case: a name and rank; `unit` and `post` where an operator notes it for somebody."""

    by: Name | None = None
    via: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")] = "api"
    note: Note | None = None
    unit: Identifier | None = None
    post: Identifier | None = None


class MilestoneBody(BaseModel):
    """A step that was reached."""

    kind: Literal["dispatched", "reached", "family_informed"]
    note: Note | None = None

    @property
    def milestone(self) -> MilestoneKind:
        """The kind as the rules know it; `closed` is reached by the closure alone."""
        return MilestoneKind(self.kind)


class NoteBody(BaseModel):
    """What somebody writes about a case without answering."""

    note: Annotated[Words, Field(min_length=1, max_length=4000, pattern=r"\S")]


class Annotation(BaseModel):
    """The case that has the note: where this one was merged into another, that one."""

    ref: str


class ClosureBody(BaseModel):
    """How the case ended."""

    outcome: Outcome
    note: Note | None = None


class QuietBody(BaseModel):
    """For how long a held message is quiet, and who decided it and why."""

    minutes: Annotated[int, Field(ge=SHORTEST // timedelta(minutes=1), le=LONGEST // timedelta(minutes=1))]
    reason: Reason


class Quiet(BaseModel):
    """When the desk is paged for this case again."""

    ref: str
    until: datetime


class Answered(BaseModel):
    """How the case stands after an answer; `first` is whether this answer was the one that changed it."""

    ref: str
    status: Status
    first: bool
    acknowledgement: AcknowledgementView | None
    milestones: MilestonesView
    deadlines: DeadlinesView
    outcome: Outcome | None

    @classmethod
    def of(cls, view: AlertView, *, first: bool) -> "Answered":
        """Returns the part of a case that an answer can change."""
        return cls(
            ref=view.ref,
            status=view.status,
            first=first,
            acknowledgement=view.acknowledgement,
            milestones=view.milestones,
            deadlines=view.deadlines,
            outcome=view.outcome,
        )


class RouteBody(BaseModel):
    """Whose case it is: an operator names the `unit`; a unit says `not_ours` and may `suggest` another one."""

    reason: Reason
    unit: Identifier | None = None
    not_ours: bool = False
    suggest: Identifier | None = None


class MergeBody(BaseModel):
    """The case that goes on, and why both are about the same person."""

    into: Ref
    reason: Reason


class SplitBody(BaseModel):
    """The messages that become a case of their own (ids of its `events`), and why."""

    events: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    reason: Reason


class PolicyBody(BaseModel):
    """The policy in force for new cases."""

    version: int
    policy: dict[str, Any]


class PolicySaved(BaseModel):
    """The version that is in force now and what changed; `applied_to_open` whether open cases have it too."""

    version: int
    changes: list[Change]
    applied_to_open: bool


class PolicyVersionBody(BaseModel):
    """A saved policy: when, by whom and why, what it says, and what differs from the version `against`."""

    version: int
    created_at: datetime
    created_by: str
    note: str | None
    policy: dict[str, Any]
    against: int
    changes: list[Change]


class PolicyPreviewBody(BaseModel):
    """A policy that might be saved, and the time whose cases are replayed under it (by default 30 days up to now)."""

    policy: dict[Words, Any]
    since: Moment | None = None
    until: Moment | None = None


class Units(BaseModel):
    """Every police unit."""

    units: list[UnitView]


class Contacts(BaseModel):
    """The contact points of a unit, or of the State's own posts.

    `waiting`: a change at a supervising post is not in force yet; another admin has to confirm it at /units.
    """

    unit: str
    contacts: list[ContactView]
    waiting: bool = False


class NewContactBody(BaseModel):
    """A contact point; `pin` (six digits) is needed for a new one and changes that of a known one.

    `name` and `phone` are who is reached and by which telephone. `order` is 1 for who is paged first. `line` says which
    kind of telephone a number is that may be either. What is left out stays as it is.
    """

    post: Identifier
    channel: Identifier
    address: Words
    pin: Words | None = None
    active: bool = True
    name: Words | None = None
    phone: Words | None = None
    line: Line | None = None
    language: Language | None = None
    order: int | None = None


class ContactsBody(BaseModel):
    """All contact points that the unit is to have: those left out are switched off."""

    contacts: list[NewContactBody]


Time = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}:[0-9]{2}$")]
_Names = Annotated[list[Annotated[Words, Field(min_length=1, max_length=500)]], Field(min_length=1, max_length=50)]


class WindowBody(BaseModel):
    """A weekly time of duty: `days` as `mon` to `sun` (left out: every day), times in IST or one of three shifts.

    `shift`: `1` is 06–14, `2` 14–22, `3` 22–06. `contacts` are names, addresses or `channel:address` of the post.
    """

    post: Identifier
    contacts: _Names
    days: list[Annotated[Words, Field(max_length=20)]] = []
    start: Time | None = Field(default=None, alias="from")
    end: Time | None = Field(default=None, alias="to")
    shift: Annotated[Words, Field(max_length=20)] | None = None


class RosterBody(BaseModel):
    """All weekly windows that the unit is to have, for all of its posts."""

    windows: Annotated[list[WindowBody], Field(max_length=2000)]


class OverrideBody(BaseModel):
    """Who is on duty at a post between two moments, and why; `to` is not part of it."""

    post: Identifier
    start: Moment = Field(alias="from")
    end: Moment = Field(alias="to")
    contacts: _Names
    reason: Reason


class Overrides(BaseModel):
    """The overrides of a unit that hold or are still to come."""

    unit: str
    overrides: list[OverrideView]


class ContactTestBody(BaseModel):
    """The post whose contact points are tested; left out: all posts of the unit that the policy pages."""

    post: Identifier | None = None


class ContactTests(BaseModel):
    """What became of the tests of a unit's contact points."""

    unit: str
    tests: list[ContactTestView]
