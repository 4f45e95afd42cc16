"""Figures for Prometheus: requests as they happen, cases and messages when asked. No person, no ref."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from abhay.store.figures import Figures

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
        self._cases = Gauge("abhay_cases", "Cases there are.", ("status", "severity"), registry=self._registry)
        self._messages = Gauge("abhay_messages", "Messages there are.", ("kind", "status"), registry=self._registry)
        self._overdue = Gauge(
            "abhay_oldest_overdue_seconds",
            "How late the most overdue step of any open case is; 0 when none is late.",
            registry=self._registry,
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answered request."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def intake(self, source: str, channel: str, result: str) -> None:
        """Note one alert: `new`, `attached` or `repeat`."""
        self._intake.labels(source, channel, result).inc()

    def text(self, figures: Figures) -> bytes:
        """Everything in Prometheus' text format, cases and messages as they are now."""
        self._cases.clear()
        self._messages.clear()
        for (status, severity), count in figures.cases.items():
            self._cases.labels(status, severity).set(count)
        for (kind, status), count in figures.messages.items():
            self._messages.labels(kind, status).set(count)
        self._overdue.set(figures.oldest_overdue)
        return generate_latest(self._registry)
