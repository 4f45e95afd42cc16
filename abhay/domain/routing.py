"""Decides which police unit a case goes to, from the pieces of place evidence alone.

A weight is the chance that the person is where the piece says, before anything is known of the single piece. The
order of `RELIABILITY` is the rule (fresh GPS, a position in writing, pincode and address, current city, place tag,
what the person says of the place, a place in the text, phone and IP hints, hometown); the figures are estimates that
`abhay routing evaluate` checks against labelled cases.

The weights of pieces of one kind are added: they share one claim (a pincode that straddles two districts, a name
that two districts bear). A pincode and an address make one claim together, as strong as the stronger of the two.
All other kinds are independent and combine as 1 - (1-a)(1-b). Places are then compared by their odds, w / (1-w).
Either one district or another State stands out, or two strong pieces contradict each other, or nothing is strong
enough. A piece of weight 0 does not count in the decision; if it names a unit, that unit receives a copy (the
district that a place belonged to before, the neighbour across a border).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from types import MappingProxyType

from abhay.domain.places.presence import as_of_now, places_left
from models.enums import EvidenceKind, PlaceKind, RouteState
from models.routes import (
    Candidate,
    ContradictionParams,
    DecidedParams,
    DecidingEvidence,
    Evidence,
    EvidenceReason,
    NameParams,
    Route,
    RouteReason,
    RouteWhy,
)

RELIABILITY: Mapping[EvidenceKind, float] = MappingProxyType(
    {
        EvidenceKind.GPS: 0.97,
        EvidenceKind.WRITTEN_POINT: 0.95,
        EvidenceKind.PRESENCE: 0.85,
        EvidenceKind.PINCODE: 0.85,
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
"""Kinds that may tip a balance but never decide alone, not even several of them."""

FRESH = timedelta(hours=1)
_AGES = ((FRESH, 0.97), (timedelta(hours=6), 0.70), (timedelta(hours=24), 0.50), (timedelta(days=7), 0.35))
_OLDEST = 0.15
_UNKNOWN_AGE = 0.75
_ACCURACIES = ((1_000, 1.0), (5_000, 0.75), (20_000, 0.50))
_COARSEST = 0.25
_UNKNOWN_ACCURACY = 0.90
OUT_OF_STATE = "out_of_state"
UNKNOWN = "unknown"
ENOUGH = 0.25
"""Least support, hints left out, with which a place is believed at all."""

CLEAR = 5.0
"""The odds of the best place must be this many times those of the next."""

CLEAR_UNIT = 4.0
"""The same for two units of one district, where the wrong control room can hand on by telephone."""

STRONG = 0.38
"""Support by other kinds of pieces that makes a second place a contradiction: both places are paged."""

STRONG_SHARE = 0.12
"""The same for its share of a GPS point near a border, or of a pincode that straddles one."""

_ONE_CLAIM = frozenset({EvidenceKind.PINCODE, EvidenceKind.ADDRESS})
_POINTS = frozenset({EvidenceKind.GPS, EvidenceKind.WRITTEN_POINT})
_SHARED_BY_NATURE = _POINTS | {EvidenceKind.PINCODE}
_COUNTED = 0.001
_CERTAIN = 0.995
_OFFERED = 0.01
Rooms = Mapping[str, tuple[str, ...]]


def written_weight(accuracy_m: float | None) -> float:
    """Returns the weight of a position that somebody wrote or sent; one without an accuracy is taken as exact."""
    return round(RELIABILITY[EvidenceKind.WRITTEN_POINT] * _by_accuracy(accuracy_m or 0), 3)


def gps_weight(age: timedelta | None, accuracy_m: float | None) -> float:
    """Returns the weight of a position; `age` counts back from the time of the content, negative if taken later."""
    return round(_by_age(age) * _by_accuracy(accuracy_m), 3)


def _by_age(age: timedelta | None) -> float:
    if age is None:
        return _UNKNOWN_AGE
    return next((weight for limit, weight in _AGES if age <= limit), _OLDEST)


def _by_accuracy(accuracy_m: float | None) -> float:
    if accuracy_m is None:
        return _UNKNOWN_ACCURACY
    return next((factor for limit, factor in _ACCURACIES if accuracy_m <= limit), _COARSEST)


def decide_route(evidence: Iterable[Evidence], rooms: Rooms) -> Route:
    """Returns the route; `rooms` are the units that are paged in each district when nothing says which one."""
    pieces = tuple(sorted(evidence, key=lambda piece: -piece.weight))
    present = _support([piece for piece in pieces if piece.kind is EvidenceKind.PRESENCE], _place)
    counted = [
        piece
        for piece in as_of_now(pieces, present)
        if piece.weight >= _COUNTED and piece.says in {*rooms, OUT_OF_STATE}
    ]
    support = _support(counted, _place)
    believed = _support([piece for piece in counted if piece.kind not in HINTS], _place)
    ranked = sorted(support, key=lambda place: (-support[place], -believed.get(place, 0.0), place))
    candidates = _candidates(ranked, support, counted, rooms)
    nothing = RouteWhy(code=RouteReason.NO_EVIDENCE)
    draft = Route(state=RouteState.UNRESOLVED, candidates=candidates, evidence=pieces, why=nothing)
    ranked = [place for place in ranked if place in believed]
    if not ranked:
        return _unresolved(draft, RouteReason.ONLY_HINTS) if counted else draft
    if believed[ranked[0]] < ENOUGH:
        return _unresolved(draft, RouteReason.TOO_WEAK, counted)
    best = ranked[0]
    if best == OUT_OF_STATE and _only_mentioned(counted):
        return _unresolved(draft, RouteReason.STATE_ONLY_MENTIONED, counted)
    rivals = [place for place in ranked[1:] if _odds(support[best]) < CLEAR * _odds(support[place])]
    if not rivals:
        return _settled(draft, best, counted, rooms, support)
    return _contested(draft, [best, *rivals], counted, rooms, support)


def _only_mentioned(counted: Iterable[Evidence]) -> bool:
    """Whether only the words of the post speak for another State: people write of many cities."""
    kinds = {piece.kind for piece in counted if piece.says == OUT_OF_STATE} - HINTS
    return kinds <= {EvidenceKind.TEXT}


def _place(piece: Evidence) -> str:
    return piece.says


def _support(pieces: Iterable[Evidence], of: Callable[[Evidence], str]) -> dict[str, float]:
    by_kind: dict[str, dict[EvidenceKind, float]] = defaultdict(lambda: defaultdict(float))
    for piece in pieces:
        by_kind[of(piece)][piece.kind] += piece.weight
    return {key: _joined(kinds) for key, kinds in by_kind.items()}


def _joined(kinds: Mapping[EvidenceKind, float]) -> float:
    weights = {kind: min(weight, RELIABILITY[kind]) for kind, weight in kinds.items()}
    doubt = 1 - max((weights.get(kind, 0.0) for kind in _ONE_CLAIM), default=0.0)
    for kind in weights.keys() - _ONE_CLAIM:
        doubt *= 1 - weights[kind]
    return 1 - doubt


def _odds(support: float) -> float:
    capped = min(support, _CERTAIN)
    return capped / (1 - capped)


def _confidence(place: str, support: Mapping[str, float]) -> float:
    """The chance that at least one piece is right, times the place's part of all odds."""
    wrong = 1.0
    for value in support.values():
        wrong *= 1 - value
    return round((1 - wrong) * _odds(support[place]) / sum(map(_odds, support.values())), 3)


