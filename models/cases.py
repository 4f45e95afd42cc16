"""The case: the alert's row that every decision reads, and its incoming messages, encrypted.

The row keeps `route` in the form of the first release, and `route_why` with the reason codes beside it. The release
before reads `route` too while processes are replaced one after the other, and refuses fields that it does not know.
It may also write `route` anew and leave `route_why` as it was. So each code is kept with the English text that it was
stored with, and counts only as long as the row still holds this text.

Both hold what may stand in clear. `sealed_route` holds the whole route with the places that it names, and counts as
long as `route` still says the same. Rows of older releases hold everything in clear until `abhay key rotate` seals
them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, TypeVar
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, json_column, one_of, sealed_column, text_column
from models.enums import IntakeChannel, Outcome, RouteState, Severity, Status, Trust
from models.routes import Evidence, EvidenceWhy, Route, RouteWhy, unreadable_route, without_details

Why = TypeVar("Why", EvidenceWhy, RouteWhy)
_CODES = {"why": True, "evidence": {"__all__": {"why"}}}


class Alert(SQLModel, table=True):
    """One person in distress, from the first message to the outcome.

    `next_at` is the time of this case's next look (the earliest of deadline, reminder, resend, milestone);
    it is null only for a closed case, so no open case can be forgotten. `version` counts the changes of the
    row. `reminders` is the number of the current rung's last reminder. `merged_into` is the ref of the case
    that goes on in its place, `split_from` that of the case from which its first messages were split.
    `route_stale`: more became known about the person since the case was routed. `routed_by_person`: an
    operator or a unit decided which unit has it. `not_ours` counts the units' answers "not ours".
    `top_rung`: the highest rung that a case of one of our own drills may page; the policy is cut above it.
    `is_test`: every message so far was marked as a test by its sender; people read it, nothing else depends on it.
    `store_route` and `stored_route` write and read `route` and `route_why`.
    """

    __table_args__ = (
        one_of("severity", Severity),
        one_of("status", Status),
        one_of("channel", IntakeChannel),
        one_of("trust", Trust),
        one_of("route_state", RouteState),
        one_of("outcome", Outcome),
        check("ref_shape", "ref ~ '^RJ-[0-9]{4}-[0-9]{6,}$'"),
        check("open_has_next_at", "(status = 'closed') = (next_at IS NULL)"),
        check("closed_has_outcome", "(status = 'closed') = (outcome IS NOT NULL)"),
        check("closed_has_time", "(status = 'closed') = (closed_at IS NOT NULL)"),
        check("acknowledged_has_time", "status <> 'acknowledged' OR acknowledged_at IS NOT NULL"),
        check("awaiting_not_acknowledged", "status NOT IN ('received', 'awaiting') OR acknowledged_at IS NULL"),
        check("received_has_no_rung", "status <> 'received' OR rung IS NULL"),
        check("awaiting_has_rung", "status <> 'awaiting' OR (rung IS NOT NULL AND route IS NOT NULL)"),
        check("rung_has_clock", "(rung IS NULL) = (rung_entered_at IS NULL)"),
        check("rung_has_round", "(rung IS NULL) = (round IS NULL)"),
        check("due_after_entry", "due_at IS NULL OR rung_entered_at IS NULL OR due_at >= rung_entered_at"),
        check("route_has_state", "(route IS NULL) = (route_state IS NULL)"),
        check("round_counts_from_one", "round >= 1"),
        check("merged_is_duplicate", "merged_into IS NULL OR outcome = 'duplicate'"),
        check("merged_into_another", "merged_into <> ref"),
        check("not_ours_not_negative", "not_ours >= 0"),
        check("top_rung_of_a_drill", "top_rung IS NULL OR drill"),
        Index("ix_alert_due", "next_at", postgresql_where="status <> 'closed'"),
        Index("ix_alert_merged_into", "merged_into", postgresql_where="merged_into IS NOT NULL"),
        Index("ix_alert_split_from", "split_from", postgresql_where="split_from IS NOT NULL"),
        Index("ix_alert_open_drill", "id", postgresql_where="top_rung IS NOT NULL AND status <> 'closed'"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    ref: str = text_column(unique=True)
    source: str = text_column()
    channel: IntakeChannel = enum_column(IntakeChannel)
    external_id: str | None = text_column(default=None)
    severity: Severity = enum_column(Severity)
    trust: Trust = enum_column(Trust)
    status: Status = enum_column(Status, default=Status.RECEIVED)
    drill: bool = Field(default=False)
    is_test: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    readable: bool = Field(default=True)
    received_at: datetime = Field(index=True)
    posted_at: datetime | None = None
    policy_version: int = Field(foreign_key="policy_version.version")
    route: dict[str, Any] | None = json_column(default=None, nullable=True)
    route_why: dict[str, Any] | None = json_column(default=None, nullable=True)
    sealed_route: bytes | None = sealed_column(default=None, nullable=True)
    route_state: RouteState | None = enum_column(RouteState, default=None)
    rung: str | None = text_column(default=None)
    round: int | None = None
    reminders: int = Field(default=0)
    rung_entered_at: datetime | None = None
    due_at: datetime | None = None
    exhausted_at: datetime | None = None
    next_at: datetime | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = enum_column(Outcome, default=None)
    flow_run_id: UUID | None = Field(default=None, unique=True)
    version: int = Field(default=1)
    merged_into: str | None = text_column(default=None, foreign_key="alert.ref")
    split_from: str | None = text_column(default=None, foreign_key="alert.ref")
    route_stale: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    routed_by_person: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    not_ours: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    unit_answered_at: datetime | None = None
    top_rung: str | None = text_column(default=None)


class Lease(SQLModel, table=True):
    """A worker's lease of a case that it looks at; it runs out by itself if the worker dies."""

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    holder: str = text_column()
    until: datetime


