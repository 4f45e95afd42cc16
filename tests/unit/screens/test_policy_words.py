"""The words of the policy's pages that are put together: mistakes, lengths of time, fields, and filled sentences."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.fields import Field, fields_of, with_values
from abhay.errors import InvalidPolicy
from abhay.wording.screens.policy import P, field_words, filled, problem_words, span_words
from abhay.wording.screens.units import ALONE_TITLE, render_alone
from abhay.wording.words import MILESTONE, SEVERITY, Bilingual
from models.enums import MilestoneKind, Severity

UNITS = ("kota-city", "bundi")
DEFAULT = parse_policy(default_policy(), UNITS)
FIELDS = [field for severity in Severity for field in fields_of(DEFAULT, severity, None)]
SECONDS = {"d": 86400, "h": 3600, "min": 60, "s": 1}
HINDI = re.compile(r"[\u0900-\u097f]")


@given(
    st.sampled_from(FIELDS),
    st.sampled_from([None, "kota-city"]),
    st.sampled_from(["", "soon", "1.5", "-1", "0", "1", "2", "999999999"]),
)
def test_whatever_is_typed_into_a_field_its_mistakes_are_said_in_hindi_too(
    field: Field, unit: str | None, typed: str
) -> None:
    try:
        parse_policy(with_values(DEFAULT, unit, {field.name: typed}), UNITS)
    except InvalidPolicy as error:
        for _, problem in error.problems:
            said = problem_words(problem)
            assert HINDI.search(said.hi), problem
            assert re.findall(r"\d+", said.hi) == re.findall(r"\d+", said.en), "the same limits in both"


def test_a_rule_without_hindi_words_is_told_as_it_is() -> None:
    assert problem_words("use one of district, sp, dgp") == Bilingual.same("use one of district, sp, dgp")
    assert problem_words("give at least one") == Bilingual.same("give at least one")


@given(st.integers(0, 10**6))
def test_a_length_of_time_is_told_to_the_second_and_without_zeros(seconds: int) -> None:
    said = span_words(seconds)
    parts = re.findall(r"(\d+) (\w+)", said.en)
    assert sum(int(count) * SECONDS[what] for count, what in parts) == seconds
    assert re.findall(r"\d+", said.hi) == [count for count, _ in parts]
    assert "0" not in {count for count, _ in parts} or said == Bilingual(hi="0 से", en="0 s")


@pytest.mark.parametrize(
    ("seconds", "en", "hi"),
    [
        (90, "1 min 30 s", "1 मि 30 से"),
        (3900, "1 h 5 min", "1 घं 5 मि"),
        (172800, "2 d", "2 दिन"),
        (59.6, "1 min", "1 मि"),
    ],
)
def test_a_length_of_time_is_read_at_a_glance(seconds: float, en: str, hi: str) -> None:
    assert span_words(seconds) == Bilingual(hi=hi, en=en)


def test_a_sentence_is_filled_in_each_language_with_its_own_words() -> None:
    said = filled("cases_median", cases=3, median=span_words(90))
    assert said == Bilingual(hi="प्रकरण: 3 · मध्यिका 1 मि 30 से", en="cases: 3 · median 1 min 30 s")


@pytest.mark.parametrize("severity", Severity)
def test_a_field_is_named_in_full(severity: Severity) -> None:
    rung = Bilingual(hi="ज़िला", en="District")
    wait = field_words(severity, "wait", rung)
    assert wait.en == f"{SEVERITY[severity].en} · District · {P['wait'].en}"
    assert wait.hi == f"{SEVERITY[severity].hi} · ज़िला · {P['wait'].hi}"
    for kind in MilestoneKind:
        assert field_words(severity, kind, None).hi == f"{SEVERITY[severity].hi} · {MILESTONE[kind].hi}"


def test_the_desk_is_told_who_changed_a_supervising_post_alone_and_where() -> None:
    post = Bilingual(hi="अभय डेस्क", en="Abhay desk")
    notice = render_alone(post, "Synthetic Admin", ["bundi", "kota-city"], datetime(2026, 11, 30, 6, tzinfo=UTC))
    assert ALONE_TITLE.hi in notice.subject
    for line in ("Synthetic Admin ने bundi, kota-city में", "Synthetic Admin has changed contacts"):
        assert line in notice.body
    assert notice.body.index("ने bundi") < notice.body.index("has changed"), "Hindi first"
    assert "30-11-2026 11:30" in notice.body
    assert "{" not in notice.body