def _candidates(
    ranked: Sequence[str], support: Mapping[str, float], counted: Sequence[Evidence], rooms: Rooms
) -> tuple[Candidate, ...]:
    found = [
        Candidate(district=place, unit=unit, score=round(_confidence(place, support) * share, 3))
        for place in ranked
        if place != OUT_OF_STATE
        for unit, share in _unit_shares(place, counted, rooms).items()
    ]
    return tuple(sorted((one for one in found if one.score >= _OFFERED), key=lambda one: -one.score))


def _unit_shares(district: str, counted: Iterable[Evidence], rooms: Rooms) -> dict[str, float]:
    """Returns the units of a district with their shares, likeliest first; the shares add up to 1."""
    named = [piece for piece in counted if piece.says == district and piece.unit]
    named = [piece for piece in named if not _names_the_district(piece)] or named
    odds = {unit: _odds(weight) for unit, weight in _support(named, lambda piece: piece.unit or "").items()}
    if not odds:
        odds = dict.fromkeys(rooms[district], 1.0)
    total = sum(odds.values())
    return {unit: odds[unit] / total for unit in sorted(odds, key=lambda unit: (-odds[unit], unit))}


def _names_the_district(piece: Evidence) -> bool:
    """Whether a piece only names the district: that means its city, until anything finer is known."""
    params = piece.why.params if piece.why else None
    return isinstance(params, NameParams) and params.kind is PlaceKind.DISTRICT


