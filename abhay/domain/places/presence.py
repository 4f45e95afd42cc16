"""What the words of a post say of the places that they name, as weights, and what that does to all other evidence."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from models.enums import EvidenceKind, Standing
from models.routes import Evidence, SaidElsewhereParams, SaidParams

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

_FRESH_POSITION = 0.70
"""Weight from which a position is fresh and exact enough to stand against the words."""


def as_of_now(pieces: Sequence[Evidence], present: Mapping[str, float]) -> list[Evidence]:
    """Returns the pieces as the words of the post leave them: "now" beats the profile, "left" takes away.

    `present` is the support of each place by the words that say where the person is. A fresh and exact position is
    left as it is: it says where the telephone is now.
    """
    sure = {place for place, support in present.items() if support >= SURE_PRESENCE}
    left = {piece.says for piece in pieces if _says_left(piece)} - present.keys()
    return sorted((_beside(piece, sure, left) for piece in pieces), key=lambda piece: -piece.weight)


def _beside(piece: Evidence, sure: Collection[str], left: Collection[str]) -> Evidence:
    fresh = piece.kind is EvidenceKind.GPS and piece.weight >= _FRESH_POSITION
    factor = 1.0
    if piece.says in left and not fresh:
        factor = _WHERE_LEFT
    elif sure and piece.says not in sure and not fresh and piece.kind is not EvidenceKind.PRESENCE:
        factor = _BESIDE_PRESENCE
    return piece if factor == 1.0 else piece.model_copy(update={"weight": round(piece.weight * factor, 3)})


def _says_left(piece: Evidence) -> bool:
    params = piece.why.params if piece.why else None
    return isinstance(params, SaidParams | SaidElsewhereParams) and params.standing is Standing.LEFT
