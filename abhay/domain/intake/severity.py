"""The order of severities: how near the danger is, nearest first."""

from collections.abc import Iterable
from typing import Final

from models.enums import Severity

SEVEREST_FIRST: Final = (Severity.IMMINENT, Severity.HIGH, Severity.CONCERN)


def severest(severities: Iterable[Severity]) -> Severity:
    """Returns the severest of one or more severities: a case is never milder than any of its messages."""
    return min(severities, key=SEVEREST_FIRST.index)
