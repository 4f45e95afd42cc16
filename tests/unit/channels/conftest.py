from collections.abc import Callable
from typing import Any

import pytest

from models.enums import Severity
from models.payloads import OutgoingMessage


@pytest.fixture
def message() -> Callable[..., OutgoingMessage]:
    """Make a message to a synthetic contact, with what the test is about changed."""

    def make(**changed: Any) -> OutgoingMessage:
        usual = {
            "id": "0198a1b2-0000-7000-8000-000000000001",
            "kind": "page",
            "alert": "RJ-2026-000042",
            "rung": "district",
            "round": 1,
            "attempt": 1,
            "post": "control-room",
            "unit": "kota-city",
            "channel": "fake",
            "to": "control-room.kota-city@police.example",
            "subject": "RJ-2026-000042: नई सूचना / new alert",
            "body": "संकट में एक व्यक्ति\n\nA person in distress\n",
            "severity": Severity.IMMINENT,
        }
        return OutgoingMessage(**(usual | changed))

    return make
