"""`/v1/receipts/{gateway}` and `/v1/replies/{gateway}`: gateways tell what became of messages, and what phones answer.

Whoever is not proven to be the gateway learns nothing: a wrong secret is as unknown as a wrong name. Everything else is
answered with 200, also what is about no message of ours: a gateway would else bring it again and again.
"""

import json
from typing import Annotated, Any, Final
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Query, Request, Response

from abhay.adapters.channels.receipts.request import Request as Called
from abhay.domain.values import Challenge, GatewayName, Words
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.documented import problems
from abhay.services.messages.callbacks import Heard, find_gateway, receive_reply, receive_report
from abhay.services.messages.callbacks import shake_hands as check_handshake
from abhay.services.messages.calls import Spoken, words_of_call
from abhay.services.messages.gateways import Gateway
from models.enums import Language

router = APIRouter(tags=["gateways"], responses=problems(401, 404, 422))

_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Taken, whatever it was about; what the phone is told, in the gateway's own form.",
        "content": {"text/plain": {}, "application/xml": {}, "application/json": {"schema": {"type": "object"}}},
    }
}
_MOST_TO_A_PHONE: Final = 160
"""Gupshup sends this much of an answer to the phone."""


@router.get("/v1/receipts/{gateway}", responses=_ANSWER, response_class=Response)
@router.get("/v1/replies/{gateway}", responses=_ANSWER, response_class=Response)
async def shake_hands(
    gateway: GatewayName,
    context: InContext,
    word: Annotated[Words, Query(alias="hub.verify_token")] = "",
    challenge: Annotated[Challenge, Query(alias="hub.challenge")] = "",
) -> Response:
    """Repeat the challenge of a gateway that tries an address before it uses it (Meta), if it knows the word."""
    check_handshake(context.runtime, gateway, word)
    return Response(challenge, media_type="text/plain")


@router.post("/v1/receipts/{gateway}", responses=_ANSWER, response_class=Response)
async def take_signed_receipt(gateway: GatewayName, request: Request, context: InContext) -> Response:
    """Take a receipt that its gateway signed."""
    return await _receipt(context, gateway, None, request)


@router.get("/v1/receipts/{gateway}/{secret}", responses=_ANSWER, response_class=Response)
@router.post("/v1/receipts/{gateway}/{secret}", responses=_ANSWER, response_class=Response)
async def take_receipt(gateway: GatewayName, secret: Words, request: Request, context: InContext) -> Response:
    """Take a receipt of a gateway that signs nothing."""
    return await _receipt(context, gateway, secret, request)


@router.post("/v1/replies/{gateway}", responses=_ANSWER, response_class=Response)
async def take_signed_reply(gateway: GatewayName, request: Request, context: InContext) -> Response:
    """Take a text or a key that its gateway signed: `1 CODE` or key 1 acknowledges."""
    return await _reply(context, gateway, None, request)


@router.get("/v1/replies/{gateway}/{secret}", responses=_ANSWER, response_class=Response)
@router.post("/v1/replies/{gateway}/{secret}", responses=_ANSWER, response_class=Response)
async def take_reply(gateway: GatewayName, secret: Words, request: Request, context: InContext) -> Response:
    """Take a text or a key of a gateway that signs nothing."""
    return await _reply(context, gateway, secret, request)


@router.get("/v1/calls/{gateway}/{secret}", responses=_ANSWER, response_class=Response)
async def speak(
    gateway: GatewayName,
    secret: Words,
    request: Request,
    context: InContext,
    token: Annotated[Words, Query(alias="CustomField")] = "",
) -> Response:
    """Say what a call says, for a gateway whose flow asks for the words (Exotel)."""
    called = await _called(request)
    find_gateway(context.runtime, gateway, secret, called, _url(context, request))
    return Response(" ".join(await words_of_call(context.runtime, token)), media_type="text/plain")


async def _receipt(context: Context, name: str, secret: str | None, request: Request) -> Response:
    called = await _called(request)
    gateway = find_gateway(context.runtime, name, secret, called, _url(context, request))
    heard = await receive_report(context.runtime, gateway, called)
    for result in heard.results:
        context.metrics.receipt(gateway.name, result)
    return _to(gateway, heard)


async def _reply(context: Context, name: str, secret: str | None, request: Request) -> Response:
    called = await _called(request)
    gateway = find_gateway(context.runtime, name, secret, called, _url(context, request))
    heard = await receive_reply(context.runtime, gateway, called)
    for result in heard.results:
        context.metrics.reply(gateway.name, result)
    return _to(gateway, heard)


async def _called(request: Request) -> Called:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Called(request.url.query, headers, await request.body())


def _url(context: Context, request: Request) -> str:
    """Returns the address as the gateway called it: a proxy in front of us may have changed host and scheme."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{context.runtime.settings.base_url}{request.url.path}{query}"


def _to(gateway: Gateway, heard: Heard) -> Response:
    """Returns the answer in the gateway's form; nothing that a gateway could read out or send on by mistake."""
    spoken = heard.spoken
    if gateway.preset == "twilio":
        return Response(_twiml(heard.text, spoken), media_type="application/xml")
    if gateway.preset == "generic" and spoken is not None:
        body = {"say": list(spoken.say), "hang_up": spoken.hang_up}
        return Response(json.dumps(body, ensure_ascii=False), media_type="application/json")
    text = heard.text if gateway.preset in {"kannel", "gupshup"} else ""
    return Response(text[:_MOST_TO_A_PHONE], media_type="text/plain")


def _twiml(text: str, spoken: Spoken | None) -> str:
    if spoken is not None:
        return f"<Response>{_said(spoken)}</Response>"
    return f"<Response><Message>{escape(text)}</Message></Response>" if text else "<Response/>"


def _said(spoken: Spoken) -> str:
    if not spoken.say:
        return ""
    language = "hi-IN" if spoken.language is Language.HINDI else "en-IN"
    text = f"<Say language={quoteattr(language)}>{escape(' '.join(spoken.say))}</Say>"
    return f"{text}<Hangup/>" if spoken.hang_up else f'<Gather numDigits="1" timeout="7">{text}</Gather>'
