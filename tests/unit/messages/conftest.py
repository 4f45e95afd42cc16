from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from abhay.wording.messages import MessageContext
from abhay.wording.words import Bilingual, rung_words
from models.enums import MessageKind, Severity


@pytest.fixture
def context() -> Callable[..., MessageContext]:
    """Make a context of an ordinary case in Kota, with what the test is about changed."""

    def make(**changed: Any) -> MessageContext:
        rung = changed.get("rung", "district")
        usual = {
            "ref": "RJ-2026-000042",
            "kind": MessageKind.PAGE,
            "severity": Severity.IMMINENT,
            "rung": rung,
            "climbed": bool(changed.get("tried")),
            "above": rung in ("sp", "dgp"),
            "rung_label": rung_words(rung, rung.upper()),
            "post": Bilingual(hi="नियंत्रण कक्ष", en="Control room"),
            "received_at": datetime(2026, 11, 12, 17, 5, tzinfo=UTC),
            "posted_at": datetime(2026, 11, 12, 17, 1, tzinfo=UTC),
            "minutes_since_post": 4,
            "units": (Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police"),),
            "districts": (Bilingual(hi="कोटा", en="Kota"),),
            "tehsil": Bilingual(hi="लाडपुरा", en="Ladpura"),
            "ack_url": "https://abhay.example/a/token",
        }
        return MessageContext(**(usual | changed))

    return make
