"""What routing says: evidence, candidates and the decision with its reasons."""

from pydantic import Field

from models.enums import EvidenceKind, RouteState
from models.payloads import Payload


class Evidence(Payload):
    """One piece of place evidence.

    `says` is a district_id, `out_of_state` or `unknown`; `weight` 0 to 1 is how much it counts;
    `detail` tells an operator why, in plain words and without personal data beyond place names.
    """

    kind: EvidenceKind
    says: str
    weight: float = Field(ge=0, le=1)
    detail: str = ""
    unit: str | None = None
    tehsil: str | None = None
    state: str | None = None


class Candidate(Payload):
    """A police unit that may be the right one; scores of one route add up to at most 1."""

    district: str
    unit: str
    score: float = Field(ge=0, le=1)


class Route(Payload):
    """The decision: which units are paged, and everything that spoke for and against.

    `units` is empty unless the state is resolved (one) or ambiguous (two or more). `area` is the
    place down to the tehsil, the finest that a message may carry. `copies` are units that are told
    but do not own the case (an outdated district word, a neighbour across the border).
    """

    state: RouteState
    district: str | None = None
    units: tuple[str, ...] = ()
    confidence: float = Field(default=0, ge=0, le=1)
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tehsil: str | None = None
    other_state: str | None = None
    copies: tuple[str, ...] = ()
    reason: str = ""
