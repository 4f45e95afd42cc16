"""Mutated positions, times and numbers: whatever they have become, they are read in time or not at all."""

import os
import random
from datetime import UTC, datetime

import pytest

from abhay.adapters.gazetteer import route_payload
from abhay.adapters.sources.reading.document import Unreadable
from abhay.adapters.sources.reading.times import AHEAD, find_time, read_time
from abhay.domain.intake.phone_fields import LONGEST, fields_of
from abhay.domain.intake.phones import phones_in
from abhay.domain.positions.written import written_in
from models.enums import RouteState
from tests.support.speed import within
from tests.unit.gazetteer.test_route_payload import alert
from tests.unit.positions.test_written import FORMS, NONE
from tests.unit.sources.test_times import MOMENT

COUNT = 10_000 if os.environ.get("ABHAY_SOAK") == "1" else 400
NOW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
TIMES = [
    "12 Nov 2026, 10:11 PM IST", "Thu Nov 12 22:11:00 IST 2026", "2026-11-12T22:11:00[Asia/Kolkata]", "12/11/2026 2211 hrs",
    "/Date(1794501660000)/", "कल रात 10:11 बजे", "2 hours ago", "Thu, 12 Nov 2026 22:11:00 +0530 (IST)", "1794501660000",
]  # fmt: skip
NUMBERS = [
    "+91 55555 00101 / 02",
    "5555500101.0",
    "5555500101 5555500102 till 9pm",
    "0744-2555501 ext 4",
    "tel:+915555500101;ext=4",
]
WOUNDS = [
    *"0123456789०९.,:;°'\"NSEWउ+-/()[]@&=?%#! \n\t\u200b\u202e\ud800\0",
    *("lat", "lon", "https://", "geo:", "+91", "PM", "IST"),
]
MOST_UNITS = 1.0
"""Units of work for one text of a line or two: a hundredth of what a mail may take."""


def mutants(corpus: list[str], count: int):
    """Yields texts of the corpus with one to six wounds, two of them joined now and then; by the seed the same again."""
    for seed in range(count):
        chance = random.Random(seed)
        text = chance.choice(corpus) + (
            chance.choice(["", "", " ", ", "]) + chance.choice(corpus) if seed % 3 == 0 else ""
        )
        for _ in range(chance.randint(1, 6)):
            at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            text = chance.choice(
                [
                    text[:at] + chance.choice(WOUNDS) * chance.choice([1, 1, 5]) + text[at:],
                    text[:at] + text[to:] if to - at < 6 else text[:at] + text[at + 1 :],
                    text[:to] + text[at:],
                    text[:at] + chance.choice(WOUNDS) + text[at + 1 :],
                ]
            )
        yield text


@pytest.mark.soak
def test_mutated_positions_are_read_or_not_and_always_routed():
    for text in mutants(FORMS + NONE, COUNT):
        written = within(MOST_UNITS, lambda: written_in(text))  # noqa: B023 - is called at once
        assert all(abs(one.point.lat) <= 90 and abs(one.point.lon) <= 180 for one in written.points), text
        assert len(written.rest) == len(written.text)
        assert route_payload(alert(text), NOW).state in RouteState


@pytest.mark.soak
def test_mutated_times_are_moments_of_the_past_or_none():
    for text in mutants(TIMES, COUNT):
        for read in (read_time, find_time):
            try:
                found = within(MOST_UNITS, lambda: read(text, NOW))  # noqa: B023 - is called at once
            except Unreadable:
                continue
            assert found is None or found <= NOW + AHEAD, text
    assert read_time(TIMES[0], NOW) == MOMENT


@pytest.mark.soak
def test_mutated_numbers_are_apart_and_short():
    for text in mutants(NUMBERS, COUNT):
        assert all(0 < len(field) <= LONGEST for field in within(MOST_UNITS, lambda: list(fields_of(text))))  # noqa: B023
        assert all(phone.national.isdecimal() for phone in phones_in(text)), text
