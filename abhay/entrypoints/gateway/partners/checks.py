"""`POST /v1/sources/{source}/check`: a partner tries its key and its format; nothing is stored, nobody is paged."""

from fastapi import APIRouter, Request

from abhay.domain.values import SourceName
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems
from abhay.entrypoints.gateway.partners.schema import SIGNED_ALERT
from abhay.services.intake.checking import Checked, check
from models.enums import IntakeChannel

router = APIRouter(tags=["intake"])


@router.post("/v1/sources/{source}/check", responses=problems(400, 401, 404, 422), openapi_extra=SIGNED_ALERT)
async def check_delivery(source: SourceName, request: Request, context: InContext) -> Checked:
    """What this very delivery would do as an alert, and what of it was understood; a wrong signature is explained."""
    media_type = request.headers.get("content-type", "application/json")
    found = await check(context.runtime, source, request.headers, await request.body(), media_type)
    context.metrics.intake(source, IntakeChannel.WEBHOOK.value, "checked")
    return found
