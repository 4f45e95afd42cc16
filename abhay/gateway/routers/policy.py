"""`/v1/policy`: who is paged when; every version is kept, each case runs under the one it arrived under."""

from typing import Any

from fastapi import APIRouter

from abhay.gateway.access import Admin, AnyCaller
from abhay.gateway.bodies import PolicyBody, PolicySaved
from abhay.gateway.context import InContext
from abhay.services import policy as policies
from abhay.store.policies import read_current, versions
from models.views import PolicyVersions, PolicyVersionView

router = APIRouter(prefix="/v1/policy", tags=["policy"])


@router.get("")
async def read_policy(context: InContext, caller: AnyCaller) -> PolicyBody:  # noqa: ARG001  any token will do
    """The policy for new cases."""
    version, document = await read_current(context.database)
    return PolicyBody(version=version, policy=document.model_dump(mode="json"))


@router.put("")
async def write_policy(
    policy: dict[str, Any], context: InContext, caller: Admin, *, apply_to_open: bool = False
) -> PolicySaved:
    """Save a policy as the next version; `apply_to_open` puts every open case under it, too."""
    saved = await policies.save_policy(
        context.database, policy, by=caller.name, role=caller.role, apply_to_open=apply_to_open
    )
    return PolicySaved(version=saved.version, changes=saved.changes, applied_to_open=apply_to_open)


@router.get("/versions")
async def list_versions(context: InContext, caller: AnyCaller) -> PolicyVersions:  # noqa: ARG001  any token will do
    """Every saved policy: when and by whom."""
    rows = await versions(context.database)
    return PolicyVersions(versions=tuple(PolicyVersionView.model_validate(row) for row in rows))
