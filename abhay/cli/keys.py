"""`abhay key …`: encryption keys."""

import typer
from cryptography.fernet import Fernet

from abhay.cli.support import AsJson, print_json

app = typer.Typer(help="Encryption keys.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """Encryption keys."""


@app.command("create")
def create(as_json: AsJson = False) -> None:
    """Print a new Fernet key: put it first in ABHAY_KEYS, before the older ones."""
    key = Fernet.generate_key().decode()
    if as_json:
        print_json({"key": key})
    else:
        typer.echo(key)
