"""`/v1/policy`: who is paged when; every version is kept, each case runs under the one it arrived under."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from abhay.adapters.store.directory.policies import read_current, read_version, versions
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import PolicyBody, PolicySaved
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems, refusals
from abhay.entrypoints.gateway.preconditions import TAGGED, IfMatch, tag
from abhay.services.admin import policy as policies
from models.actors import Act, Actor
from models.views import PolicyVersions, PolicyVersionView

router = APIRouter(prefix="/v1/policy", tags=["policy"], responses=refusals())

_HIGHEST = 2**31 - 1
_READER = [Depends(allowed_to(Act.READ_POLICY))]


@router.get("", responses=TAGGED, dependencies=_READER)
async def read_policy(
    context: InContext, response: Response, version: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None
) -> PolicyBody:
    """The policy for new cases, or an older `version`; its `ETag` is for `If-Match` of the next change."""
    if version is None:
        version, document = await read_current(context.database)
    else:
        document = await read_version(context.database, version)
    tag(response, version)
    return PolicyBody(version=version, policy=document.model_dump(mode="json"))


@router.put("", responses=problems(412))
async def write_policy(
    policy: dict[str, Any],
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.SET_POLICY))],
    expected: IfMatch,
    *,
    apply_to_open: bool = False,
) -> PolicySaved:
    """Save a policy as the next version; `apply_to_open` puts every open case under it, too."""
    saved = await policies.save_policy(context.database, policy, actor, expected=expected, apply_to_open=apply_to_open)
    return PolicySaved(version=saved.version, changes=saved.changes, applied_to_open=apply_to_open)


@router.get("/versions", dependencies=_READER)
async def list_versions(context: InContext) -> PolicyVersions:
    """Every saved policy: when and by whom."""
    rows = await versions(context.database)
    return PolicyVersions(versions=tuple(PolicyVersionView.model_validate(row) for row in rows))
