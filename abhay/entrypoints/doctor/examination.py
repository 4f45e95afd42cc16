"""All checks, in the order in which a person would mend what they find."""

import asyncio
from collections.abc import Sequence

from abhay.adapters.store.db.database import REFUSES, UNREACHABLE
from abhay.adapters.store.db.plain import FAILED
from abhay.entrypoints.doctor.checks import (
    PATIENCE,
    START,
    Check,
    Examination,
    Verdict,
)
from abhay.entrypoints.doctor.machine import home, ports, postgres, python, secrets
from abhay.entrypoints.doctor.mail import mail_path, mailbox, tokens
from abhay.entrypoints.doctor.parts import cases, channels, contacts, database, desk, prefect, prefect_password
from abhay.errors import AbhayError
from abhay.settings import Settings


async def examine(settings: Settings, more: Sequence[Examination] = ()) -> list[Check]:
    """Runs every check, in the order of repair; a failed check never raises."""
    return [await _one(examination, settings) for examination in (*EXAMINATIONS, *more)]


async def _one(examination: Examination, settings: Settings) -> Check:
    name = examination.__name__.replace("_", " ")
    try:
        return await asyncio.wait_for(examination(settings), PATIENCE)
    except TimeoutError:
        return Check(name, Verdict.FAIL, f"no answer within {PATIENCE:.0f} s", "see the logs in the home")
    except OSError as error:
        return Check(name, Verdict.FAIL, f"cannot be reached ({error.strerror or error})", START)
    except (AbhayError, REFUSES, *UNREACHABLE, *FAILED) as error:
        return Check(name, Verdict.FAIL, str(error).splitlines()[0], START)


EXAMINATIONS: tuple[Examination, ...] = (
    python, home, secrets, postgres, ports, database, prefect, prefect_password, cases, contacts, channels, desk,
    mailbox, mail_path, tokens,
)  # fmt: skip
