"""`/new`: an operator notes a call while the caller speaks. The page works without its script, by buttons.

What is typed is kept for its writer at every change (`/new/draft`), and looked up on the way (`/new/look`, which stores
nothing). The form has a key: it is sent once, however often it is pressed, and leads to its case.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from abhay.adapters.sources.phone import PHONE
from abhay.adapters.store.intake import drafts
from abhay.adapters.store.intake.drafts import Draft
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import fragment, show
from abhay.errors import BadInput, OpensNoCase, SaysNothing, TooManyAlerts, WrongRole
from abhay.services.cases.routing import begin_to_load
from abhay.services.intake.calls import CallNote, LookedUp, Noted, look_up, note_call
from abhay.wording import page_words, words
from abhay.wording.screens import board, new_case
from abhay.wording.screens.case import Said
from abhay.wording.words import Bilingual
from models.actors import SCREEN, Act
from models.enums import IntakeChannel, Severity

router = APIRouter(include_in_schema=False)

NEW: Final = "new"
"""As `draft` in the address: an empty note, whatever else is being typed."""

InNote = Annotated[View, Depends(viewer_for(Act.NOTE_CALL))]


class CallForm(CallNote, frozen=True):
    """The form; `look` and `discard` are its other buttons."""

    key: Words = ""
    look: Words = ""
    discard: Words = ""

    @property
    def call(self) -> CallNote:
        """Returns the call alone."""
        return CallNote(**self.model_dump(include=set(CallNote.model_fields)))


InForm = Annotated[CallForm, Form()]


@router.get("/new")
async def new_call(view: InNote, draft: Words = "") -> Response:
    """The form, with the draft of this key, or with the newest; loads the gazetteer for what is asked while typing."""
    begin_to_load()
    unsent = await drafts.drafts_of(view.context.database, _account(view))
    chosen = next((each for each in unsent if draft in ("", str(each.id))), None)
    if chosen is None:
        return await _page(view, uuid4(), CallNote())
    return await _page(view, chosen.id, CallNote(**chosen.typed), restored=chosen)


@router.post("/new")
async def send_call(view: InNote, form: InForm) -> Response:
    """Note the call and go on to its case; or look it up, or discard it, by the other buttons."""
    key, account = _key(form.key), _account(view)
    if form.discard:
        await drafts.drop_draft(view.context.database, key, account)
        return RedirectResponse(f"/new?draft={NEW}", HTTPStatus.SEE_OTHER)
    if form.look:
        await drafts.keep_draft(view.context.database, key, account, form.call.typed())
        return await _page(view, key, form.call, found=await look_up(view.context.runtime, form.call))
    try:
        noted = await note_call(view.context.runtime, key, account, form.call, view.actor.coming_by(SCREEN))
    except BadInput as error:
        await drafts.keep_draft(view.context.database, key, account, form.call.typed())
        told, status = why_not_noted(error)
        return await _page(view, key, form.call, told=told, status=status)
    if noted.changed:
        told = new_case.sent_before(noted.ref)
        return await _page(view, uuid4(), form.call, told=told, status=HTTPStatus.CONFLICT, sent_as=noted.ref)
    _count(view, noted)
    return RedirectResponse(f"/alerts/{noted.ref}?done={_said(noted).value}", HTTPStatus.SEE_OTHER)


@router.post("/new/draft")
async def keep(view: InNote, form: InForm) -> Response:
    """Keep what is typed so far: 204, or 409 for a note that was sent."""
    kept = await drafts.keep_draft(view.context.database, _key(form.key), _account(view), form.call.typed())
    return Response(status_code=HTTPStatus.NO_CONTENT if kept else HTTPStatus.CONFLICT)


@router.post("/new/look")
async def look(view: InNote, form: InForm) -> HTMLResponse:
    """The part of the page that says where the call points to, and what is known; stores nothing."""
    found = await look_up(view.context.runtime, form.call) if form.call.says_something else None
    part = fragment("new_look.html", view.lang, found=found, **_WORDS)
    return HTMLResponse(part, headers={"Cache-Control": "no-store"})


_WORDS: Final = {"c": new_case.CALL, "words": words, "page_words": page_words, "board": board}


async def _page(
    view: View,
    key: UUID,
    call: CallNote,
    *,
    told: Bilingual | None = None,
    status: int = HTTPStatus.OK,
    found: LookedUp | None = None,
    restored: Draft | None = None,
    sent_as: str | None = None,
) -> Response:
    unsent = await drafts.drafts_of(view.context.database, _account(view))
    return show(
        view,
        "new.html",
        status,
        key=key,
        call=call,
        told=told,
        found=found,
        restored=restored,
        sent_as=sent_as,
        others=[each for each in unsent if each.id != key],
        severities=tuple(Severity),
        sources=tuple(new_case.PLATFORMS),
        platforms=new_case.PLATFORMS,
        c=new_case.CALL,
        page_words=page_words,
        board=board,
    )


def why_not_noted(error: BadInput) -> tuple[Bilingual, HTTPStatus]:
    """Returns why a call was not taken in, and the status of the page that says so."""
    told, status = _WHY.get(type(error)) or (new_case.not_noted(str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    return told, status


_WHY: Final[Mapping[type[BadInput], tuple[Bilingual, HTTPStatus]]] = {
    SaysNothing: (new_case.SAYS_NOTHING, HTTPStatus.UNPROCESSABLE_ENTITY),
    OpensNoCase: (new_case.OPENS_NO_CASE, HTTPStatus.UNPROCESSABLE_ENTITY),
    TooManyAlerts: (new_case.TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS),
}


def _key(typed: str) -> UUID:
    """Returns the key of a form; one that is none gets a new one, so that no call is lost for it."""
    try:
        return UUID(typed)
    except ValueError:
        return uuid4()


def _account(view: View) -> UUID:
    if view.session.account_id is None:  # a display notes no calls, by its rights
        raise WrongRole
    return view.session.account_id


def _said(noted: Noted) -> Said:
    if noted.accepted is None or noted.accepted.repeat:
        return Said.CALL_KNOWN
    return Said.CALL_JOINED if noted.accepted.attached else Said.CALL


def _count(view: View, noted: Noted) -> None:
    if (accepted := noted.accepted) is not None:
        result = "repeat" if accepted.repeat else "attached" if accepted.attached else "new"
        view.context.metrics.intake(PHONE, IntakeChannel.PHONE.value, result)
