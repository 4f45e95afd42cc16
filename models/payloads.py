"""The canonical alert, into which every source plug-in converts its own format.

Plain values without a table. Every field may be absent: a partner's message is parsed as far as
possible, and its raw bytes are stored too. All times are aware, in UTC.
"""

from datetime import datetime
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from models.enums import EventKind, IntakeChannel, Language, Line, MailKind, Severity, Trust, TryResult


class Payload(BaseModel):
    """Base of the values that travel between the layers: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(Payload):
    """A postal address as the profile states it: each part is free text, `pincode` six ASCII digits.

    JSON, stored or sent, calls the pincode `pin`, as in every version so far.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    line: str | None = None
    city: str | None = None
    district: str | None = None
    state: str | None = None
    pincode: str | None = Field(
        default=None, validation_alias=AliasChoices("pin", "pincode"), serialization_alias="pin"
    )


class EmergencyContact(Payload):
    """A person whom the profile names for emergencies."""

    relation: str | None = None
    name: str | None = None
    phone: str | None = None


class Subject(Payload):
    """The person in distress, as far as the partner knows. Encrypted at rest, never in a message."""

    user_id: str | None = None
    channel_id: str | None = None
    username: str | None = None
    display_name: str | None = None
    profile_url: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    age_band: str | None = None
    self_reported_location: str | None = None
    city: str | None = None
    hometown: str | None = None
    address: Address | None = None
    emergency_contact: EmergencyContact | None = None


class Media(Payload):
    """A photo or video of the content: its kind and address. We never open the address."""

    type: str | None = None
    url: str | None = None


class PostContent(Payload):
    """The content that the person wrote. Encrypted at rest, never in a message."""

    content_id: str | None = None
    created_at: datetime | None = None
    language: str | None = None
    text: str | None = None
    permalink: str | None = None
    platform: str | None = None
    surface: str | None = None
    media: tuple[Media, ...] = ()


class Position(Payload):
    """A position: degrees (WGS 84), accuracy in metres, its time and its source.

    `source` is `device`, `wifi` or `place_tag` where the partner says so.
    """

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    accuracy_m: float | None = None
    at: datetime | None = None
    source: str | None = None


class Login(Payload):
    """A sign-in; address, port and time identify a subscriber behind carrier NAT."""

    ip: str | None = None
    port: int | None = None
    at: datetime | None = None
    geo_city: str | None = None
    geo_region: str | None = None


class Device(Payload):
    """The device of a sign-in."""

    os: str | None = None
    model: str | None = None


class Technical(Payload):
    """The technical details that the partner sends with the content."""

    logins: tuple[Login, ...] = ()
    devices: tuple[Device, ...] = ()
    positions: tuple[Position, ...] = ()
    place_tag: str | None = None


class Attachment(Payload):
    """A file that came with a mail; `data` is stored encrypted and shown only on reveal."""

    filename: str | None = None
    media_type: str
    data: bytes


class AlertPayload(Payload):
    """One message of a partner in canonical form.

    `event_key` is the hex SHA-256 of source, external id, event and canonical body: the same event
    sent again has the same key. `delivery_key` is derived from the sender's own number of the message,
    where its scheme has one, and from the content. Rows have both keyed, never in clear. `readable` is
    False if the body could not be parsed: the desk reads such a case by hand. `problems` names the fields
    that could not be parsed, or that lost characters which cannot be stored or seen, never their values.
    `test`: the sender marked it as a test, which changes nothing in how it is handled; stored in a column of its own.
    `raw` is the exact body, stored encrypted as the original message.
    """

    source: str
    channel: IntakeChannel
    trust: Trust
    event_key: str
    raw: bytes
    media_type: str
    delivery_key: str | None = None
    external_id: str | None = None
    event: EventKind = EventKind.CREATED
    severity: Severity = Severity.IMMINENT
    posted_at: datetime | None = None
    readable: bool = True
    drill: bool = False
    test: bool = False
    heard_from: str | None = None
    note: str | None = None
    content: PostContent = PostContent()
    subject: Subject = Subject()
    technical: Technical = Technical()
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = ()


