"""Positions that a person or a partner wrote down: in the post, in a note, in a field that holds words.

They are evidence of a kind of their own: somebody meant them, but nobody measured when.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from abhay.adapters.gazetteer.evidence.pieces import Claim, from_point, margin_km, rounded_metres
from abhay.adapters.gazetteer.gazetteer import Gazetteer
from abhay.domain.positions.pluscodes import PlusCode, nearest_square
from abhay.domain.positions.written import Written, points_of, written_in
from abhay.domain.routing import OUT_OF_STATE, STRONG, UNKNOWN, written_weight
from models.enums import EvidenceKind
from models.payloads import Position
from models.routes import Evidence, EvidenceReason, EvidenceWhy, PointParams

IN_A_FIELD = 0.85
"""How much a position in a field of the profile counts, against one in the post: it may be of another day."""

LEAD = 0.25
"""The same where the words around say that it is a memory, a destination or somebody else's: too little to decide."""

_CLAUSE = 60
"""Characters on each side of a position that speak of it, unless the sentence ends before."""

_ENDS = re.compile(r"[\n।!?]|\.\s")
_NOW = re.compile(
    r"\b(?:abhi|now|live|current(?:ly)?|filhal|right here|i'?m (?:at|in|here)|i am (?:at|in|here)"
    r"|(?:pe|par|pr|me|mein|mai|main) (?:hu|hun|hoon|hoo))\b"
    r"|अभी|फिलहाल|फ़िलहाल|लाइव|(?:पर|पे|में|मे) (?:हूं|हूँ|हू|हुं)",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:yaad|yaadein|pehl[aei]|pahl[aei]|kabhi|tha|thi"
    r"|(?:mil|ga|ga[ey]|aa[ey]|a[ey]|baith|reh|rah|ghoom|kart|jaat)\w{0,3} the"
    r"|was|were|used to|remember|memory|memories|met|first time|last (?:year|week|month)|saal|years? ago"
    r"|(?<!mil )(?:jaung[aio]|jaaung[aio])|jayeng[ei]|jaana|jana|going to|will (?:go|be)|aaung[aio]|milenge|tomorrow"
    r"|uska|uski|uske|unka|unki|unke|his|her|their|dost|friend'?s?|bhai|didi|papa|mummy|gf|bf)\b"
    r"|याद|पहल[ाेी]|कभी|मिले थे|\bथ[ाेी]\b|जाऊंगा|जाऊंगी|जाऊँगा|जाऊँगी|जाएंगे|जाना है|मिलेंगे|उसक[ाेी]|उनक[ाेी]|दोस्त|भाई|पापा|मम्मी",
    re.IGNORECASE,
)
_GOOD = frozenset(
    {
        EvidenceKind.GPS,
        EvidenceKind.PINCODE,
        EvidenceKind.ADDRESS,
        EvidenceKind.CITY,
        EvidenceKind.PLACE_TAG,
        EvidenceKind.SELF_REPORTED,
    }
)
"""Kinds that make a point outside India doubtful where they name a place here: phones and test programs send such."""


def from_post(written: Written, gazetteer: Gazetteer, city: str | None) -> Iterator[Evidence]:
    """Yields what the positions in a post say; `city` is the profile's, for a short plus code without a town."""
    placed = _placed(written, gazetteer, city)
    for position, start, end in placed:
        is_lead = _is_lead(written.text, start, end)
        share = (LEAD if is_lead else 1.0) / len(placed)
        yield from _pieces(position, gazetteer, share)
        if is_lead:
            yield _remark(EvidenceReason.POINT_ONLY_A_LEAD)
    yield from _remarks(written, placed)


def from_field(value: str, gazetteer: Gazetteer) -> tuple[str, list[Evidence]]:
    """Returns what is left of a field's words without its positions, and what these say."""
    written = written_in(value, field_of_place=True)
    if not written.anything:
        return value, []
    placed = _placed(written, gazetteer, None)
    found = [piece for position, *_ in placed for piece in _pieces(position, gazetteer, IN_A_FIELD / len(placed))]
    return written.rest, [*found, *_remarks(written, placed)]


