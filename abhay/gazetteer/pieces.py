"""One statement about a place as pieces of evidence, one per police unit that it may mean."""

from collections.abc import Iterator

from abhay.gazetteer.unit_hints import Shares
from models.enums import EvidenceKind
from models.routes import Evidence


def pieces_of(
    kind: EvidenceKind, says: str, weight: float, detail: str, units: Shares, tehsil: str | None = None
) -> Iterator[Evidence]:
    """The weight is shared among `units`; without any, the piece names no unit."""
    for unit, share in units or ((None, 1.0),):
        yield Evidence(kind=kind, says=says, weight=round(weight * share, 3), detail=detail, unit=unit, tehsil=tehsil)
