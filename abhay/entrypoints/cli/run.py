"""The whole command line, and how it ends: 0 done, 1 failed, 2 bad input; errors are one line on standard error."""

import logging
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer

from abhay.adapters.processes.importing import importing

_LOG = logging.getLogger(__name__)

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130

COMMANDS: Mapping[str, str] = {
    "up": "abhay.entrypoints.cli.system.up",
    "demo": "abhay.entrypoints.cli.system.demo",
    "watch": "abhay.entrypoints.cli.system.watch",
    "collect": "abhay.entrypoints.cli.system.collect",
    "lmtp": "abhay.entrypoints.cli.system.lmtp",
    "deploy": "abhay.entrypoints.cli.system.deploy",
    "doctor": "abhay.entrypoints.cli.system.doctor",
    "backup": "abhay.entrypoints.cli.system.backup",
    "restore": "abhay.entrypoints.cli.system.restore",
}
"""Where each command is that stands alone: a function of its own name."""

GROUPS: Mapping[str, str] = {
    "account": "abhay.entrypoints.cli.access.accounts",
    "alert": "abhay.entrypoints.cli.cases.alerts",
    "contacts": "abhay.entrypoints.cli.contacts",
    "db": "abhay.entrypoints.cli.database",
    "drill": "abhay.entrypoints.cli.cases.drills",
    "key": "abhay.entrypoints.cli.keys",
    "policy": "abhay.entrypoints.cli.policy",
    "report": "abhay.entrypoints.cli.system.report",
    "roster": "abhay.entrypoints.cli.rosters",
    "routing": "abhay.entrypoints.cli.routing",
    "stand-in": "abhay.entrypoints.cli.system.stand_in",
    "template": "abhay.entrypoints.cli.templates",
    "token": "abhay.entrypoints.cli.access.tokens",
    "units": "abhay.entrypoints.cli.units",
}
"""Where each group of commands is: the module's `app`."""

_VERSION = "--version"


def command_line(first: str = "") -> typer.Typer:
    """Returns the command line: with the name of a command that one alone, so that nothing else is imported."""
    app = typer.Typer(
        name="abhay",
        help="Alerts in, police units told, acknowledged, followed to the outcome.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(abhay)
    alone = {*COMMANDS, *GROUPS, _VERSION}
    for name, module in COMMANDS.items():
        if first == name or first not in alone:
            app.command(name)(getattr(import_module(module), name))
    for name, module in GROUPS.items():
        if first == name or first not in alone:
            app.add_typer(import_module(module).app, name=name)
    return app


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"abhay {version('abhay')}")
        raise typer.Exit


def abhay(
    _version: Annotated[
        bool, typer.Option(_VERSION, is_eager=True, callback=_say_version, help="Say which version this is.")
    ] = False,
) -> None:
    """Alerts in, police units told, acknowledged, followed to the outcome."""


def main() -> None:
    """Run one command and exit."""
    given = os.environ.get("ABHAY_LOG_LEVEL", "")  # read here: the settings may be what is wrong
    level = given if given in LEVELS else "WARNING"
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        with importing():
            app = command_line(words[0] if words else "")
        return app(words, standalone_mode=False) or 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        code, line = BAD_INPUT, error.format_message()  # empty after a help text
    except Exception as error:  # noqa: BLE001  whatever it is, people read one line
        from abhay.entrypoints.cli.failures import in_words  # noqa: PLC0415  names what the database raises, which is slow

        _LOG.debug("a command broke", exc_info=True)
        code, line = in_words(error)
    if line:
        typer.echo(f"abhay: {' '.join(line.split())}", err=True)
    return code
