"""One reason of every code, and the words that releases before revision 0011 had for 123 alerts."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from abhay.adapters.gazetteer.evaluate import LabelledAlert
from abhay.adapters.sources.mail.message import parse_mail
from abhay.adapters.sources.registry import find_source
from models.enums import EvidenceKind, NameMatch, PlaceKind, Standing
from models.payloads import AlertPayload
from models.routes import (
    EVIDENCE_PARAMS,
    ROUTE_PARAMS,
    DecidingEvidence,
    EvidenceReason,
    EvidenceWhy,
    PlaceName,
    RouteReason,
    RouteWhy,
)
from tests.support.cases import payload

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AT = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
KOTA = PlaceName(en="Kota", hi="कोटा")
BUNDI = PlaceName(en="Bundi", hi="बूंदी")
VALUES: dict[str, Any] = {
    "name": PlaceName(en="Talwandi", hi="तलवंडी"),
    "kind": PlaceKind.LOCALITY,
    "match": NameMatch.SOUND,
    "standing": Standing.PRESENT,
    "state": PlaceName(en="Madhya Pradesh", hi="मध्य प्रदेश"),
    "area": PlaceName(en="Neemuch", hi="नीमच"),
    "district": KOTA,
    "neighbour": BUNDI,
    "former": BUNDI,
    "age_minutes": 7,
    "accuracy_m": 45,
    "km": 1.25,
    "pincode": "324005",
    "part": 0.875,
    "by": DecidingEvidence(kind=EvidenceKind.PINCODE, why=EvidenceWhy(code=EvidenceReason.LANDLINE)),
    "against": DecidingEvidence(kind=EvidenceKind.GPS, why=EvidenceWhy(code=EvidenceReason.NO_POSITION)),
}
"""A value of each parameter, with Hindi for each name."""


def evidence_why(code: EvidenceReason, **changes: Any) -> EvidenceWhy:
    kind = EVIDENCE_PARAMS[code]
    return EvidenceWhy(code=code, params=kind(**{name: {**VALUES, **changes}[name] for name in kind.model_fields}))


def route_why(code: RouteReason) -> RouteWhy:
    kind = ROUTE_PARAMS[code]
    return RouteWhy(code=code, params=kind(**{name: VALUES[name] for name in kind.model_fields}))


def without_hindi(why: EvidenceWhy) -> EvidenceWhy:
    """The same reason with the names in English alone, as releases before knew them."""
    return EvidenceWhy.model_validate(_english(why.model_dump()))


def _english(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if key == "hi" else _english(each) for key, each in value.items()}
    return value


def worded_before() -> Iterator[tuple[str, AlertPayload, str, list[tuple[str, str]]]]:
    """The id, the alert, its route's reason, and the English and Hindi of each piece of its evidence."""
    for line in (SAMPLES / "route_words.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        alert = _read(SAMPLES / case["file"]) if "file" in case else _labelled(case["alert"])
        yield case["id"], alert, case["reason"], [(piece["en"], piece["hi"]) for piece in case["evidence"]]


def _labelled(alert: dict[str, Any]) -> AlertPayload:
    return payload(**{"posted_at": None, **dict(LabelledAlert.model_validate(alert))})


def _read(path: Path) -> AlertPayload:
    if path.suffix == ".eml":
        return parse_mail(path.read_bytes(), "meta", "mail.kota-police.example")
    source = find_source("meta")
    assert source is not None
    return source.parse(path.read_bytes(), media_type="application/json")
