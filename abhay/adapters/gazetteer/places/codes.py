"""Looks pincodes and STD codes up, and finds pincodes in text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from abhay.adapters.gazetteer.names.spelling import clean
from abhay.adapters.gazetteer.places.files import rows
from abhay.adapters.gazetteer.places.records import Office, PincodeArea, PincodeShare
from abhay.adapters.gazetteer.places.unit_hints import UnitHints
from abhay.domain.intake.phones import Line, Phone

HOME_STATE = "Rajasthan"
_PINCODE = re.compile(r"(?<![\d+])([1-9]\d{2})[ -]?(\d{3})(?![\d])")
_BEFORE = r"\bpin ?(?:code)?|\bzip ?(?:code)?|\bdhani|\bgaon|\bgram|पिन(?: ?कोड)?|ढाणी|गांव|गाँव"
_CALLED = re.compile(rf"(?:{_BEFORE})\D{{0,12}}([1-9]\d{{2}})[ -]?(\d{{3}})", re.IGNORECASE)
_OF_MONEY = r"atm|card|upi|gpay|phonepe|paytm|sim|lock|locker|password|passcode|otp|एटीएम|कार्ड|यूपीआई|लॉक|पासवर्ड|ओटीपी"
_OF_A_THING = r"(?:phone|mobile|bank|fone|mobail|फोन|फ़ोन|मोबाइल|बैंक)"
_OF = r"(?:ka|ki|ke|का|की|के)"
_KEPT_SECRET = re.compile(
    rf"(?<!\w)(?:(?:{_OF_MONEY})(?!\w)[^\d\n]{{0,20}}?|{_OF_A_THING}\ (?:{_OF}\ )?(?:pin|पिन)[^\d\n]{{0,12}}?)"
    r"(?<!\d)([1-9]\d{2})\ ?(\d{3})(?!\d)",
    re.IGNORECASE,
)
_SECRET_BEFORE_ITS_NAME = re.compile(
    rf"(?<![\d+])([1-9]\d{{2}})\ ?(\d{{3}})(?!\d)(?:\W{{0,3}}\w{{1,6}})?\W{{1,3}}"
    rf"(?:(?:{_OF_MONEY})(?!\w)|{_OF_A_THING}\ {_OF}(?!\w))",
    re.IGNORECASE,
)
"""People who take leave write down the codes of their cards and telephones: "pin" there is no place."""

_LEAST_WEIGHT = 0.30
_STRAY = 0.12
"""A district with a smaller part of a pincode that borders none of its other districts is an error in the list."""

_LONGEST_CODE, _SHORTEST_CODE = 4, 3


class Pincodes:
    """The pincodes of Rajasthan one by one, those of other States by their first three digits."""

    def __init__(
        self,
        offices: Iterable[Office],
        prefixes: Iterable[Mapping[str, str]],
        hints: UnitHints,
        borders: Mapping[str, frozenset[str]],
    ) -> None:
        by_pincode: dict[str, list[Office]] = defaultdict(list)
        for office in offices:
            by_pincode[office.pincode].append(office)
        self._known = {pincode: _shares(pincode, found, hints, borders) for pincode, found in by_pincode.items()}
        self._regions = _regions(self._known)
        self._states = {row["prefix3"]: (row["state"], float(row["share"])) for row in prefixes}

    def lookup(self, pincode: str) -> PincodeArea | None:
        """Returns what six ASCII digits stand for, None if no State has such a pincode."""
        if pincode in self._known:
            return PincodeArea(pincode, known=True, shares=self._known[pincode])
        state, share = self._states.get(pincode[:3], (None, 0.0))
        if state == HOME_STATE:
            return PincodeArea(pincode, known=False, shares=self._regions.get(pincode[:3], ()))
        return PincodeArea(pincode, known=False, state=state, state_share=share) if state else None


def find_pincodes(text: str) -> list[str]:
    """Returns the numbers of a text that may be pincodes, in order, as six ASCII digits.

    Devanagari digits are read, and a space or hyphen after the third digit.
    """
    return ["".join(match.groups()) for match in _PINCODE.finditer(clean(text))]


def called_pincodes(text: str) -> frozenset[str]:
    """Returns the numbers that the text calls pincodes."""
    return frozenset("".join(match.groups()) for match in _CALLED.finditer(clean(text)))


def secret_numbers(text: str) -> frozenset[str]:
    """Returns the numbers that the text calls the secret of a card, an account or a telephone."""
    words = clean(text)
    both = (*_KEPT_SECRET.finditer(words), *_SECRET_BEFORE_ITS_NAME.finditer(words))
    return frozenset("".join(match.groups()) for match in both)


def _shares(
    pincode: str, offices: Sequence[Office], hints: UnitHints, borders: Mapping[str, frozenset[str]]
) -> tuple[PincodeShare, ...]:
    counts = Counter(office.district for office in offices)
    kept = [name for name in counts if counts[name] / len(offices) >= _STRAY or borders[name] & counts.keys()]
    total = sum(counts[name] for name in kept)
    return tuple(
        _share(
            pincode,
            district,
            counts[district] / total,
            _evened(counts[district] / total, len(kept)),
            [one for one in offices if one.district == district],
            hints,
        )
        for district in sorted(kept, key=lambda name: (-counts[name], name))
    )


def _evened(part: float, districts: int) -> float:
    """Raises the smaller of two districts to almost a third, so that people there are not sent to the wrong room."""
    least = min(_LEAST_WEIGHT, 0.75 / districts)
    return least + (1 - districts * least) * part if districts > 1 else 1.0


def _share(
    pincode: str, district: str, part: float, weight: float, offices: Sequence[Office], hints: UnitHints
) -> PincodeShare:
    tehsils = {office.tehsil for office in offices}
    tehsil = tehsils.pop() if len(tehsils) == 1 else None
    units = {hints.of_office(district, pincode, office.tehsil) for office in offices}
    former = {office.old_district for office in offices if office.old_district != district}
    formers = frozenset(filter(None, former))
    return PincodeShare(district, part, weight, tehsil, units.pop() if len(units) == 1 else (), formers)


def _regions(known: Mapping[str, tuple[PincodeShare, ...]]) -> dict[str, tuple[PincodeShare, ...]]:
    """Returns the districts of each sorting region, for pincodes that the list does not have."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for pincode, shares in known.items():
        for share in shares:
            weights[pincode[:3]][share.district] += 1
    return {
        prefix: tuple(
            PincodeShare(district, count / counts.total(), count / counts.total(), None, (), frozenset())
            for district, count in counts.most_common()
        )
        for prefix, counts in weights.items()
    }


class StdCodes:
    """The STD codes of Rajasthan, without the leading 0."""

    def __init__(self) -> None:
        self._districts = {row["std_code"]: row["district_id"] for row in rows("std_codes.csv")}

    def district(self, phone: Phone) -> str | None:
        """Returns the district of a landline; None for a mobile, and for a number that may be one.

        The numbering plan cannot tell Kota's codes (074xx) from mobiles: there a number is a landline if it was
        written with the leading 0.
        """
        is_landline = phone.line is Line.LANDLINE or (phone.line is Line.EITHER and phone.after_trunk_zero)
        if not (is_landline and phone.is_indian):
            return None
        lengths = range(_LONGEST_CODE, _SHORTEST_CODE - 1, -1)
        codes = (phone.national[:length] for length in lengths)
        return next((self._districts[code] for code in codes if code in self._districts), None)
