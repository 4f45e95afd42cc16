"""Why a name says what it says: its place, how it was recognised, and what the post says of it."""

from abhay.adapters.gazetteer.names.hindi import place_name, state_name
from abhay.adapters.gazetteer.names.readings import Reading
from models.enums import Standing
from models.routes import (
    EvidenceReason,
    EvidenceWhy,
    NameElsewhereParams,
    NameParams,
    SaidElsewhereParams,
    SaidParams,
)


def why_of(reading: Reading, standing: Standing | None = None) -> EvidenceWhy:
    """Returns the reason of a reading; `standing` is what a post says of it, None for a field."""
    name, kind, match = place_name(reading.place), reading.place.kind, reading.match
    told = standing not in (None, Standing.MENTIONED)
    if reading.state is not None:
        state = state_name(reading.state)
        if standing and told:
            params = SaidElsewhereParams(name=name, kind=kind, match=match, state=state, standing=standing)
            return EvidenceWhy(code=EvidenceReason.SAID_ELSEWHERE, params=params)
        params = NameElsewhereParams(name=name, kind=kind, match=match, state=state)
        return EvidenceWhy(code=EvidenceReason.NAME_ELSEWHERE, params=params)
    if standing and told:
        params = SaidParams(name=name, kind=kind, match=match, standing=standing)
        return EvidenceWhy(code=EvidenceReason.SAID, params=params)
    return EvidenceWhy(code=EvidenceReason.NAME, params=NameParams(name=name, kind=kind, match=match))
