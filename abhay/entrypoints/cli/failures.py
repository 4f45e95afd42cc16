"""What a command that failed says, in one line, and its exit code."""

import re

from pydantic import ValidationError
from pydantic_settings import SettingsError

from abhay.adapters.processes.caller import unused_of_postgresql
from abhay.adapters.store.db.database import REFUSES
from abhay.adapters.store.db.plain import NOT_LET_IN
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.errors import AbhayError, BadInput, ChannelOff, SetupError

FAILED, BAD_INPUT = 1, 2


def in_words(error: Exception) -> tuple[int, str]:
    """Returns the exit code and the line for a person."""
    match error:
        case ValidationError() | SettingsError():
            return BAD_INPUT, _settings(error)
        case BadInput() | SetupError() if not isinstance(error, ChannelOff):
            return BAD_INPUT, str(error)
        case AbhayError():
            return FAILED, str(error)
        case _ if isinstance(error, (*NOT_LET_IN, *UNREACHABLE)):
            return FAILED, _no_database(error)
        case _ if isinstance(error, REFUSES):
            return FAILED, f"our database refuses: {getattr(error, 'orig', error)} (`abhay doctor` says more)"
        case _:
            return FAILED, f"went wrong: {type(error).__name__}: {error} (ABHAY_LOG_LEVEL=DEBUG shows where)"


def _not_json(error: SettingsError) -> str:
    """Returns which group of settings has a value that cannot be read, and how lists are written."""
    found = re.search(r'field "(\w+)"', str(error))
    name = f"ABHAY_{found[1].upper()}" if found else "ABHAY_"
    return f'{name}…: a value is no JSON; lists are written like ["one.example", "two.example"]'


def _no_database(error: Exception) -> str:
    unused = f" ({unused_of_postgresql()})" if unused_of_postgresql() else ""
    if isinstance(error, NOT_LET_IN):
        return f"our database does not let this account in: run as the account that started the system{unused}"
    how = type(error).__name__
    return f"our database cannot be reached ({how}): `abhay up` starts the system{unused}"


def _settings(error: ValidationError | SettingsError) -> str:
    """Which setting is wrong; its value is not repeated, it may be a secret."""
    if isinstance(error, SettingsError):
        return _not_json(error)
    first = error.errors(include_input=False, include_url=False)[0]
    return f"ABHAY_{'__'.join(str(part) for part in first['loc']).upper()}: {first['msg']}"
