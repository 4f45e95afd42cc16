"""Who may do what to which case: one table of rights, asked by the API, the page, the terminal and the store.

A token of the role `unit` acts on the cases that its unit has or had, and learns nothing of any other case.
A post that was paged can always acknowledge; what else its link allows depends on how it stands to the case now.
Refusals for what an actor is (`ROLE`, `NOT_YOURS`) are final. Refusals for how the case stands (`CLOSED`,
`TAKEN_AWAY`) may become true at any moment, so whoever changes a case asks again under its lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from abhay.errors import NotPossibleNow, UnknownAlert, WrongRole
from models.actors import Act, Actor, ActorRole, PagedAs
from models.enums import Role
from models.policy import DESK, Scope


class Relation(StrEnum):
    """How an actor stands to a case.

    `NONE`: it belongs to no unit and was not paged (an operator, the terminal). `DESK`, `STATE`: the desk, or a
    post of the whole State, was paged. `STATE_TOOK`: such a post took the case. `HAS`: its unit has the case.
    `TOOK`: its unit was paged as a neighbour and took the case. `TAKEN_AWAY`: its unit
    had the case. `OTHER`: its unit neither has nor had it.
    """

    NONE = "none"
    DESK = "desk"
    STATE = "state"
    STATE_TOOK = "state_took"
    HAS = "has"
    TOOK = "took"
    TAKEN_AWAY = "taken_away"
    OTHER = "other"


class Refusal(StrEnum):
    """Why an actor may not do something."""

    ROLE = "role"
    NOT_YOURS = "not_yours"
    CLOSED = "closed"
    TAKEN_AWAY = "taken_away"


@dataclass(frozen=True)
class Allowed:
    """The actor may do it."""

    allowed: ClassVar[bool] = True


@dataclass(frozen=True)
class Refused:
    """The actor may not do it, and why."""

    reason: Refusal
    allowed: ClassVar[bool] = False


@dataclass(frozen=True)
class CaseFacts:
    """What the rules must know of a case.

    `units` have it, it was taken from those in `gone`, and `taken_by` is the unit whose answer stopped the climb;
    `taken_by_post` is the post that answered, if it belongs to no unit.
    """

    closed: bool = False
    units: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    taken_by: str | None = None
    taken_by_post: str | None = None


_READING = frozenset(
    {
        *(Act.LIST_CASES, Act.READ_CASE, Act.REVEAL, Act.OPEN_FILE),
        *(Act.READ_POLICY, Act.READ_REPORTS, Act.LIST_UNITS),
    }
)
_ANSWERING = frozenset({Act.ACKNOWLEDGE, Act.REPORT, Act.CLOSE, Act.UNDO})
_OF_THE_DESK = frozenset({Act.QUIETEN, Act.HAND_OVER, Act.NOTE_RECEIPT})
"""What the desk alone does, by its link too."""

_AT_THE_DESK = frozenset({Act.NOTE_CALL, Act.ROUTE, Act.MERGE, Act.SPLIT}) | _OF_THE_DESK
_ROSTERS = frozenset({Act.READ_ROSTER, Act.SET_ROSTER, Act.OVERRIDE_ROSTER})
_OF_CONTACTS = frozenset({Act.READ_CONTACTS, Act.SET_CONTACTS, Act.CONFIRM_CONTACTS, Act.TEST_CONTACTS})
_OF_DRILLS = frozenset({Act.RUN_DRILL, Act.STOP_DRILL, Act.READ_DRILLS})
_HOW_READY = frozenset({Act.READ_READINESS, Act.READ_PROVIDERS, Act.READ_REPORTS}) | _OF_DRILLS
_OF_ACCOUNTS = frozenset({Act.LIST_ACCOUNTS, Act.MANAGE_ACCOUNTS})
_ADMINISTRATION = (
    frozenset({Act.READ_POLICY, Act.PREVIEW_POLICY, Act.SET_POLICY, Act.LIST_UNITS})
    | _ROSTERS
    | _OF_CONTACTS
    | _HOW_READY
    | _OF_ACCOUNTS
)

RIGHTS: Final[Mapping[ActorRole, frozenset[Act]]] = {
    ActorRole.INTEGRATOR: frozenset({Act.BRING_MAIL, Act.READ_POLICY}),
    ActorRole.OPERATOR: _READING
    | _ANSWERING
    | _AT_THE_DESK
    | _HOW_READY
    | {Act.NOTE, Act.READ_CONTACTS, Act.READ_ROSTER},
    ActorRole.UNIT: _READING | _ANSWERING | {Act.NOTE, Act.NOT_OURS, Act.READ_ROSTER},
    ActorRole.ADMIN: _ADMINISTRATION,
    ActorRole.AUDITOR: _READING,
    ActorRole.DISPLAY: frozenset({Act.LIST_CASES}),
    ActorRole.POST: _ANSWERING | _OF_THE_DESK | {Act.REVEAL, Act.OPEN_FILE, Act.ROUTE, Act.MERGE, Act.NOT_OURS},
    ActorRole.CLI: frozenset(Act) - {Act.NOT_OURS, Act.CONFIRM_CONTACTS},
    ActorRole.PARTNER: frozenset({Act.BRING_ALERT}),
    ActorRole.SYSTEM: frozenset({Act.SET_POLICY, Act.SET_CONTACTS, Act.TEST_CONTACTS}),
}
"""What each role may do at all; for a unit's token and a post the case decides further."""

