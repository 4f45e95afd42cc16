"""Passkeys: what browsers are asked for one at `/login` and `/confirm`, and those of whoever is signed in."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel

from abhay.adapters.store.directory.credentials.passkeys import remove_passkey
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import LOGIN, InVisit, View, fresh_person
from abhay.entrypoints.gateway.screens.own_account import PATH, account_screen
from abhay.errors import BadInput, BadPasskey
from abhay.services.accounts.passkeys import ask_for_new, ask_for_use, take_new
from abhay.wording.screens import passkeys as words

router = APIRouter(include_in_schema=False)

OPTIONS = f"{LOGIN}/passkey"

Changing = Annotated[View, Depends(fresh_person)]


class NewPasskey(BaseModel):
    """The fields of the form: what to call the passkey, and what the browser says of it, as JSON."""

    name: Words = ""
    passkey: Words = ""


class NamedPasskey(BaseModel):
    """The passkey that a form is about."""

    name: Words = ""


@router.post(OPTIONS)
async def use(visit: InVisit) -> Response:
    """What a browser is asked for the use of any passkey; whose it is shows in its answer alone."""
    return JSONResponse(await ask_for_use(visit.context.runtime))


@router.post(PATH + "/passkeys/new")
async def new(view: Changing) -> Response:
    """What a browser is asked for a new passkey."""
    return JSONResponse(await ask_for_new(view.context.runtime, _owner(view), view.actor.name))


@router.post(PATH + "/passkeys")
async def add(view: Changing, form: Annotated[NewPasskey, Form()]) -> Response:
    """Give whoever is signed in the passkey that their browser made."""
    try:
        await take_new(view.context.runtime, _owner(view), form.name, form.passkey)
    except (BadInput, BadPasskey):
        return await account_screen(view, HTTPStatus.UNPROCESSABLE_ENTITY, wrong_passkey=words.NOT_ADDED)
    return RedirectResponse(f"{PATH}?told=passkey", HTTPStatus.SEE_OTHER)


@router.post(PATH + "/passkeys/remove")
async def remove(view: Changing, form: Annotated[NamedPasskey, Form()]) -> Response:
    """Take a passkey from whoever is signed in."""
    await remove_passkey(view.context.database, _owner(view), form.name)
    return RedirectResponse(f"{PATH}?told=removed", HTTPStatus.SEE_OTHER)


def _owner(view: View) -> UUID:
    """Returns the account whose passkeys these are. Raises `BadInput` for a display, and for an account elsewhere."""
    if view.session.account_id is None or view.session.by_provider:
        raise BadInput("Passkeys belong to accounts with a password of ours.")
    return view.session.account_id
