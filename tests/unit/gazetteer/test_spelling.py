import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer.names.spelling import clean, folded, latin_spellings, rough_sounds, sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khairthal-Tijara", "khairthal tijara"),
        ("बाड़मेर", "बाडमेर"),
        ("बूंदी", "बून्दी"),
        ("बाँसवाड़ा", "बांसवाडा"),
        ("Kotā", "Kota"),
        ("𝗝𝗮𝗶𝗽𝘂𝗿", "jaipur"),
        ("Ko\u200dta\u200b", "kota"),
        ("\u202eKota\u202c", "kota"),
    ],
)
def test_marks_scripts_styles_and_hidden_signs_do_not_matter(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("लोहावट", "Lohawat"),
        ("लोहावट", "Lohavat"),
        ("भीलवाड़ा", "Bhilwara"),
        ("भीलवाड़ा", "bhilwada"),
        ("फलौदी", "phalodi"),
        ("हनुमानगढ़", "Hanumangarh"),
        ("सांगानेर", "Sanganer"),
        ("चूरू", "Chooru"),
        ("नयागांव", "Nayagaon"),
    ],
)
def test_both_scripts_sound_alike(one: str, other: str) -> None:
    assert set(sounds(folded(one))) & set(sounds(folded(other)))


def test_a_tolerant_ear_hears_more() -> None:
    assert not set(sounds("jodhpur")) & set(sounds("jodpur"))
    assert set(rough_sounds("jodhpur")) & set(rough_sounds("jodpur"))


def test_kota_and_kotri_do_not_sound_alike() -> None:
    assert not set(rough_sounds("kota")) & set(rough_sounds("kotri"))


def test_most_names_of_the_tables_sound_alike_in_both_scripts() -> None:
    """The transcription of names that are known in Latin only rests on this."""
    table = files("abhay.adapters.gazetteer") / "data" / "tehsils.csv"
    with table.open(encoding="utf-8") as file:  # type: ignore[call-overload]
        pairs = [(row["tehsil_en"].split("(")[0], row["tehsil_hi"].split("(")[0]) for row in csv.DictReader(file)]
    alike = [set(rough_sounds(folded(latin))) & set(rough_sounds(folded(hindi))) for latin, hindi in pairs]
    assert sum(map(bool, alike)) / len(alike) > 0.88


@given(st.text(max_size=60))
def test_any_text_can_be_folded_and_heard(text: str) -> None:
    key = folded(text)
    assert folded(key) == key
    assert sounds(key)
    assert all(sound.isascii() or not key.isascii() for sound in rough_sounds(key))


@given(st.text("अआइईउऊएऐओऔकखगघचछजझटठडढतथदधनपफबभमयरलवशषसहािीुूेैोौंँ्", min_size=1, max_size=12))
def test_devanagari_becomes_latin(text: str) -> None:
    assert all(spelling.isascii() for spelling in latin_spellings(text))


def test_devanagari_digits_are_read() -> None:
    assert clean("३२४००५") == "324005"
