"""The one tolerant reading of an alert, shared by every source that sends objects or labelled lines."""

from dataclasses import dataclass
from datetime import datetime

from abhay.adapters.sources.reading.document import (
    Fields,
    JsonObject,
    Problems,
    Unreadable,
    as_list,
    as_object,
    spelling,
)
from abhay.adapters.sources.reading.events import read_event
from abhay.adapters.sources.reading.identity import event_key
from abhay.adapters.sources.reading.marks import is_drill, is_test
from abhay.adapters.sources.reading.person import PERSON_KEYS, read_subject
from abhay.adapters.sources.reading.technical import read_technical
from abhay.adapters.sources.reading.times import read_moment
from abhay.adapters.sources.reading.values import (
    TEXT_LIMIT,
    read_identifier,
    read_scalar,
    read_text,
    read_word,
    words_only,
)
from abhay.domain.intake.trust import is_believed
from abhay.domain.text import plain_words
from models.enums import EventKind, IntakeChannel, Severity, Trust
from models.payloads import AlertPayload, Media, PostContent, Subject, Technical

_IDS = ("alertid", "casereference", "caseref", "caseid", "casenumber", "externalid", "referenceid", "reference",
        "escalationid", "eventid")  # fmt: skip
_SEVERITIES = ("severity", "risklevel", "risk", "priority", "urgency", "threatlevel", "level")
_POSTED = ("createdat", "created", "postedat", "publishedat", "createdtime", "posttime", "contenttime", "createdon",
           "postedon", "publishedon", "createddate", "posteddate", "publishdate", "postdate", "createtime",
           "creationtime", "takenat", "uploadedat", "eventtime", "datetime", "timestamp", "time")  # fmt: skip
_EVENTS = ("event", "eventtype", "type", "eventname", "noticetype", "action")
_STATES = ("status", "alertstatus", "casestatus", "state")
_CONTENT = ("content", "post", "story", "comment", "message", "contentitem")
_TEXTS = ("text", "body", "message", "caption", "posttext", "contenttext", "transcript")
_OF_AN_ALERT = frozenset({*PERSON_KEYS, *_CONTENT, "technical", "severity", "text", "username", "phone", "phones"})
_SOURCE = ("source", "origin")
_PLATFORMS = frozenset({"facebook", "instagram", "threads", "messenger", "whatsapp", "youtube", "google"})

_WRAPPERS = frozenset({"data", "alert", "payload", "value", "body", "event", "record", "notification"})
_ENVELOPES = frozenset({"alerts", "entry", "entries", "changes", "items", "events", "records", "notifications"})
ENVELOPE_KEYS = _WRAPPERS | _ENVELOPES
"""What an alert may be wrapped in."""

_WRAPPED_DEPTH = 6

_FILLERS = frozenset({"risk", "level", "severity", "priority", "danger", "जोखिम", "स्तर", "खतरा"})
_SEVERITY_WORDS = {
    "imminent": Severity.IMMINENT,
    "critical": Severity.IMMINENT,
    "urgent": Severity.IMMINENT,
    "emergency": Severity.IMMINENT,
    "तत्काल": Severity.IMMINENT,
    "आसन्न": Severity.IMMINENT,
    "high": Severity.HIGH,
    "उच्च": Severity.HIGH,
    "अधिक": Severity.HIGH,
    "concern": Severity.CONCERN,
    "चिंता": Severity.CONCERN,
    "चिंताजनक": Severity.CONCERN,
}


@dataclass(frozen=True)
class Envelope:
    """How a message came: by whom, on which road, how far believed, and its exact bytes."""

    source: str
    channel: IntakeChannel
    trust: Trust
    raw: bytes
    media_type: str


@dataclass(frozen=True)
class AlertFacts:
    """What a document says, before a source adds who sent it and how far to believe it."""

    external_id: str | None
    event: EventKind
    severity: Severity
    posted_at: datetime | None
    drill: bool
    test: bool
    content: PostContent
    subject: Subject
    technical: Technical

    @property
    def anything(self) -> bool:
        """Whether the document says anything that an alert can say; a platform alone is nobody."""
        nothing = PostContent(platform=self.content.platform, surface=self.content.surface)
        said = (self.content, self.subject, self.technical) != (nothing, Subject(), Technical())
        return said or self.external_id is not None


def compose(
    envelope: Envelope, facts: AlertFacts, body: bytes, problems: Problems, *, readable: bool | None = None
) -> AlertPayload:
    """Returns the payload of what an envelope holds; `body` is the canonical form that the event key hashes.

    Readable is what says anything, unless the caller knows better.
    """
    readable = facts.anything if readable is None else readable
    if not readable:
        problems.add("body")
    held = not is_believed(envelope.trust)
    return AlertPayload(
        source=envelope.source,
        channel=envelope.channel,
        trust=envelope.trust,
        raw=envelope.raw,
        media_type=envelope.media_type,
        event_key=event_key(envelope.source, facts.external_id, facts.event, body, held=held),
        external_id=facts.external_id,
        event=facts.event,
        severity=facts.severity,
        posted_at=facts.posted_at,
        readable=readable,
        drill=facts.drill,
        test=facts.test,
        content=facts.content,
        subject=facts.subject,
        technical=facts.technical,
        problems=problems.names(),
    )


