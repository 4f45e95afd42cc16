"""`/policy`: the waiting times as a form, what another policy would have done, and saving it against the version read.

Nothing typed is lost: a wrong value, a missing password and a change that somebody else made meanwhile each bring the
form back as it was sent. A save that comes too late is refused with both changes, and the form then holds what is in
force with what was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.store.directory.contacts import unit_ids
from abhay.adapters.store.directory.policies import read_saved
from abhay.domain.policy.document import parse_policy
from abhay.domain.policy.fields import field_path, rebased, with_values
from abhay.domain.values import Words
from abhay.domain.versions import made_from
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.tuning.shown import PATH, Sent, Stale, known_unit, policy_page, previewed
from abhay.entrypoints.gateway.screens.tuning.stepping_up import (
    NOT_PROVEN,
    InForm,
    note_of,
    step_up,
    version_of,
    why_again,
    with_secret,
)
from abhay.errors import BadInput, InvalidPolicy, StaleVersion
from abhay.services.admin.policy import save_policy
from abhay.services.tuning.screen import Typed, change_lines
from abhay.wording.screens import policy as words
from models.actors import Act
from models.policy import PolicyDocument

router = APIRouter(include_in_schema=False)

_TOLD: Final = frozenset({"saved", "unchanged", "applied"})
"""What the page can say first, by the word in its address."""

Reading = Annotated[View, Depends(viewer_for(Act.READ_POLICY))]
Tuning = Annotated[View, Depends(viewer_for(Act.SET_POLICY))]


@dataclass(frozen=True)
class Draft:
    """What was sent with the form: the values, and the policy that they make of the version that was read."""

    form: Mapping[str, str]
    unit: str | None
    read: PolicyDocument
    version: int
    data: dict[str, Any]


@router.get(PATH)
async def read_policy(view: Reading, unit: Words = "", told: Words = "") -> Response:
    """The policy in force, for all units or for one."""
    sent = Sent(told=words.P[told] if told in _TOLD else None)
    return await policy_page(view, await known_unit(view, unit), Typed(), sent)


@router.post(PATH + "/preview")
async def what_if(view: Tuning, form: InForm) -> Response:
    """Show what the typed policy would have done; nothing is saved."""
    draft = await _draft(view, form)
    try:
        preview = await previewed(view, draft.data, form)
    except InvalidPolicy as error:
        return await _wrong(view, draft, error)
    return await policy_page(view, draft.unit, Typed(form), Sent(form, draft.version, preview=preview))


@router.post(PATH)
async def save(view: Tuning, form: InForm) -> Response:
    """Save the typed policy as the next version, if nobody else has saved one since it was read."""
    if version_of(form) is None:
        raise BadInput("The form names no version: open the page again.")
    database, draft = view.context.database, await _draft(view, form)
    try:
        parse_policy(draft.data, await unit_ids(database))
        secret = await step_up(view, form)
    except InvalidPolicy as error:
        return await _wrong(view, draft, error)
    except NOT_PROVEN as error:
        sent = Sent(form, draft.version, wrong=why_again(error), status=HTTPStatus.FORBIDDEN)
        return await policy_page(view, draft.unit, Typed(form), sent)
    expected = made_from(draft.version)
    try:
        saved = await save_policy(database, draft.data, view.actor, expected=expected, note=note_of(form))
    except StaleVersion as error:
        return with_secret(view, secret, await _stale(view, draft, error))
    told = "saved" if saved.changes else "unchanged"
    query = urlencode({"told": told, **({"unit": draft.unit} if draft.unit else {})})
    return with_secret(view, secret, RedirectResponse(f"{PATH}?{query}", HTTPStatus.SEE_OTHER))


async def _draft(view: View, form: Mapping[str, str]) -> Draft:
    """Returns what was sent. Raises `UnknownVersion` for one that there never was, `UnknownUnit`."""
    unit = await known_unit(view, form.get("unit", ""))
    read = await read_saved(view.context.database, version_of(form))
    return Draft(form, unit, read.document, read.version, with_values(read.document, unit, form))


async def _wrong(view: View, draft: Draft, error: InvalidPolicy) -> Response:
    wrong = {field_path(path, draft.unit): what for path, what in error.problems}
    sent = Sent(draft.form, draft.version, wrong=words.P["invalid"], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return await policy_page(view, draft.unit, Typed(draft.form, wrong), sent)


async def _stale(view: View, draft: Draft, error: StaleVersion) -> Response:
    current = await read_saved(view.context.database)
    wanted = PolicyDocument.model_validate(draft.data)
    stale = Stale(error.since, change_lines(draft.read, current.document), change_lines(draft.read, wanted))
    anew = rebased(draft.read, current.document, draft.unit, draft.form)
    sent = Sent(draft.form, current.version, wrong=words.P["stale"], status=HTTPStatus.CONFLICT, stale=stale)
    return await policy_page(view, draft.unit, Typed(anew.values, contested=anew.contested), sent)
