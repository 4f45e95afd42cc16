"""The sentences of the screens that are put together: in each language its own words, whatever a caller made up."""

import pytest

from abhay.entrypoints.gateway.screens.new_case import why_not_noted
from abhay.errors import BadInput, OpensNoCase, SaysNothing, TooLarge, TooManyAlerts
from abhay.wording.contact_tests import LACKS, render_lacks, render_test
from abhay.wording.screens.board import VIA, filled, via_words
from abhay.wording.screens.frame import wait_words
from abhay.wording.words import Bilingual

POST = Bilingual(hi="नियंत्रण कक्ष", en="Control room")
UNIT = Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")


@pytest.mark.parametrize("via", VIA)
def test_a_known_way_is_worded(via: str) -> None:
    assert via_words(via) == VIA[via]


def test_a_way_that_a_caller_made_up_is_given_as_it_is() -> None:
    assert via_words("pigeon") == Bilingual(hi="pigeon", en="pigeon")


def test_one_place_is_filled_in_each_language() -> None:
    said = Bilingual(hi="बदला: {refs} {others}", en="changed: {refs} {others}")
    assert filled(said, hi="क", en="k", name="refs") == Bilingual(hi="बदला: क {others}", en="changed: k {others}")


def test_whoever_must_wait_is_told_how_long() -> None:
    said = wait_words(16)
    assert "16" in said.hi
    assert "16" in said.en


def test_a_test_message_has_hindi_first_the_post_and_the_link_in_both() -> None:
    body = render_test(POST, "https://abhay.example/a/x").body
    assert body.index(POST.hi) < body.index(POST.en)
    assert body.count("https://abhay.example/a/x") == 2


@pytest.mark.parametrize("lack", LACKS)
def test_an_office_reads_what_each_post_lacks(lack: str) -> None:
    message = render_lacks(UNIT, 40, [(POST, lack)])
    assert f"{POST.hi}: {LACKS[lack].hi}" in message.body
    assert f"{POST.en}: {LACKS[lack].en}" in message.body
    assert "40" in message.subject


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (SaysNothing(), 422, "Write something"),
        (OpensNoCase(), 422, "opened no case"),
        (TooManyAlerts(), 429, "Too many new cases"),
        (TooLarge(), 422, "larger than this address accepts"),
    ],
)
def test_each_refusal_of_a_call_has_its_own_words(error: BadInput, status: int, says: str) -> None:
    told, found = why_not_noted(error)
    assert (found, says in told.en) == (status, True)
    assert told.hi != told.en
