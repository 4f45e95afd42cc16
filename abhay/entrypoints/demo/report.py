"""What the demo saw, as tables, and whether it is what must be seen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from abhay.clock import in_ist

LATE = 2.5
"""Seconds within which a due rung must be entered, and an entered rung paged."""

SHOWN = ("due_at", "told", "mover", "milestone", "outcome", "units")
"""Details of a timeline entry that fit the table."""


@dataclass
class Seen:
    """The observations of the demo: states in Prefect, and the first page of each rung.

    `awaits` are the rungs of the ladder, lowest first, each with the name of the state in which a run awaits it.
    """

    awaits: dict[str, str] = field(default_factory=dict[str, str])
    states: list[str] = field(default_factory=list[str])
    pages: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


class DemoFailed(Exception):
    """The demo did not see what it must see."""


class Report:
    """The result of one run: the case at its end, and what was seen on the way."""

    def __init__(self, alert: dict[str, Any], seen: Seen) -> None:
        self._alert = alert
        self._seen = seen

    def show(self, console: Console) -> None:
        """Prints the timeline, and when each message went out."""
        alert = self._alert
        received = _when(alert["received_at"])
        table = Table(title=f"{alert['ref']} · {alert['route']['district']} · {alert['status']}")
        for column in ("seconds", "IST", "event", "rung", "detail"):
            table.add_column(column, justify="right" if column == "seconds" else "left")
        for entry in alert["timeline"]:
            at = _when(entry["at"])
            words = " · ".join(f"{key} {_plain(value)}" for key, value in entry["detail"].items() if key in SHOWN)
            seconds = f"{(at - received).total_seconds():.2f}"
            table.add_row(seconds, in_ist(at).format("HH:mm:ss"), entry["event"], entry["rung"] or "", words)
        console.print(table)
        console.print(self._measured())

    def _measured(self) -> Table:
        table = Table(title="Each message at its deadline (seconds after it was due; never negative)")
        for column in ("rung", "entered after due", "message after entry", "state seen in Prefect"):
            table.add_column(column)
        for rung, (late, lag) in self._latenesses().items():
            awaited = self._seen.awaits[rung]
            state = awaited if awaited in self._seen.states else "not seen"
            table.add_row(rung, "first" if late is None else f"{late:.3f}", f"{lag:.3f}", state)
        return table

    def _latenesses(self) -> dict[str, tuple[float | None, float]]:
        entered = {e["rung"]: e for e in self._alert["timeline"] if e["event"] == "rung_entered"}
        found: dict[str, tuple[float | None, float]] = {}
        due: datetime | None = None
        for rung in self._seen.awaits:
            at = _when(entered[rung]["at"])
            late = None if due is None else (at - due).total_seconds()
            found[rung] = (late, (_when(self._seen.pages[rung]["at"]) - at).total_seconds())
            due = _when(entered[rung]["detail"]["due_at"])
        return found

    def check(self) -> None:
        """Raises `DemoFailed` if a message came early or late, or a state was not seen."""
        for rung, (late, lag) in self._latenesses().items():
            if late is not None and not 0 <= late <= LATE:
                raise DemoFailed(f"{rung} was entered {late:.2f} s after it was due")
            if not 0 <= lag <= LATE:
                raise DemoFailed(f"{rung} was paged {lag:.2f} s after it was entered")
        missing = set(self._seen.awaits.values()) - set(self._seen.states)
        if missing:
            raise DemoFailed(f"not seen in Prefect: {', '.join(sorted(missing))}")


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return str(value)
