"""`abhay doctor`."""

import asyncio

import typer

from abhay.adapters.processes.environment import become_client
from abhay.entrypoints.cli.support import AsJson, print_json, print_table
from abhay.entrypoints.doctor.checks import Verdict
from abhay.entrypoints.doctor.examination import examine
from abhay.settings import get_settings


def doctor(as_json: AsJson = False) -> None:
    """Say whether this machine is fit, everything is there and everything answers; exit code 1 if not."""
    settings = get_settings()
    become_client(settings)  # another Prefect's address and password, which the caller's shell may name, are not ours
    checks = asyncio.run(examine(settings))
    failed = any(check.verdict is Verdict.FAIL for check in checks)
    if as_json:
        print_json({"ok": not failed, "checks": [vars(check) for check in checks]})
    else:
        print_table(("", "what", "how it is", "what to do"), ((c.verdict, c.name, c.says, c.todo) for c in checks))
    if failed:
        raise typer.Exit(1)
