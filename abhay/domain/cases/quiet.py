"""What the desk may do with a case whose message is in doubt: quieten it for a stated time, or close it as not genuine.

Nobody but the desk is paged for such a case, each minute until somebody decides. Its first page is never held back.
"""

from datetime import timedelta

from abhay.domain.intake.trust import is_believed
from abhay.errors import NotPossibleNow
from models.enums import Outcome, Status, Trust
from models.policy import DESK

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=4)
"""How long a case may be quiet: a desk that changes shifts hears of it again."""


def is_quietable(*, held: bool, status: Status, rung: str | None) -> bool:
    """Returns whether the desk alone is paged for this case, and was paged once at least."""
    return held and status is Status.AWAITING and rung == DESK


def require_quietable(*, held: bool, status: Status, rung: str | None) -> None:
    """Raises `NotPossibleNow` for a case that cannot be quietened."""
    if not is_quietable(held=held, status=status, rung=rung):
        raise NotPossibleNow(
            "Only a message whose sender is not proven can be quietened, and only after its first page."
        )


def is_doubtful(*, trust: Trust, readable: bool, has_units: bool) -> bool:
    """Returns whether what came in may be no genuine alert.

    A proven sender's message that can be read is genuine, and so is whatever a police unit has been sent out for.
    """
    return not has_units and (not is_believed(trust) or not readable)


def require_fitting(outcome: Outcome, *, trust: Trust, readable: bool, has_units: bool) -> None:
    """Raises `NotPossibleNow` for an outcome that does not fit the case."""
    if outcome is Outcome.NOT_GENUINE and not is_doubtful(trust=trust, readable=readable, has_units=has_units):
        raise NotPossibleNow(
            "`not_genuine` is for a message whose sender is not proven, or that cannot be read, and that no unit has."
        )
