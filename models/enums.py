"""The closed vocabularies of the contract; each value is stored and sent as written here."""

from enum import StrEnum


class Severity(StrEnum):
    """How near the danger is, in the partner's own three words; a missing one counts as imminent."""

    IMMINENT = "imminent"
    HIGH = "high"
    CONCERN = "concern"


class Status(StrEnum):
    """Where a case stands: stored, paged and unanswered, answered, or ended with an outcome."""

    RECEIVED = "received"
    AWAITING = "awaiting"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class IntakeChannel(StrEnum):
    """The road on which an alert came in."""

    WEBHOOK = "webhook"
    MAIL = "mail"
    PHONE = "phone"


class Trust(StrEnum):
    """How sure we are of the sender: `failed` and `none` are held at the desk, never routed alone."""

    VERIFIED = "verified"
    FORWARDED = "forwarded"
    FAILED = "failed"
    NONE = "none"


class EventKind(StrEnum):
    """What a partner's message says of itself."""

    CREATED = "alert.created"
    UPDATED = "alert.updated"


class RouteState(StrEnum):
    """The routing decision: one unit, several paged at once, nobody knows, or another state's."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    OUT_OF_STATE = "out_of_state"


class MessageKind(StrEnum):
    """Why a message is sent; the key of its template folder."""

    PAGE = "page"
    REMINDER = "reminder"
    UPDATE = "update"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    STOOD_DOWN = "stood_down"
    CLOSED = "closed"
    DESK = "desk"


class MessageStatus(StrEnum):
    """The life of one message to one contact on one channel."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    STOOD_DOWN = "stood_down"


class MilestoneKind(StrEnum):
    """The clocks that run after an acknowledgement; `closed` is kept by the outcome.

    `handed_over` runs for a case of another State alone: until its police say that they received it.
    """

    DISPATCHED = "dispatched"
    REACHED = "reached"
    FAMILY_INFORMED = "family_informed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a welfare check ended."""

    SAFE = "safe"
    HOSPITAL = "hospital"
    NOT_FOUND = "not_found"
    OUT_OF_STATE = "out_of_state"
    FALSE_ALARM = "false_alarm"
    DUPLICATE = "duplicate"
    DIED = "died"


class Role(StrEnum):
    """What a bearer token may do; `unit` sees and changes the cases of one police unit only."""

    INTEGRATOR = "integrator"
    OPERATOR = "operator"
    UNIT = "unit"
    ADMIN = "admin"
    AUDITOR = "auditor"


class PacketFormat(StrEnum):
    """How a hand-over packet is written: for machines (CAP 1.2), for a message, or for paper."""

    CAP = "cap"
    TEXT = "text"
    HTML = "html"


class Mover(StrEnum):
    """Which of the two independent processes carried out a step."""

    FLOW = "flow"
    WATCHER = "watcher"


class TimelineEvent(StrEnum):
    """What can happen to a case, as its timeline tells it."""

    RECEIVED = "received"
    ATTACHED = "attached"
    ROUTED = "routed"
    RUNG_ENTERED = "rung_entered"
    PAGED = "paged"
    REMINDED = "reminded"
    ACKNOWLEDGED = "acknowledged"
    STOOD_DOWN = "stood_down"
    MILESTONE = "milestone"
    OVERDUE = "overdue"
    EXHAUSTED = "exhausted"
    REROUTED = "rerouted"
    REVEALED = "revealed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    REPAIRED = "repaired"
    MERGED = "merged"
    SPLIT = "split"


class MailFate(StrEnum):
    """What became of a mail of the mailbox.

    `case` opened or joined one, `repeat` said what a case knew already, `known` was taken in before
    the server numbered the folder anew, `canary` is a test mail of ours, `own` any other message of ours,
    `gone` was deleted by somebody before it was read.
    """

    CASE = "case"
    REPEAT = "repeat"
    KNOWN = "known"
    CANARY = "canary"
    OWN = "own"
    GONE = "gone"


class EvidenceKind(StrEnum):
    """What a piece of place evidence was read from, strongest first (docs: domain facts, section 7)."""

    GPS = "gps"
    PIN = "pin"
    ADDRESS = "address"
    CITY = "city"
    PLACE_TAG = "place_tag"
    SELF_REPORTED = "self_reported"
    TEXT = "text"
    PHONE = "phone"
    IP = "ip"
    HOMETOWN = "hometown"
