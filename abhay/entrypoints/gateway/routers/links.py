"""`/a/{token}`: the page behind a message's link. Opening it changes nothing; the PIN acknowledges.

The page's forms send to addresses below it. Each brings the hidden form token that the page got after the
PIN, or else the PIN itself; what was typed when the token had ended is kept and sent again with the PIN.
Every form is answered by a redirect to the page, so that Back and a reload send nothing again. What the page
needs then travels in a sealed cookie; a browser that keeps no cookies gets the page at once.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import unquote, urlsplit

from fastapi import APIRouter, Cookie, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from abhay.adapters.store.cases.limits import lock_of
from abhay.domain.messages.numbers import is_invented
from abhay.domain.values import Words
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.documented import Responses, failed_pages
from abhay.entrypoints.gateway.downloads import FILE, download
from abhay.entrypoints.gateway.pages import PREFIX, SHORT, page
from abhay.errors import CaseEnded, PinLocked, PinMalformed, PinNeeded, WrongPin
from abhay.services.case_page.files import file_of, picture_of
from abhay.services.case_page.forms import Form as Typed
from abhay.services.case_page.forms import Said
from abhay.services.case_page.links import OpenLink, Proof, open_link, path_of
from abhay.services.case_page.memory import Memory, is_proven, seal, unseal
from abhay.services.case_page.page import CasePage, act_on, page_of
from abhay.services.cases.files import is_drawn
from abhay.services.messages.contact_tests import token_of_short
from abhay.services.push.subscribing import offer
from abhay.wording.page_words import (
    FILE_REASONS,
    HAND_OVER_REASONS,
    NOT_OURS_REASONS,
    QUIET_REASONS,
    ROUTE_REASONS,
    SHARED,
)

router = APIRouter(
    tags=["acknowledgement page"],
    default_response_class=HTMLResponse,
    responses=failed_pages(403, 404, 410),
)

_REDIRECTED: Final[Responses] = {303: {"description": "Done: the page shows it. Only for a browser with cookies."}}
_STATUS: Final = {
    Said.NOT_FOR_YOU: HTTPStatus.FORBIDDEN,
    Said.NO_UNIT: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_STEP: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_OUTCOME: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_CASE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_STATE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_RECEIVER: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_TIME: HTTPStatus.UNPROCESSABLE_ENTITY,
    Said.NO_FILE: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Whatever came too late is no error: the page says how the case stands."""
_KEPT: Final = (Said.CONFIRM, Said.STEP_KNOWN, *_STATUS)
"""After which the forms hold again what was typed."""

_ENDED: Final = "closed"
"""What was refused because the case has ended: the page is that of a look at it, whatever the PIN."""

_COOKIE: Final = "abhay_page"
_SHOWS_COOKIES: Final = "new"
"""What the first page sets: a form that brings it back comes from a browser that keeps cookies."""
_COOKIE_SECONDS: Final = 12 * 3600
"""A shift. What the cookie carries ends much sooner, with the form (`form_seconds`)."""


class CaseForm(Typed, frozen=True):
    """The fields of the page's forms, as plain text; what they mean is for the services to say."""

    pin: Words = ""
    proof: Words = ""


InForm = Annotated[CaseForm, Form()]


InCookie = Annotated[Words | None, Cookie(alias=_COOKIE, include_in_schema=False)]


@router.head(PREFIX + "{token}", include_in_schema=False)
@router.get(PREFIX + "{token}")
async def show(token: Words, context: InContext, cookie: InCookie = None) -> Response:
    """Which case it is, how severe and where, and the form that asks for the PIN; after the PIN, the case itself."""
    return await _show(context, token, cookie)


@router.head(SHORT, include_in_schema=False)
@router.get(SHORT, responses={303: {"description": "To the page of a contact test, whose token this is."}})
async def show_short(request: Request, context: InContext) -> Response:
    """The same as `/a/{token}` for a short message: the token is the whole of the query."""
    token = unquote(request.url.query)
    if (test := token_of_short(context.runtime, token)) is not None:  # a text that tests a contact point
        return RedirectResponse(path_of(context.runtime, f"test/{test}"), HTTPStatus.SEE_OTHER)
    return await _show(context, token, None)


