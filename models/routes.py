"""What routing says: evidence of place with its reasons, candidates, and the decision.

Reasons are codes with typed parameters; `abhay/wording/places/place_words.py` words each in Hindi and English.
Codes and parameters are stored and sent: they are added to, never renamed.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from pydantic import Field, model_validator

from models.enums import EvidenceKind, NameMatch, PlaceKind, RouteState, Standing
from models.payloads import Payload

BY_PERSON: Final = "corrected by a person"
"""The English of `RouteReason.PERSON`; it stands here because the store writes it and has no words of its own."""

UNREADABLE_EN: Final = "the messages could not be read"
"""The English of `RouteReason.UNREADABLE`, for the same reason."""

FOR_A_DRILL_EN: Final = "the unit was chosen for a drill"
"""The English of `RouteReason.DRILL`, for the same reason."""


class PlaceName(Payload):
    """The name of a place in English, and in Hindi where the gazetteer's tables have it."""

    en: str
    hi: str | None = None


class EvidenceReason(StrEnum):
    """Why a piece of place evidence says what it says."""

    NAME = "name"
    NAME_ELSEWHERE = "name_elsewhere"
    SAID = "said"
    SAID_ELSEWHERE = "said_elsewhere"
    POINT = "point"
    POINT_NEAR_BORDER = "point_near_border"
    POINT_ELSEWHERE = "point_elsewhere"
    POINT_ABROAD = "point_abroad"
    POINT_FAR_ABROAD = "point_far_abroad"
    NO_POSITION = "no_position"
    POINT_DOUBTED = "point_doubted"
    POINT_IMPOSSIBLE = "point_impossible"
    POINT_SWAPPED = "point_swapped"
    POINT_ONLY_A_LEAD = "point_only_a_lead"
    MAP_LINK_CLOSED = "map_link_closed"
    PLUS_CODE_SHORT = "plus_code_short"
    DISTRICT_NEAR = "district_near"
    STATE_NEAR = "state_near"
    NEIGHBOUR_COPY = "neighbour_copy"
    PINCODE = "pincode"
    PINCODE_IN_TEXT = "pincode_in_text"
    PINCODE_ELSEWHERE = "pincode_elsewhere"
    PINCODE_UNLISTED = "pincode_unlisted"
    PINCODE_UNKNOWN = "pincode_unknown"
    FORMER_DISTRICT = "former_district"
    LANDLINE = "landline"
    IP_ADDRESS = "ip_address"


class NoParams(Payload):
    """A code that says everything by itself."""


class NameParams(Payload):
    """A name that was read: `name` as the gazetteer spells it."""

    name: PlaceName
    kind: PlaceKind
    match: NameMatch


class NameElsewhereParams(NameParams):
    """A name that belongs to another State."""

    state: PlaceName


class SaidParams(NameParams):
    """A name in the words of the post, and what they say of it."""

    standing: Standing


class SaidElsewhereParams(NameElsewhereParams):
    """The same of a name that belongs to another State."""

    standing: Standing


class PointParams(Payload):
    """A position: minutes before the post (negative after it) and metres, each None where it is unknown."""

    age_minutes: int | None
    accuracy_m: int | None


class DistrictPointParams(PointParams):
    """A position within a district of Rajasthan."""

    district: PlaceName


class BorderPointParams(DistrictPointParams):
    """The same with the nearest border and the distance to it."""

    neighbour: PlaceName
    km: float


class ElsewherePointParams(PointParams):
    """A position in another State: its district there and the State."""

    area: PlaceName
    state: PlaceName


class NearDistrictParams(Payload):
    """A district of Rajasthan that lies this far from the position."""

    district: PlaceName
    km: float


class NearStateParams(Payload):
    """A district of another State that lies this far from the position."""

    area: PlaceName
    state: PlaceName
    km: float


class PincodeParams(Payload):
    """A pincode as it was read, six ASCII digits."""

    pincode: str


class PincodePartParams(PincodeParams):
    """The part, 0 to 1, of the pincode's post offices (or of its region's pincodes) that lie in the district."""

    part: float = Field(ge=0, le=1)


class PincodeStateParams(PincodeParams):
    """The other State that a pincode belongs to."""

    state: PlaceName


