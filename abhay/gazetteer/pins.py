"""What a PIN says: its districts with shares, or another state."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from abhay.gazetteer.records import Office, PinPlace, PinShare
from abhay.gazetteer.spelling import clean
from abhay.gazetteer.unit_hints import UnitHints

HOME_STATE = "Rajasthan"
_PIN = re.compile(r"(?<![\d+])([1-9]\d{2})[ -]?(\d{3})(?![\d])")
_LEAST_WEIGHT = 0.30
_STRAY = 0.12
"""A district with a smaller share of a PIN that borders none of the PIN's others is a slip in the post's list."""


class Pins:
    """PINs of Rajasthan one by one, those of the other states by their first three digits."""

    def __init__(
        self,
        offices: Iterable[Office],
        prefixes: Iterable[Mapping[str, str]],
        hints: UnitHints,
        borders: Mapping[str, frozenset[str]],
    ) -> None:
        by_pin: dict[str, list[Office]] = defaultdict(list)
        for office in offices:
            by_pin[office.pin].append(office)
        self._known = {pin: _shares(pin, found, hints, borders) for pin, found in by_pin.items()}
        self._regions = _regions(self._known)
        self._states = {row["prefix3"]: (row["state"], float(row["share"])) for row in prefixes}

    def lookup(self, pin: str) -> PinPlace | None:
        """The place of six ASCII digits, None when no state has such a PIN."""
        if pin in self._known:
            return PinPlace(pin, known=True, shares=self._known[pin])
        state, share = self._states.get(pin[:3], (None, 0.0))
        if state == HOME_STATE:
            return PinPlace(pin, known=False, shares=self._regions.get(pin[:3], ()))
        return PinPlace(pin, known=False, state=state, state_share=share) if state else None


def find_pins(text: str) -> list[str]:
    """The six-digit numbers of a text that may be PINs, in order; Devanagari digits and a space inside are read."""
    return ["".join(match.groups()) for match in _PIN.finditer(clean(text))]


def is_called_pin(text: str, pin: str) -> bool:
    """Whether the text itself says that the number is a PIN."""
    number = f"{pin[:3]}[ -]?{pin[3:]}"
    return re.search(rf"(?:\bpin ?(?:code)?|पिन(?: ?कोड)?)\D{{0,12}}{number}", clean(text), re.IGNORECASE) is not None


def _shares(
    pin: str, offices: Sequence[Office], hints: UnitHints, borders: Mapping[str, frozenset[str]]
) -> tuple[PinShare, ...]:
    counts = Counter(office.district for office in offices)
    kept = [name for name in counts if counts[name] / len(offices) >= _STRAY or borders[name] & counts.keys()]
    total = sum(counts[name] for name in kept)
    return tuple(
        _share(
            pin,
            district,
            counts[district] / total,
            _evened(counts[district] / total, len(kept)),
            [one for one in offices if one.district == district],
            hints,
        )
        for district in sorted(kept, key=lambda name: (-counts[name], name))
    )


def _evened(part: float, districts: int) -> float:
    """Of two districts the smaller counts for almost a third: somebody there would be sent to the wrong room."""
    least = min(_LEAST_WEIGHT, 0.75 / districts)
    return least + (1 - districts * least) * part if districts > 1 else 1.0


def _share(
    pin: str, district: str, part: float, weight: float, offices: Sequence[Office], hints: UnitHints
) -> PinShare:
    tehsils = {office.tehsil for office in offices}
    tehsil = tehsils.pop() if len(tehsils) == 1 else None
    units = {hints.of_office(district, pin, office.tehsil) for office in offices}
    olds = frozenset(office.old_district for office in offices if office.old_district not in (None, district))
    return PinShare(
        district, part, weight, tehsil, units.pop() if len(units) == 1 else (), frozenset(filter(None, olds))
    )


def _regions(known: Mapping[str, tuple[PinShare, ...]]) -> dict[str, tuple[PinShare, ...]]:
    """The districts of each sorting region: what is left to say about a PIN that the list does not have."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for pin, shares in known.items():
        for share in shares:
            weights[pin[:3]][share.district] += 1
    return {
        prefix: tuple(
            PinShare(district, count / counts.total(), count / counts.total(), None, (), frozenset())
            for district, count in counts.most_common()
        )
        for prefix, counts in weights.items()
    }
