"""`/v1/sources/{source}`: partners bring alerts; `POST /v1/alerts`: an operator notes a call."""

from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from abhay.adapters.sources.registry import find_source
from abhay.adapters.store.intake.alerts import Accepted
from abhay.domain.values import SourceName
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import TakenIn
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.documented import problems, refusals
from abhay.entrypoints.gateway.partners.schema import CALL, MAIL, SIGNED_ALERT
from abhay.errors import BadSignature
from abhay.services.intake import alerts
from abhay.services.intake.mail import Arrived, receive
from models.actors import Act, Actor
from models.enums import IntakeChannel, MailFate, RefusalReason

router = APIRouter(tags=["intake"])

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": TakenIn,
        "description": "The very same event is known already, or a mail opens no case: `ref` is the case that it "
        "belongs to, or null.",
    },
    202: {
        "model": TakenIn,
        "description": "A new case, more about an open one, or a notice that belongs to none (null).",
    },
}
_JSON = "application/json"


@router.post(
    "/v1/sources/{source}/alerts",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses={**problems(400, 401, 404, 422, 429), **_ANSWERS},
    openapi_extra=SIGNED_ALERT,
)
async def take_webhook(source: SourceName, request: Request, context: InContext) -> Response:
    """Take a partner's signed alert in."""
    media_type = request.headers.get("content-type", _JSON)
    with _counting_refusals(context, source):
        body = await request.body()
        accepted = await alerts.take_in_webhook(context.runtime, source, request.headers, body, media_type)
    return _answer(context, accepted, source, IntakeChannel.WEBHOOK)


@router.post(
    "/v1/sources/{source}/mail",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses={**refusals(404, 429), **_ANSWERS},
    openapi_extra=MAIL,
)
async def take_mail(
    source: SourceName,
    request: Request,
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.BRING_MAIL))],
) -> Response:
    """Take a mail in; one that cannot be understood opens a case to be read by hand."""
    body = await request.body()
    arrived = await receive(context.runtime, source, body, actor)
    return _answer(context, arrived, source, IntakeChannel.MAIL)


@router.post(
    "/v1/alerts",
    status_code=HTTPStatus.ACCEPTED,
    response_model=TakenIn,
    responses={**refusals(429), **_ANSWERS},
    openapi_extra=CALL,
)
async def take_call(
    request: Request, context: InContext, actor: Annotated[Actor, Depends(allowed_to(Act.NOTE_CALL))]
) -> Response:
    """Note an alert that was heard on the telephone; a field that nobody reads is refused by name."""
    accepted = await alerts.take_in_call(context.runtime, await request.body(), actor)
    return _answer(context, accepted, "phone", IntakeChannel.PHONE)


@contextmanager
def _counting_refusals(context: Context, source: str) -> Generator[None]:
    """Counts why a delivery is refused; only known sources are, so that strangers can invent no names."""
    try:
        yield
    except BadSignature as refused:
        context.refuse(source, refused.why)
        raise
    except HTTPException as error:
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and find_source(source):
            context.refuse(source, RefusalReason.TOO_LARGE)
        raise


def _answer(
    context: Context, taken_in: Accepted | Arrived | None, source: SourceName, channel: IntakeChannel
) -> Response:
    """The answer as it goes out: FastAPI would take the model apart and build it once more."""
    if taken_in is None or (isinstance(taken_in, Arrived) and taken_in.fate is MailFate.ENDED):
        context.metrics.intake(source, channel.value, "no_case")
        nothing = TakenIn(ref=None, id=None, status=None)
        return Response(nothing.model_dump_json(), HTTPStatus.ACCEPTED, media_type=_JSON)
    opened = isinstance(taken_in, Accepted) or taken_in.fate in {MailFate.CASE, MailFate.REPEAT}
    result = "aside" if not opened else "repeat" if taken_in.repeat else "attached" if taken_in.attached else "new"
    context.metrics.intake(source, channel.value, result)
    status = HTTPStatus.ACCEPTED if opened and not taken_in.repeat else HTTPStatus.OK
    alert_id = taken_in.id if isinstance(taken_in, Accepted) else taken_in.alert_id
    taken = TakenIn(ref=taken_in.ref, id=alert_id, status=taken_in.status)
    return Response(taken.model_dump_json(), status, media_type=_JSON)