def _only_by_its_name(district: str, counted: Iterable[Evidence]) -> bool:
    named = [piece for piece in counted if piece.says == district and piece.unit]
    return bool(named) and all(_names_the_district(piece) for piece in named)


def _units(district: str, counted: Iterable[Evidence], rooms: Rooms) -> tuple[str, ...]:
    """Returns one unit if the evidence says which, else the two likeliest."""
    shares = _unit_shares(district, counted, rooms)
    first, *others = shares
    if not others or shares[first] >= CLEAR_UNIT * shares[others[0]]:
        return (first,)
    return (first, others[0])


def _settled(draft: Route, best: str, counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]) -> Route:
    """Routes to one place; the units of an overruled place with strong support receive a copy."""
    confidence = _confidence(best, support)
    also = tuple(unit for place in _overruled(draft, best, rooms) for unit in _units(place, counted, rooms))
    if best == OUT_OF_STATE:
        return _handed_over(draft, counted, confidence, also)
    units = _units(best, counted, rooms)
    if _only_by_its_name(best, counted):
        also = (*also, *rooms[best])
    code = RouteReason.EVIDENCE if len(units) == 1 else RouteReason.UNIT_UNCLEAR
    return draft.model_copy(
        update={
            "state": RouteState.RESOLVED if len(units) == 1 else RouteState.AMBIGUOUS,
            "district": best,
            "units": units,
            "confidence": confidence,
            "tehsil": _tehsil(best, counted),
            "copies": _copies(draft.evidence, units, also),
            "why": RouteWhy(code=code, params=DecidedParams(by=_deciding(best, counted))),
        }
    )


def _overruled(draft: Route, best: str, rooms: Rooms) -> list[str]:
    """Returns the places that strong pieces name, were it not for the decision; where somebody has left counts not."""
    weighed = [piece for piece in draft.evidence if piece.weight >= _COUNTED and piece.says in rooms]
    support = _support(weighed, _place)
    gone = places_left(draft.evidence)
    return [place for place in support if place != best and place not in gone and support[place] >= STRONG]


def _handed_over(draft: Route, counted: Sequence[Evidence], confidence: float, also: tuple[str, ...]) -> Route:
    return draft.model_copy(
        update={
            "state": RouteState.OUT_OF_STATE,
            "confidence": confidence,
            "other_state": _other_state(counted),
            "copies": _copies(draft.evidence, (), also),
            "why": RouteWhy(code=RouteReason.EVIDENCE, params=DecidedParams(by=_deciding(OUT_OF_STATE, counted))),
        }
    )


