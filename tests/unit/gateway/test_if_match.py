"""If-Match as RFC 9110 has it: lists, weak tags, the asterisk, and what is malformed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.versions import Expected
from abhay.entrypoints.gateway.preconditions import read_if_match
from abhay.errors import BadHeader
from tests.support.speed import assert_in_proportion


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (['"7"'], {"7"}),
        (['"6", "7"'], {"6", "7"}),
        (['"6","7"'], {"6", "7"}),
        (['"6"', '"7"'], {"6", "7"}),
        ([' \t"7"\t '], {"7"}),
        ([', ,"7" ,, '], {"7"}),
        (['"a,b"'], {"a,b"}),
        (['""'], {""}),
        (['"\xe9"'], {"\xe9"}),
        (['W/"7"'], set()),
        (['W/"7", "6"'], {"6"}),
    ],
)
def test_the_strong_tags_of_all_lines_are_read(lines: list[str], names: set[str]) -> None:
    assert read_if_match(lines) == Expected(frozenset(names))


@pytest.mark.parametrize("lines", [["*"], [" * "]])
def test_the_asterisk_stands_for_whatever_there_is(lines: list[str]) -> None:
    assert read_if_match(lines) == Expected(None)


@pytest.mark.parametrize(
    "lines",
    [
        [""],
        [" "],
        [","],
        ["7"],
        ["seven"],
        ['"7'],
        ['7"'],
        ["'7'"],
        ['"7" "8"'],
        ['"7";'],
        ['*, "7"'],
        ["*", '"7"'],
        ["*", "*"],
        ['w/"7"'],
        ['W/ "7"'],
        ["W/7"],
        ['"7 8"'],
        ['"7\x7f"'],
        ['"७"'],
    ],
)
def test_what_is_neither_is_malformed(lines: list[str]) -> None:
    with pytest.raises(BadHeader, match="If-Match is malformed"):
        read_if_match(lines)


@given(st.lists(st.text('"*,W/ \t7x', max_size=12), min_size=1, max_size=3))
def test_any_header_is_read_or_refused(lines: list[str]) -> None:
    try:
        expected = read_if_match(lines)
    except BadHeader:
        return
    assert expected.names is None or all('"' not in name and " " not in name for name in expected.names)


def test_blanks_cost_no_more_than_their_number() -> None:
    def refused(header: str) -> None:
        with pytest.raises(BadHeader):
            read_if_match([header])

    assert_in_proportion(refused, lambda blanks: '"7",' + " " * blanks + "x", 80_000)
