"""`abhay report …`: figures of a day, from the same counts as the page and the API."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from abhay import clock
from abhay.domain.reports.figures import Line
from abhay.entrypoints.cli.support import AsJson, print_json, print_table, this_terminal, with_runtime
from abhay.services.reports.report import Period, Report, make_report
from abhay.services.reports.shown import level_words, sections
from abhay.services.reports.views import view_of
from abhay.services.runtime import Runtime
from abhay.wording.screens.reports import lengths

app = typer.Typer(help="Figures of what happened.", no_args_is_help=True)


@app.callback()
def report() -> None:
    """Figures of what happened."""


@app.command("daily")
def daily(
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day in India; without one, today so far.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say of one day how long it took until somebody acknowledged, how far cases climbed, and how they ended."""
    day = date.date() if date else clock.in_ist(datetime.now(UTC)).date()

    async def work(runtime: Runtime) -> Report:
        return await make_report(runtime, Period(day, day), this_terminal())

    made = with_runtime(work)
    if as_json:
        print_json(view_of(made))
        return
    total = made.cases.total
    typer.echo(
        f"{day:%d-%m-%Y}: {total.cases} cases, {made.cases.open} open, {made.apart.total.cases} drills and tests"
    )
    rows = [("all", "", *_cells(total))]
    rows += [
        (part.title.en, row.label.en, *_cells(row.line)) for part in sections(made, made.cases) for row in part.rows
    ]
    print_table(("by", "", "cases", "acknowledged", "unanswered", "median", "90 %", "reached", "no level"), rows)
    typer.echo("")
    levels = (
        (level_words(made, each.rung).en, each.entered, each.to_acknowledge.answered, each.climbed,
         *(one.en for one in lengths(each.to_acknowledge)))
        for each in made.cases.levels
    )  # fmt: skip
    print_table(("level", "told", "acknowledged", "climbed", "median", "90 %"), levels)
    for outcome, count in sorted(made.cases.outcomes.items()):
        typer.echo(f"{outcome.value}: {count}")


def _cells(line: Line) -> tuple[object, ...]:
    times = (one.en for one in lengths(line.to_acknowledge))
    return (line.cases, line.acknowledged, line.to_acknowledge.unanswered, *times, line.reached, line.exhausted)
