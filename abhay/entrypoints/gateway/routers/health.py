"""`/healthz`, `/readyz`, `/metrics`: for load balancers, supervisors and Prometheus."""

from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from abhay.adapters.store.views.figures import read_figures
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.documented import problems

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: str = "ok"


class ReadyBody(BaseModel):
    """Whether alerts are processed end to end, and which part does not work now."""

    ready: bool
    degraded: list[str]


@router.get("/healthz")
async def healthz() -> Health:
    """Whether this process answers; nothing else is asked."""
    return Health()


@router.get("/readyz", responses={503: {"model": ReadyBody, "description": "Not yet, or without our database."}})
async def readyz(context: InContext, response: Response) -> ReadyBody:
    """200 once alerts are processed end to end, and from then on while they can be stored."""
    state = await context.readiness.look()
    if not state.ready:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return ReadyBody(ready=state.ready, degraded=list(state.degraded))


@router.get("/metrics", response_class=PlainTextResponse, responses=problems() | {200: {"description": "The figures."}})
async def metrics(context: InContext) -> Response:
    """Figures in Prometheus' text format."""
    text = context.metrics.text(await read_figures(context.database))
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})
