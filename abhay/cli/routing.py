"""`abhay routing …`: how good the routing is."""

import typer

from abhay.cli.support import AsJson, ExistingFile, print_json, print_table

app = typer.Typer(help="Routing by place evidence.", no_args_is_help=True)


@app.callback()
def routing() -> None:
    """Routing by place evidence."""


@app.command("evaluate")
def evaluate_file(file: ExistingFile, as_json: AsJson = False) -> None:
    """Route every case of a labelled file (docs/routing.md) and say how often that was right, honest or wrong."""
    from abhay.gazetteer.evaluate import evaluate  # noqa: PLC0415  the gazetteer is loaded when it is needed

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
    typer.echo(f"calibration error {report.calibration_error:.3f}")
    for line in report.wrong:
        typer.echo(f"wrong: {line}")
