"""What callers may send as an id, a moment, or a text."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from abhay.domain.values import Cursor, Identifier, Moment, Ref, SourceName, Words, storable


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (Identifier, "kota-city", "Kota City"),
        (Identifier, "a" * 61, "a" * 62),
        (SourceName, "meta_2", "meta 2"),
        (Ref, "RJ-2026-000042", "RJ-26-42"),
        (Cursor, "Zm9v_-", "a\x00b"),
    ],
)
def test_a_value_of_ours_has_one_form(type_: Any, good: str, bad: str) -> None:
    adapter = TypeAdapter(type_)
    assert adapter.validate_python(good) == good
    for wrong in (bad, f"{good}\n", f"{good}\x00", ""):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)


@given(st.text())
def test_a_text_of_a_person_loses_only_what_cannot_be_stored(text: str) -> None:
    kept = TypeAdapter(Words).validate_python(text)
    assert kept == "".join(each for each in text if each != "\x00" and not "\ud800" <= each <= "\udfff")
    kept.encode()


def test_what_is_no_text_stays_for_its_own_type_to_refuse() -> None:
    assert storable(7) == 7


@given(st.datetimes(timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))))
def test_a_moment_is_in_utc_or_refused(moment: datetime) -> None:
    adapter = TypeAdapter(Moment)
    if 1900 <= moment.year < 2200:
        assert adapter.validate_python(moment) == moment
        assert adapter.validate_python(moment).tzinfo is UTC
    else:
        with pytest.raises(ValidationError, match="1900 and 2199"):
            adapter.validate_python(moment)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(datetime(2026, 11, 29))  # noqa: DTZ001  that is the point
