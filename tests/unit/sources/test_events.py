"""What a partner says has happened; an end counts only where nothing else can be meant."""

import pytest

from abhay.adapters.sources.reading.events import read_event
from models.enums import EventKind

R, W, C, X = EventKind.RESOLVED, EventKind.WITHDRAWN, EventKind.CANCELLED, EventKind.CLOSED


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("alert.resolved", R), ("ALERT_RESOLVED", R), ("alertResolved", R), ("alertresolved", R), ("resolved", R),
        ("alert.resolve", R), ("case-resolved", R), ("Resolved: alert SYN-2026-000101", R), ("all clear", R),
        ("[RESOLVED] Emergency request SYN-2026-000101", R), ("सूचना SYN-2026-000101: समाधान हो गया", R),
        ("alert.withdrawn", W), ("alert.retracted", W), ("alert.dismissed", W), ("Withdrawal of notice 42", W),
        ("सूचना वापस ली गई", W), ("alert.withdraw", W), ("Alert SYN-2026-1 has been withdrawn by Meta", W),
        ("alert.cancelled", C), ("alert.canceled", C), ("Alert.Cancel", C), ("प्रकरण रद्द किया गया", C),
        ("सूचना निरस्त", C), ("alert.closed_by_platform", X), ("closed by the platform", X), ("case_closed", X),
        ("मामला बंद", X), ("प्रकरण समाप्त", X),
    ],
)  # fmt: skip
def test_an_end_is_read_in_its_usual_spellings(said: str, kind: EventKind):
    assert read_event(said) is kind
    assert kind.ends


@pytest.mark.parametrize(
    "said",
    [
        "alert.created", "alert.unresolved", "not resolved", "alert.not_resolved", "alert.reopened", "unresolved alert",
        "account closed, he is on the roof", "user.account_closed", "please resolve alert SYN-2026-1", "close friend",
        "road closed", "he cancelled everything", "Emergency: life withdrawn", "सब कुछ समाप्त कर दूंगा", "alert.closing_in",
        "resolved to die", "alert", "", "New alert SYN-2026-000101", "खाता बंद, सूचना", "समाधान नहीं हुआ",
    ],
)  # fmt: skip
def test_nothing_else_is_taken_for_an_end(said: str):
    assert read_event(said) is None


@pytest.mark.parametrize("said", ["alert.updated", "Update: SYN-2026-1 resolved", "follow-up", "अद्यतन"])
def test_an_update_is_one_whatever_stands_beside(said: str):
    assert read_event(said) is EventKind.UPDATED
    assert not EventKind.UPDATED.ends
