"""Which police unit a case goes to: a pure decision from the pieces of place evidence.

Pieces of one kind share one claim (a PIN that straddles two districts, a name that two districts bear):
their weights are added. A PIN and an address are one statement, the stronger of the two. All other kinds are
independent: they join as 1 - (1-a)(1-b). Places are then compared by odds, w / (1-w): one district or another
state stands out, or two strong pieces contradict each other, or nothing is strong enough. A piece of weight 0
counts for nothing; where it names a unit, that unit is told and gets a copy (an outdated district word, the
neighbour across a border).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from abhay.policy.reliability import HINTS, RELIABILITY
from models.enums import EvidenceKind, RouteState
from models.routes import Candidate, Evidence, Route

OUT_OF_STATE = "out_of_state"
UNKNOWN = "unknown"
ENOUGH = 0.30
"""Least support, hints left out, with which a place is believed at all."""
CLEAR = 5.0
"""How many times better the odds of the best place must be than the next one's."""
CLEAR_UNIT = 4.0
"""The same between units of one district: the wrong room there is a phone call away."""
STRONG = 0.38
"""Support of a second place, by other kinds of pieces, that makes a contradiction: both places are paged."""
STRONG_SHARE = 0.12
"""The same for a share of a GPS point near a border or of a PIN that straddles one."""
_ONE_STATEMENT = frozenset({EvidenceKind.PIN, EvidenceKind.ADDRESS})
_SHARED_BY_NATURE = frozenset({EvidenceKind.GPS, EvidenceKind.PIN})
_COUNTED = 0.001
_CERTAIN = 0.995
_OFFERED = 0.01

Rooms = Mapping[str, tuple[str, ...]]


def decide_route(evidence: Iterable[Evidence], rooms: Rooms) -> Route:
    """Decide from `evidence`; `rooms` are the units paged in each district when nothing says which one."""
    pieces = tuple(sorted(evidence, key=lambda piece: -piece.weight))
    counted = [piece for piece in pieces if piece.weight >= _COUNTED and piece.says in {*rooms, OUT_OF_STATE}]
    support = _support(counted, _place)
    believed = _support([piece for piece in counted if piece.kind not in HINTS], _place)
    ranked = sorted(support, key=lambda place: (-support[place], -believed.get(place, 0.0), place))
    candidates = _candidates(ranked, support, counted, rooms)
    draft = Route(state=RouteState.UNRESOLVED, candidates=candidates, evidence=pieces, reason="no place evidence")
    ranked = [place for place in ranked if place in believed]
    if not ranked:
        return _unresolved(draft, "only hints, which never decide alone") if counted else draft
    if believed[ranked[0]] < ENOUGH:
        return _unresolved(draft, "the evidence is too weak", counted)
    best = ranked[0]
    if best == OUT_OF_STATE and _only_mentioned(counted):
        return _unresolved(draft, "another state is only mentioned in the text", counted)
    rivals = [place for place in ranked[1:] if _odds(support[best]) < CLEAR * _odds(support[place])]
    if not rivals:
        return _settled(draft, best, counted, rooms, support)
    return _contested(draft, [best, *rivals], counted, rooms, support)


def _only_mentioned(counted: Iterable[Evidence]) -> bool:
    """Whether nothing but the words of the post speaks for another state: people write of many cities."""
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
    doubt = 1 - max((weights.get(kind, 0.0) for kind in _ONE_STATEMENT), default=0.0)
    for kind in weights.keys() - _ONE_STATEMENT:
        doubt *= 1 - weights[kind]
    return 1 - doubt


def _odds(support: float) -> float:
    capped = min(support, _CERTAIN)
    return capped / (1 - capped)


def _confidence(place: str, support: Mapping[str, float]) -> float:
    """The chance that any piece is right, times the place's part of all odds."""
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
    """The units of a district, likeliest first; shares add up to 1."""
    named = [piece for piece in counted if piece.says == district and piece.unit]
    odds = {unit: _odds(weight) for unit, weight in _support(named, lambda piece: piece.unit or "").items()}
    if not odds:
        odds = dict.fromkeys(rooms[district], 1.0)
    total = sum(odds.values())
    return {unit: odds[unit] / total for unit in sorted(odds, key=lambda unit: (-odds[unit], unit))}


def _units(district: str, counted: Iterable[Evidence], rooms: Rooms) -> tuple[str, ...]:
    """One unit where the evidence says which, else the two likeliest."""
    shares = _unit_shares(district, counted, rooms)
    first, *others = shares
    if not others or shares[first] >= CLEAR_UNIT * shares[others[0]]:
        return (first,)
    return (first, others[0])


