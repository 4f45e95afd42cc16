"""`abhay up`."""

from typing import Annotated

import typer

from abhay.adapters.postgres.account import add_account
from abhay.entrypoints import foreground
from abhay.settings import get_settings


def up(
    without: Annotated[list[str] | None, typer.Option(help="Leave this part out; may be given several times.")] = None,
) -> None:
    """Start everything here and keep it running, until Ctrl-C."""
    if (added := add_account()) is not None:
        typer.echo(added)
    raise typer.Exit(foreground.up(get_settings(), without or ()))
