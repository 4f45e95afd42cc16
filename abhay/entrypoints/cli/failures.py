"""What a command that failed says, in one line, and its exit code."""

from pydantic import ValidationError

from abhay.adapters.store.db.database import REFUSES, UNREACHABLE
from abhay.errors import AbhayError, BadInput, ChannelOff, SetupError

FAILED, BAD_INPUT = 1, 2


def in_words(error: Exception) -> tuple[int, str]:
    """Returns the exit code and the line for a person."""
    match error:
        case ValidationError():
            return BAD_INPUT, _settings(error)
        case BadInput() | SetupError() if not isinstance(error, ChannelOff):
            return BAD_INPUT, str(error)
        case AbhayError():
            return FAILED, str(error)
        case _ if isinstance(error, UNREACHABLE):
            how = type(error).__name__
            return FAILED, f"our database cannot be reached ({how}): `abhay up` starts the system"
        case _ if isinstance(error, REFUSES):
            return FAILED, f"our database refuses: {getattr(error, 'orig', error)} (`abhay doctor` says more)"
        case _:
            return FAILED, f"went wrong: {type(error).__name__}: {error} (ABHAY_LOG_LEVEL=DEBUG shows where)"


def _settings(error: ValidationError) -> str:
    """Which setting is wrong; its value is not repeated, it may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"ABHAY_{'__'.join(str(part) for part in first['loc']).upper()}: {first['msg']}"