class FormerDistrictParams(Payload):
    """The district that a place belonged to before, and the one that it belongs to now."""

    former: PlaceName
    district: PlaceName


EvidenceParams = (
    NoParams
    | NameParams
    | NameElsewhereParams
    | SaidParams
    | SaidElsewhereParams
    | PointParams
    | DistrictPointParams
    | BorderPointParams
    | ElsewherePointParams
    | NearDistrictParams
    | NearStateParams
    | PincodeParams
    | PincodePartParams
    | PincodeStateParams
    | FormerDistrictParams
)

EVIDENCE_PARAMS: Final[Mapping[EvidenceReason, type[EvidenceParams]]] = MappingProxyType(
    {
        EvidenceReason.NAME: NameParams,
        EvidenceReason.NAME_ELSEWHERE: NameElsewhereParams,
        EvidenceReason.SAID: SaidParams,
        EvidenceReason.SAID_ELSEWHERE: SaidElsewhereParams,
        EvidenceReason.POINT: DistrictPointParams,
        EvidenceReason.POINT_NEAR_BORDER: BorderPointParams,
        EvidenceReason.POINT_ELSEWHERE: ElsewherePointParams,
        EvidenceReason.POINT_ABROAD: PointParams,
        EvidenceReason.POINT_FAR_ABROAD: PointParams,
        EvidenceReason.NO_POSITION: NoParams,
        EvidenceReason.POINT_DOUBTED: PointParams,
        EvidenceReason.POINT_IMPOSSIBLE: NoParams,
        EvidenceReason.POINT_SWAPPED: NoParams,
        EvidenceReason.POINT_ONLY_A_LEAD: NoParams,
        EvidenceReason.MAP_LINK_CLOSED: NoParams,
        EvidenceReason.PLUS_CODE_SHORT: NoParams,
        EvidenceReason.DISTRICT_NEAR: NearDistrictParams,
        EvidenceReason.STATE_NEAR: NearStateParams,
        EvidenceReason.NEIGHBOUR_COPY: NearDistrictParams,
        EvidenceReason.PINCODE: PincodePartParams,
        EvidenceReason.PINCODE_IN_TEXT: PincodePartParams,
        EvidenceReason.PINCODE_ELSEWHERE: PincodeStateParams,
        EvidenceReason.PINCODE_UNLISTED: PincodePartParams,
        EvidenceReason.PINCODE_UNKNOWN: PincodeParams,
        EvidenceReason.FORMER_DISTRICT: FormerDistrictParams,
        EvidenceReason.LANDLINE: NoParams,
        EvidenceReason.IP_ADDRESS: NoParams,
    }
)
"""The parameters that each code carries."""


class EvidenceWhy(Payload):
    """Why a piece of evidence says what it says; ValueError for parameters of another code.

    The parameters name places out of what a person wrote. They are left out where only the code may be seen.
    """

    code: EvidenceReason
    params: EvidenceParams = NoParams()

    @model_validator(mode="after")
    def _params_are_the_codes(self) -> Self:
        if type(self.params) not in (EVIDENCE_PARAMS[self.code], NoParams):
            raise ValueError(f"{self.code.value} does not carry {type(self.params).__name__}")
        return self

    @property
    def complete(self) -> bool:
        """Whether the code has its parameters, so that it can be worded."""
        return type(self.params) is EVIDENCE_PARAMS[self.code]


class Evidence(Payload):
    """One piece of place evidence.

    `says` is a district_id, `out_of_state` or `unknown`; `weight` 0 to 1 is how much it counts. `why` is the
    reason as facts, None in rows of releases that kept its English alone. `detail` is the reason in English,
    without personal data beyond place names; it is worded from `why` when the route is stored.
    """

    kind: EvidenceKind
    says: str
    weight: float = Field(ge=0, le=1)
    detail: str = ""
    unit: str | None = None
    tehsil: str | None = None
    state: str | None = None
    why: EvidenceWhy | None = None


class Candidate(Payload):
    """A police unit that may be the right one; scores of one route add up to at most 1."""

    district: str
    unit: str
    score: float = Field(ge=0, le=1)


