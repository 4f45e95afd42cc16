"""Every error as problem+json (RFC 9457): a stable `type`, a title, and what to do; never what a body said.

The type is `urn:abhay:problem:` and the error's name, `UnknownAlert` → `unknown-alert`. People at an
acknowledgement page get a page in both languages instead, people who sign in one in theirs.
"""

import logging
import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from abhay import errors
from abhay.adapters.store.db import unavailable
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.timeline import rfc3339
from abhay.entrypoints.gateway import pages
from abhay.entrypoints.gateway.screens.asking import way_out
from abhay.entrypoints.gateway.screens.failures import failed_screen, is_screen
from abhay.repeated import Repeated

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

TYPE = "urn:abhay:problem:"
MEDIA_TYPE = "application/problem+json"
RETRY_SOON = {"Retry-After": "5"}

_STATUS: dict[type[errors.AbhayError], HTTPStatus] = {
    errors.EmptyBody: HTTPStatus.BAD_REQUEST,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnknownAlert: HTTPStatus.NOT_FOUND,
    errors.UnknownSource: HTTPStatus.NOT_FOUND,
    errors.UnknownGateway: HTTPStatus.NOT_FOUND,
    errors.UnknownUnit: HTTPStatus.NOT_FOUND,
    errors.UnknownFile: HTTPStatus.NOT_FOUND,
    errors.UnknownOverride: HTTPStatus.NOT_FOUND,
    errors.UnknownAccount: HTTPStatus.NOT_FOUND,
    errors.UnknownVersion: HTTPStatus.NOT_FOUND,
    errors.UnknownChange: HTTPStatus.NOT_FOUND,
    errors.UnknownDrill: HTTPStatus.NOT_FOUND,
    errors.TooManyAlerts: HTTPStatus.TOO_MANY_REQUESTS,
    errors.NotPossibleNow: HTTPStatus.CONFLICT,
    errors.BadHeader: HTTPStatus.BAD_REQUEST,
    errors.StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    errors.BadInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadSignature: HTTPStatus.UNAUTHORIZED,
    errors.UnknownToken: HTTPStatus.UNAUTHORIZED,
    errors.SignInNeeded: HTTPStatus.UNAUTHORIZED,
    errors.SignInLater: HTTPStatus.TOO_MANY_REQUESTS,
    errors.BadLink: HTTPStatus.NOT_FOUND,
    errors.LinkRetired: HTTPStatus.GONE,
    errors.Refused: HTTPStatus.FORBIDDEN,
    errors.OrchestrationUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ProviderUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.KeyMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.AbhayError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Of an error's class and those above it the nearest one decides."""

_HEADERS: dict[type[errors.AbhayError], dict[str, str]] = {
    errors.UnknownToken: {"WWW-Authenticate": "Bearer"},
    errors.TooManyAlerts: {"Retry-After": "60"},
    errors.OrchestrationUnavailable: RETRY_SOON,
    errors.KeyMissing: RETRY_SOON,
}

_WITH_PATHS = (errors.UnknownFields, errors.InvalidPolicy, errors.InvalidContacts, errors.InvalidRoster)

_IN_PATHS: dict[str, type[errors.AbhayError]] = {
    "ref": errors.UnknownAlert,
    "unit": errors.UnknownUnit,
    "file": errors.UnknownFile,
    "override": errors.UnknownOverride,
    "source": errors.UnknownSource,
    "gateway": errors.UnknownGateway,
    "version": errors.UnknownVersion,
}
"""What a part of a path names."""


def add_problem_handlers(app: FastAPI) -> None:
    """Makes this application answer every error as a problem."""
    app.add_exception_handler(errors.AbhayError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_shape)
    app.add_exception_handler(HTTPException, _of_http)
    for kind in UNREACHABLE:
        app.add_exception_handler(kind, _of_database)
    app.add_exception_handler(Exception, _of_mistake)


def problem(
    request: Request, status: int, kind: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    """Returns one problem as a response."""
    if pages.is_page(request):
        return pages.failed(status, request.app.state.context.runtime.settings.desk, headers)
    if is_screen(request):
        return failed_screen(request, status, kind, headers)
    title = kind.replace("-", " ").capitalize()
    body = {"type": f"{TYPE}{kind}", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.AbhayError)  # noqa: S101  registered for this class alone
    kind = type(error)
    if is_screen(request) and (page := way_out(request, error)) is not None:
        return RedirectResponse(page, HTTPStatus.SEE_OTHER)
    status = next(_STATUS[above] for above in kind.__mro__ if above in _STATUS)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s: %s", kind.__name__, error)
    more: dict[str, Any] = {}
    if isinstance(error, _WITH_PATHS):
        more["errors"] = [{"path": path, "problem": what} for path, what in error.problems]
    if isinstance(error, errors.StaleVersion):
        more["changed"] = [_saved(each) for each in error.since]
    return problem(request, status, _kind(kind), str(error), _HEADERS.get(kind), **more)


def _saved(saved: errors.SavedVersion) -> dict[str, Any]:
    return {"version": saved.version, "by": saved.by, "at": rfc3339(saved.at), "paths": list(saved.paths)}


async def _of_shape(request: Request, error: Exception) -> Response:
    """Returns what is wrong with the shape of a body or a parameter; its content is not repeated."""
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this class alone
    if (unknown := _unknown(error)) is not None:
        return await _of_ours(request, unknown)
    found = [{"path": _path(each["loc"]), "problem": str(each["msg"])} for each in error.errors()]
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return problem(request, HTTPStatus.BAD_REQUEST, "not-json", "The body is not valid JSON.")
    detail = "; ".join(f"{each['path']}: {each['problem']}" for each in found)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "bad-input", detail, errors=found)


def _unknown(error: RequestValidationError) -> errors.AbhayError | None:
    """Returns what a path names that cannot be: an id in no known form is one that we do not have."""
    wrong = (str(each["loc"][1]) for each in error.errors() if each["loc"][0] == "path")
    return next((_IN_PATHS[name]() for name in wrong if name in _IN_PATHS), None)


def _path(location: tuple[str | int, ...]) -> str:
    """Returns a location without its first part, such as `body` or `query`: a person knows where they wrote."""
    return ".".join(str(part) for part in location[1:]) or "body"


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this class alone
    headers = dict(error.headers) if error.headers else None
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {**(headers or {}), "Allow": ", ".join(sorted(_methods(request, (headers or {}).get("allow", ""))))}
        headers.pop("allow", None)
    kind = re.sub(r"[^a-z]+", "-", HTTPStatus(error.status_code).phrase.lower())
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        kind = _kind(errors.TooLarge)
    return problem(request, error.status_code, kind, str(error.detail), headers)


def _methods(request: Request, told: str) -> set[str]:
    """Returns every method of an address: the framework tells those of the first route that has its path."""
    app: FastAPI = request.app
    found = {method.strip() for method in told.split(",") if method.strip()}
    for path, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.url.path):
            found |= {method.upper() for method in operations}
    return found


async def _of_database(request: Request, error: Exception) -> Response:
    _REPEATED.warn("our database takes nothing now", _why(error), level=logging.ERROR)
    if cut := unavailable.is_cut(error):
        detail = "The connection to our database was cut: perhaps nothing was stored, please look, or send it again."
    else:
        detail = "Our database takes nothing now: nothing was stored, send it again."
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if pages.is_page(request):
        return pages.failed(status, request.app.state.context.runtime.settings.desk, RETRY_SOON, perhaps_noted=cut)
    return problem(request, status, "no-database", detail, RETRY_SOON)


def _why(error: Exception) -> str:
    return f"{type(error).__name__} {unavailable.state_of(error)}".strip()


async def _of_mistake(request: Request, error: Exception) -> Response:  # noqa: ARG001  the server logs it
    detail = "Something went wrong on our side; it is in the log."
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", detail)


def _kind(error: type[Exception]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()
