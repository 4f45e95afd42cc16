"""`/alerts/{ref}`: one case for signed-in people, by permission, and the forms that act on it.

The person is not in the page until somebody gives a reason, which goes to the audit log first. A form is answered by
a redirect to the page; one that was refused comes back with what was typed.
"""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.handover.written import content_security_policy
from abhay.adapters.store.cases.locked import KnownCase, find_case
from abhay.domain.permissions import Refusal, Refused, may
from abhay.domain.values import Ref, Words
from abhay.entrypoints.gateway.downloads import download
from abhay.entrypoints.gateway.screens.asking import InView, View, viewer_for
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import BadInput, NotPossibleNow, UnknownAlert
from abhay.services.case_screen.acts import ACTS, Done, Sent, act
from abhay.services.case_screen.acts import Form as Typed
from abhay.services.case_screen.shown import screen_of
from abhay.services.cases.files import is_drawn
from abhay.services.cases.hand_over import WrittenPacket
from abhay.wording import page_words
from abhay.wording.screens import board, case
from abhay.wording.screens.case import Said
from abhay.wording.words import Bilingual
from models.actors import Act
from models.enums import MilestoneKind, Outcome, PacketFormat

router = APIRouter(include_in_schema=False)

SCREEN: Final = "screen"
"""The way of an act on the screen, as timeline and audit log name it."""

STEPS: Final = (MilestoneKind.DISPATCHED, MilestoneKind.REACHED, MilestoneKind.FAMILY_INFORMED)


@router.get("/alerts/{ref}")
async def case_page(ref: Ref, view: Annotated[View, Depends(viewer_for(Act.READ_CASE))], done: Words = "") -> Response:
    """The case as it stands; `done` is what the form before it came to."""
    found = await _case(view, ref)
    told = case.SAID[Said(done)] if done in set(Said) - {Said.CHANGED, Said.REFUSED} else None
    return await _page(view, found, told=told)


@router.post("/alerts/{ref}/{what}")
async def act_on_case(ref: Ref, what: Words, view: InView, form: Annotated[Typed, Form()]) -> Response:
    """Do what a form asks for. Whoever may not read the case learns nothing of it."""
    found = await _case(view, ref)
    if what not in ACTS:
        raise UnknownAlert
    sent = Sent(view.context.runtime, found, view.actor.coming_by(SCREEN), form)
    try:
        done = await act(sent, what)
    except (BadInput, NotPossibleNow) as error:
        status = HTTPStatus.CONFLICT if isinstance(error, NotPossibleNow) else HTTPStatus.UNPROCESSABLE_ENTITY
        told = _filled(case.SAID[Said.REFUSED], "why", Bilingual.same(str(error)))
        return await _page(view, await _case(view, ref), told=told, what=what, typed=form, status=status)
    return await _answer(view, ref, what, form, done)


async def _answer(view: View, ref: str, what: str, form: Typed, done: Done) -> Response:
    if done.packet is not None:
        return _packet(done.packet)
    if done.file is not None:
        return download(done.file)
    found = await _case(view, ref)
    if done.revealed is not None:
        return await _page(view, found, done)
    if done.said is Said.CHANGED:
        return await _page(view, found, done, what=what, typed=form, status=HTTPStatus.CONFLICT)
    return RedirectResponse(f"/alerts/{done.ref or ref}?done={done.said.value}", HTTPStatus.SEE_OTHER)


async def _case(view: View, ref: str) -> KnownCase:
    """Returns the case. Raises `UnknownAlert`, also for a case of others, and `WrongRole`."""
    found = await find_case(view.context.database, ref)
    if may(view.actor, Act.READ_CASE, found.facts) == Refused(Refusal.NOT_YOURS):
        raise UnknownAlert
    return found


async def _page(
    view: View,
    found: KnownCase,
    done: Done | None = None,
    *,
    told: Bilingual | None = None,
    what: str = "",
    typed: Typed | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    shown = await screen_of(view.context.runtime, found, view.actor, done.revealed if done else None)
    said = told or (case.SAID[done.said] if done and done.said is Said.CHANGED else None)
    return show(
        view,
        "case.html",
        status,
        s=shown,
        told=_filled(said, "who", shown.standing) if said else None,
        refused=status >= HTTPStatus.BAD_REQUEST,
        pictures=done.pictures if done else {},
        clear=done.clear if done else "",
        is_drawn=is_drawn,
        what=what,
        typed=typed or Typed(),
        c=case.CASE,
        case_words=case,
        board=board,
        page_words=page_words,
        kinds=STEPS,
        outcomes=tuple(Outcome),
        formats=tuple(PacketFormat),
    )


def _filled(said: Bilingual, place: str, words: Bilingual) -> Bilingual:
    return Bilingual(hi=said.hi.replace(f"{{{place}}}", words.hi), en=said.en.replace(f"{{{place}}}", words.en))


def _packet(packet: WrittenPacket) -> Response:
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{packet.filename}"',
        "Content-Security-Policy": content_security_policy(),
    }
    return Response(packet.content, media_type=packet.content_type, headers=headers)
