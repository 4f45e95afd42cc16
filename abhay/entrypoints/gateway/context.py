"""What every request may use: made when the gateway starts, closed when it stops.

The figures for Prometheus are among it: requests as they happen, cases and messages when asked. No person, no ref.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from abhay.adapters.identity.openid import IdentityProvider
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.views.figures import Figures
from abhay.services.board.districts import DistrictWaits
from abhay.services.board.live import Board
from abhay.services.intake.refusals import RefusedDeliveries
from abhay.services.monitoring.part_states import PartStates
from abhay.services.monitoring.readiness import Readiness
from abhay.services.runtime import Runtime
from models.enums import RefusalReason

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """One registry of one application, so that several can live in a process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "abhay_request_seconds",
            "Seconds until a request was answered, by route template.",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._intake = Counter(
            "abhay_intake", "Alerts taken in.", ("source", "channel", "result"), registry=self._registry
        )
        self._refused = Counter(
            "abhay_intake_refused",
            "Deliveries refused, by source and reason.",
            ("source", "reason"),
            registry=self._registry,
        )
        by = ("gateway", "result")
        self._receipts = Counter("abhay_receipts", "Receipts, by what they report.", by, registry=self._registry)
        self._replies = Counter("abhay_replies", "Replies, by what became of them.", by, registry=self._registry)
        self._cases = Gauge("abhay_cases", "Cases there are.", ("status", "severity"), registry=self._registry)
        self._messages = Gauge("abhay_messages", "Messages there are.", ("kind", "status"), registry=self._registry)
        self._streams = Gauge("abhay_board_streams", "Boards that are open now.", registry=self._registry)
        self._overdue = Gauge(
            "abhay_oldest_overdue_seconds",
            "How late the most overdue step of any open case is; 0 when none is late.",
            registry=self._registry,
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Notes one answered request."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def intake(self, source: str, channel: str, result: str) -> None:
        """Notes one alert: `new`, `attached` or `repeat`."""
        self._intake.labels(source, channel, result).inc()

    def refused(self, source: str, reason: str) -> None:
        """Notes one refused delivery of a known source."""
        self._refused.labels(source, reason).inc()

    @contextmanager
    def stream(self) -> Generator[None]:
        """Counts one open board for a block."""
        with self._streams.track_inprogress():
            yield

    def receipt(self, gateway: str, result: str) -> None:
        """Notes one receipt of a known gateway."""
        self._receipts.labels(gateway, result).inc()

    def reply(self, gateway: str, result: str) -> None:
        """Notes one reply that a known gateway brought."""
        self._replies.labels(gateway, result).inc()

    def text(self, figures: Figures) -> bytes:
        """Returns everything in Prometheus' text format, cases and messages as they are now."""
        self._cases.clear()
        self._messages.clear()
        for (status, severity), count in figures.cases.items():
            self._cases.labels(status, severity).set(count)
        for (kind, status), count in figures.messages.items():
            self._messages.labels(kind, status).set(count)
        self._overdue.set(figures.oldest_overdue)
        return generate_latest(self._registry)


@dataclass
class Context:
    """The gateway's own things: the runtime, figures, readiness, the board with its parts and districts.

    `provider` is the identity provider, if there is one.
    """

    runtime: Runtime
    readiness: Readiness
    refusals: RefusedDeliveries
    board: Board
    parts: PartStates
    waits: DistrictWaits
    provider: IdentityProvider | None = None
    metrics: Metrics = field(default_factory=Metrics)

    def refuse(self, source: str, reason: RefusalReason) -> None:
        """Counts one refused delivery of a known source."""
        self.metrics.refused(source, reason.value)
        self.refusals.note(source, reason)

    @property
    def database(self) -> Database:
        """Our database."""
        return self.runtime.database


async def context_of(request: Request) -> Context:  # a plain function would be called in a thread
    """Returns the context of the application that a request came to."""
    return cast("Context", request.app.state.context)


InContext = Annotated[Context, Depends(context_of)]
