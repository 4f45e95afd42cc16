"""`/v1/alerts/{ref}/hand-over`: an operator takes the packet for another State's police, and notes its receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from abhay.adapters.handover.written import content_security_policy
from abhay.adapters.store.cases import handovers
from abhay.adapters.store.views import reading
from abhay.entrypoints.gateway.access import CaseCall, call_for
from abhay.entrypoints.gateway.bodies import Answered, HandOverBody, ReceiptBody
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.services.cases import hand_over
from models.actors import Act

router = APIRouter(prefix="/v1/alerts/{ref}/hand-over", tags=["answers"], responses=refusals(404, 409))


@router.post(
    "",
    response_class=Response,
    responses={
        200: {
            "description": "The packet: CAP 1.2, plain text, a page to print, or a PDF.",
            "content": {"application/cap+xml": {}, "text/plain": {}, "text/html": {}, "application/pdf": {}},
        }
    },
)
async def write_packet(
    call: Annotated[CaseCall, Depends(call_for(Act.HAND_OVER))],
    body: HandOverBody,
    context: InContext,
) -> Response:
    """The person, the post and the evidence for another State's police; that it was given is in the audit log."""
    case = await call.case()
    reason = body.reason.strip()
    packet = await hand_over.write_packet(context.runtime, case.id, body.format, call.actor, reason, state=body.state)
    return Response(packet.content, media_type=packet.content_type, headers=_headers(packet.filename))


def _headers(filename: str) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
    }


@router.post("/receipt")
async def note_receipt(
    call: Annotated[CaseCall, Depends(call_for(Act.NOTE_RECEIPT))],
    body: ReceiptBody,
    context: InContext,
) -> Answered:
    """Note who of the other State's police received the case; the first receipt stops its clock, all are kept."""
    case = await call.case()
    first = await handovers.note_receipt(context.database, case.id, body.received_by, body.note, call.actor)
    return Answered.of(await reading.alert_view(context.database, case.ref), first=first)
