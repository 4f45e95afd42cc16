"""`/v1/alerts`: reading cases, and, against a reason, the person behind one; merging and splitting them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases.merges import merging, splitting
from abhay.adapters.store.views import reading
from abhay.adapters.store.views.reading import PAGE_SIZE, Filters
from abhay.domain.permissions import sees_only
from abhay.domain.values import Cursor, Identifier, Moment
from abhay.entrypoints.gateway.access import CaseCall, allowed_to, call_for
from abhay.entrypoints.gateway.bodies import MergeBody, RevealBody, SplitBody
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.errors import WrongRole
from abhay.services.cases import revealing, viewing
from models.actors import Act, Actor
from models.enums import Severity, Status
from models.views import AlertPage, AlertView, Revealed

router = APIRouter(prefix="/v1/alerts", tags=["cases"], responses=refusals(404, 409))

_MOST = 200


@router.get("")
async def list_alerts(
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.LIST_CASES))],
    *,
    status: Annotated[list[Status] | None, Query()] = None,
    severity: Annotated[list[Severity] | None, Query()] = None,
    unit: Identifier | None = None,
    since: Moment | None = None,
    cursor: Cursor | None = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = PAGE_SIZE,
) -> AlertPage:
    """Cases, newest first; a unit sees its own. `status` and `severity` may be given several times."""
    only = sees_only(actor)
    if only is not None and unit not in (None, only):
        raise WrongRole("A unit sees its own cases only.")
    filters = Filters(statuses=status or (), severities=severity or (), unit=only or unit, since=since)
    return await reading.list_alerts(context.database, filters, cursor=cursor, limit=limit)


@router.get("/{ref}")
async def read_alert(call: Annotated[CaseCall, Depends(call_for(Act.READ_CASE))], context: InContext) -> AlertView:
    """A case with its messages and timeline, without person and content."""
    case = await call.case()
    return await viewing.view(context.runtime, case.ref)


@router.post("/{ref}/reveal")
async def reveal_alert(
    call: Annotated[CaseCall, Depends(call_for(Act.REVEAL))], body: RevealBody, context: InContext
) -> Revealed:
    """The person, the technical details and the content; that they were read is written to the audit log."""
    case = await call.case()
    return await revealing.reveal(context.runtime, case.id, call.actor, body.reason.strip())


@router.post("/{ref}/merge")
async def merge_alert(
    call: Annotated[CaseCall, Depends(call_for(Act.MERGE))], body: MergeBody, context: InContext
) -> AlertView:
    """Move everything of a case into another one about the same person; answers that one."""
    result = await merging.merge(context.database, call.ref, body.into, call.actor, body.reason.strip())
    return await viewing.view(context.runtime, result.ref)


@router.post("/{ref}/split")
async def split_alert(
    call: Annotated[CaseCall, Depends(call_for(Act.SPLIT))], body: SplitBody, context: InContext
) -> AlertView:
    """Let messages about somebody else be a case of their own; answers that one."""
    reason = body.reason.strip()
    result = await splitting.split(context.database, call.ref, body.events, call.actor, reason, identities)
    return await viewing.view(context.runtime, result.ref)
