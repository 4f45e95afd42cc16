"""Reasons that releases before revision 0011 stored as English: they keep their Hindi."""

import re

import pytest

from abhay.wording.places.old_reasons import read_old_reason
from tests.unit.case_page.reasons import worded_before

STORED = dict(piece for *_, pieces in worded_before() for piece in pieces)
KINDS = (
    "district", "abolished district", "tehsil", "town", "locality", "town or post office", "village post office",
    "state", "other state", "place in another state", "PIN",
)  # fmt: skip
READ = ("as written", "by its sound", "by its rough sound", "nearly as written")


@pytest.mark.parametrize(("stored", "hindi"), STORED.items(), ids=list(STORED))
def test_a_stored_reason_keeps_its_words(stored: str, hindi: str) -> None:
    said = read_old_reason(stored)
    assert (said.hi, said.en) == (hindi, stored)
    assert re.search(r"[\u0900-\u097F]", said.hi)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("read", READ)
def test_every_kind_of_place_and_way_of_reading_has_its_hindi(kind: str, read: str) -> None:
    said = read_old_reason(f"Shahpura ({kind}), read {read}").hi
    assert not re.search("[A-Za-z]", said.removeprefix("Shahpura"))


def test_a_reason_of_an_unknown_form_is_shown_as_it_is() -> None:
    assert read_old_reason("seen on camera 7").both == "seen on camera 7"