class AlertUnit(SQLModel, table=True):
    """A police unit that a case was routed to; `stood_down_at` is set once another unit has it."""

    __tablename__ = "alert_unit"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    alert_id: UUID = Field(foreign_key="alert.id", primary_key=True)
    unit_id: str = text_column(foreign_key="police_unit.id", primary_key=True, index=True)
    position: int
    stood_down_at: datetime | None = None


class AlertEvent(SQLModel, table=True):
    """One message of a source that belongs to a case; no two have the same `event_key`.

    `delivery_key` is derived from the sender's own number of the message, where its scheme has one, and from
    the parsed content: the same number with the same content is the same message. Both are keyed, `LABEL:HMAC`
    (`Vault.keyed`); rows of older versions may hold the plain hash. `minor`: it says that the person is under 18.
    """

    __tablename__ = "alert_event"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (one_of("trust", Trust), one_of("channel", IntakeChannel))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    event_key: str = text_column(unique=True)
    delivery_key: str | None = text_column(default=None, unique=True)
    source: str = text_column()
    channel: IntakeChannel = enum_column(IntakeChannel)
    kind: str = text_column()
    trust: Trust = enum_column(Trust)
    received_at: datetime
    posted_at: datetime | None = None
    is_test: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    minor: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    problems: list[str] = json_column(default_factory=list)


class OriginalMessage(SQLModel, table=True):
    """A message as it came, encrypted: the exact bytes, their keyed hash, and the payload parsed from them.

    `sha256` is `LABEL:HMAC` of the plain SHA-256 (`Vault.keyed`), or that itself in rows of older versions.
    """

    # The table keeps the name of the first schema: code of the release before still reads and writes it.
    __tablename__ = "evidence"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    media_type: str = text_column()
    sha256: str = text_column()
    raw: bytes = sealed_column()
    payload: bytes = sealed_column()


