"""The closed vocabularies of the contract; each value is stored and sent as written here."""

from enum import StrEnum


class Severity(StrEnum):
    """How near the danger is, in the partner's three words; a missing one counts as imminent."""

    IMMINENT = "imminent"
    HIGH = "high"
    CONCERN = "concern"


class Status(StrEnum):
    """The status of a case: stored, paged and unanswered, acknowledged, or ended with an outcome."""

    RECEIVED = "received"
    AWAITING = "awaiting"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class IntakeChannel(StrEnum):
    """The way by which an alert came in."""

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
    """The kind of event that a message reports; `answered` is our own people's answer by mail: it routes nothing."""

    CREATED = "alert.created"
    UPDATED = "alert.updated"
    ANSWERED = "alert.answered"
    RESOLVED = "alert.resolved"
    WITHDRAWN = "alert.withdrawn"
    CANCELLED = "alert.cancelled"
    CLOSED = "alert.closed"

    @property
    def ends(self) -> bool:
        """Whether the partner says that the alert needs nobody any more; only people decide whether that is so."""
        return self not in (EventKind.CREATED, EventKind.UPDATED, EventKind.ANSWERED)


class RouteState(StrEnum):
    """The routing decision: one unit, several paged at once, unknown, or another State's."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    OUT_OF_STATE = "out_of_state"


class MessageKind(StrEnum):
    """The kind of a message; it names the folder of its templates."""

    PAGE = "page"
    REMINDER = "reminder"
    UPDATE = "update"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    STOOD_DOWN = "stood_down"
    CLOSED = "closed"
    DESK = "desk"


class OutsideKind(StrEnum):
    """The kind of a message outside any case: a test of a contact point, or what a unit's office is told of gaps."""

    TEST = "test"
    READINESS = "readiness"


class Reason(StrEnum):
    """Why a message is sent, where its kind alone does not tell; stored with it and worded in its text.

    Reasons after `flood` concern the system: the desk gets them outside any case.
    """

    NEW_ALERT = "new_alert"
    LOCATION_UNKNOWN = "location_unknown"
    HELD_UNAUTHENTICATED = "held_unauthenticated"
    READ_BY_HAND = "read_by_hand"
    FORWARDED = "forwarded"
    OUT_OF_STATE = "out_of_state"
    COPY = "copy"
    NOT_OURS = "not_ours"
    EXHAUSTED = "exhausted"
    NO_CONTACT = "no_contact"
    ROSTER_GAP = "roster_gap"
    UNDELIVERED = "undelivered"
    PIN_LOCKED = "pin_locked"
    PIN_GUESSED = "pin_guessed"
    LATE_ACK = "late_ack"
    MERGED = "merged"
    SPLIT = "split"
    MILESTONE_OVERDUE = "milestone_overdue"
    WORDS_FAILED = "words_failed"
    TAKEN_BACK = "taken_back"
    MAYBE_SAME = "maybe_same"
    ENDED_BY_SENDER = "ended_by_sender"
    MAIL_ANSWER = "mail_answer"
    REPLY_WORDS = "reply_words"
    REPLY_STOP = "reply_stop"
    MISSED_CALL = "missed_call"
    CODE_GUESSED = "code_guessed"
    FLOOD = "flood"
    ENGINE_LATE = "engine_late"
    PREFECT_DOWN = "prefect_down"
    WORKER_DOWN = "worker_down"
    WATCHER_DOWN = "watcher_down"
    DATABASE_DOWN = "database_down"
    MAILBOX_DOWN = "mailbox_down"
    MAILBOX_FULL = "mailbox_full"
    CANARY_LOST = "canary_lost"
    CASES_STILL = "cases_still"
    DELIVERIES_REFUSED = "deliveries_refused"
    PROVIDERS_DOWN = "providers_down"


class ChangeOutcome(StrEnum):
    """What became of a change that waited for a second person; `outdated`: the contact points had changed meanwhile."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    OUTDATED = "outdated"


class RefusalReason(StrEnum):
    """Why a delivery of a partner is refused; the partner reads the same words for all but the last."""

    MISSING_HEADERS = "missing_headers"
    WRONG_SIGNATURE = "wrong_signature"
    OUTSIDE_WINDOW = "outside_window"
    NO_KEY = "no_key"
    UNUSABLE_KEY = "unusable_key"
    TOO_LARGE = "too_large"


class MessageStatus(StrEnum):
    """The status of one message to one contact on one channel."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    STOOD_DOWN = "stood_down"


