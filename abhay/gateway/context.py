"""What every request may use: made when the gateway starts, closed when it stops."""

from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request

from abhay.gateway.metrics import Metrics
from abhay.services.afterwards import Afterwards
from abhay.services.readiness import Readiness
from abhay.services.runtime import Runtime
from abhay.store.database import Database


@dataclass
class Context:
    """The gateway's own things: keys and database, work to be done after an answer, figures, readiness."""

    runtime: Runtime
    later: Afterwards
    readiness: Readiness
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def database(self) -> Database:
        """Our database."""
        return self.runtime.database


async def context_of(request: Request) -> Context:  # a plain function would be called in a thread
    """The context of the application that a request came to."""
    return cast("Context", request.app.state.context)


InContext = Annotated[Context, Depends(context_of)]
