"""Finds the places that a word or phrase may name: by its letters, by its sound, or by a near spelling."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from abhay.adapters.gazetteer.names.catalogue import NamedPlace
from abhay.adapters.gazetteer.names.spelling import folded, is_devanagari, rough_sounds, sounds
from abhay.adapters.gazetteer.places.records import Place
from models.enums import NameMatch, PlaceKind

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
OURS = MAJOR - {PlaceKind.OUTSIDE, PlaceKind.STATE}
_SHORTEST_SOUND = 3
_SHORTEST_HEARD_OUTSIDE = 6
_SHORTEST_SLIP = 6
_SHORTEST_ROUGH_SLIP = 5
_TWO_SLIPS_FROM = 8
_SOUNDS_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may mean: one place for each district and kind. `faint`: see `Mention`."""

    places: tuple[Place, ...]
    match: NameMatch
    faint: bool = False

    def only(self, kinds: frozenset[PlaceKind]) -> "Found | None":
        """Returns the same with the places of these kinds alone, None if there is none."""
        kept = tuple(place for place in self.places if place.kind in kinds)
        return replace(self, places=kept) if kept else None


class NameIndex:
    """Index of all names; an exact lookup takes microseconds, an approximate one tens of microseconds."""

    def __init__(self, named: Iterable[NamedPlace]) -> None:
        names = list(named)
        self._letters = _by_letters(names)
        self._spelt = frozenset((folded(name), parts) for name, _ in names if (parts := len(name.split())) > 1)
        first_words = {folded(name.split()[0]) for name, _ in names if len(name.split()) > 1}
        self._beginnings = frozenset(sound for word in first_words for sound in sounds(word))
        heard = self._heard()
        self._sounds = _by_key(heard, sounds)
        self._rough = _by_key(heard, rough_sounds)
        ours = [key for key, places in self._letters.items() if any(place.kind in OURS for place in places)]
        major = [key for key in heard if any(place.kind in MAJOR for place in self._letters[key])]
        self._near = _by_initial(ours, _letters_and_sounds)
        self._near_rough = _by_initial(major, rough_sounds)

    def _heard(self) -> list[str]:
        """The names that are also found by their sound: short ones of other States and countries sound like words."""
        outside = (PlaceKind.OUTSIDE, PlaceKind.STATE)
        return [
            key
            for key, places in self._letters.items()
            if len(key) >= _SHORTEST_HEARD_OUTSIDE or any(place.kind not in outside for place in places)
        ]

    def may_begin(self, word: str) -> bool:
        """Whether a name of several words begins with this word, or with one that sounds alike."""
        return any(sound in self._beginnings for sound in sounds(word))

    def exactly(self, phrase: str, parts: int | None = None) -> Found | None:
        """Returns the places whose name has these letters; for a mere village, also our towns that sound alike.

        With `parts` the name must also be spelt in that many words: "see kar" is not Sikar.
        """
        key = folded(phrase)
        places = self._letters.get(key)
        if not places or (parts is not None and (key, parts) not in self._spelt):
            return None
        if is_devanagari(key):
            places += self._only_in_latin(key, places)
        if all(place.kind is PlaceKind.VILLAGE for place in places):
            alike = [place for place in self._sounding(sounds(key), self._sounds) if place.kind in OURS]
            places += tuple(replace(place, prominence=place.prominence * _SOUNDS_LIKE) for place in alike)
        return Found(places, NameMatch.LETTERS)

    def _only_in_latin(self, key: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Returns the namesakes of which the tables have no Hindi, so that both scripts have one answer."""
        known = {(place.says, place.state) for place in places}
        alike = _without_minor_twins(self._sounding(sounds(key), self._sounds))
        return tuple(place for place in alike if (place.says, place.state) not in known)

    def is_town(self, key: str) -> bool:
        """Whether these folded letters name a town, a tehsil or anything larger, in Rajasthan or outside."""
        return any(place.kind in MAJOR for place in self._letters.get(key, ()))

    def by_sound(self, phrase: str, parts: int | None = None) -> Found | None:
        """Returns the places whose name sounds alike, in either script; `parts` as in `exactly`."""
        return _found(self._sounding(sounds(folded(phrase)), self._sounds, parts), NameMatch.SOUND)

    def by_rough_sound(self, phrase: str) -> Found | None:
        """Returns the places whose name sounds roughly alike."""
        return _found(self._sounding(rough_sounds(folded(phrase)), self._rough), NameMatch.ROUGH)

    def _sounding(
        self, heard: Iterable[str], index: Mapping[str, tuple[str, ...]], parts: int | None = None
    ) -> tuple[Place, ...]:
        merged: dict[tuple[str, PlaceKind, str | None], Place] = {}
        for key in dict.fromkeys(key for sound in heard for key in index.get(sound, ())):
            if parts is not None and (key, parts) not in self._spelt:
                continue
            for place in self._letters[key]:
                merged.setdefault((place.says, place.kind, place.state), place)
        return tuple(merged.values())

    def nearly(self, phrase: str) -> Found | None:
        """Returns our districts, tehsils and towns one typing error away, in names of six letters and more."""
        key = folded(phrase)
        long = any(len(sound) >= _SHORTEST_SLIP for sound in sounds(key))
        heard = _letters_and_sounds(key) if long else ()
        return self._slipped(heard, self._near, OURS, slips=1)

    def approximately(self, phrase: str) -> Found | None:
        """Returns the places that sound roughly alike and those one typing error away, else those further away."""
        heard, slipped = self.by_rough_sound(phrase), self.nearly(phrase)
        if heard and slipped and set(slipped.places) - set(heard.places):
            return Found(tuple(dict.fromkeys(heard.places + slipped.places)), NameMatch.NEARLY)
        return heard or slipped or self.roughly(phrase)

    def roughly(self, phrase: str) -> Found | None:
        """Returns places as `nearly` does, by rough sound, with towns of other States, and two errors in long names."""
        heard = [sound for sound in rough_sounds(folded(phrase)) if len(sound) >= _SHORTEST_ROUGH_SLIP]
        slips = 2 if heard and len(heard[0]) >= _TWO_SLIPS_FROM else 1
        return self._slipped(heard, self._near_rough, MAJOR, slips)

    def _slipped(
        self, heard: Iterable[str], index: Mapping[str, Mapping[str, str]], kinds: frozenset[PlaceKind], slips: int
    ) -> Found | None:
        best: dict[str, int] = {}
        for sound in heard:
            for other, key in index.get(sound[0], {}).items():
                distance = OSA.distance(sound, other, score_cutoff=slips)
                if distance <= slips:
                    best[key] = min(distance, best.get(key, slips))
        nearest = min(best.values(), default=0)
        places = {place for key, distance in best.items() if distance == nearest for place in self._letters[key]}
        kept = sorted((place for place in places if place.kind in kinds), key=lambda place: (place.says, place.name))
        return Found(tuple(kept), NameMatch.NEARLY) if kept else None


def _letters_and_sounds(key: str) -> tuple[str, ...]:
    return (key, *sounds(key))


def _by_letters(named: Iterable[NamedPlace]) -> dict[str, tuple[Place, ...]]:
    letters: dict[str, dict[tuple[str, PlaceKind, str | None], Place]] = defaultdict(dict)
    for name, place in named:
        same = letters[folded(name)]
        identity = (place.says, place.kind, place.state)
        same[identity] = _merged(same[identity], place) if identity in same else place
    return {key: _without_minor_twins(tuple(places.values())) for key, places in letters.items() if key}


def _by_key(letters: Iterable[str], heard: Callable[[str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in letters:
        for sound in heard(key):
            if len(sound) >= _SHORTEST_SOUND:
                found[sound].append(key)
    return {sound: tuple(keys) for sound, keys in found.items()}


def _by_initial(letters: Iterable[str], heard: Callable[[str], tuple[str, ...]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key in letters:
        for sound in heard(key):
            found[sound[0]][sound] = key
    return dict(found)


def _found(places: tuple[Place, ...], match: NameMatch) -> Found | None:
    return Found(_without_minor_twins(places), match) if places else None


def _merged(one: Place, other: Place) -> Place:
    """Merges two offices of one name in one district; what differs between them becomes unknown."""
    return replace(
        one,
        prominence=max(one.prominence, other.prominence),
        tehsil=one.tehsil if one.tehsil == other.tehsil else None,
        formers=one.formers | other.formers,
        units=one.units if one.units == other.units else (),
    )


def _without_minor_twins(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Keeps the most prominent of the places that share name and district: Kota's post office is not a second Kota."""
    best: dict[tuple[str, str | None], Place] = {}
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: -place.prominence):
        if place.kind is PlaceKind.ABOLISHED:
            kept.append(place)
        else:
            best.setdefault((place.says, place.state), place)
    return (*best.values(), *kept)
