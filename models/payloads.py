"""The canonical alert: what every source plug-in turns its own format into.

Plain values without a table behind them. Every field may be absent: a partner's message is taken
as far as it can be read, and the raw bytes are kept beside it. All times are aware, in UTC.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from models.enums import EventKind, IntakeChannel, Severity, Trust


class Payload(BaseModel):
    """Base of the values that travel between the layers: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(Payload):
    """A postal address as the profile states it; each part free text, `pin` six ASCII digits if valid."""

    line: str | None = None
    city: str | None = None
    district: str | None = None
    state: str | None = None
    pin: str | None = None


class EmergencyContact(Payload):
    """Somebody the profile names to be called."""

    relation: str | None = None
    name: str | None = None
    phone: str | None = None


class Subject(Payload):
    """The person in distress, as far as the partner tells. Encrypted at rest, never in a message."""

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
    """A photo or video the post carries: its kind and address. The address is never opened by us."""

    type: str | None = None
    url: str | None = None


class PostContent(Payload):
    """The post itself. Encrypted at rest, never in a message."""

    content_id: str | None = None
    created_at: datetime | None = None
    language: str | None = None
    text: str | None = None
    permalink: str | None = None
    platform: str | None = None
    surface: str | None = None
    media: tuple[Media, ...] = ()


class Position(Payload):
    """A point: degrees (WGS 84), accuracy in metres, when it was taken and by what.

    `source` is `device`, `wifi` or `place_tag` where the partner says so.
    """

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    accuracy_m: float | None = None
    at: datetime | None = None
    source: str | None = None


class Login(Payload):
    """A sign-in: address, port and time together name a subscriber behind carrier NAT."""

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
    """The technical details the partner sends with the post."""

    logins: tuple[Login, ...] = ()
    devices: tuple[Device, ...] = ()
    positions: tuple[Position, ...] = ()
    place_tag: str | None = None


class Attachment(Payload):
    """A file that came with a mail; `data` is kept encrypted and shown only on reveal."""

    filename: str | None = None
    media_type: str
    data: bytes


class AlertPayload(Payload):
    """One message of a partner in our own words.

    `event_key` is the hex SHA-256 of source, external id, event and canonical body: the same event
    sent again has the same key. `delivery_key` stands for the sender's own number of the message, where
    its scheme has one, and what the message says. `readable` is False when nothing could be made of the
    body: such a case is read by hand at the desk. `problems` name the fields that could not be read,
    never their values. `raw` is the exact body, kept encrypted as evidence.
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
    heard_from: str | None = None
    note: str | None = None
    content: PostContent = PostContent()
    subject: Subject = Subject()
    technical: Technical = Technical()
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = ()


class OutgoingMessage(Payload):
    """One rendered message for one contact on one channel, as a channel plug-in gets it.

    `ack_pin` is filled for the embedded outbox only (development); every other channel gets None.
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


class Receipt(Payload):
    """What a provider answered: its own id of the message, if it gave one."""

    provider_id: str | None = None
