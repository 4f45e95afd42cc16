"""`/v1/alerts/{ref}/hand-over`: an operator takes the packet for another State's police, and notes its receipt."""

from fastapi import APIRouter, Response

from abhay.gateway.access import Operator
from abhay.gateway.bodies import Answered, HandOverBody, ReceiptBody
from abhay.gateway.context import InContext
from abhay.handover.written import content_security_policy
from abhay.services import handing_over
from abhay.services.handing_over import Asker
from abhay.store import reading
from abhay.store.answers import Answer

router = APIRouter(prefix="/v1/alerts/{ref}/hand-over", tags=["answers"])

_VIA = "api"


@router.post(
    "",
    response_class=Response,
    responses={
        200: {
            "description": "The packet: CAP 1.2, plain text, or a page to print.",
            "content": {"application/cap+xml": {}, "text/plain": {}, "text/html": {}},
        }
    },
)
async def write_packet(ref: str, body: HandOverBody, context: InContext, caller: Operator) -> Response:
    """The person, the post and the evidence for another State's police; that it was given is in the audit log."""
    alert_id = await reading.find_alert(context.database, ref)
    asker = Asker(actor=caller.name, role=caller.role, reason=body.reason.strip())
    packet = await handing_over.write_packet(context.runtime, alert_id, body.format, asker, state=body.state)
    return Response(packet.text, media_type=f"{packet.media_type}; charset=utf-8", headers=_headers(packet.filename))


def _headers(filename: str) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
    }


@router.post("/receipt")
async def note_receipt(ref: str, body: ReceiptBody, context: InContext, caller: Operator) -> Answered:
    """Note who of the other State's police received the case; the first receipt stops its clock, all are kept."""
    alert_id = await reading.find_alert(context.database, ref)
    answer = Answer(by=caller.name, via=_VIA, role=caller.role)
    runtime, later = context.runtime, context.later
    first = await handing_over.note_receipt(runtime, later, alert_id, body.received_by, body.note, answer)
    return Answered.of(await reading.alert_view(context.database, ref), first=first)
