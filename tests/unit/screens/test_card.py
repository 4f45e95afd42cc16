"""The officer's card: the help lines can be dialled, a child's case adds Childline, and no lock-up is named as a place."""

import pytest

from abhay.wording.conduct.card import CHILD, numbers_for, sections_for


@pytest.mark.parametrize("minor", [False, True])
def test_the_numbers_that_help_can_be_dialled(minor: bool) -> None:
    numbers = [number for number, _ in numbers_for(minor=minor)]
    assert numbers == ["112", "14416", *(["1098"] if minor else [])]
    assert (CHILD in sections_for(minor=minor)) is minor


def test_the_card_says_no_lock_up_in_both_languages() -> None:
    lines = [line for section in sections_for(minor=False) for line in section.lines]
    assert any("हवालात में कभी न" in line.hi and "Never a lock-up" in line.en for line in lines)