def without_far_points(pieces: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yields the pieces; a point far outside India keeps no weight beside a good place in the State."""
    support: dict[tuple[EvidenceKind, str], float] = {}
    for piece in pieces:
        if piece.kind in _GOOD and not _is_elsewhere(piece):
            support[piece.kind, piece.says] = support.get((piece.kind, piece.says), 0.0) + piece.weight
    is_doubtful = max(support.values(), default=0.0) >= STRONG
    for piece in pieces:
        if is_doubtful and piece.why and piece.why.code is EvidenceReason.POINT_FAR_ABROAD:
            doubted = EvidenceWhy(code=EvidenceReason.POINT_DOUBTED, params=piece.why.params)
            yield piece.model_copy(update={"weight": 0.0, "why": doubted})
        else:
            yield piece


def _is_elsewhere(piece: Evidence) -> bool:
    return piece.says in {OUT_OF_STATE, UNKNOWN}


_Placed = tuple[Position, int, int]


def _placed(written: Written, gazetteer: Gazetteer, city: str | None) -> list[_Placed]:
    """Returns the positions of a text, short plus codes completed, each with where it stands."""
    found = [
        (Position(lat=one.point.lat, lon=one.point.lon, accuracy_m=one.accuracy_m), one.start, one.end)
        for one in points_of(written.points)
    ]
    for code in written.short_codes:
        position = _completed(code, gazetteer, city)
        if position is not None:
            found.append((position, code.start, code.end))
    return found


def _completed(code: PlusCode, gazetteer: Gazetteer, city: str | None) -> Position | None:
    """Returns the position of a short code near the town behind it, else near the city of the profile."""
    for town in filter(None, (code.town, city)):
        for reading in gazetteer.field(town)[:1]:
            centre = gazetteer.centre(reading)
            if centre is not None:
                square = nearest_square(code.digits, *centre)
                return Position(lat=square.lat, lon=square.lon, accuracy_m=square.accuracy_m)
    return None


def _pieces(position: Position, gazetteer: Gazetteer, share: float) -> Iterator[Evidence]:
    about = PointParams(age_minutes=None, accuracy_m=rounded_metres(position.accuracy_m))
    weight = written_weight(position.accuracy_m) * share
    claim = Claim(EvidenceKind.WRITTEN_POINT, round(weight, 3), about, margin_km(position.accuracy_m))
    yield from from_point(position, gazetteer, claim)


def _remarks(written: Written, placed: Iterable[_Placed]) -> Iterator[Evidence]:
    """Yields what could not be read, or was read with a doubt, as pieces without weight."""
    if any(one.point.mirrored for one in written.points):
        yield _remark(EvidenceReason.POINT_SWAPPED)
    if written.faulty:
        yield _remark(EvidenceReason.POINT_IMPOSSIBLE)
    if written.closed:
        yield _remark(EvidenceReason.MAP_LINK_CLOSED)
    completed = {start for _, start, _ in placed}
    if any(code.start not in completed for code in written.short_codes):
        yield _remark(EvidenceReason.PLUS_CODE_SHORT)


def _remark(code: EvidenceReason) -> Evidence:
    return Evidence(kind=EvidenceKind.WRITTEN_POINT, says=UNKNOWN, weight=0, why=EvidenceWhy(code=code))


def _is_lead(text: str, start: int, end: int) -> bool:
    """Whether the clause around a position speaks of another time, person or destination, and not of now."""
    before = _ENDS.split(text[max(0, start - _CLAUSE) : start])[-1]
    behind = _ENDS.split(text[end : end + _CLAUSE], maxsplit=1)[0]
    clause = f"{before} {behind}"
    return _NOW.search(clause) is None and _NOT_NOW.search(clause) is not None
