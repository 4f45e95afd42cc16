"""The readers of positions, times and numbers take time in proportion to what they are given."""

import pytest

from abhay.domain.intake.phone_fields import fields_of
from abhay.domain.positions.written import written_in
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import assert_in_proportion

READERS = {"positions": written_in, "numbers": lambda text: list(fields_of(text))}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_reader_takes_time_in_proportion(reader, seed):
    made = pumped(SEEDS[seed])

    assert_in_proportion(READERS[reader], lambda size: f"25.1, {made(size)} 75.8", 20_000)