def speaks_of_alert(fields: JsonObject) -> bool:
    """Whether an object has a field that an alert has and an envelope has not."""
    names = set(map(spelling, fields))
    return bool(names & {"alertid", "casereference", "subject", "person", "severity", "risklevel"}) and (
        len(names & {*_OF_AN_ALERT, *_IDS}) > 1
    )


def alert_objects(document: object) -> list[JsonObject]:
    """Returns the object that holds the alert and the envelopes around it, outermost first.

    None for a document that is no object, and none for a body with several alerts: reading one of
    them would hide the others, so a person has to.
    """
    found: list[JsonObject] = []
    layer = [document]
    for _ in range(_WRAPPED_DEPTH):
        objects = [inner for value in layer for item in as_list(value) if (inner := as_object(item)) is not None]
        if len(objects) > len(layer):
            return []
        found += objects
        layer = [value for inner in objects for key, value in inner.items() if _is_wrapper(key, value)]
    return found


def read_alert(objects: list[JsonObject], problems: Problems) -> AlertFacts:
    """Everything of an alert that the objects hold; what cannot be read is noted by name, never raised."""
    root = Fields(objects, "", problems)
    subject = read_subject(root)
    content = _read_content(root)
    return AlertFacts(
        external_id=root.read("alert_id", words_only(read_identifier), *_IDS) or _bare_id(root, objects, problems),
        event=_read_event(root) or EventKind.CREATED,
        severity=root.read("severity", words_only(read_severity), *_SEVERITIES) or Severity.IMMINENT,
        posted_at=content.created_at or root.read("created_at", read_moment, *_POSTED),
        drill=is_drill(root),
        test=is_test(root),
        content=content,
        subject=subject,
        technical=read_technical(root, root.part(*PERSON_KEYS)),
    )


def read_severity(value: object) -> Severity:
    """Returns one of the three severities, in any case, English or Hindi. Raises Unreadable for any other word."""
    words = plain_words(read_scalar(value)).split()
    found = _SEVERITY_WORDS.get(" ".join(word for word in words if word not in _FILLERS))
    if found is None:
        raise Unreadable("no severity of ours")
    return found


def _read_event(root: Fields) -> EventKind | None:
    """Returns what is said to have happened; a state counts only where no event is named beside it."""
    if root.values(*_EVENTS):
        return root.read("event", words_only(read_event), *_EVENTS)
    return root.read("event", words_only(read_event), *_STATES)


def _bare_id(root: Fields, objects: list[JsonObject], problems: Problems) -> str | None:
    """Returns the plain `id` of the alert's own object: an envelope's is the sender's page, not the person."""
    if len(objects) > 1:
        holders = [one for one in objects if _OF_AN_ALERT & set(map(spelling, one))]
        root = Fields(holders, "", problems)
    return root.read("alert_id", words_only(read_identifier), "id")


def _is_wrapper(key: str, value: object) -> bool:
    if value is None or isinstance(value, (str, int, float)):
        return False
    name = spelling(key)
    if name in _ENVELOPES:
        return True
    items = as_list(value)
    return name in _WRAPPERS and len(items) == 1 and as_object(items[0]) is not None


def _read_content(root: Fields) -> PostContent:
    part = root.part(*_CONTENT)
    source = root.part(*_SOURCE, flat=False)
    text = part.read("text", words_only(read_text), *_TEXTS) or root.read("content", words_only(read_text), *_CONTENT)
    platform = source.read("platform", words_only(read_word), "platform", "app", "product", "network")
    if text and len(text) == TEXT_LIMIT:
        part.note("text")
    links = ("permalink", "posturl", "contenturl", *_own(part, "url", "link"))
    return PostContent(
        content_id=part.read("content_id", read_identifier, "contentid", "postid", "mediaid", *_own(part, "id")),
        created_at=part.read("created_at", read_moment, *_POSTED),
        language=part.read("language", read_identifier, "language", "lang", "locale", "contentlanguage"),
        text=text,
        permalink=part.read("permalink", read_identifier, *links),
        platform=platform or root.read("platform", words_only(read_word), "platform") or _platform_word(root),
        surface=source.read("surface", read_word, "surface") or root.read("surface", words_only(read_word), "surface"),
        media=part.read_all("media", _read_media, "media", "attachments", "images", "videos", "photos"),
    )


def _own(part: Fields, *keys: str) -> tuple[str, ...]:
    return keys if part.present else ()


def _platform_word(root: Fields) -> str | None:
    """Returns the platform that a bare word as source names, if it is one."""
    word = root.read("source", words_only(read_word), *_SOURCE)
    return word if word in _PLATFORMS else None


def _read_media(value: object) -> tuple[Media, ...]:
    if not isinstance(value, Fields):
        return (Media(url=read_identifier(value)),)
    kind = value.read("type", read_word, "type", "mediatype", "kind")
    url = value.read("url", read_identifier, "url", "link", "src", "uri")
    return (Media(type=kind, url=url),) if kind or url else ()
