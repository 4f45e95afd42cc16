"""`/policy/versions/{version}`: what a version says beside another one, and putting it in force again.

`/policy/apply` puts open cases under the policy in force: an act of its own, confirmed by itself.
"""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.store.directory.policies import SavedPolicy, open_under_older, read_saved, version_before, versions
from abhay.domain.permissions import may
from abhay.domain.policy.toml import dump_toml
from abhay.domain.versions import Expected
from abhay.entrypoints.gateway.screens.asking import View
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.tuning import chart
from abhay.entrypoints.gateway.screens.tuning.policy import Reading, Tuning
from abhay.entrypoints.gateway.screens.tuning.shown import PATH, SPANS, Sent, policy_page, previewed
from abhay.entrypoints.gateway.screens.tuning.stepping_up import (
    NOT_PROVEN,
    InForm,
    note_of,
    proof_asked,
    step_up,
    version_of,
    why_again,
    with_secret,
)
from abhay.errors import InvalidPolicy, StaleVersion
from abhay.services.admin.policy import save_policy
from abhay.services.tuning.screen import Typed, change_lines
from abhay.wording.screens import policy as words
from abhay.wording.words import Bilingual
from models.actors import Act

router = APIRouter(include_in_schema=False)

_LARGEST: Final = 2**31 - 1
Version = Annotated[int, Path(ge=1, le=_LARGEST)]
Against = Annotated[int | None, Query(ge=1, le=_LARGEST)]


@router.get(PATH + "/versions/{version}")
async def version_page(view: Reading, version: Version, against: Against = None) -> Response:
    """A version, and what differs from another one: by default from the one before."""
    return await _page(view, version, against, Sent())


@router.post(PATH + "/versions/{version}/preview")
async def what_if_restored(view: Tuning, version: Version, form: InForm) -> Response:
    """Show what this version would have done; nothing is saved."""
    saved = await read_saved(view.context.database, version)
    try:
        preview = await previewed(view, saved.document.model_dump(mode="json"), form)
    except InvalidPolicy as error:  # a unit that it names is gone
        return await _page(view, version, None, _refused(error))
    return await _page(view, version, None, Sent(form, preview=preview))


@router.post(PATH + "/versions/{version}")
async def restore(view: Tuning, version: Version, form: InForm) -> Response:
    """Save what this version says as the next one, if the one in force is still the one that was looked at."""
    database = view.context.database
    saved = await read_saved(database, version)
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        return await _page(view, version, None, Sent(form, wrong=why_again(error), status=HTTPStatus.FORBIDDEN))
    data, expected = saved.document.model_dump(mode="json"), Expected(frozenset({str(version_of(form))}))
    try:
        done = await save_policy(database, data, view.actor, expected=expected, note=note_of(form))
    except (InvalidPolicy, StaleVersion) as error:
        return with_secret(view, secret, await _page(view, version, None, _refused(error)))
    told = "saved" if done.changes else "unchanged"
    return with_secret(view, secret, RedirectResponse(f"{PATH}?told={told}", HTTPStatus.SEE_OTHER))


@router.post(PATH + "/apply")
async def apply_to_open(view: Tuning, form: InForm) -> Response:
    """Put every open case under the policy in force, once this is confirmed."""
    database = view.context.database
    current = await read_saved(database)
    if form.get("sure") != "1":
        sent = Sent(wrong=words.P["sure_first"], status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return await policy_page(view, None, Typed(), sent)
    try:
        secret = await step_up(view, form)
    except NOT_PROVEN as error:
        return await policy_page(view, None, Typed(), Sent(wrong=why_again(error), status=HTTPStatus.FORBIDDEN))
    data, expected = current.document.model_dump(mode="json"), Expected(frozenset({str(version_of(form))}))
    try:
        await save_policy(database, data, view.actor, expected=expected, apply_to_open=True)
    except StaleVersion as error:
        return with_secret(view, secret, await policy_page(view, None, Typed(), _refused(error)))
    return with_secret(view, secret, RedirectResponse(f"{PATH}?told=applied", HTTPStatus.SEE_OTHER))


def _refused(error: InvalidPolicy | StaleVersion) -> Sent:
    return Sent(wrong=Bilingual.same(str(error)), status=HTTPStatus.CONFLICT)


async def _page(view: View, version: int, against: int | None, sent: Sent) -> Response:
    database = view.context.database
    saved, current = await read_saved(database, version), await read_saved(database)
    other: SavedPolicy = await read_saved(database, against or await version_before(database, version))
    return show(
        view,
        "policy_version.html",
        sent.status,
        saved=saved,
        other=other,
        current=current,
        lines=change_lines(other.document, saved.document),
        toml=dump_toml(saved.document, saved.version),
        known=[each["version"] for each in await versions(database)],
        under_older=await open_under_older(database, current.version),
        sent=sent,
        w=words,
        P=words.P,
        may_change=may(view.actor, Act.SET_POLICY).allowed,
        proof=proof_asked(view),
        spans=SPANS,
        span=sent.form.get("days", str(SPANS[1])),
        picture=chart,
    )
