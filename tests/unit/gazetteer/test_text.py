"""Places in the words of a post: found where they are told, not where a word only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer import Gazetteer
from models.enums import Standing
from tests.unit.gazetteer.labelled import NO_PLACE

HERE = {Standing.PRESENT, Standing.PERHAPS, Standing.ORIGIN}
"""What can decide alone."""


def districts(gazetteer: Gazetteer, text: str) -> list[str]:
    return [group.readings[0].says for group in gazetteer.text(text) if group.readings]


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("म्हारो गांव लोहावट छूट ग्यो", "phalodi"),
        ("main kota me hu", "kota"),
        ("bhilwada me rehta hu", "bhilwara"),
        ("I am in Sri Ganganagar", "sri-ganganagar"),
        ("#Udaipur", "udaipur"),
        ("chittorgadh aa gaya hu", "chittorgarh"),
        ("मैं नीम का थाना से हूं", "sikar"),
        ("mera gaon rani hai", "pali"),
    ],
)
def test_a_place_is_found(gazetteer: Gazetteer, text: str, district: str) -> None:
    assert districts(gazetteer, text) == [district]


@pytest.mark.parametrize("text", NO_PLACE)
def test_words_are_not_places(gazetteer: Gazetteer, text: str) -> None:
    strong = [group for group in gazetteer.text(text) if group.readings and group.standing in HERE]
    assert strong == []


@pytest.mark.parametrize(
    "text", ["bar bar mar mar ke", "see kar lo", "main puri raat", "ho jai", "ka man", "up down mp"]
)
def test_neighbouring_words_do_not_make_a_name(gazetteer: Gazetteer, text: str) -> None:
    assert districts(gazetteer, text) == []


def test_being_somewhere_is_more_than_naming_it(gazetteer: Gazetteer) -> None:
    (at,), (bare,), (owned,) = (
        gazetteer.text(text) for text in ("kota me hu", "kota, sorry", "seat ka kota bhar gaya")
    )
    assert at.standing is Standing.PRESENT
    assert (bare.standing, owned.standing) == (Standing.MENTIONED, Standing.MENTIONED)


def test_two_places_apart_are_two_groups(gazetteer: Gazetteer) -> None:
    assert districts(gazetteer, "jaipur se hu par ab kota me padhta hu") == ["jaipur", "kota"]


def test_a_place_at_the_end_of_a_long_post_is_found(gazetteer: Gazetteer) -> None:
    assert districts(gazetteer, "bas ab aur nahi " * 2_000 + "kota me hu") == ["kota"]


@given(st.text(max_size=300))
def test_any_text_can_be_read(gazetteer: Gazetteer, text: str) -> None:
    for group in gazetteer.text(text):
        assert sum(reading.share for reading in group.readings) <= 1.000001
