"""What the words of a post say of the places that they name, as weights, and what that does to all other evidence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from models.enums import EvidenceKind, Standing
from models.routes import Evidence, EvidenceParams, PointParams, SaidElsewhereParams, SaidParams

SAYING: Mapping[Standing, tuple[EvidenceKind, float]] = MappingProxyType(
    {
        Standing.PRESENT: (EvidenceKind.PRESENCE, 0.85),
        Standing.PERHAPS: (EvidenceKind.PRESENCE, 0.60),
        Standing.ORIGIN: (EvidenceKind.TEXT, 0.37),
        Standing.MENTIONED: (EvidenceKind.TEXT, 0.22),
        Standing.DESTINATION: (EvidenceKind.TEXT, 0.12),
        Standing.MEMORY: (EvidenceKind.TEXT, 0.05),
        Standing.SOMEBODY_ELSE: (EvidenceKind.TEXT, 0.05),
        Standing.LEFT: (EvidenceKind.TEXT, 0.0),
    }
)
"""Kind and weight of a place by what the post says of it: only where the person is, or is at home, can decide alone.

A thing that bears a place's name is no evidence at all.
"""

BARE_TEXT = SAYING[Standing.MENTIONED][1]
"""Weight of a place that the text only mentions; `SAYING` gives that of a place where it says the person is."""

SURE_PRESENCE = 0.61
"""From this support on, what the post says of now beats what the profile says of always."""

_BESIDE_PRESENCE = 0.35
"""How much of its weight another place keeps beside a sure presence."""

_WHERE_LEFT = 0.2
"""How much of its weight a place keeps that the post says the person has left."""

_OF_NOW = frozenset({EvidenceKind.PRESENCE, EvidenceKind.WRITTEN_POINT})
"""Kinds that speak of now themselves."""

_FRESH_MINUTES, _EXACT_M = 60, 1_000
_FRESH_POSITION = 0.70
"""Weight from which a position without its reason is fresh and exact enough to stand against the words."""


def as_of_now(pieces: Sequence[Evidence], present: Mapping[str, float]) -> list[Evidence]:
    """Returns the pieces as the words of the post leave them: "now" beats the profile, "left" takes away.

    `present` is the support of each place by the words that say where the person is. A fresh and exact position is
    left as it is: it says where the telephone is now.
    """
    sure = {place for place, support in present.items() if support >= SURE_PRESENCE}
    left = places_left(pieces) - present.keys()
    exact = any(_is_fresh(piece) for piece in pieces)
    factors = ((piece, _factor(piece, sure, left, exact=exact)) for piece in pieces)
    return sorted((_times(piece, factor) for piece, factor in factors), key=lambda piece: -piece.weight)


def places_left(pieces: Iterable[Evidence]) -> set[str]:
    """Returns the places that the post says its writer has left."""
    return {piece.says for piece in pieces if _says_left(piece)}


def _factor(piece: Evidence, sure: Collection[str], left: Collection[str], *, exact: bool) -> float:
    """Returns how much of its weight a piece keeps; `exact` if there is a fresh position, across a border or not."""
    across = piece.kind is EvidenceKind.GPS and exact and not isinstance(_params(piece), PointParams)
    if across or _is_fresh(piece) or piece.kind in _OF_NOW:
        return 1.0
    if piece.says in left:
        return _WHERE_LEFT
    return _BESIDE_PRESENCE if sure and piece.says not in sure else 1.0


def _is_fresh(piece: Evidence) -> bool:
    """Whether a piece is a position of the last hour before the post, or of no known time, accurate to 1 km."""
    params = _params(piece)
    if piece.kind is not EvidenceKind.GPS:
        return False
    if not isinstance(params, PointParams):
        return piece.weight >= _FRESH_POSITION
    return (params.age_minutes or 0) <= _FRESH_MINUTES and (params.accuracy_m or 0) <= _EXACT_M


def _params(piece: Evidence) -> EvidenceParams | None:
    return piece.why.params if piece.why else None


def _times(piece: Evidence, factor: float) -> Evidence:
    return piece if factor == 1.0 else piece.model_copy(update={"weight": round(piece.weight * factor, 3)})


def _says_left(piece: Evidence) -> bool:
    params = _params(piece)
    return isinstance(params, SaidParams | SaidElsewhereParams) and params.standing is Standing.LEFT