def _contested(
    draft: Route, places: Sequence[str], counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]
) -> Route:
    best = places[0]
    strong = [place for place in places[1:] if _contradicts(place, best, counted)]
    if not strong:
        return _weakly_contested(draft, places, counted, rooms, support)
    if OUT_OF_STATE in (best, strong[0]):
        return _across_the_border(draft, best, strong[0], counted, rooms, support)
    pair = (best, strong[0])
    units = tuple(chain.from_iterable(_units(place, counted, rooms) for place in pair))
    return draft.model_copy(
        update={
            "state": RouteState.AMBIGUOUS,
            "district": best,
            "units": units,
            "confidence": _confidence(best, support),
            "copies": _copies(draft.evidence, units),
            "why": RouteWhy(
                code=RouteReason.CONTRADICTION,
                params=ContradictionParams(by=_deciding(pair[0], counted), against=_deciding(pair[1], counted)),
            ),
        }
    )


def _contradicts(place: str, best: str, counted: Iterable[Evidence]) -> bool:
    """Whether `place` has strong pieces of its own, besides those that it shares with `best` (a name of both)."""
    mine = [piece for piece in counted if piece.says == place]
    if any(_shared_by_nature(piece) and piece.weight >= STRONG_SHARE for piece in mine):
        return True
    own = _kinds(mine) - _kinds(piece for piece in counted if piece.says == best)
    return _support([piece for piece in mine if piece.kind in own], _place).get(place, 0.0) >= STRONG


def _shared_by_nature(piece: Evidence) -> bool:
    return piece.kind in _SHARED_BY_NATURE or (
        piece.why is not None and piece.why.code is EvidenceReason.PINCODE_IN_TEXT
    )


def _kinds(pieces: Iterable[Evidence]) -> set[EvidenceKind]:
    return {piece.kind for piece in pieces} - HINTS


def _weakly_contested(
    draft: Route, places: Sequence[str], counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]
) -> Route:
    """Keeps to the best place if only a passing mention contradicts it; a name that both bear goes to the desk."""
    best, second = places[0], places[1]
    mine, other = (_kinds(piece for piece in counted if piece.says == place) for place in (best, second))
    if support[best] < STRONG or mine & other or OUT_OF_STATE in (best, second):
        return _unresolved(draft, RouteReason.EQUALLY_LIKELY, counted)
    return _settled(draft, best, counted, rooms, support)


def _across_the_border(
    draft: Route, best: str, second: str, counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]
) -> Route:
    """Decides between a place of ours and another State: a position outside the State decides, else the desk."""
    home = second if best == OUT_OF_STATE else best
    outside = [piece for piece in counted if piece.kind in _POINTS and piece.says == OUT_OF_STATE]
    if best == OUT_OF_STATE and outside:
        return _handed_over(draft, counted, _confidence(best, support), also=_units(home, counted, rooms))
    return _unresolved(draft, RouteReason.OURS_OR_ANOTHER_STATE, counted)


def _unresolved(draft: Route, code: RouteReason, counted: Sequence[Evidence] = ()) -> Route:
    return draft.model_copy(update={"why": RouteWhy(code=code), "other_state": _other_state(counted)})


def _copies(pieces: Iterable[Evidence], units: Sequence[str], also: Sequence[str] = ()) -> tuple[str, ...]:
    named = (piece.unit for piece in pieces if piece.weight == 0 and piece.unit)
    return tuple(dict.fromkeys(unit for unit in (*named, *also) if unit not in units))


def _tehsil(district: str, counted: Iterable[Evidence]) -> str | None:
    """Returns the tehsil that the heaviest piece names; `counted` is sorted, heaviest first."""
    return next((piece.tehsil for piece in counted if piece.says == district and piece.tehsil), None)


def _other_state(counted: Iterable[Evidence]) -> str | None:
    return next((piece.state for piece in counted if piece.says == OUT_OF_STATE and piece.state), None)


def _deciding(place: str, counted: Iterable[Evidence]) -> DecidingEvidence:
    """Returns the heaviest piece that speaks for a place which is among the counted ones."""
    piece = next(piece for piece in counted if piece.says == place)
    return DecidingEvidence(kind=piece.kind, why=piece.why, detail="" if piece.why else piece.detail)
