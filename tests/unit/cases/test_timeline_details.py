"""What the timeline keeps of each event: every version's rows are read, and written as they always were."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import IntakeChannel, MilestoneKind, Mover, Outcome, TimelineEvent, Trust
from models.timeline import (
    DETAILS,
    Acknowledged,
    Attached,
    Closed,
    Merged,
    Overdue,
    Paged,
    Received,
    Rerouted,
    RungEntered,
    Unreadable,
    read_detail,
)

DUMP = Path(__file__).resolve().parents[2] / "samples" / "upgrade" / "revision_0005.sql"
ROW = re.compile(r"\(\d+, '[0-9a-f-]{36}', '[^']*', '(\w+)', (?:NULL|'[^']*'), '[^']*', '(\{.*?\})'\)[,;]")
AT = datetime(2026, 11, 28, 17, 26, 7, tzinfo=UTC)


def rows() -> list[tuple[TimelineEvent, dict[str, Any]]]:
    """Every timeline entry of a database that version 0005 wrote."""
    text = DUMP.read_text(encoding="utf-8")
    table = text[text.index("INSERT INTO public.timeline") :]
    return [(TimelineEvent(event), json.loads(detail)) for event, detail in ROW.findall(table)]


def test_every_event_has_its_model() -> None:
    assert set(DETAILS) == set(TimelineEvent)
    assert all(kind.event is event for event, kind in DETAILS.items())


def test_every_row_of_an_older_version_is_read_and_would_be_written_the_same() -> None:
    kept = rows()
    assert len(kept) > 80
    for event, detail in kept:
        facts = read_detail(event, detail)
        assert type(facts) is DETAILS[event]
        assert facts.as_json() == detail


@pytest.mark.parametrize(
    ("detail", "stored"),
    [
        (
            Received(source="meta", channel=IntakeChannel.MAIL, trust=Trust.NONE, readable=False, unread_fields=("phones",)),
            {"source": "meta", "channel": "mail", "trust": "none", "readable": False, "unread_fields": ["phones"]},
        ),
        (
            RungEntered(round=1, due_at=AT, mover=Mover.WATCHER),
            {"round": 1, "due_at": "2026-11-28T17:26:07.000000Z", "mover": "watcher"},
        ),
        (Paged(told=()), {"told": []}),
        (
            Overdue(milestone=MilestoneKind.REACHED, nudge=2, due_at=AT, told_rung="sp", mover=Mover.FLOW),
            {"milestone": "reached", "nudge": 2, "due_at": "2026-11-28T17:26:07.000000Z", "told_rung": "sp", "mover": "flow"},
        ),
        (Acknowledged(via="link", unit="bundi", late=True), {"via": "link", "unit": "bundi", "late": True}),
        (Closed(outcome=Outcome.DUPLICATE), {"outcome": "duplicate"}),
        (Rerouted(units=("a",), not_ours="a"), {"units": ["a"], "to": [], "not_ours": "a"}),
        (Merged(merged="RJ-2026-000001", events=(UUID(int=1),), paged_again=0),
         {"merged": "RJ-2026-000001", "events": [str(UUID(int=1))], "paged_again": 0}),
    ],
)  # fmt: skip
def test_a_detail_is_stored_in_the_shape_of_the_contract(detail: Any, stored: dict[str, Any]) -> None:
    assert detail.as_json() == stored
    assert read_detail(detail.event, stored) == detail


def test_what_another_version_says_beside_it_or_wrongly_is_passed_over() -> None:
    assert read_detail(TimelineEvent.ACKNOWLEDGED, {"via": "link", "late": "perhaps", "mood": 3}) == Acknowledged(
        via="link"
    )
    assert read_detail(TimelineEvent.REROUTED, {"to": "bundi", "units": ["kota-city"]}) == Rerouted(
        units=("kota-city",)
    )
    assert read_detail(TimelineEvent.CLOSED, {"outcome": "vanished", "via": "api"}) == Unreadable()


def test_a_merge_that_an_older_version_noted_as_a_message_is_known() -> None:
    old = read_detail(TimelineEvent.ATTACHED, {"source": "phone", "channel": "phone", "event_kind": "merged"})
    assert isinstance(old, Attached)
    assert old.by_merge


jsonish = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(sorted({name for kind in DETAILS.values() for name in kind.model_fields})) | st.text(max_size=5)


@given(event=st.sampled_from(TimelineEvent), kept=st.dictionaries(names, jsonish, max_size=6))
def test_whatever_a_row_holds_reading_it_never_fails(event: TimelineEvent, kept: dict[str, Any]) -> None:
    facts = read_detail(event, kept)
    assert isinstance(facts, DETAILS[event] | Unreadable)
    assert read_detail(event, facts.as_json()) == facts
