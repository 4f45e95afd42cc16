"""`abhay roster …`: who is on duty at the posts."""

import json
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from abhay.clock import ist
from abhay.entrypoints.cli.support import AsJson, ExistingFile, print_json, print_table, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.admin.calendars import import_calendar
from abhay.services.admin.rosters import every_gap, import_roster, set_roster, show_roster
from abhay.services.runtime import Runtime
from models.views import GapView, RosterView

app = typer.Typer(help="Who is on duty at the posts.", no_args_is_help=True)

Unit = Annotated[str, typer.Argument(help="A police unit, or state.")]


@app.command("show")
def show(unit: Unit, as_json: AsJson = False) -> None:
    """Print the roster of a unit, its overrides, and when nobody is on duty in the next 14 days."""

    async def work(runtime: Runtime) -> RosterView:
        return await show_roster(runtime.database, unit, addresses=True)

    found = with_runtime(work)
    if as_json:
        print_json(found)
        return
    rows = [
        (each.post, ", ".join(each.days), f"{each.start}–{each.end}", ", ".join(each.contacts))
        for each in found.windows
    ]
    print_table(("post", "days", "IST", "on duty"), rows)
    for each in found.overrides:
        typer.echo(f"override {each.id}: {each.post}, {ist(each.start)} to {ist(each.end)}: {', '.join(each.contacts)}")
    for post, count in found.shifts.items():
        typer.echo(f"{post}: {count} shifts from a calendar")
    for gap in found.gaps:
        typer.echo(_gap(gap))


@app.command("set")
def save(unit: Unit, file: ExistingFile, as_json: AsJson = False) -> None:
    """Replace the roster of a unit by a JSON file, as `show --json` prints it; all of it or nothing."""
    windows = _windows_in(file)

    async def work(runtime: Runtime) -> RosterView:
        await set_roster(runtime.database, unit, windows, this_terminal())
        return await show_roster(runtime.database, unit, addresses=True)

    found = with_runtime(work)
    if as_json:
        print_json(found)
    else:
        typer.echo(f"version {found.version}, {len(found.windows)} windows, {len(found.gaps)} gaps in 14 days")


@app.command("import")
def import_file(
    file: ExistingFile,
    unit: Annotated[str | None, typer.Option(help="For a calendar: the police unit, or state.")] = None,
    post: Annotated[str | None, typer.Option(help="For a calendar: the post whose shifts it holds.")] = None,
    as_json: AsJson = False,
) -> None:
    """Import a roster from a CSV file, or the shifts of one post from a calendar (.ics); all of it or nothing."""
    is_calendar = file.suffix.lower() == ".ics"
    if is_calendar and (unit is None or post is None):
        raise BadInput("A calendar holds the shifts of one post: name it with --unit and --post.")

    async def work(runtime: Runtime) -> int:
        if is_calendar:
            return await import_calendar(runtime.database, file, unit or "", post or "", this_terminal())
        return await import_roster(runtime.database, file, this_terminal())

    done, what = with_runtime(work), "shifts" if is_calendar else "posts"
    if as_json:
        print_json({what: done})
    else:
        typer.echo(f"{done} {what}" if is_calendar else f"{done} {what} changed")


@app.command("gaps")
def gaps(as_json: AsJson = False) -> None:
    """Say when nobody is on duty in the next 14 days, by every roster; exit code 1 if that is ever so."""

    async def work(runtime: Runtime) -> list[GapView]:
        return await every_gap(runtime.database)

    found = with_runtime(work)
    if as_json:
        print_json(found)
    else:
        typer.echo("\n".join(map(_gap, found)) or "somebody is on duty at every minute")
    if found:
        raise typer.Exit(1)


def _gap(gap: GapView) -> str:
    return f"{gap.unit}, {gap.post}: nobody on duty from {ist(gap.start)} to {ist(gap.end)} ({gap.minutes} min)"


def _windows_in(file: Path) -> list[dict[str, Any]]:
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{file} is no JSON in UTF-8 ({error}).") from error
    windows: Any = cast("dict[str, Any]", data).get("windows") if isinstance(data, dict) else None
    if not isinstance(windows, list) or not all(isinstance(each, dict) for each in cast("list[Any]", windows)):
        raise BadInput(f'{file} holds no {{"windows": [{{"post", "contacts", "days", "from", "to"}}, …]}}.')
    return cast("list[dict[str, Any]]", windows)
