"""`abhay routing …`: how good the routing is, and what people corrected."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from abhay.adapters.gazetteer.evaluate import evaluate
from abhay.entrypoints.cli.support import (
    AsJson,
    ExistingFile,
    print_json,
    print_table,
    this_terminal,
    with_runtime,
    write_privately,
)
from abhay.errors import BadInput
from abhay.services.cases.corrections import labelled_corrections
from abhay.services.runtime import Runtime
from abhay.wording import words

app = typer.Typer(help="Routing by place evidence.", no_args_is_help=True)


@app.callback()
def routing() -> None:
    """Routing by place evidence."""


@app.command("evaluate")
def evaluate_file(file: ExistingFile, as_json: AsJson = False) -> None:
    """Route every case of a labelled file (docs/routing.md) and say how often that was right, honest or wrong."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        report = evaluate(lines)
    if as_json:
        print_json(report)
        return
    print_table(
        ("group", "cases", "right", "honest", "wrong"),
        (
            (name, one.cases, f"{one.right:.1%}", f"{one.honest:.1%}", f"{one.wrong:.1%}")
            for name, one in (*report.groups.items(), ("total", report.total))
        ),
    )
    if report.confusion:
        typer.echo("")
        wrong = ((expected, said, count) for expected, row in report.confusion.items() for said, count in row.items())
        print_table(("expected", "said", "cases"), wrong)
    if report.calibration:
        typer.echo("")
        print_table(
            ("sure of it", "was right", "cases"),
            ((f"{one.confidence:.0%}", f"{one.right:.0%}", one.count) for one in report.calibration),
        )
    typer.echo(f"calibration error {report.calibration_error:.3f}")
    for line in report.wrong:
        typer.echo(f"wrong: {line}")


@app.command("corrections")
def corrections(
    reason: Annotated[str, typer.Option(help="What the data are for; for the audit log.")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Only later ones (UTC).")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file for it; else it is printed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write what operators and units corrected as a labelled file (docs/routing.md), without any person."""
    if not (why := words.one_line(reason, 500)):
        raise BadInput("--reason: say what the data are for")
    moment = since.replace(tzinfo=UTC) if since else None

    async def work(runtime: Runtime) -> tuple[list[str], int]:
        found = await labelled_corrections(runtime, moment, this_terminal(), why)
        return list(found.lines), found.left_out

    lines, left_out = with_runtime(work)
    text = "".join(f"{line}\n" for line in lines)
    if output is not None:
        write_privately(output, text)
    else:
        typer.echo(text, nl=False)
    if as_json and output is not None:
        print_json({"cases": len(lines), "left_out": left_out, "file": str(output)})
    else:
        typer.echo(f"{len(lines)} corrected cases; {left_out} more whose place nobody found out", err=True)