class Subject(SQLModel, table=True):
    """The person in distress and the technical details from one event, encrypted."""

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    sealed: bytes = sealed_column()


class Content(SQLModel, table=True):
    """The content and its attachments from one event, encrypted."""

    event_id: UUID = Field(foreign_key="alert_event.id", primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    sealed: bytes = sealed_column()


class Identity(SQLModel, table=True):
    """A keyed hash of an identity of the person (account, phone, e-mail), used only for matching."""

    __table_args__ = (UniqueConstraint("alert_id", "kind", "digest", name="uq_identity_alert_kind_digest"),)

    id: int | None = Field(default=None, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id")
    kind: str = text_column()
    digest: str = text_column(index=True)


def store_route(alert: Alert, route: Route, seal: Callable[[bytes], bytes]) -> None:
    """Sets the columns of a case's route; its reasons must be in English already."""
    clear = without_details(route)
    alert.route = clear.model_dump(mode="json", exclude=_CODES)
    alert.route_state = route.state
    alert.route_why = {
        "reason": _kept(clear.why, clear.reason),
        "evidence": [_kept(piece.why, piece.detail) for piece in clear.evidence],
    }
    alert.sealed_route = seal(route.model_dump_json().encode())


def opened_route(alert: Alert, unseal: Callable[[bytes], bytes]) -> Route | None:
    """Returns the route of a case with the places that it names, None before the case is routed."""
    clear = stored_route(alert)
    if clear is None or alert.sealed_route is None:
        return clear
    try:
        whole = Route.model_validate_json(unseal(alert.sealed_route))
    except ValidationError:  # a later release wrote it
        return clear
    return whole if without_details(whole) == clear else clear


def stored_route(alert: Alert) -> Route | None:
    """Returns what the row holds in clear, with the reason codes that hold; None before the case is routed.

    A route that this release refuses is one that a person has to read: the case must still be paged.
    """
    if alert.route is None:
        return None
    kept = alert.route_why or {}
    try:
        return Route.model_validate(_joined(alert.route, kept))  # cheaper than code by code
    except (ValidationError, TypeError, AttributeError):  # a later release wrote one of the codes, or the route
        return _code_by_code(alert.route, kept)


def _joined(route: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the route's columns as one value, with the codes whose texts are still those of the route."""
    evidence = route.get("evidence", [])
    whys = zip_longest(evidence, kept.get("evidence", [])[: len(evidence)])
    pieces = [{**piece, "why": _code(why, piece.get("detail", ""))} for piece, why in whys]
    return {**route, "why": _code(kept.get("reason"), route.get("reason", "")), "evidence": pieces}


def _code(kept: Any, text: str) -> Any:
    return None if kept is None or kept["text"] != text else kept["why"]


def _code_by_code(kept_route: Mapping[str, Any], kept: Mapping[str, Any]) -> Route:
    try:
        route = Route.model_validate(kept_route)
    except ValidationError:
        return unreadable_route()
    why = _read(RouteWhy, kept.get("reason"), route.reason)
    return route.model_copy(update={"why": why, "evidence": _with_codes(route.evidence, kept.get("evidence", []))})


def _with_codes(evidence: Sequence[Evidence], kept: Sequence[Any]) -> tuple[Evidence, ...]:
    pairs = zip_longest(evidence, kept[: len(evidence)])
    return tuple(piece.model_copy(update={"why": _read(EvidenceWhy, each, piece.detail)}) for piece, each in pairs)


def _kept(why: EvidenceWhy | RouteWhy | None, text: str) -> dict[str, Any] | None:
    return None if why is None else {"text": text, "why": why.model_dump(mode="json")}


def _read(model: type[Why], kept: Any, text: str) -> Why | None:
    """Returns the code; None if there is none, if the text was written anew, or if a later release wrote the code."""
    code = _code(kept, text)
    if code is None:
        return None
    try:
        return model.model_validate(code)
    except ValidationError:
        return None
