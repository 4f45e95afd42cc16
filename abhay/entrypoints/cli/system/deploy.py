"""`abhay deploy`."""

import os

import typer

from abhay.adapters.processes.environment import client_environment
from abhay.settings import get_settings


def deploy() -> None:
    """Make the Prefect server know Abhay: the work pool, and every deployment. Safe to run again."""
    os.environ.update(client_environment(get_settings()))
    from abhay.entrypoints import deploy as deployment  # noqa: PLC0415  Prefect reads its address when it is imported

    raise typer.Exit(deployment.deploy(get_settings()))
