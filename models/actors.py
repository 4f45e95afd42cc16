"""Actors and acts: every act carries one `Actor`, and a reason where one is required."""

from dataclasses import dataclass, replace
from enum import StrEnum

API, LINK, TERMINAL, FORM, SIGNATURE, WITHIN = "api", "link", "terminal", "prefect", "signature", "within"
SCREEN = "screen"
"""The ways by which an act comes in; an API call may name another for its acknowledgement, such as `phone`."""


class ActorKind(StrEnum):
    """The kind of an actor."""

    TOKEN = "token"  # noqa: S105  a kind of actor
    ACCOUNT = "account"
    DISPLAY = "display"
    POST = "post"
    TERMINAL = "terminal"
    FORM = "form"
    PARTNER = "partner"
    SYSTEM = "system"


class PagedAs(StrEnum):
    """The kind of rung on which a post was paged."""

    DESK = "desk"
    UNIT = "unit"
    STATE = "state"


class ActorRole(StrEnum):
    """The role that gives an actor its rights, as the audit log spells it.

    The first five belong to tokens and, but for `integrator`, to accounts. `display`: a screen on a wall. `post`: a
    paged post, by link and PIN. `cli`: a person with a shell on the host. `partner`: a source of alerts, by its
    signature. `system`: one of our own processes.
    """

    INTEGRATOR = "integrator"
    OPERATOR = "operator"
    UNIT = "unit"
    ADMIN = "admin"
    AUDITOR = "auditor"
    DISPLAY = "display"
    POST = "post"
    CLI = "cli"
    PARTNER = "partner"
    SYSTEM = "system"


class Act(StrEnum):
    """The acts; the value of an audited act is its name in the audit log.

    The log has one name for `NOT_OURS` and `ROUTE`: both say where a case belongs.
    """

    BRING_ALERT = "alert.receive"
    BRING_MAIL = "mail.bring"
    NOTE_CALL = "call.note"
    LIST_CASES = "alert.list"
    READ_CASE = "alert.read"
    REVEAL = "alert.reveal"
    OPEN_FILE = "alert.open_file"
    ACKNOWLEDGE = "alert.acknowledge"
    ROUTE = "alert.route"
    NOT_OURS = "alert.not_ours"
    NOTE = "alert.note"
    REPORT = "alert.milestone"
    CLOSE = "alert.close"
    UNDO = "alert.undo"
    QUIETEN = "alert.quieten"
    MERGE = "alert.merge"
    SPLIT = "alert.split"
    HAND_OVER = "alert.hand_over"
    NOTE_RECEIPT = "alert.receipt"
    READ_AUDIT = "alert.audit"
    EXPORT_CORRECTIONS = "routing.corrections"
    READ_POLICY = "policy.read"
    PREVIEW_POLICY = "policy.preview"
    SET_POLICY = "policy.set"
    LIST_UNITS = "units.list"
    READ_CONTACTS = "contacts.read"
    SET_CONTACTS = "contacts.set"
    CONFIRM_CONTACTS = "contacts.confirm"
    READ_ROSTER = "roster.read"
    SET_ROSTER = "roster.set"
    OVERRIDE_ROSTER = "roster.override"
    READ_READINESS = "readiness.read"
    READ_PROVIDERS = "providers.read"
    READ_REPORTS = "reports.read"
    TEST_CONTACTS = "contacts.test"
    RUN_DRILL = "drill.run"
    STOP_DRILL = "drill.stop"
    READ_DRILLS = "drill.read"
    MAKE_TOKEN = "token.create"  # noqa: S105  an act
    LIST_TOKENS = "token.list"
    REVOKE_TOKEN = "token.revoke"  # noqa: S105  an act
    LIST_ACCOUNTS = "account.list"
    MANAGE_ACCOUNTS = "account.manage"
    ROTATE_KEYS = "key.rotate"


@dataclass(frozen=True)
class Actor:
    """An actor: `id` is its name in the audit log, `name` the one shown to others, `via` the way of the act.

    `unit` is the police unit of its token or post; None for the desk, the State's posts and all others.
    `paged_as` is the kind of rung on which its post was paged, and `post` that post; None for all others.
    `source` is the only source whose mails it may bring, None for any; `mail` is whether it may bring mails.
    """

    kind: ActorKind
    id: str
    name: str
    role: ActorRole
    via: str
    unit: str | None = None
    paged_as: PagedAs | None = None
    post: str | None = None
    source: str | None = None
    mail: bool = True

    def __post_init__(self) -> None:
        if self.role is ActorRole.UNIT and self.unit is None:
            raise ValueError("an actor of the role `unit` has a unit: its rights hang on it")

    def known_as(self, name: str | None) -> "Actor":
        """Returns the same actor under the given name, if there is one."""
        return replace(self, name=name) if name else self

    def in_role(self, role: ActorRole) -> "Actor":
        """Returns the same actor with the rights of another role."""
        return replace(self, role=role)

    def coming_by(self, via: str) -> "Actor":
        """Returns the same actor with another way."""
        return replace(self, via=via)


def terminal(name: str) -> Actor:
    """Returns the actor for a person with a shell on the host."""
    return Actor(ActorKind.TERMINAL, name, name, ActorRole.CLI, TERMINAL)


def form(name: str, role: ActorRole) -> Actor:
    """Returns the actor for a form in Prefect's UI, which knows no names; `name` is the form's or a post's."""
    return Actor(ActorKind.FORM, name, name, role, FORM)


def account(name: str, role: ActorRole, unit: str | None) -> Actor:
    """Returns the actor for a person who is signed in; the audit log tells it from a token of the same name."""
    return Actor(ActorKind.ACCOUNT, f"account:{name}", name, role, SCREEN, unit)


def display(name: str, unit: str | None) -> Actor:
    """Returns the actor for a screen on a wall; with a unit it sees that unit's cases alone."""
    return Actor(ActorKind.DISPLAY, f"display:{name}", name, ActorRole.DISPLAY, SCREEN, unit)


def partner(source: str) -> Actor:
    """Returns the actor for a source of alerts, proven by its signature."""
    return Actor(ActorKind.PARTNER, source, source, ActorRole.PARTNER, SIGNATURE)


def system(name: str) -> Actor:
    """Returns the actor for one of our own processes."""
    return Actor(ActorKind.SYSTEM, name, name, ActorRole.SYSTEM, WITHIN)
