"""`abhay drill …`: run a drill, list drills, show a scorecard, stop a drill."""

from typing import Annotated

import typer

from abhay.domain.drills.order import order_of
from abhay.entrypoints.cli.support import AsJson, at, print_json, print_table, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.drills import running, stopping
from abhay.services.runtime import Runtime
from abhay.wording.screens.drills import LONGEST_REASON, MARK
from abhay.wording.screens.reports import clock
from models.drills.views import DrillList, ScoredDrill
from models.drills.words import LONGEST_WINDOW, SHORTEST_WINDOW, USUAL_WINDOW, DrillReason
from models.enums import Severity

app = typer.Typer(help="Drills: marked as such everywhere, and always after real cases.", no_args_is_help=True)


@app.command("run")
def run(  # noqa: PLR0917  each is an option of the command
    units: Annotated[list[str], typer.Argument(help="Ids of police units, such as kota-city.")],
    severity: Annotated[Severity, typer.Option(help="Whose waiting times are drilled.")] = Severity.IMMINENT,
    reason: Annotated[DrillReason, typer.Option(help="Why the drill is run.")] = DrillReason.ROUTINE,
    window: Annotated[
        int, typer.Option(min=SHORTEST_WINDOW, max=LONGEST_WINDOW, help="Minutes after which it ends by itself.")
    ] = USUAL_WINDOW,
    top_rung: Annotated[str, typer.Option(help="Highest rung to page; without it, the unit's own highest.")] = "",
    unannounced: Annotated[bool, typer.Option("--unannounced", help="Nobody knows of it beforehand.")] = False,
    as_json: AsJson = False,
) -> None:
    """Raise an invented case in each unit; every message says that it is a drill."""
    choices = {"units": units, "severity": severity, "reason": reason, "announced": not unannounced}
    order = order_of({**choices, "window_minutes": window, "top_rung": top_rung})

    async def work(runtime: Runtime) -> ScoredDrill:
        return await running.run_drill(runtime, order, this_terminal())

    begun = with_runtime(work)
    if as_json:
        print_json(begun)
        return
    typer.echo(f"drill {begun.id}, up to {begun.top_rung}, ends at {at(begun.ends_at)}")
    print_table(("unit", "case"), begun.cases.items())


@app.command("list")
def listed(as_json: AsJson = False) -> None:
    """List the newest drills."""

    async def work(runtime: Runtime) -> DrillList:
        return await running.drills(runtime, this_terminal())

    found = with_runtime(work)
    if as_json:
        print_json(found)
        return
    print_table(
        ("drill", "began", "severity", "reason", "units", "ended", "because"),
        (
            (each.id, at(each.started_at), each.severity, each.reason, len(each.cases), at(each.ended_at), each.ending)
            for each in found.drills
        ),
    )


@app.command("show")
def show(drill: Annotated[int, typer.Argument(min=1, help="The drill's number.")], as_json: AsJson = False) -> None:
    """Show a drill's scorecard: frozen once it has ended, before that as it stands now."""

    async def work(runtime: Runtime) -> ScoredDrill:
        return await running.drill(runtime, drill, this_terminal())

    found = with_runtime(work)
    _print(found, as_json=as_json)


@app.command("stop")
def stop(
    drill: Annotated[int, typer.Argument(min=1, help="The drill's number.")],
    reason: Annotated[str, typer.Option(help="Why it ends before its window; for the audit log.")],
    as_json: AsJson = False,
) -> None:
    """Stop a drill: its open cases are stood down, whoever was paged is told, its scorecard is frozen."""
    if not (why := reason.strip()) or len(why) > LONGEST_REASON:
        raise BadInput(f"--reason: say why, in at most {LONGEST_REASON} characters")

    async def work(runtime: Runtime) -> ScoredDrill:
        return await stopping.stop_drill(runtime, drill, this_terminal(), why)

    _print(with_runtime(work), as_json=as_json)


def _print(found: ScoredDrill, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    total = found.scorecard.summary
    ended = f" ({found.ending})" if found.ending else ""
    typer.echo(f"drill {found.id}{ended}: {total.in_time} of {total.n} in time")
    rows = (
        (card.unit, card.ref, MARK[card.mark].en, clock(card.answer.seconds) if card.answer else None, len(card.gaps))
        for card in found.scorecard.units
    )
    print_table(("unit", "case", "did", "answered after", "gaps"), rows)
