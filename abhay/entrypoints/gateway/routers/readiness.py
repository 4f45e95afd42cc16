"""`/v1/readiness`: how ready each unit is to be paged; tests of contact points, and the page that answers them."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from abhay.domain.values import Identifier, Words
from abhay.entrypoints.gateway.access import allowed_to
from abhay.entrypoints.gateway.bodies import ContactTestBody, ContactTests
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import failed_pages, refusals
from abhay.entrypoints.gateway.pages import PREFIX, page
from abhay.services.admin.readiness import readiness
from abhay.services.messages import contact_tests
from models.actors import Act, Actor
from models.views import ReadinessView

router = APIRouter()
_PAGE = PREFIX + "test/{token}"


@router.get(
    "/v1/readiness", tags=["directory"], responses=refusals(), dependencies=[Depends(allowed_to(Act.READ_READINESS))]
)
async def every_readiness(context: InContext) -> ReadinessView:
    """How ready each unit is, the least ready first, with every reason; no names and no addresses."""
    within = timedelta(days=context.runtime.settings.readiness.test_days)
    return await readiness(context.database, within=within)


@router.post("/v1/units/{unit}/contact-tests", tags=["directory"], responses=refusals(404))
async def send_tests(
    unit: Identifier,
    body: ContactTestBody,
    context: InContext,
    actor: Annotated[Actor, Depends(allowed_to(Act.TEST_CONTACTS))],
) -> ContactTests:
    """Send a test to every active contact point of the unit's posts, or of one post; each says that it is a test."""
    found = await contact_tests.send_tests(context.runtime, unit, actor, post=body.post)
    return ContactTests(unit=unit, tests=found)


@router.head(_PAGE, include_in_schema=False)
@router.get(_PAGE, tags=["acknowledgement page"], response_class=HTMLResponse, responses=failed_pages(404))
async def show_test(token: Words, context: InContext) -> Response:
    """The page of a test, with one button; opening it changes nothing."""
    answered = await contact_tests.open_test(context.runtime, token)
    return page("test.html", context.runtime.settings.desk, answered=answered)


@router.post(
    _PAGE,
    tags=["acknowledgement page"],
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses=failed_pages(404),
)
async def answer_test(token: Words, context: InContext) -> Response:
    """Note that a test arrived; nothing else changes, and it needs no PIN."""
    await contact_tests.answer(context.runtime, token)
    return RedirectResponse(f"{PREFIX}test/{token}", HTTPStatus.SEE_OTHER)
