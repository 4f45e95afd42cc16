"""The schema of an alert and of its signature, as the OpenAPI document shows them; intake requires none of it."""

from typing import Any, Final, cast

from pydantic import BaseModel, ConfigDict, Field

_JSON: Final = "application/json"


class _Open(BaseModel):
    """A part of an alert: every field may be missing or null, and further ones are kept and shown to people."""

    model_config = ConfigDict(extra="allow")


class AddressFields(_Open):
    """A postal address in its parts."""

    line: str | None = None
    city: str | None = None
    district: str | None = None
    state: str | None = None
    pin: str | None = Field(default=None, description="The pincode, six digits.")


class ContactFields(_Open):
    """Somebody whom the profile names for emergencies."""

    relation: str | None = None
    name: str | None = None
    phone: str | None = None


class SubjectFields(_Open):
    """The person in distress."""

    user_id: str | None = None
    channel_id: str | None = None
    username: str | None = None
    display_name: str | None = None
    profile_url: str | None = None
    phones: list[str] | None = Field(default=None, description="As they are written; E.164 is best.")
    emails: list[str] | None = None
    age_band: str | None = None
    self_reported_location: str | None = None
    city: str | None = None
    hometown: str | None = None
    address: AddressFields | None = None
    emergency_contact: ContactFields | None = None


class MediaFields(_Open):
    """A photo or video of the content; the link is shown and never opened by our systems."""

    type: str | None = None
    url: str | None = None


class ContentFields(_Open):
    """What the person wrote."""

    content_id: str | None = None
    created_at: str | None = Field(default=None, description="RFC 3339 with its zone.")
    language: str | None = None
    text: str | None = None
    permalink: str | None = None
    media: list[MediaFields] | None = None


class OriginFields(_Open):
    """Where it was written."""

    platform: str | None = None
    surface: str | None = None


class PositionFields(_Open):
    """A position: degrees (WGS 84), metres, its time, and whether a device, a network or a tag told it."""

    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    at: str | None = None
    source: str | None = None


class LoginFields(_Open):
    """A sign-in; behind a shared address only address, port and time together name a subscriber."""

    ip: str | None = None
    port: int | None = None
    at: str | None = None


class DeviceFields(_Open):
    """The device of a sign-in."""

    os: str | None = None
    model: str | None = None


class TechnicalFields(_Open):
    """Technical details, the newest first."""

    locations: list[PositionFields] | None = None
    logins: list[LoginFields] | None = None
    devices: list[DeviceFields] | None = None


class AlertFields(_Open):
    """An alert of a partner (docs/howto/partners.md): what there is of it, under these names or like ones."""

    alert_id: str | None = Field(default=None, description="Your own number of the case.")
    event: str | None = Field(default=None, description="alert.created, alert.updated, or one of an end.")
    severity: str | None = Field(default=None, description="imminent, high or concern; anything else is imminent.")
    created_at: str | None = None
    drill: bool | None = Field(default=None, description="People are told that it is a drill, and are paged.")
    source: OriginFields | None = None
    content: ContentFields | None = None
    subject: SubjectFields | None = None
    technical: TechnicalFields | None = None


class CallFields(BaseModel):
    """An alert heard on the telephone; a field that nobody knows is refused by name."""

    model_config = ConfigDict(extra="forbid")

    severity: str | None = None
    source: str | None = Field(default=None, description="The partner who called; anything else is `phone`.")
    heard_from: str | None = Field(default=None, description="Who called.")
    note: str | None = Field(default=None, description="What the caller told.")
    text: str | None = Field(default=None, description="What the person wrote or said.")
    alert_id: str | None = None
    posted_at: str | None = None
    drill: bool | None = None
    subject: SubjectFields | None = None
    location: dict[str, Any] | str | None = Field(
        default=None, description="Degrees (`lat`, `lon`, `accuracy_m`), an address in its parts, or words."
    )
    technical: TechnicalFields | None = None


def inlined(model: type[BaseModel]) -> dict[str, Any]:
    """Returns a model's schema in one piece: a body that FastAPI does not read has no place among its components."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    return _without_references(schema, parts)


def _without_references(schema: Any, parts: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_without_references(each, parts) for each in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    values = cast("dict[str, Any]", schema)
    if (reference := values.get("$ref")) is not None:
        return _without_references(parts[reference.rpartition("/")[2]], parts)
    return {name: _without_references(each, parts) for name, each in values.items()}


def body(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Returns the documentation of a body that is taken as bytes, because its signature is over the bytes."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def _header(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": description}


_OF_STANDARD_WEBHOOKS: Final = "Standard Webhooks, for every source but `meta`: "
SIGNED_ALERT: Final[dict[str, Any]] = {
    **body(_JSON, inlined(AlertFields)),
    "parameters": [
        _header("webhook-id", _OF_STANDARD_WEBHOOKS + "your number of the message, the same when it is sent again."),
        _header("webhook-timestamp", _OF_STANDARD_WEBHOOKS + "seconds since 1970, at most five minutes off."),
        _header(
            "webhook-signature", _OF_STANDARD_WEBHOOKS + "`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`."
        ),
        _header("x-hub-signature-256", "`meta` alone: `sha256=` and the HMAC-SHA256 of the exact body in hex."),
    ],
}
"""A partner's signed delivery."""

CALL: Final[dict[str, Any]] = body(_JSON, inlined(CallFields))
"""What an operator notes."""

MAIL: Final[dict[str, Any]] = body(
    "message/rfc822", {"type": "string", "description": "The mail as our own server received it, with its headers."}
)
"""A mail."""
