"""`abhay deploy`."""

import os

import typer

from abhay.adapters.postgres.paths import Home
from abhay.adapters.processes.environment import become_client
from abhay.settings import get_settings


def deploy() -> None:
    """Make the Prefect server know Abhay: the work pool, and every deployment. Safe to run again."""
    become_client(get_settings())
    own = Home.of(get_settings()).prefect
    if own.is_dir():
        os.chdir(own)  # Prefect reads a `.env` of the folder in which it is imported
    from abhay.entrypoints import deploy as deployment  # noqa: PLC0415  Prefect reads its address when it is imported

    for name in deployment.deploy(get_settings()):
        typer.echo(f"applied {name}")