class RouteReason(StrEnum):
    """Why a route is what it is; `abhay/wording/places/place_words.py` has the words."""

    NO_EVIDENCE = "no_evidence"
    ONLY_HINTS = "only_hints"
    TOO_WEAK = "too_weak"
    STATE_ONLY_MENTIONED = "state_only_mentioned"
    EQUALLY_LIKELY = "equally_likely"
    OURS_OR_ANOTHER_STATE = "ours_or_another_state"
    EVIDENCE = "evidence"
    UNIT_UNCLEAR = "unit_unclear"
    CONTRADICTION = "contradiction"
    PERSON = "person"
    UNREADABLE = "unreadable"
    DRILL = "drill"


class DecidingEvidence(Payload):
    """The heaviest piece that speaks for a place: its kind and reason, as in `Evidence`."""

    kind: EvidenceKind
    why: EvidenceWhy | None = None
    detail: str = ""


class DecidedParams(Payload):
    """The piece that decided."""

    by: DecidingEvidence


class ContradictionParams(DecidedParams):
    """The pieces of two places that are both paged."""

    against: DecidingEvidence


RouteParams = NoParams | DecidedParams | ContradictionParams

ROUTE_PARAMS: Final[Mapping[RouteReason, type[RouteParams]]] = MappingProxyType(
    {
        RouteReason.NO_EVIDENCE: NoParams,
        RouteReason.ONLY_HINTS: NoParams,
        RouteReason.TOO_WEAK: NoParams,
        RouteReason.STATE_ONLY_MENTIONED: NoParams,
        RouteReason.EQUALLY_LIKELY: NoParams,
        RouteReason.OURS_OR_ANOTHER_STATE: NoParams,
        RouteReason.EVIDENCE: DecidedParams,
        RouteReason.UNIT_UNCLEAR: DecidedParams,
        RouteReason.CONTRADICTION: ContradictionParams,
        RouteReason.PERSON: NoParams,
        RouteReason.UNREADABLE: NoParams,
        RouteReason.DRILL: NoParams,
    }
)
"""The parameters that each code carries."""


class RouteWhy(Payload):
    """Why a route is what it is; ValueError for parameters of another code."""

    code: RouteReason
    params: RouteParams = NoParams()

    @model_validator(mode="after")
    def _params_are_the_codes(self) -> Self:
        if type(self.params) is not ROUTE_PARAMS[self.code]:
            raise ValueError(f"{self.code.value} does not carry {type(self.params).__name__}")
        return self


class Route(Payload):
    """The decision: which units are paged, and everything that spoke for and against.

    `units` is empty unless the state is resolved (one) or ambiguous (two or more). `tehsil` is
    the finest place that a message may carry. `copies` are units that are told
    but do not own the case (an outdated district word, a neighbour across the border). `why` and
    `reason` are the reason as facts and in English, as `why` and `detail` of a piece of evidence.
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
    why: RouteWhy | None = None

    @property
    def unreadable(self) -> bool:
        """Whether nothing was decided, because the case's messages could not be opened or weighed."""
        return self.why is not None and self.why.code is RouteReason.UNREADABLE


def without_details(route: Route) -> Route:
    """Returns what may stand in clear: kinds, units, weights and codes, no place out of what a person wrote."""
    evidence = tuple(_without_details(piece) for piece in route.evidence)
    why = route.why
    if why is not None and isinstance(why.params, DecidedParams):
        pieces = {name: DecidingEvidence(kind=piece.kind) for name, piece in why.params}
        why = RouteWhy(code=why.code, params=type(why.params)(**pieces))
    codes_alone = why is not None and isinstance(why.params, NoParams)
    plain = codes_alone or route.reason in (BY_PERSON, UNREADABLE_EN, FOR_A_DRILL_EN)
    return route.model_copy(update={"evidence": evidence, "why": why, "reason": route.reason if plain else ""})


def _without_details(piece: Evidence) -> Evidence:
    why = EvidenceWhy(code=piece.why.code) if piece.why else None
    return piece.model_copy(update={"detail": "", "tehsil": None, "why": why})


def unreadable_route() -> Route:
    """Returns the route of a case whose messages cannot be opened or weighed: a person has to read it."""
    why = RouteWhy(code=RouteReason.UNREADABLE)
    return Route(state=RouteState.UNRESOLVED, why=why, reason=UNREADABLE_EN)