class Reported(StrEnum):
    """What a gateway reports of a message: `sent` is on its way, `unknown` says nothing about its arrival."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Line(StrEnum):
    """The kind of a telephone line, as it was entered: numbers alone do not tell (074xx may be either)."""

    MOBILE = "mobile"
    LANDLINE = "landline"


class Language(StrEnum):
    """A language in which a contact point is spoken to where there is room for one."""

    HINDI = "hi"
    ENGLISH = "en"


class TryResult(StrEnum):
    """What one gateway of a channel made of a message: `unavailable` is worth another try, `refused` is not."""

    SENT = "sent"
    UNAVAILABLE = "unavailable"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class BreakerState(StrEnum):
    """The state of a provider's breaker: closed, open, or open while a message is let through to see."""

    CLOSED = "closed"
    OPEN = "open"
    PROBING = "probing"


class FailOver(StrEnum):
    """Why a message went on to the next contact point of its post.

    `unconfirmed`: its delivery was not known within the bound of its severity. `off`: its contact was switched off.
    """

    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"
    RETURNED = "returned"
    OFF = "off"


class MilestoneKind(StrEnum):
    """The clocks that run after an acknowledgement; the outcome ends `closed`.

    `handed_over` runs only for a case of another State, until its police confirm that they received it.
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
    NOT_GENUINE = "not_genuine"


class Role(StrEnum):
    """The role of a bearer token; `unit` sees and changes only the cases of one police unit."""

    INTEGRATOR = "integrator"
    OPERATOR = "operator"
    UNIT = "unit"
    ADMIN = "admin"
    AUDITOR = "auditor"


class PacketFormat(StrEnum):
    """The form of a hand-over packet: for machines (CAP 1.2), for a message, or for paper (a page, or a PDF)."""

    CAP = "cap"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"


class Mover(StrEnum):
    """The process that carried out a step, one of two independent ones."""

    FLOW = "flow"
    WATCHER = "watcher"


class TimelineEvent(StrEnum):
    """The events of a case's timeline."""

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
    QUIETED = "quieted"
    UNDONE = "undone"
    REPLIED = "replied"
    NOTED = "noted"


class CaseAct(StrEnum):
    """The acts of people on a case that can be undone for a while, and `route`, which bars the undo of earlier ones."""

    MILESTONE = "milestone"
    NOT_OURS = "not_ours"
    CLOSURE = "closure"
    ROUTE = "route"


class MailFate(StrEnum):
    """The fate of a mail in the mailbox.

    `case` opened or joined a case, `repeat` repeated a known event, `known` was taken in before the server
    renumbered the folder, `canary` is a test mail of ours, `own` any other message of ours, `gone` was
    deleted before it was read. `answer` was noted in the case that it answers; `machine` was written by a program (a
    delivery report, an out-of-office answer, a receipt, list mail) and opens no case; `ended` says that an alert needs
    nobody any more, of which there is no open case.
    """

    CASE = "case"
    REPEAT = "repeat"
    KNOWN = "known"
    CANARY = "canary"
    OWN = "own"
    GONE = "gone"
    ANSWER = "answer"
    MACHINE = "machine"
    ENDED = "ended"


class MailKind(StrEnum):
    """What a mail is, before anybody asks whether it answers a message of ours."""

    WRITTEN = "written"
    OWN = "own"
    BOUNCE = "bounce"
    LATE = "late"
    RECEIPT = "receipt"
    AUTOMATIC = "automatic"
    LIST = "list"


class EvidenceKind(StrEnum):
    """The origin of a piece of place evidence, strongest first."""

    GPS = "gps"
    WRITTEN_POINT = "written_point"
    PRESENCE = "presence"
    PINCODE = "pin"
    ADDRESS = "address"
    CITY = "city"
    PLACE_TAG = "place_tag"
    SELF_REPORTED = "self_reported"
    TEXT = "text"
    PHONE = "phone"
    IP = "ip"
    HOMETOWN = "hometown"


class PlaceKind(StrEnum):
    """What a name in the gazetteer names."""

    DISTRICT = "district"
    ABOLISHED = "abolished_district"
    TEHSIL = "tehsil"
    TOWN = "town"
    LOCALITY = "locality"
    OFFICE = "post_office"
    VILLAGE = "village_post_office"
    HOME_STATE = "home_state"
    STATE = "other_state"
    OUTSIDE = "place_in_other_state"
    PINCODE = "pincode"


class NameMatch(StrEnum):
    """How a name was recognised, surest first."""

    LETTERS = "letters"
    SOUND = "sound"
    ROUGH = "rough_sound"
    NEARLY = "nearly"


class Standing(StrEnum):
    """What the words of a post say of a place that they name."""

    PRESENT = "present"
    PERHAPS = "perhaps_present"
    ORIGIN = "origin"
    MENTIONED = "mentioned"
    DESTINATION = "destination"
    MEMORY = "memory"
    SOMEBODY_ELSE = "somebody_else"
    LEFT = "left"
    THING = "thing"