def _settled(draft: Route, best: str, counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]) -> Route:
    """One place; the units of another that much spoke for are told."""
    confidence = _confidence(best, support)
    overruled = [place for place in support if place not in (best, OUT_OF_STATE) and support[place] >= STRONG]
    also = tuple(unit for place in overruled for unit in _units(place, counted, rooms))
    if best == OUT_OF_STATE:
        return _handed_over(draft, counted, confidence, also)
    units = _units(best, counted, rooms)
    reason = _because(best, counted)
    if len(units) > 1:
        reason = f"the district is clear, its unit is not; {reason}"
    return draft.model_copy(
        update={
            "state": RouteState.RESOLVED if len(units) == 1 else RouteState.AMBIGUOUS,
            "district": best,
            "units": units,
            "confidence": confidence,
            "tehsil": _tehsil(best, counted),
            "copies": _copies(draft.evidence, units, also),
            "reason": reason,
        }
    )


def _handed_over(draft: Route, counted: Sequence[Evidence], confidence: float, also: tuple[str, ...]) -> Route:
    return draft.model_copy(
        update={
            "state": RouteState.OUT_OF_STATE,
            "confidence": confidence,
            "other_state": _other_state(counted),
            "copies": _copies(draft.evidence, (), also),
            "reason": _because(OUT_OF_STATE, counted),
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
            "reason": "; against that ".join(_because(place, counted) for place in pair),
        }
    )


def _contradicts(place: str, best: str, counted: Iterable[Evidence]) -> bool:
    """Whether `place` has strong pieces of its own: not the other half of a name that both places bear."""
    mine = [piece for piece in counted if piece.says == place]
    if any(piece.kind in _SHARED_BY_NATURE and piece.weight >= STRONG_SHARE for piece in mine):
        return True
    own = _kinds(mine) - _kinds(piece for piece in counted if piece.says == best)
    return _support([piece for piece in mine if piece.kind in own], _place).get(place, 0.0) >= STRONG


def _kinds(pieces: Iterable[Evidence]) -> set[EvidenceKind]:
    return {piece.kind for piece in pieces} - HINTS


def _weakly_contested(
    draft: Route, places: Sequence[str], counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]
) -> Route:
    """A passing mention does not unseat a strong piece; a shared name is for the desk."""
    best, second = places[0], places[1]
    mine, other = (_kinds(piece for piece in counted if piece.says == place) for place in (best, second))
    if support[best] < STRONG or mine & other or OUT_OF_STATE in (best, second):
        return _unresolved(draft, "several places are about equally likely", counted)
    return _settled(draft, best, counted, rooms, support)


def _across_the_border(
    draft: Route, best: str, second: str, counted: Sequence[Evidence], rooms: Rooms, support: Mapping[str, float]
) -> Route:
    """Ours against another state's: a position outside the State decides, otherwise the desk does."""
    home = second if best == OUT_OF_STATE else best
    outside = [piece for piece in counted if piece.kind is EvidenceKind.GPS and piece.says == OUT_OF_STATE]
    if best == OUT_OF_STATE and outside:
        return _handed_over(draft, counted, _confidence(best, support), also=_units(home, counted, rooms))
    return _unresolved(draft, "Rajasthan or another state", counted)


def _unresolved(draft: Route, why: str, counted: Sequence[Evidence] = ()) -> Route:
    return draft.model_copy(update={"reason": why, "other_state": _other_state(counted)})


def _copies(pieces: Iterable[Evidence], units: Sequence[str], also: Sequence[str] = ()) -> tuple[str, ...]:
    told = (piece.unit for piece in pieces if piece.weight == 0 and piece.unit)
    return tuple(dict.fromkeys(unit for unit in (*told, *also) if unit not in units))


def _tehsil(district: str, counted: Iterable[Evidence]) -> str | None:
    """The tehsil that the heaviest piece names, `counted` being heaviest first."""
    return next((piece.tehsil for piece in counted if piece.says == district and piece.tehsil), None)


def _other_state(counted: Iterable[Evidence]) -> str | None:
    return next((piece.state for piece in counted if piece.says == OUT_OF_STATE and piece.state), None)


def _because(place: str, counted: Iterable[Evidence]) -> str:
    return next((f"{piece.kind.value}: {piece.detail}" for piece in counted if piece.says == place), place)
