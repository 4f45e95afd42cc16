"""`/v1/policy`: who is paged when; every version is kept, each case runs under the one it arrived under."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query, Response

from abhay.adapters.store.directory.policies import read_current, read_saved, read_version, version_before, versions
from abhay.domain.policy.diff import changes
from abhay.domain.text import clean
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import PolicyBody, PolicyPreviewBody, PolicySaved, PolicyVersionBody
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems, refusals
from abhay.entrypoints.gateway.preconditions import TAGGED, IfMatch, tag
from abhay.errors import BadInput
from abhay.services.admin import policy as policies
from abhay.services.tuning.preview import PolicyPreview, preview_policy
from models.actors import Act, Actor
from models.views import PolicyVersions, PolicyVersionView

router = APIRouter(prefix="/v1/policy", tags=["policy"], responses=refusals())

_LONGEST_NOTE = 500
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
    """Save a policy as the next version; `apply_to_open` puts every open case under it, too.

    The body is the policy itself, or `{"policy": …, "note": …}` with why it is saved: the answer of the GET will do.
    """
    document, note = _with_note(policy)
    saved = await policies.save_policy(
        context.database, document, actor, expected=expected, apply_to_open=apply_to_open, note=note
    )
    return PolicySaved(version=saved.version, changes=saved.changes, applied_to_open=apply_to_open)


@router.get("/versions", dependencies=_READER)
async def list_versions(context: InContext) -> PolicyVersions:
    """Every saved policy: when and by whom."""
    rows = await versions(context.database)
    return PolicyVersions(versions=tuple(PolicyVersionView.model_validate(row) for row in rows))


@router.get("/versions/{version}", responses=problems(404), dependencies=_READER)
async def show_version(
    version: Annotated[int, Path(ge=1, le=_HIGHEST)],
    context: InContext,
    against: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> PolicyVersionBody:
    """A saved policy, and what differs from another one (`against`; by default the one before)."""
    saved = await read_saved(context.database, version)
    other = await read_saved(context.database, against or await version_before(context.database, version))
    return PolicyVersionBody(
        version=saved.version,
        created_at=saved.at,
        created_by=saved.by,
        note=saved.note,
        policy=saved.document.model_dump(mode="json"),
        against=other.version,
        changes=changes(other.document, saved.document),
    )


@router.post("/preview")
async def preview(
    body: PolicyPreviewBody, context: InContext, actor: Annotated[Actor, Depends(allowed_to(Act.PREVIEW_POLICY))]
) -> PolicyPreview:
    """What a policy would have changed: past cases replayed under it and under the one in force, beside what was.

    Real cases alone, the newest 500 of the time; nothing is saved. No person: ref, unit, rungs and times.
    """
    return await preview_policy(context.database, body.policy, actor, since=body.since, until=body.until)


def _with_note(body: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Returns the policy of a body and its note: a policy has no values of these names."""
    policy, note = body.get("policy"), body.get("note")
    if not isinstance(policy, dict) or body.keys() - {"policy", "note", "version"}:
        return body, None
    if note is not None and not (isinstance(note, str) and len(note) <= _LONGEST_NOTE):
        raise BadInput(f"note: give a text of at most {_LONGEST_NOTE} characters.")
    return cast("dict[str, Any]", policy), clean(note).strip() or None if note else None
