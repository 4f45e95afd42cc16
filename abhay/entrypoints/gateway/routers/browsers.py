"""`/push/…` and `/a/{token}/push`: the scripts of web push, a browser that subscribes, and one that calls home."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from abhay.domain.values import Words
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import failed_pages, problems
from abhay.entrypoints.gateway.pages import PREFIX
from abhay.errors import BadLink
from abhay.services.case_page.links import Proof, open_link
from abhay.services.push.subscribing import NewBrowser, note_showing, subscribe_by_link

router = APIRouter(tags=["web push"])

_SCRIPTS: Final = Path(__file__).parents[1] / "static"
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    "Cache-Control": "no-cache",
    "X-Robots-Tag": "noindex",
}
"""A worker is bound by the policy of its own answer: it may call home, and nobody else."""

Long = Annotated[Words, Field(max_length=2000)]


class BrowserForm(BaseModel):
    """What a browser gave the page when it subscribed, and the page's proof of the PIN."""

    endpoint: Long
    p256dh: Long
    auth: Long
    proof: Long = ""
    pin: Long = ""

    def browser(self) -> NewBrowser:
        """Returns the browser as the services know it."""
        return NewBrowser(self.endpoint, self.p256dh, self.auth)


@router.get("/push/worker.js", response_class=Response, include_in_schema=False)
async def worker() -> Response:
    """The service worker that shows a push and calls home; its address never changes."""
    return script("push_worker.js")


@router.get("/push/page.js", response_class=Response, include_in_schema=False)
async def page_script() -> Response:
    """The script by which a case page subscribes its browser."""
    return script("push_page.js")


@router.post(
    PREFIX + "{token}/push",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=failed_pages(403, 404, 410, 422),
)
async def subscribe(token: Words, context: InContext, form: Annotated[BrowserForm, Form()]) -> Response:
    """Subscribe the browser that shows the page, for the link's contact; it needs the form's token, or the PIN."""
    link = await open_link(context.runtime, token)
    await subscribe_by_link(context.runtime, link, Proof(form.pin, form.proof), form.browser())
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/push/shown", status_code=HTTPStatus.NO_CONTENT, response_class=Response, responses=problems(404, 422))
async def shown(context: InContext, proof: Annotated[Long, Form()]) -> Response:
    """Note that a browser showed a push: its service worker calls home with the proof that the push brought."""
    try:
        news = await note_showing(context.runtime, proof)
    except BadLink:
        context.metrics.receipt("webpush", "unknown")
        raise
    context.metrics.receipt("webpush", "delivered" if news else "known")
    return Response(status_code=HTTPStatus.NO_CONTENT)


def script(name: str) -> Response:
    """Returns one of our scripts, with the policy that a worker is bound by."""
    return Response(_read(name), media_type="text/javascript", headers=_HEADERS)


@cache
def _read(name: str) -> str:
    return (_SCRIPTS / name).read_text(encoding="utf-8")
