"""Pure rules of splitting: which messages may leave a case, and how the new case begins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from abhay.domain.intake.severity import severest
from abhay.domain.intake.trust import is_believed, most_believed
from abhay.errors import BadInput, NotPossibleNow
from models.enums import Severity, Trust


@dataclass(frozen=True)
class Part:
    """The facts of a message that splitting needs."""

    trust: Trust
    severity: Severity
    readable: bool


@dataclass(frozen=True)
class Opening:
    """How a new case begins: with the highest severity and the highest trust of its messages."""

    trust: Trust
    severity: Severity
    readable: bool


def opening_of(messages: Sequence[Part]) -> Opening:
    """Returns how a case of these messages begins (at least one); it is readable if any message is."""
    return Opening(
        trust=most_believed(each.trust for each in messages),
        severity=severest(each.severity for each in messages),
        readable=any(each.readable for each in messages),
    )


def require_splittable(
    ref: str, trust: Trust, chosen: Collection[object], leaving: Sequence[Part], staying: Sequence[Part]
) -> None:
    """Raises an error if the `chosen` messages must not leave the case `ref`, whose trust is `trust`.

    `leaving` holds the chosen messages that belong to the case. Raises `BadInput` if one does not, or if none would
    stay; `NotPossibleNow` if a believed case would keep no believed message.
    """
    if not leaving or len(leaving) != len(set(chosen)):
        raise BadInput(f"These are not all messages of {ref}: see the `events` of GET /v1/alerts/{ref}.")
    if not staying:
        raise BadInput(f"At least one message stays in {ref}.")
    believed_leave, believed_stay = (any(is_believed(each.trust) for each in part) for part in (leaving, staying))
    if is_believed(trust) and believed_leave and not believed_stay:
        raise NotPossibleNow("Only messages of unverified senders would stay: let those leave instead.")
