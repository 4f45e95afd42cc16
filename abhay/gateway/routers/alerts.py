"""`/v1/alerts`: reading cases, and, against a reason, the person behind one; merging and splitting them."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from abhay.errors import WrongRole
from abhay.gateway.access import Operator, Reader
from abhay.gateway.bodies import MergeBody, RevealBody, SplitBody
from abhay.gateway.context import InContext
from abhay.services import arranging, revealing, viewing
from abhay.store import reading
from abhay.store.arranging import Arrangement
from abhay.store.reading import PAGE_SIZE, Filters
from abhay.store.tokens import Caller
from models.enums import Severity, Status
from models.views import AlertPage, AlertView, Revealed

router = APIRouter(prefix="/v1/alerts", tags=["cases"])

_MOST = 200


@router.get("")
async def list_alerts(
    context: InContext,
    caller: Reader,
    *,
    status: Annotated[list[Status] | None, Query()] = None,
    severity: Annotated[list[Severity] | None, Query()] = None,
    unit: str | None = None,
    since: AwareDatetime | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = PAGE_SIZE,
) -> AlertPage:
    """Cases, newest first; a unit sees its own. `status` and `severity` may be given several times."""
    if caller.unit is not None and unit not in (None, caller.unit):
        raise WrongRole("A unit sees its own cases only.")
    filters = Filters(statuses=status or (), severities=severity or (), unit=caller.unit or unit, since=since)
    return await reading.list_alerts(context.database, filters, cursor=cursor, limit=limit)


@router.get("/{ref}")
async def read_alert(ref: str, context: InContext, caller: Reader) -> AlertView:
    """A case with its messages and timeline, without person and content."""
    return await viewing.view(context.runtime, ref, unit=caller.unit)


@router.post("/{ref}/reveal")
async def reveal_alert(ref: str, body: RevealBody, context: InContext, caller: Reader) -> Revealed:
    """The person, the technical details and the content; that they were read is written to the audit log."""
    alert_id = await reading.find_alert(context.database, ref, unit=caller.unit)
    reason = body.reason.strip()
    return await revealing.reveal(context.runtime, alert_id, reason=reason, actor=caller.name, role=caller.role)


@router.post("/{ref}/merge")
async def merge_alert(ref: str, body: MergeBody, context: InContext, caller: Operator) -> AlertView:
    """Move everything of a case into another one about the same person; answers that one."""
    by = _arrangement(caller, body.reason)
    arranged = await arranging.merge(context.runtime, context.later, ref, body.into, by)
    return await viewing.view(context.runtime, arranged.ref)


@router.post("/{ref}/split")
async def split_alert(ref: str, body: SplitBody, context: InContext, caller: Operator) -> AlertView:
    """Let messages about somebody else be a case of their own; answers that one."""
    by = _arrangement(caller, body.reason)
    arranged = await arranging.split(context.runtime, context.later, ref, body.events, by)
    return await viewing.view(context.runtime, arranged.ref)


def _arrangement(caller: Caller, reason: str) -> Arrangement:
    return Arrangement(actor=caller.name, role=caller.role, reason=reason.strip())
