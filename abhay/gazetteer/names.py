"""Finds the places that a word or phrase may name: by its letters, by its sound, or nearly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from abhay.gazetteer.catalogue import Named
from abhay.gazetteer.records import Place, PlaceKind
from abhay.gazetteer.spelling import folded, sounds

MAJOR = frozenset(
    {
        PlaceKind.DISTRICT,
        PlaceKind.ABOLISHED,
        PlaceKind.TEHSIL,
        PlaceKind.TOWN,
        PlaceKind.OUTSIDE,
        PlaceKind.STATE,
    }
)
_SHORTEST_SOUND = 3
_SHORTEST_FUZZY = 5
_TWO_ERRORS_FROM = 8
_SOUNDS_LIKE = 0.5


class Match(StrEnum):
    """How a name was recognised, surest first."""

    LETTERS = "as written"
    SOUND = "by its sound"
    NEARLY = "nearly as written"


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may mean; `places` has one entry per district and kind."""

    places: tuple[Place, ...]
    match: Match


class NameIndex:
    """All names; a lookup takes some microseconds, an approximate one some tens."""

    def __init__(self, named: Iterable[Named]) -> None:
        letters: dict[str, dict[tuple[str, PlaceKind, str | None], Place]] = defaultdict(dict)
        for name, place in named:
            key = folded(name)
            same = letters[key]
            identity = (place.says, place.kind, place.state)
            same[identity] = _merged(same[identity], place) if identity in same else place
        self._letters: Mapping[str, tuple[Place, ...]] = {
            key: _without_minor_twins(tuple(places.values())) for key, places in letters.items() if key
        }
        self._sounds = self._by_sound(self._letters)
        self._near = self._by_initial(self._letters)
        self.nearly = lru_cache(maxsize=4096)(self._nearly)

    @staticmethod
    def _by_sound(letters: Mapping[str, tuple[Place, ...]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in letters:
            for sound in sounds(key):
                found[sound].append(key)
        return {sound: tuple(keys) for sound, keys in found.items() if len(sound) >= _SHORTEST_SOUND}

    @staticmethod
    def _by_initial(letters: Mapping[str, tuple[Place, ...]]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for key, places in letters.items():
            if any(place.kind in MAJOR for place in places):
                for sound in sounds(key):
                    if len(sound) >= _SHORTEST_FUZZY - 1:
                        found[sound[0]][sound] = key
        return found

    def exactly(self, phrase: str) -> Found | None:
        """The places whose name has these letters; a mere village also brings the towns that sound like it."""
        key = folded(phrase)
        places = self._letters.get(key)
        if not places:
            return None
        if all(place.kind is PlaceKind.VILLAGE for place in places):
            alike = [place for place in self._sounding(key) if place.kind in MAJOR]
            places += tuple(replace(place, prominence=place.prominence * _SOUNDS_LIKE) for place in alike)
        return Found(places, Match.LETTERS)

    def by_sound(self, phrase: str) -> Found | None:
        """The places whose name sounds so, whatever the script."""
        places = self._sounding(folded(phrase))
        return Found(_without_minor_twins(places), Match.SOUND) if places else None

    def _sounding(self, key: str) -> tuple[Place, ...]:
        keys = dict.fromkeys(other for sound in sounds(key) for other in self._sounds.get(sound, ()))
        merged: dict[tuple[str, PlaceKind, str | None], Place] = {}
        for other in keys:
            for place in self._letters[other]:
                merged.setdefault((place.says, place.kind, place.state), place)
        return tuple(merged.values())

    def _nearly(self, phrase: str) -> Found | None:
        """The districts, tehsils and towns one slip away (two in long names)."""
        best: dict[str, int] = {}
        for sound in sounds(folded(phrase)):
            if len(sound) < _SHORTEST_FUZZY:
                continue
            slips = 2 if len(sound) >= _TWO_ERRORS_FROM else 1
            for other, key in self._near.get(sound[0], {}).items():
                if abs(len(other) - len(sound)) > slips:
                    continue
                distance = OSA.distance(sound, other, score_cutoff=slips)
                if distance <= slips:
                    best[key] = min(distance, best.get(key, slips))
        nearest = min(best.values(), default=0)
        places = {place for key, distance in best.items() if distance == nearest for place in self._letters[key]}
        kept = sorted((place for place in places if place.kind in MAJOR), key=lambda place: (place.says, place.name))
        return Found(tuple(kept), Match.NEARLY) if kept else None


def _merged(one: Place, other: Place) -> Place:
    """Two offices of one name in one district: what they do not share is not known; each makes the name likelier."""
    return replace(
        one,
        prominence=max(one.prominence, other.prominence),
        tehsil=one.tehsil if one.tehsil == other.tehsil else None,
        olds=one.olds | other.olds,
        units=one.units if one.units == other.units else (),
    )


def _without_minor_twins(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of one name in one district only the most prominent: the office at Kota is not another place than Kota."""
    best: dict[tuple[str, str | None], Place] = {}
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: -place.prominence):
        if place.kind is PlaceKind.ABOLISHED:
            kept.append(place)
        else:
            best.setdefault((place.says, place.state), place)
    return (*best.values(), *kept)
