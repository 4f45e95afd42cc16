"""`abhay demo`."""

import typer

from abhay.adapters.postgres.account import add_account
from abhay.entrypoints.demo import run


def demo() -> None:
    """Carry one synthetic alert from its arrival to its end, in a home of its own."""
    if (added := add_account()) is not None:
        typer.echo(added)
    raise typer.Exit(run.demo())
