"""`/confirm`, `/account/factor` and `/display/…`: a password again, a second factor, a screen on a wall."""

from http import HTTPStatus
from typing import Annotated, Final

import segno
from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from abhay.adapters.store.directory.displays import read_display, start_display
from abhay.adapters.store.directory.factors import begin_factor, confirm_factor
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import CONFIRM, FACTOR, InHalfView, InView, InVisit, View, own_path
from abhay.entrypoints.gateway.screens.cookies import keep_session
from abhay.entrypoints.gateway.screens.navigation import home_of
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.sign_in import LinkToken, address_of
from abhay.errors import BadLink, SignInLater, WrongPassword
from abhay.security.codes import enrolment_address, make_recovery_codes
from abhay.services.accounts.signing_in import Given, confirm
from abhay.wording.screens import frame
from abhay.wording.screens import passkeys as passkey_words
from abhay.wording.screens import provider as provider_words
from abhay.wording.words import Bilingual

router = APIRouter(include_in_schema=False)

DISPLAY: Final = "/display/"
_ONLY_HERE: Final = {"Referrer-Policy": "no-referrer"}


class Confirmation(BaseModel):
    """The fields of the form: password and code once more, and where to go on."""

    password: Words = ""
    code: Words = ""
    passkey: Words = ""
    next: Words = ""


class FirstCode(BaseModel):
    """The field of the form that ends the setting up of a second factor."""

    code: Words = ""


@router.get(CONFIRM)
async def confirm_page(view: InView, next: Words = "") -> Response:  # noqa: A002  the address says so
    """The form for the password of whoever is signed in."""
    return _ask(view, next)


@router.post(CONFIRM)
async def confirm_person(view: InView, form: Annotated[Confirmation, Form()]) -> Response:
    """Give the session a new id that counts as fresh, and go back."""
    given = Given(view.actor.name, form.password, form.code, address_of(view.request), form.passkey)
    try:
        secret = await confirm(view.context.runtime, view.session, given)
    except WrongPassword:
        return _ask(view, form.next, HTTPStatus.FORBIDDEN, frame.WRONG)
    except SignInLater as later:
        return _ask(view, form.next, HTTPStatus.TOO_MANY_REQUESTS, frame.wait_words(later.seconds))
    answer = RedirectResponse(own_path(form.next) or home_of(view.actor), HTTPStatus.SEE_OTHER)
    keep_session(answer, view.context.runtime.settings, secret)
    return answer


@router.get(FACTOR)
async def factor_page(view: InHalfView) -> Response:
    """The QR code of a new second factor, and the form for its first code."""
    return await _enrol(view)


@router.post(FACTOR)
async def set_factor(view: InHalfView, form: Annotated[FirstCode, Form()]) -> Response:
    """Let the factor count, and show the codes for its loss, this once."""
    if view.session.account_id is None:
        return RedirectResponse(home_of(view.actor), HTTPStatus.SEE_OTHER)
    codes = make_recovery_codes()
    if not await confirm_factor(view.context.database, view.session.account_id, form.code, codes):
        return await _enrol(view, HTTPStatus.FORBIDDEN, frame.WRONG_CODE)
    return show(view, "recovery.html", codes=codes)


@router.get(DISPLAY + "{token}")
async def display_page(token: LinkToken, visit: InVisit) -> Response:
    """The button that makes this browser a display; looking uses nothing up."""
    try:
        found = await read_display(visit.context.database, token)
    except BadLink:
        return show(visit, "failed.html", HTTPStatus.NOT_FOUND, _ONLY_HERE, why=frame.LINK_OVER)
    return show(visit, "display.html", headers=_ONLY_HERE, name=found.name)


@router.post(DISPLAY + "{token}")
async def become_display(token: LinkToken, visit: InVisit) -> Response:
    """Make this browser the display, and show it the board."""
    try:
        secret = await start_display(visit.context.database, token)
    except BadLink:
        return show(visit, "failed.html", HTTPStatus.NOT_FOUND, _ONLY_HERE, why=frame.LINK_OVER)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    keep_session(answer, visit.context.runtime.settings, secret, lasting=True)
    return answer


def _ask(view: View, onward: str, status: int = HTTPStatus.OK, wrong: Bilingual | None = None) -> Response:
    return show(
        view, "confirm.html", status, next=own_path(onward) or "", wrong=wrong, asks=view.session.has_factor,
        by_provider=view.session.by_provider, p=provider_words, k=passkey_words, passkeys=view.session.has_passkey,
    )  # fmt: skip


async def _enrol(view: View, status: int = HTTPStatus.OK, wrong: Bilingual | None = None) -> Response:
    account = None if view.session.by_provider else view.session.account_id
    seed = None if account is None else await begin_factor(view.context.database, account)
    if seed is None:
        return RedirectResponse("/account", HTTPStatus.SEE_OTHER)
    code = segno.make(enrolment_address(seed, view.actor.name), micro=False, error="m")
    picture = code.svg_inline(scale=5, border=4, light="#ffffff", dark="#000000", omitsize=False)
    return show(view, "factor.html", status, picture=picture, seed=seed, wrong=wrong)
