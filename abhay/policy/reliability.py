"""How much each kind of place evidence counts, before anything is known of the single piece.

A weight is the chance that the person is where the piece says. The order is the rule (fresh GPS, PIN and
address, current city, place tag, what the person says of the place, a place in the text, phone and IP
hints, hometown); the figures are estimates that `abhay routing evaluate` checks against labelled cases.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from models.enums import EvidenceKind

RELIABILITY: Mapping[EvidenceKind, float] = MappingProxyType(
    {
        EvidenceKind.GPS: 0.97,
        EvidenceKind.PIN: 0.85,
        EvidenceKind.ADDRESS: 0.80,
        EvidenceKind.CITY: 0.65,
        EvidenceKind.PLACE_TAG: 0.60,
        EvidenceKind.SELF_REPORTED: 0.55,
        EvidenceKind.TEXT: 0.50,
        EvidenceKind.PHONE: 0.10,
        EvidenceKind.IP: 0.10,
        EvidenceKind.HOMETOWN: 0.08,
    }
)
HINTS = frozenset({EvidenceKind.PHONE, EvidenceKind.IP, EvidenceKind.HOMETOWN})
"""Kinds that may tip a balance but can never decide alone, not even together."""

BARE_TEXT = 0.35
"""Weight of a place that the text only mentions; `RELIABILITY` is for one it says the person is at."""

FRESH = timedelta(hours=1)
_AGES = ((FRESH, 0.97), (timedelta(hours=6), 0.70), (timedelta(hours=24), 0.50), (timedelta(days=7), 0.35))
_OLDEST = 0.15
_UNKNOWN_AGE = 0.75
_ACCURACIES = ((1_000, 1.0), (5_000, 0.75), (20_000, 0.50))
_COARSEST = 0.25
_UNKNOWN_ACCURACY = 0.90


def gps_weight(age: timedelta | None, accuracy_m: float | None) -> float:
    """The weight of a position; `age` is counted back from the post, negative for one taken after it."""
    return round(_by_age(age) * _by_accuracy(accuracy_m), 3)


def _by_age(age: timedelta | None) -> float:
    if age is None:
        return _UNKNOWN_AGE
    return next((weight for limit, weight in _AGES if age <= limit), _OLDEST)


def _by_accuracy(accuracy_m: float | None) -> float:
    if accuracy_m is None:
        return _UNKNOWN_ACCURACY
    return next((factor for limit, factor in _ACCURACIES if accuracy_m <= limit), _COARSEST)