_OF_A_CASE = (
    frozenset({Act.READ_CASE, Act.REVEAL, Act.OPEN_FILE, Act.NOTE, Act.NOT_OURS, Act.READ_AUDIT})
    | _ANSWERING
    | (_AT_THE_DESK - {Act.NOTE_CALL})
)
"""Acts on one case; for all others the role alone decides."""

_ACTS_ON_IT = frozenset({Relation.DESK, Relation.HAS, Relation.TOOK})
_GOES_ON_WITH_IT = _ACTS_ON_IT | {Relation.STATE_TOOK}
_ROUTES = frozenset({Relation.DESK, Relation.STATE_TOOK})

_ALWAYS_BY_LINK = frozenset({Act.ACKNOWLEDGE, Act.UNDO})
"""Whose act is undone is for the rules of undo to say (`abhay/domain/cases/undoing.py`)."""

_BY_LINK: Final[Mapping[Act, frozenset[Relation]]] = {
    Act.ACKNOWLEDGE: frozenset(Relation),
    Act.REVEAL: _ACTS_ON_IT,
    Act.OPEN_FILE: _ACTS_ON_IT,
    Act.REPORT: _GOES_ON_WITH_IT,
    Act.CLOSE: _GOES_ON_WITH_IT,
    Act.ROUTE: _ROUTES,
    Act.NOT_OURS: frozenset({Relation.HAS}),
    **dict.fromkeys(_OF_THE_DESK | {Act.MERGE}, frozenset({Relation.DESK})),
}
"""What a link allows on an open case, by how its post stands to it. A post of the whole State never sees the person."""

_OF_NO_UNIT = frozenset({Relation.NONE, Relation.DESK, Relation.STATE, Relation.STATE_TOOK})

_NEVER_BY_LINK: Final[Mapping[Act, frozenset[Relation]]] = {
    Act.ROUTE: frozenset(Relation) - _ROUTES,
    Act.NOT_OURS: _OF_NO_UNIT,
    **dict.fromkeys(_OF_THE_DESK | {Act.MERGE}, frozenset(Relation) - {Relation.DESK}),
}
"""What a link does not allow, however the case stands."""

_OWN = frozenset({Relation.HAS, Relation.TAKEN_AWAY})
_WITH_THE_UNIT = frozenset({Act.REVEAL, Act.OPEN_FILE, Act.NOTE, Act.REPORT})
"""A unit that the case was taken from may do this no more, also once it has ended: its report would stop the clocks of
the unit that has it, and the person is none of its concern any more."""

_ENDS_WITH_THE_CASE = frozenset({Act.ROUTE, Act.NOT_OURS, Act.QUIETEN})


def paged_as(rung: str, scope: Scope | None) -> PagedAs:
    """Returns what kind of post a rung pages; `scope` is None for a rung that the policy does not have."""
    if rung == DESK:
        return PagedAs.DESK
    return PagedAs.UNIT if scope is Scope.UNIT else PagedAs.STATE


def relation(actor: Actor, case: CaseFacts) -> Relation:
    """Returns how an actor stands to a case."""
    if actor.paged_as is PagedAs.DESK:
        return Relation.DESK
    if actor.unit is None:
        return Relation.NONE if actor.paged_as is None else _of_state(actor, case)
    if actor.paged_as is PagedAs.STATE:
        return Relation.OTHER
    if actor.unit in case.units:
        return Relation.HAS
    if actor.paged_as is not None and actor.unit == case.taken_by:
        return Relation.TOOK
    return Relation.TAKEN_AWAY if actor.unit in case.gone else Relation.OTHER


def _of_state(actor: Actor, case: CaseFacts) -> Relation:
    took = case.taken_by_post is not None and case.taken_by_post == actor.post
    return Relation.STATE_TOOK if took else Relation.STATE


