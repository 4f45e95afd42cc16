"""What the OpenAPI document promises beside a call's own answer: its errors, each as a problem or as a page."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"
PAGE = "text/html"

Responses = dict[int | str, dict[str, Any]]

_MEANINGS = {
    HTTPStatus.BAD_REQUEST: "The body is empty or not JSON, or a header cannot be read.",
    HTTPStatus.UNAUTHORIZED: "No token, an unknown or an ended one, or a signature that does not verify.",
    HTTPStatus.FORBIDDEN: "The token's role may not make this call.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or it is another unit's.",
    HTTPStatus.CONFLICT: "It cannot be done as the case stands now.",
    HTTPStatus.GONE: "The link is no longer in use: its contact was switched off.",
    HTTPStatus.PRECONDITION_FAILED: "Somebody changed it since it was read: `If-Match` names an older version.",
    HTTPStatus.REQUEST_TIMEOUT: "The body did not come in time.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than may be sent.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A value is wrong; `errors` names each by its path.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many at once: `Retry-After` says when to send again.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A mistake on our side; it is in the log.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Our database cannot be reached, or a key is missing here. Nothing was stored.",
}


class FieldProblem(BaseModel):
    """What is wrong with one value, by its path."""

    path: str
    problem: str


class SavedProblem(BaseModel):
    """What somebody saved in the meantime, and which values it changed."""

    version: int
    by: str
    at: datetime
    paths: list[str]


class Problem(BaseModel):
    """An error as RFC 9457 describes it; `type` is stable and begins with `urn:abhay:problem:`."""

    type: str = Field(pattern=r"^urn:abhay:problem:[a-z-]+$")
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None
    changed: list[SavedProblem] | None = None


def problems(*statuses: int) -> Responses:
    """Returns the documentation of these errors, and of those that every call may end with."""
    return {status: _answer(status, PROBLEM) for status in sorted({*statuses, 408, 413, 500, 503})}


def refusals(*statuses: int) -> Responses:
    """Returns the errors of a call that needs a token: a wrong one, a wrong role, a wrong value, and these."""
    return problems(400, 401, 403, 422, *statuses)


def failed_pages(*statuses: int) -> Responses:
    """Returns the same for pages that people read; a wrong value is told on the page."""
    return {status: _answer(status, PAGE) for status in sorted({*statuses, 408, 413, 422, 500, 503})}


def _answer(status: int, media_type: str) -> dict[str, Any]:
    content: dict[str, Any] = {media_type: {"schema": _schema()}} if media_type == PROBLEM else {media_type: {}}
    return {"description": _MEANINGS[HTTPStatus(status)], "content": content}


def _schema() -> dict[str, Any]:
    """The problem's schema in one piece: a reference would need a model in the answer's own media type."""
    schema = Problem.model_json_schema()
    parts = schema.pop("$defs")
    schema["properties"]["errors"] = {"type": "array", "items": parts["FieldProblem"]}
    schema["properties"]["changed"] = {"type": "array", "items": parts["SavedProblem"]}
    return schema
