"""`/a/{token}`: the page behind a message's link. Opening it changes nothing; the PIN acknowledges."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Response

from abhay.errors import PinLocked, WrongPin
from abhay.gateway.context import Context, InContext
from abhay.gateway.pages import PREFIX, page
from abhay.services.case_links import OpenLink, open_link
from abhay.services.case_page import answer_link
from abhay.store.pins import MOST_WRONG, is_locked
from models.enums import Trust

router = APIRouter(tags=["acknowledgement page"], default_response_class=Response)


@router.get(PREFIX + "{token}")
async def show(token: str, context: InContext) -> Response:
    """Which case it is, how severe and where; and the form that asks for the PIN."""
    link = await open_link(context.runtime, token)
    locked = await is_locked(context.database, link.alert_id, link.briefing.contact.id)
    return _ask(link, HTTPStatus.OK, locked=locked)


@router.post(PREFIX + "{token}")
async def answer(
    token: str, context: InContext, pin: Annotated[str, Form()] = "", by: Annotated[str, Form()] = ""
) -> Response:
    """Acknowledge with the contact's PIN, and show the person to those who act on the case."""
    if not pin.strip():  # mail scanners submit empty forms: that is nobody's wrong PIN
        return _ask(await open_link(context.runtime, token), HTTPStatus.FORBIDDEN, no_pin=True)
    try:
        return await _answered(context, token, pin, by)
    except WrongPin as wrong:
        return _ask(await open_link(context.runtime, token), HTTPStatus.FORBIDDEN, tries_left=wrong.detail)
    except PinLocked:
        return _ask(await open_link(context.runtime, token), HTTPStatus.FORBIDDEN, locked=True)


async def _answered(context: Context, token: str, pin: str, by: str) -> Response:
    answered = await answer_link(context.runtime, context.later, token, pin, by)
    link = answered.link
    message = link.briefing.message
    return page(
        "answered.html",
        m=link.context,
        taker=link.context.taker,
        closed=link.closed,
        first=answered.first,
        stood_down=message.unit_id is not None and not link.state.has_case,
        unproven=link.briefing.alert.trust in (Trust.FAILED.value, Trust.NONE.value),
        events=answered.revealed.events if answered.revealed else None,
    )


def _ask(
    link: OpenLink,
    status: HTTPStatus,
    *,
    locked: bool = False,
    tries_left: str | None = None,
    no_pin: bool = False,
) -> Response:
    return page(
        "ask.html",
        status,
        m=link.context,
        taker=link.context.taker,
        closed=link.closed,
        locked=locked,
        tries_left=tries_left,
        no_pin=no_pin,
        most=MOST_WRONG,
    )
