"""A password given again within a form, for acts that ask for it: whoever is asked loses nothing of what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request, Response

from abhay.domain.accounts.lifetimes import is_fresh
from abhay.domain.values import storable
from abhay.entrypoints.gateway.screens.asking import View
from abhay.entrypoints.gateway.screens.cookies import keep_session
from abhay.entrypoints.gateway.screens.sign_in import address_of
from abhay.errors import ConfirmNeeded, SignInLater, WrongPassword
from abhay.services.accounts.signing_in import Given, confirm
from abhay.wording.screens import frame
from abhay.wording.screens.policy import P
from abhay.wording.words import Bilingual

NOT_PROVEN: Final = (ConfirmNeeded, WrongPassword, SignInLater)
"""The errors after which a form comes back with what was typed, and asks for the password once more."""

_DIGITS: Final = 9

LONGEST_NOTE: Final = 500
"""Characters of a note, here and in the API."""


async def typed_form(request: Request) -> dict[str, str]:
    """Returns the texts of a form whose fields are not the same each time."""
    form = await request.form()
    return {name: str(storable(value)) for name, value in form.multi_items() if isinstance(value, str)}


InForm = Annotated[dict[str, str], Depends(typed_form)]


@dataclass(frozen=True)
class ProofAsked:
    """What a form of this page asks of whoever sends it.

    `elsewhere`: a passkey or the identity provider proves who it is, on a page of its own. Where the provider vouches
    for somebody there is no password.
    """

    password: bool
    code: bool
    elsewhere: bool


def proof_asked(view: View) -> ProofAsked | None:
    """Returns what a form has to ask for, None while the session is fresh."""
    session = view.session
    if is_fresh(session.authenticated_at, session.at):
        return None
    own = not session.by_provider
    return ProofAsked(password=own, code=own and session.has_factor, elsewhere=session.has_passkey or not own)


async def step_up(view: View, form: Mapping[str, str]) -> str | None:
    """Returns the session's new secret if a password was given with the form, None where none is needed.

    The answer must bring the new secret (`with_secret`), as the old one ends. Raises `ConfirmNeeded` where a password
    is needed and none was given, `WrongPassword`, `SignInLater`.
    """
    password = form.get("password", "")
    if not password:
        if proof_asked(view) is not None:
            raise ConfirmNeeded
        return None
    given = Given(view.actor.name, password, form.get("code", ""), address_of(view.request))
    return await confirm(view.context.runtime, view.session, given)


def with_secret(view: View, secret: str | None, answer: Response) -> Response:
    """Gives the browser the session's new secret, if there is one."""
    if secret is not None:
        keep_session(answer, view.context.runtime.settings, secret)
    return answer


def why_again(error: Exception) -> Bilingual:
    """Returns why somebody has to prove once more who they are."""
    if isinstance(error, SignInLater):
        return frame.wait_words(error.seconds)
    return frame.WRONG if isinstance(error, WrongPassword) else P["prove_first"]


def version_of(form: Mapping[str, str]) -> int | None:
    """Returns the version that a form was made from; None if it names none."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def note_of(form: Mapping[str, str]) -> str | None:
    """Returns the note that was typed with a change; None for an empty one."""
    return form.get("note", "").strip()[:LONGEST_NOTE] or None
