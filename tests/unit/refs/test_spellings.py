"""A ref is printed without its hyphens in a text message; a person may type either spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from abhay.domain.refs import as_written, compact
from abhay.domain.values import Ref

REFS = st.builds("RJ-{:04d}-{:06d}".format, st.integers(1900, 2199), st.integers(0, 10**9))


@given(REFS)
def test_both_spellings_name_one_case(ref: str):
    assert compact(ref).isalnum()
    assert as_written(compact(ref)) == as_written(ref) == ref


@pytest.mark.parametrize("typed", ["RJ2026000042", "rj2026000042", " RJ-2026-000042 ", "rj-2026-000042.", "RJ2026-000042", "RJ 2026 000042", "RJ२०२६००००४२", "#RJ2026000042"])  # fmt: skip
def test_what_a_person_types_is_understood(typed: str):
    assert as_written(typed) == "RJ-2026-000042"


@pytest.mark.parametrize(
    "typed", ["", "42", "RJ-2026-42", "MP-2026-000042", "RJ2026000042x", "RJ20260000420000042", "somebody"]
)
def test_anything_else_stays_as_it_is(typed: str):
    assert as_written(typed) == typed


def test_a_path_takes_both_spellings_and_no_other_text():
    paths = TypeAdapter(Ref)
    assert paths.validate_python("RJ2026000042") == paths.validate_python("RJ-2026-000042") == "RJ-2026-000042"
    with pytest.raises(ValidationError):
        paths.validate_python("RJ-2026-42")
