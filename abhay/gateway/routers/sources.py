"""`/v1/sources/{source}`: partners bring alerts; `POST /v1/alerts`: an operator notes a call."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response

from abhay.gateway.access import Integrator, Operator
from abhay.gateway.bodies import TakenIn
from abhay.gateway.context import Context, InContext
from abhay.services import intake
from abhay.store.intake import Accepted
from models.enums import IntakeChannel

router = APIRouter(tags=["intake"])

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": TakenIn, "description": "The very same event is known already."},
    202: {"model": TakenIn, "description": "Stored: a new case, or more about an open one."},
}
_JSON = "application/json"


def _body(media_type: str, description: str) -> dict[str, Any]:
    """The body's documentation: it is taken as bytes, because its signature is over the bytes."""
    schema = {"type": "object" if media_type == _JSON else "string", "description": description}
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


@router.post(
    "/v1/sources/{source}/alerts",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses=_ANSWERS,
    openapi_extra=_body(_JSON, "The partner's alert, signed by the source's scheme over the exact bytes."),
)
async def take_webhook(source: str, request: Request, context: InContext) -> Response:
    """Take a partner's signed alert in."""
    media_type = request.headers.get("content-type", _JSON)
    body = await request.body()
    accepted = await intake.take_in_webhook(context.runtime, context.later, source, request.headers, body, media_type)
    return _answer(context, accepted, source, IntakeChannel.WEBHOOK)


@router.post(
    "/v1/sources/{source}/mail",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses=_ANSWERS,
    openapi_extra=_body("message/rfc822", "The mail as our own server received it, with its headers."),
)
async def take_mail(source: str, request: Request, context: InContext, caller: Integrator) -> Response:
    """Take a mail in; one that cannot be understood opens a case to be read by hand."""
    body = await request.body()
    accepted = await intake.take_in_mail(context.runtime, context.later, source, body, actor=caller.name)
    return _answer(context, accepted, source, IntakeChannel.MAIL)


@router.post(
    "/v1/alerts",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses=_ANSWERS,
    openapi_extra=_body(_JSON, "`{severity, source, text?, posted_at?, subject{…}, location{…}, heard_from, note}`"),
)
async def take_call(request: Request, context: InContext, caller: Operator) -> Response:
    """Note an alert that was heard on the telephone."""
    accepted = await intake.take_in_call(context.runtime, context.later, await request.body(), actor=caller.name)
    return _answer(context, accepted, "phone", IntakeChannel.PHONE)


def _answer(context: Context, accepted: Accepted, source: str, channel: IntakeChannel) -> Response:
    """The answer as it goes out: FastAPI would take the model apart and build it once more."""
    result = "repeat" if accepted.repeat else "attached" if accepted.attached else "new"
    context.metrics.intake(source, channel.value, result)
    status = HTTPStatus.OK if accepted.repeat else HTTPStatus.ACCEPTED
    taken = TakenIn(ref=accepted.ref, id=accepted.id, status=accepted.status)
    return Response(taken.model_dump_json(), status, media_type=_JSON)
