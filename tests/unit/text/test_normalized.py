import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.text import normalized
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import assert_in_proportion

FORMS = ["NFC", "NFKC", "NFKD"]
WORDS = st.text(max_size=120) | st.text("a\u0300\u0316\u0323", max_size=120) | st.text("कखािी़्ँ", max_size=120)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.sampled_from(FORMS))
def test_the_form_is_unicodes_own(text, form):
    assert normalized(form, text) == unicodedata.normalize(form, text)


def test_a_letter_and_its_marks_are_not_parted_where_a_piece_ends():
    for before in range(250, 260):
        text = "x" * before + "a\u0316\u0300 " + "é" * 300
        assert normalized("NFC", text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_the_work_grows_with_the_length(seed):
    assert_in_proportion(lambda text: normalized("NFKC", text), pumped(seed), 100_000)