def may(actor: Actor, act: Act, case: CaseFacts | None = None) -> Allowed | Refused:
    """Decides whether an actor may do something: at all, and to this case if one is given."""
    if act not in RIGHTS[actor.role]:
        return Refused(Refusal.ROLE)
    if case is None or act not in _OF_A_CASE:
        return Allowed()
    standing = relation(actor, case)
    if actor.role is ActorRole.POST:
        return _by_link(actor, act, standing, case)
    if actor.role is ActorRole.UNIT and standing not in _OWN:
        return Refused(Refusal.NOT_YOURS)
    return _as_it_stands(actor, act, standing, case)


def _by_link(actor: Actor, act: Act, standing: Relation, case: CaseFacts) -> Allowed | Refused:
    if act in _ALWAYS_BY_LINK:
        return Allowed()
    if standing in _NEVER_BY_LINK.get(act, ()):
        return Refused(Refusal.NOT_YOURS)
    if case.closed:
        return Refused(Refusal.CLOSED)
    if standing in _BY_LINK[act]:
        return _as_it_stands(actor, act, standing, case)
    return Refused(Refusal.NOT_YOURS if standing in _OF_NO_UNIT else Refusal.TAKEN_AWAY)


def _as_it_stands(actor: Actor, act: Act, standing: Relation, case: CaseFacts) -> Allowed | Refused:
    if act in _WITH_THE_UNIT and standing is Relation.TAKEN_AWAY:
        return Refused(Refusal.TAKEN_AWAY)
    if case.closed:
        return Refused(Refusal.CLOSED) if act in _ENDS_WITH_THE_CASE else Allowed()
    if act is Act.NOT_OURS and standing is not Relation.HAS:
        return Refused(Refusal.TAKEN_AWAY)
    if act is Act.CLOSE and actor.unit in case.gone:
        return Refused(Refusal.TAKEN_AWAY)
    return Allowed()


def is_for_desk(actor: Actor) -> bool:
    """Returns whether an actor acts for the desk: its post, an operator, or the terminal."""
    return actor.paged_as is PagedAs.DESK or actor.role in (ActorRole.OPERATOR, ActorRole.CLI)


def is_stood_down(actor: Actor, case: CaseFacts) -> bool:
    """Returns whether the actor's unit need not act: it does not have the case and did not take it."""
    return actor.unit is not None and actor.unit not in case.units and actor.unit != case.taken_by


def who_may(act: Act) -> tuple[Role, ...]:
    """Returns the roles of accounts and tokens that may do something at all."""
    return tuple(role for role in Role if act in RIGHTS[ActorRole(role)])


def signs_in(role: Role) -> bool:
    """Returns whether people have this role; an integrator is a program."""
    return role is not Role.INTEGRATOR


def belongs_to_unit(role: Role) -> bool:
    """Returns whether a token of this role is one police unit's."""
    return role is Role.UNIT


def brings_for_a_source(role: Role) -> bool:
    """Returns whether a token of this role brings what comes in, and so may be bound to one source."""
    return role is Role.INTEGRATOR


def sees_only(actor: Actor) -> str | None:
    """Returns the unit whose cases alone this actor sees; None if it sees all."""
    return actor.unit if actor.role in (ActorRole.UNIT, ActorRole.DISPLAY) else None


def require_mail_of(actor: Actor, source: str) -> None:
    """Asks whether an actor may bring mails of this source. Raises `WrongRole`."""
    require(actor, Act.BRING_MAIL)
    if not actor.mail:
        raise WrongRole("This token is not made for mails: `abhay token create --role integrator --source … --mail`.")
    if actor.source is not None and actor.source != source:
        raise WrongRole(f"This token brings alerts of the source {actor.source}, and of no other.")


def require(actor: Actor, act: Act, case: CaseFacts | None = None) -> None:
    """Asks `may`. Raises `WrongRole`, `UnknownAlert` for a case of others, `NotPossibleNow` for how it stands."""
    verdict = may(actor, act, case)
    if isinstance(verdict, Refused):
        raise _error(actor, act, verdict.reason)


def _error(actor: Actor, act: Act, reason: Refusal) -> WrongRole | UnknownAlert | NotPossibleNow:
    match reason:
        case Refusal.ROLE:
            return WrongRole(_for_whom(act, actor.role))
        case Refusal.NOT_YOURS:
            return UnknownAlert()
        case Refusal.CLOSED:
            return NotPossibleNow("The case is closed.")
        case Refusal.TAKEN_AWAY:
            return NotPossibleNow("Another unit has this case: it, or the desk, reports and says how it ended.")


def _for_whom(act: Act, role: ActorRole) -> str:
    roles = [each.value for each in Role if act in RIGHTS[ActorRole(each)]]
    if not roles:
        return f"No token is enough for this: it is done at the terminal. The role here is {role}."
    return f"This call is for the role {' or '.join(roles)}; this token's is {role}."
