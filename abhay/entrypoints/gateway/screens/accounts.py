"""`/accounts`: the people who sign in, and the displays, for admins.

Each form sends to an address of its own and asks for a password that was given within five minutes. A link that
somebody is to get is shown once, in the answer.
"""

from collections.abc import Awaitable
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from abhay.adapters.store.directory import accounts as store
from abhay.adapters.store.directory.contacts import list_units
from abhay.adapters.store.directory.displays import end_displays, list_displays, make_display
from abhay.domain.permissions import signs_in
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import BadInput
from abhay.services.accounts.signing_in import link_to, make_account
from abhay.wording.screens import accounts as words
from abhay.wording.screens.frame import ROLE
from models.actors import Act, ActorRole
from models.enums import Role

router = APIRouter(include_in_schema=False)

PATH: Final = "/accounts"

Looking = Annotated[View, Depends(viewer_for(Act.LIST_ACCOUNTS))]
Changing = Annotated[View, Depends(viewer_for(Act.MANAGE_ACCOUNTS, fresh=True))]


class NewAccount(BaseModel):
    """The fields of the form for a new account."""

    name: Words = ""
    role: Role = Role.OPERATOR
    unit: Words = ""


class Named(BaseModel):
    """The account or display that a form is about."""

    name: Words = ""
    unit: Words = ""


InNew = Annotated[NewAccount, Form()]
InNamed = Annotated[Named, Form()]


@router.get(PATH)
async def accounts_page(view: Looking) -> Response:
    """Everybody who may sign in, with role, standing and last sight."""
    return await _page(view)


@router.post(PATH)
async def new_account(view: Changing, form: InNew) -> Response:
    """Make an account and show its set-up link, this once."""
    runtime = view.context.runtime
    making = make_account(runtime, name=form.name, role=form.role, unit=form.unit or None, actor=view.actor)
    return await _with_link(view, form.name, making)


@router.post(PATH + "/role")
async def new_role(view: Changing, form: InNew) -> Response:
    """Give an account another role or unit; its sessions end."""
    changing = store.change_role(
        view.context.database, form.name, role=form.role, unit=form.unit or None, actor=view.actor
    )
    return await _done(view, changing)


@router.post(PATH + "/link")
async def new_link(view: Changing, form: InNamed) -> Response:
    """Make a new set-up link, for a forgotten password, and show it, this once."""

    async def making() -> str:
        return link_to(view.context.runtime, await store.make_link(view.context.database, form.name, view.actor))

    return await _with_link(view, form.name, making())


@router.post(PATH + "/display")
async def new_display(view: Changing, form: InNamed) -> Response:
    """Make the link of a display and show it, this once."""

    async def making() -> str:
        unit = form.unit or None
        token = await make_display(view.context.database, name=form.name, unit=unit, actor=view.actor)
        return f"{view.context.runtime.settings.base_url}/display/{token}"

    return await _with_link(view, form.name, making())


@router.post(PATH + "/disable")
async def disable(view: Changing, form: InNamed) -> Response:
    """Switch an account off, with its sessions."""
    return await _done(view, store.switch(view.context.database, form.name, view.actor, on=False))


@router.post(PATH + "/enable")
async def enable(view: Changing, form: InNamed) -> Response:
    """Switch an account on again."""
    return await _done(view, store.switch(view.context.database, form.name, view.actor, on=True))


@router.post(PATH + "/end")
async def end(view: Changing, form: InNamed) -> Response:
    """End every session of an account."""
    return await _done(view, store.end_sessions(view.context.database, form.name, view.actor))


@router.post(PATH + "/end-display")
async def end_display(view: Changing, form: InNamed) -> Response:
    """End every display of a name."""
    return await _done(view, end_displays(view.context.database, form.name, view.actor))


@router.post(PATH + "/drop-factor")
async def drop_factor(view: Changing, form: InNamed) -> Response:
    """Take a second factor away, for a lost telephone."""
    return await _done(view, store.drop_factor(view.context.database, form.name, view.actor))


async def _with_link(view: View, name: str, making: Awaitable[str | None]) -> Response:
    try:
        return await _page(view, link=await making, name=name)
    except BadInput as error:
        return await _page(view, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=str(error), name=name)


async def _done(view: View, doing: Awaitable[object]) -> Response:
    try:
        await doing
    except BadInput as error:
        return await _page(view, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=str(error))
    return RedirectResponse(PATH, HTTPStatus.SEE_OTHER)


async def _page(
    view: View, status: int = HTTPStatus.OK, *, link: str | None = None, name: str = "", wrong: str | None = None
) -> Response:
    database = view.context.database
    return show(
        view,
        "accounts.html",
        status,
        w=words,
        accounts=await store.list_accounts(database, view.actor),
        displays=await list_displays(database, view.actor),
        units=await list_units(database),
        offices={each.value: ROLE[ActorRole(each)] for each in Role if signs_in(each)},
        link=link,
        name=name,
        wrong=wrong,
    )
