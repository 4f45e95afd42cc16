"""`/account`: who is signed in here, and a new password."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from abhay.adapters.store.directory.credentials.passkeys import list_passkeys
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import InView, View
from abhay.entrypoints.gateway.screens.cookies import keep_session
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.sign_in import address_of
from abhay.errors import BadInput, SignInLater, WrongPassword
from abhay.services.accounts.passkeys import takes_passkeys
from abhay.services.accounts.signing_in import Given, change_password
from abhay.wording.screens import frame
from abhay.wording.screens import passkeys as passkey_words
from abhay.wording.words import Bilingual

router = APIRouter(include_in_schema=False)

PATH: Final = "/account"
_TOLD: Final[Mapping[str, Bilingual]] = {
    "password": frame.PASSWORD_CHANGED,
    "passkey": passkey_words.ADDED,
    "removed": passkey_words.REMOVED,
}


class ChangedPassword(BaseModel):
    """The fields of the form: the password of now, and the new one twice."""

    old: Words = ""
    password: Words = ""
    again: Words = ""


@router.get(PATH)
async def account_page(view: InView, told: Words = "") -> Response:
    """Name, role, unit, and until when the session lasts."""
    return await account_screen(view, told=_TOLD.get(told))


@router.post(PATH + "/password")
async def new_password(view: InView, form: Annotated[ChangedPassword, Form()]) -> Response:
    """Change the password; every other session of the account ends, and this one gets a new id."""
    runtime = view.context.runtime
    if form.password != form.again:
        return await account_screen(view, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=frame.NOT_THE_SAME)
    given = Given(view.actor.name, form.old, "", address_of(view.request))
    try:
        secret = await change_password(runtime, view.session, given, form.password)
    except WrongPassword:
        return await account_screen(view, HTTPStatus.FORBIDDEN, wrong=frame.WRONG)
    except SignInLater as later:
        return await account_screen(view, HTTPStatus.TOO_MANY_REQUESTS, wrong=frame.wait_words(later.seconds))
    except BadInput:
        return await account_screen(view, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=frame.UNFIT)
    answer = RedirectResponse(f"{PATH}?told=password", HTTPStatus.SEE_OTHER)
    keep_session(answer, runtime.settings, secret)
    return answer


async def account_screen(
    view: View,
    status: int = HTTPStatus.OK,
    *,
    wrong: Bilingual | None = None,
    told: Bilingual | None = None,
    wrong_passkey: Bilingual | None = None,
) -> Response:
    """Returns the page, after what was sent with one of its forms."""
    session = view.session
    own = session.account_id if not session.by_provider else None
    return show(
        view, "account.html", status, until=session.expires_at, may_change=own is not None, wrong=wrong, told=told,
        k=passkey_words, passkeys=takes_passkeys(view.context.runtime), wrong_passkey=wrong_passkey,
        second_steps=own is not None and view.context.runtime.settings.totp != "off",
        mine=await list_passkeys(view.context.database, own) if own else (),
    )  # fmt: skip