class MailFacts(Payload):
    """What a mail is beside what it says: its kind, and which of our messages and cases it names.

    `answered` are ids that its own headers name as answered, `named` those found anywhere in it: an id counts only if
    it is a message's of ours. `refs` are refs of cases in subject and text. `is_alert`: it holds labelled facts of a
    person, or a case reference of a partner. `sender` and `words` are for whoever reads an answer.
    """

    kind: MailKind = MailKind.WRITTEN
    answered: tuple[UUID, ...] = ()
    named: tuple[UUID, ...] = ()
    refs: tuple[str, ...] = ()
    is_alert: bool = True
    sender: str = ""
    subject: str = ""
    words: str = ""


class OutgoingMessage(Payload):
    """One rendered message for one contact on one channel, as a channel plug-in gets it.

    `ack_pin` is filled for the embedded outbox only (development); every other channel gets None. `short_url` is the
    same link in the form that fits a text message. `reply_code`: digits that acknowledge by a reply or a key, as they
    are printed in this message; None where it asks for no answer. `avoid`: gateways of the channel that are known to
    be down; a channel uses them only if it has no other. `unanswered_minutes`: how long nobody has acknowledged, for a
    level above the one that acts; `spoken` is what a call says of that, in the contact's language. `showing_proof`:
    with it a browser says that it showed this.
    """

    id: str
    kind: str
    alert: str
    rung: str
    round: int
    attempt: int
    post: str
    unit: str | None
    channel: str
    to: str
    subject: str
    body: str
    severity: Severity
    ack_url: str | None = None
    ack_pin: str | None = None
    drill: bool = False
    possible_duplicate: bool = False
    line: Line | None = None
    language: Language = Language.HINDI
    short_url: str | None = None
    reply_code: str | None = None
    avoid: tuple[str, ...] = Field(default=(), exclude=True)
    unanswered_minutes: int | None = Field(default=None, exclude=True)
    spoken: tuple[str, ...] = Field(default=(), exclude=True)
    showing_proof: str | None = Field(default=None, exclude=True)


class GatewayTry(Payload):
    """One gateway's answer. `account_wide`: it refuses every message of ours (credit, key, sender), not this one."""

    gateway: str
    result: TryResult
    account_wide: bool = False
    detail: str = ""


class Receipt(Payload):
    """A provider's answer: its own id of the message, if it gave one.

    `gateway` is the one that took it, `reports` whether it will report the delivery, `tries` every gateway that was
    asked, in order.
    """

    provider_id: str | None = None
    gateway: str | None = None
    reports: bool = False
    tries: tuple[GatewayTry, ...] = ()


BACKUP_FORMAT = 1
"""The form of a backup's file; another one is refused."""


class DumpedTable(BaseModel):
    """One table of a dump: its columns in order, and the number of its rows."""

    name: str
    columns: list[str]
    rows: int = 0


class DumpContents(BaseModel):
    """What is in a dump: its revision, the tables in the order in which they can be filled, and the sequences."""

    revision: str
    tables: list[DumpedTable]
    sequences: dict[str, int | None]

    def rows(self, table: str) -> int:
        """Returns the number of a table's rows, 0 if there is no such table."""
        return next((each.rows for each in self.tables if each.name == table), 0)


class EpochMark(BaseModel):
    """The epoch of the database when it was backed up."""

    number: int
    id: str
    beats: int


class Manifest(BaseModel):
    """What a backup says of itself. `at` is the database's time, `keys` the fingerprints of those that open it."""

    format: int = BACKUP_FORMAT
    version: str
    at: datetime
    keys: list[str]
    with_keys: bool
    epoch: EpochMark | None
    contents: DumpContents
