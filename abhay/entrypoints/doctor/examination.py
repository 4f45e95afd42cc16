"""All checks, in the order in which a person would mend what they find."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from abhay.adapters.store.db.database import REFUSES
from abhay.adapters.store.db.plain import FAILED, NOT_LET_IN
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.entrypoints.doctor.checks import (
    PATIENCE,
    START,
    Check,
    Examination,
    Verdict,
)
from abhay.entrypoints.doctor.machine import (
    as_the_starter,
    environment,
    home,
    ports,
    postgres,
    python,
    secrets,
)
from abhay.entrypoints.doctor.mail import mail_path, mailbox, tokens
from abhay.entrypoints.doctor.parts import (
    cases,
    channels,
    contacts,
    database,
    desk,
    forgotten_transactions,
    movers,
    prefect,
    prefect_password,
    providers,
)
from abhay.entrypoints.doctor.sign_in import identity_provider
from abhay.entrypoints.doctor.texts import telephone_calls, text_messages
from abhay.errors import AbhayError, NewerSchema
from abhay.settings import Settings


async def examine(settings: Settings, more: Sequence[Examination] = ()) -> list[Check]:
    """Runs every check, in the order of repair; a check that fails in any way is a line."""
    checks = [await _one(examination, settings) for examination in (*EXAMINATIONS, *more)]
    if any(check.todo == NewerSchema.WAY_BACK for check in checks):
        return [_without_vain_advice(check) for check in checks]
    return checks


def _without_vain_advice(check: Check) -> Check:
    """Returns the check without the advice to start or upgrade: this release does neither on a newer one's tables."""
    vain = any(way in check.todo for way in ("`abhay up`", "`abhay db upgrade`"))
    return replace(check, todo=NewerSchema.WAY_BACK) if vain else check


async def _one(examination: Examination, settings: Settings) -> Check:
    name = examination.__name__.replace("_", " ")
    try:
        return await asyncio.wait_for(examination(settings), PATIENCE)
    except TimeoutError:
        return Check(name, Verdict.FAIL, f"no answer within {PATIENCE:.0f} s", "see the logs in the home")
    except NewerSchema as error:
        return Check(name, Verdict.FAIL, error.says, NewerSchema.WAY_BACK)
    except Exception as error:  # noqa: BLE001  a fault of one check must not hide what the others see
        says, todo = _in_words(error, settings)
        return Check(name, Verdict.FAIL, says, todo)


def _in_words(error: Exception, settings: Settings) -> tuple[str, str]:
    """Returns how a failed check is, and what to do."""
    says = (str(error).splitlines() or [type(error).__name__])[0]
    match error:
        case _ if isinstance(error, NOT_LET_IN):
            return "our database does not let this account in", as_the_starter(settings)
        case PermissionError():
            return f"closed to this account ({error.filename or error.strerror})", as_the_starter(settings)
        case AbhayError() if isinstance(error.__cause__, PermissionError):
            return says, as_the_starter(settings)
        case OSError():
            return f"cannot be reached ({error.strerror or error})", START
        case _ if isinstance(error, (AbhayError, REFUSES, *UNREACHABLE, *FAILED)):
            return says, START
        case _:
            return f"went wrong: {type(error).__name__}", "see the logs in the home"


EXAMINATIONS: tuple[Examination, ...] = (
    python, environment, home, secrets, postgres, ports, database, forgotten_transactions, movers, prefect,
    prefect_password, cases, contacts, channels, text_messages, telephone_calls, providers, desk, mailbox, mail_path,
    tokens, identity_provider,
)  # fmt: skip