@router.post(SHORT, responses=_REDIRECTED)
async def answer_short(request: Request, context: InContext, form: InForm) -> Response:
    """The same as `POST /a/{token}` for a short message: the token is the whole of the query."""
    return await _act(context, unquote(request.url.query), "", form, None)


async def _show(context: Context, token: str, cookie: str | None) -> Response:
    link = await open_link(context.runtime, token)
    memory = unseal(context.runtime, link, cookie) if cookie else None
    answer = await _page_of(context, link, memory)
    if memory is None:
        _remember(context, link, answer, _SHOWS_COOKIES)
    return answer


@router.head(PREFIX + "{token}/{act:path}", include_in_schema=False)
@router.get(PREFIX + "{token}/{act:path}", include_in_schema=False)
async def back(token: Words, act: Words, context: InContext) -> Response:  # noqa: ARG001  wherever a form was sent to
    """Lead a reload of what a form answered back to the page; changes nothing."""
    return RedirectResponse(path_of(context.runtime, token), HTTPStatus.SEE_OTHER)


@router.post(PREFIX + "{token}", responses=_REDIRECTED)
async def answer(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Acknowledge with the contact's PIN, and show the person to those who act on the case."""
    return await _act(context, token, "", form, cookie)


@router.post(PREFIX + "{token}/route", responses=_REDIRECTED)
async def route(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Give the case to a unit: the desk's one click."""
    return await _act(context, token, "route", form, cookie)


@router.post(PREFIX + "{token}/not-ours", responses=_REDIRECTED)
async def not_ours(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Say that the case is not this unit's; the clock never starts anew."""
    return await _act(context, token, "not-ours", form, cookie)


@router.post(PREFIX + "{token}/milestone", responses=_REDIRECTED)
async def report(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Note that a team left, that the person was reached, or that the family knows."""
    return await _act(context, token, "milestone", form, cookie)


@router.post(PREFIX + "{token}/closure", responses=_REDIRECTED)
async def close(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """End the case with an outcome, once it is confirmed on a page of its own."""
    return await _act(context, token, "closure", form, cookie)


@router.post(PREFIX + "{token}/undo", responses=_REDIRECTED)
async def undo(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Take back the last step, "not ours" or outcome of this post, for five minutes."""
    return await _act(context, token, "undo", form, cookie)


@router.post(PREFIX + "{token}/hand-over", responses=_REDIRECTED)
async def hand_over(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Make the packet for another State's police, once it is confirmed; the desk alone."""
    return await _act(context, token, "hand-over", form, cookie)


@router.post(PREFIX + "{token}/receipt", responses=_REDIRECTED)
async def note_receipt(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Note who of the other State's police has the case, once it is confirmed; the desk alone."""
    return await _act(context, token, "receipt", form, cookie)


@router.post(PREFIX + "{token}/quiet", responses=_REDIRECTED)
async def quieten(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Page the desk no more for a held message until the stated time is over; the desk alone."""
    return await _act(context, token, "quiet", form, cookie)


@router.post(PREFIX + "{token}/merge", responses=_REDIRECTED)
async def merge(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Make one case of this and another one about the same person; the desk alone."""
    return await _act(context, token, "merge", form, cookie)


@router.post(PREFIX + "{token}/file", responses={**_REDIRECTED, **FILE})
async def open_file(token: Words, context: InContext, form: InForm, cookie: InCookie = None) -> Response:
    """Give out a file that came with the case, for whoever acts on it; who opened it and why is written down."""
    link = await open_link(context.runtime, token)
    memory = await _done(context, link, "file", form)
    if memory.said is Said.FILE and form.show:
        picture = await picture_of(context.runtime, link, _typed(form))
        if picture is not None:
            return _shown(context, await page_of(context.runtime, link, memory), memory, {form.show: picture})
        memory = memory.model_copy(update={"said": Said.NO_FILE})
    elif memory.said is Said.FILE:
        file = await file_of(context.runtime, link, _typed(form))
        if file is not None:
            return download(file)
        memory = memory.model_copy(update={"said": Said.NO_FILE})
    return await _answered(context, link, memory, cookie)


async def _act(context: Context, token: str, what: str, form: CaseForm, cookie: str | None) -> Response:
    link = await open_link(context.runtime, token)
    return await _answered(context, link, await _done(context, link, what, form), cookie)


async def _answered(context: Context, link: OpenLink, memory: Memory, cookie: str | None) -> Response:
    """Returns the way to the page that shows what was done, or that page for a browser that keeps no cookies."""
    sealed = seal(context.runtime, link, memory) if cookie else None
    if sealed is None:
        return await _page_of(context, await open_link(context.runtime, link.token), memory)
    answer = RedirectResponse(path_of(context.runtime, link.token), HTTPStatus.SEE_OTHER)
    _remember(context, link, answer, sealed)
    return answer


async def _done(context: Context, link: OpenLink, what: str, form: CaseForm) -> Memory:
    """Does what the form asks for. Returns what the page after it must know."""
    proof, typed = Proof(form.pin, form.proof), _typed(form)
    refused, tries_left = "", ""
    try:
        memory = await act_on(context.runtime, link, what, proof, typed)
    except CaseEnded:
        refused = _ENDED
    except PinNeeded:
        refused = "ended" if form.proof else "none"
    except PinMalformed:
        refused = "malformed"
    except WrongPin as wrong:
        refused, tries_left = "wrong", wrong.detail
    except PinLocked:
        refused = "locked"
    else:
        return memory if memory.said in _KEPT else memory.model_copy(update={"typed": Typed(by=typed.by)})
    return Memory(refused=refused, tries_left=tries_left, what=what, typed=typed)


def _typed(form: CaseForm) -> Typed:
    return Typed(**form.model_dump(exclude={"pin", "proof"}))


def _remember(context: Context, link: OpenLink, answer: Response, value: str) -> None:
    """Sets the cookie of this link's page: sent to its addresses alone, and never by another site's form."""
    answer.set_cookie(
        _COOKIE,
        value,
        max_age=_COOKIE_SECONDS,
        path=path_of(context.runtime, link.token),
        secure=urlsplit(context.runtime.settings.base_url).scheme == "https",
        httponly=True,
        samesite="lax",
    )


async def _page_of(context: Context, link: OpenLink, memory: Memory | None) -> Response:
    """Returns the page as the case stands now, with the result of the last form."""
    if memory is not None and is_proven(context.runtime, link, memory):
        return _shown(context, await page_of(context.runtime, link, memory), memory)
    if not link.asks_pin:
        return _ask(context, link, None, _ENDED)
    asked = memory if memory and memory.refused not in ("", _ENDED) else None  # an undone closing asks anew
    lock = await lock_of(context.database, link.alert_id, link.briefing.contact.id)
    return _ask(context, link, asked, lock.value if lock else asked.refused if asked else "")


def _shown(context: Context, done: CasePage, memory: Memory, pictures: Mapping[str, str] | None = None) -> Response:
    settings, offered = context.runtime.settings, offer(context.runtime)
    return page(
        "confirm.html" if done.said is Said.CONFIRM else "case.html",
        settings.desk,
        _STATUS.get(done.said, HTTPStatus.OK),
        p=done,
        m=done.link.context,
        map_url=settings.map_url,
        path=path_of(context.runtime, done.link.token),
        what=memory.what,
        kept=memory.typed.model_dump() if done.said in _KEPT else {},
        route_reasons=ROUTE_REASONS,
        not_ours_reasons=NOT_OURS_REASONS,
        hand_over_reasons=HAND_OVER_REASONS,
        quiet_reasons=QUIET_REASONS,
        file_reasons=FILE_REASONS,
        shared_words=SHARED,
        test_numbers=() if settings.allows_test_numbers else tuple(filter(is_invented, done.phones)),
        scripts=offered is not None,
        push=offered,
        pictures=pictures or {},
        is_drawn=is_drawn,
    )


def _ask(context: Context, link: OpenLink, memory: Memory | None, refused: str) -> Response:
    """Returns the form that asks for the PIN; a confirmation is not kept, so that it is asked for once more."""
    typed = memory.typed if memory else Typed()
    kept = {name: value for name, value in typed.model_dump().items() if value and name != "confirm"}
    return page(
        "ask.html",
        context.runtime.settings.desk,
        HTTPStatus.FORBIDDEN if memory else HTTPStatus.OK,
        m=link.context,
        link=link,
        path=path_of(context.runtime, link.token),
        what=memory.what if memory else "",
        kept=kept,
        refused=refused,
        tries_left=memory.tries_left if memory else "",
    )
