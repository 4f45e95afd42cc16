"""The whole command line, and how it ends: 0 done, 1 failed, 2 bad input; errors are one line on standard error."""

import logging
import os
import sys

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from abhay.cli import alerts, contacts, handover, keys, policy, routing, system, tokens
from abhay.errors import AbhayError, BadInput, SetupError
from abhay.store.database import UNREACHABLE

_LOG = logging.getLogger(__name__)

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="abhay",
    help="Alerts in, police units told, acknowledged, followed to the outcome.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, part in (
    ("alert", alerts.app),
    ("contacts", contacts.app),
    ("db", system.database),
    ("key", keys.app),
    ("policy", policy.app),
    ("routing", routing.app),
    ("token", tokens.app),
):
    app.add_typer(part, name=name)
handover.add_commands(alerts.app)
system.add_commands(app)


def main() -> None:
    """Run one command and exit."""
    given = os.environ.get("ABHAY_LOG_LEVEL", "")  # read here: the settings may be what is wrong
    level = given if given in LEVELS else "WARNING"
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run one command; the exit code."""
    try:
        return app(words, standalone_mode=False) or 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        code, line = BAD_INPUT, error.format_message()  # empty after a help text
    except ValidationError as error:
        code, line = BAD_INPUT, _settings(error)
    except (BadInput, SetupError) as error:
        code, line = BAD_INPUT, str(error)
    except AbhayError as error:
        code, line = FAILED, str(error)
    except UNREACHABLE as error:
        code, line = FAILED, f"our database cannot be reached ({type(error).__name__}): `abhay up` starts the system"
    except SQLAlchemyError as error:
        code, line = FAILED, f"our database refuses: {getattr(error, 'orig', error)} (`abhay doctor` says more)"
    except Exception as error:  # noqa: BLE001  a traceback tells an operator nothing
        _LOG.debug("a command broke", exc_info=True)
        code, line = FAILED, f"went wrong: {type(error).__name__}: {error} (ABHAY_LOG_LEVEL=DEBUG shows where)"
    if line:
        typer.echo(f"abhay: {' '.join(line.split())}", err=True)
    return code


def _settings(error: ValidationError) -> str:
    """Which setting is wrong; its value is not repeated, it may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"ABHAY_{'__'.join(str(part) for part in first['loc']).upper()}: {first['msg']}"
