"""`abhay alert list`: cases, newest first, or the open ones by what falls due next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from abhay.adapters.store.views.reading import Filters, list_alerts, list_open
from abhay.entrypoints.cli.support import AsJson, at, print_json, print_table, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from models.enums import Severity, Status
from models.views import AlertLine, AlertPage

_HEADINGS = ("ref", "received (IST)", "severity", "status", "rung", "due (IST)", "place", "units", "acknowledged by")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def add_commands(app: typer.Typer) -> None:
    """Put the command into `abhay alert`."""
    app.command("list")(list_cases)


def list_cases(
    status: Annotated[list[Status] | None, typer.Option(help="Only these.")] = None,
    severity: Annotated[list[Severity] | None, typer.Option(help="Only these.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only cases of this police unit.")] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Open ones by deadline; the overdue ones first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List cases, newest first, or with --open those that are open, by deadline."""
    filters = Filters(statuses=status or (), severities=severity or (), unit=unit)
    if is_open:
        if status:
            raise BadInput("--open and --status contradict each other: give one of them")
        now, lines = with_runtime(lambda runtime: list_open(runtime.database, filters, limit=limit))
        _print_open(lines, now, as_json=as_json)
        return

    async def work(runtime: Runtime) -> AlertPage:
        return await list_alerts(runtime.database, filters, limit=limit)

    page = with_runtime(work)
    if as_json:
        print_json(page)
    else:
        print_table(_HEADINGS, (_row(line) for line in page.alerts))


def in_words(due: datetime | None, now: datetime) -> str:
    """Returns how long it is until a deadline, or by how much it is overdue; `-` without one."""
    if due is None:
        return "-"
    return f"in {_span(due - now)}" if due > now else f"overdue by {_span(now - due)}"


def _print_open(lines: Sequence[AlertLine], now: datetime, *, as_json: bool) -> None:
    if as_json:
        print_json({"at": now, "alerts": [_open_line(line, now) for line in lines]})
        return
    headings = (*_HEADINGS[:6], "left", *_HEADINGS[6:])
    rows = ((line, _row(line)) for line in lines)
    print_table(headings, ((*row[:6], in_words(line.due_at, now), *row[6:]) for line, row in rows))
    overdue = sum(line.due_at is not None and line.due_at <= now for line in lines)
    typer.echo(f"{len(lines)} open, {overdue} of them overdue")


def _open_line(line: AlertLine, now: datetime) -> dict[str, Any]:
    late = int((now - line.due_at).total_seconds()) if line.due_at is not None and line.due_at <= now else None
    return {**line.model_dump(mode="json"), "overdue_seconds": late}


def _row(line: AlertLine) -> tuple[object, ...]:
    route = line.route
    return (
        line.ref,
        at(line.received_at),
        line.severity,
        f"{line.status} ({line.outcome})" if line.outcome else line.status,
        line.rung,
        at(line.due_at),
        (route.district or f"({route.state.replace('_', ' ')})") if route else None,
        ", ".join(route.units) if route else None,
        line.acknowledgement.by if line.acknowledgement else None,
    )


def _span(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    if seconds < _MINUTE:
        return f"{seconds} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR} h {seconds % _HOUR // _MINUTE} min"
    return f"{seconds // _DAY} d {seconds % _DAY // _HOUR} h"
