"""`/v1/alerts/{ref}/attachments`: the files that came with a case, listed, and given out against a reason."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from abhay.domain.values import FileId, Words
from abhay.entrypoints.gateway.access import CaseCall, call_for
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import refusals
from abhay.entrypoints.gateway.downloads import FILE, download
from abhay.services.cases import files
from models.actors import Act
from models.views import FileView

router = APIRouter(prefix="/v1/alerts/{ref}/attachments", tags=["cases"], responses=refusals(404, 409))


@router.get("")
async def list_files(call: Annotated[CaseCall, Depends(call_for(Act.OPEN_FILE))], context: InContext) -> list[FileView]:
    """The files that came with the case's messages; that they were listed is in the audit log."""
    case = await call.case()
    return await files.list_files(context.runtime, case.id, call.actor)


@router.get("/{file}", response_class=Response, responses=FILE)
async def open_file(
    call: Annotated[CaseCall, Depends(call_for(Act.OPEN_FILE))],
    file: FileId,
    reason: Annotated[Words, Query(min_length=1, max_length=500, pattern=r"\S")],
    context: InContext,
) -> Response:
    """The exact bytes of a file; who opened it and why is in the timeline and the audit log."""
    case = await call.case()
    return download(await files.open_file(context.runtime, case.id, file, call.actor, reason.strip()))
