"""A replay under another policy: the same one changes nothing, a shorter wait pages nobody later, an answer ends it."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.replay import Paged, Past, RungCount, count_of, first_paged, is_unasked, replay
from models.enums import Severity
from models.policy import PolicyDocument, Scope

from .strategies import UNITS, policies, quick

START = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
DEFAULT = parse_policy(default_policy(), UNITS)
LONG = timedelta(days=30)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def with_waits(policy: PolicyDocument, **waits: int) -> PolicyDocument:
    """The default policy's imminent ladder with other waits."""
    data = policy.model_dump(mode="json")
    for step in data["severity"]["imminent"]["ladder"]:
        step["wait"] = waits.get(step["rung"], step["wait"])
        step["remind"] = min(step["remind"], step["wait"])
    return parse_policy(data, UNITS)


def routed(**changes: Any) -> Past:
    return replace(Past(Severity.IMMINENT, START, START + LONG, "kota-city", START), **changes)


def nowhere(**changes: Any) -> Past:
    return routed(unit=None, unit_at=None, **changes)


def paged(pages: tuple[Paged, ...]) -> list[tuple[str, int, float]]:
    return [(each.rung, each.round, (each.at - START).total_seconds()) for each in pages]


@st.composite
def shorter(draw: st.DrawFn, policy: dict[str, Any]) -> dict[str, Any]:
    """The same policy, each wait as long or shorter."""
    found = deepcopy(policy)
    parts = [*found["severity"].values(), *(p for unit in found["unit"].values() for p in unit["severity"].values())]
    for part in parts:
        for clock in [*part.get("ladder", []), part.get("desk", {})]:
            if "wait" in clock:
                clock["wait"] = draw(st.integers(5, clock["wait"]))
                clock["remind"] = min(clock["remind"], clock["wait"])
    return found


@st.composite
def pairs(draw: st.DrawFn, *, units: bool = True) -> tuple[PolicyDocument, PolicyDocument]:
    """A policy and one that waits no longer anywhere."""
    policy = draw(policies())
    if not units:
        policy["unit"] = {}
    return parse_policy(policy, UNITS), parse_policy(draw(shorter(policy)), UNITS)


pasts = st.builds(
    Past,
    st.sampled_from(Severity),
    st.just(START),
    st.integers(0, 40 * 86400).map(lambda after: START + seconds(after)),
    st.sampled_from(UNITS),
    st.none() | st.integers(-60, 90000).map(lambda after: START + seconds(after)),
    st.booleans(),
)


def known_from_the_start(past: Past) -> Past:
    return replace(past, unit_at=START, held=False)


@quick
@given(policies(), pasts)
def test_pages_come_in_order_from_the_beginning_and_none_at_the_end_or_after(
    policy: dict[str, Any], past: Past
) -> None:
    pages = replay(past, parse_policy(policy, UNITS))
    assert [each.at for each in pages] == sorted(each.at for each in pages)
    assert all(START <= each.at < past.ended_at for each in pages)
    assert bool(pages) == (past.ended_at > START)


@quick
@given(policies(), pasts)
def test_the_same_policy_changes_nothing(policy: dict[str, Any], past: Past) -> None:
    assert replay(past, parse_policy(policy, UNITS)) == replay(past, parse_policy(deepcopy(policy), UNITS))


@quick
@given(policies(), pasts, st.integers(0, 40 * 86400))
def test_an_earlier_answer_stops_what_would_have_come_after_it_and_changes_nothing_before(
    policy: dict[str, Any], past: Past, after: int
) -> None:
    document, answered_at = parse_policy(policy, UNITS), START + seconds(after)
    whole = replay(replace(past, ended_at=START + LONG), document)
    assert replay(replace(past, ended_at=min(answered_at, START + LONG)), document) == tuple(
        each for each in whole if each.at < answered_at
    )


@quick
@given(pairs(), pasts)
def test_a_shorter_wait_pages_nobody_later_whose_unit_is_known(
    both: tuple[PolicyDocument, PolicyDocument], past: Past
) -> None:
    before, after = (replay(known_from_the_start(past), each) for each in both)
    sooner = {(each.rung, each.round): each.at for each in after}
    assert all(sooner[each.rung, each.round] <= each.at for each in before)


@quick
@given(pairs(units=False), pasts)
def test_a_shorter_wait_pages_no_post_of_a_unit_later_that_is_found_in_the_middle(
    both: tuple[PolicyDocument, PolicyDocument], past: Past
) -> None:
    before, after = (first_paged(replay(past, each)) for each in both)
    ladder = [step.rung for step in both[0].severity.of(past.severity).ladder]
    own = [both[0].rung[rung].scope is Scope.UNIT for rung in ladder]
    below = [rung for place, rung in enumerate(ladder) if own[place] and not all(own[place:])]
    assert all(after[rung] <= at for rung, at in before.items() if rung in below)


def test_a_unit_found_in_a_further_round_has_its_posts_above_paged_when_that_round_ends() -> None:
    """The next round begins sooner after a shorter wait, and ends later than the one that it left."""
    data = DEFAULT.model_dump(mode="json")
    imminent = data["severity"]["imminent"]
    imminent["ladder"] = [{"rung": rung, "wait": 100, "remind": 100} for rung in ("district", "dgp", "sp")]
    first = []
    for wait in (100, 90):
        imminent["desk"] |= {"wait": wait, "remind": wait, "then": "dgp"}
        pages = first_paged(replay(routed(unit_at=START + seconds(195)), parse_policy(data, UNITS)))
        first.append([(pages[rung] - START).total_seconds() for rung in ("district", "sp")])
    assert first == [[195, 200], [195, 290]]


def test_a_case_climbs_by_the_policys_waits_and_is_the_desks_in_the_end() -> None:
    assert paged(replay(routed(), DEFAULT)) == [
        ("district", 1, 0), ("sp", 1, 180), ("dgp", 1, 480), ("dgp", 2, 1080), ("dgp", 3, 1680), ("desk", 1, 2280),
    ]  # fmt: skip
    assert paged(replay(routed(ended_at=START + seconds(300)), with_waits(DEFAULT, district=60))) == [
        ("district", 1, 0),
        ("sp", 1, 60),
    ]


def test_a_units_own_waits_hold_for_its_cases_alone() -> None:
    data = DEFAULT.model_dump(mode="json")
    ladder = with_waits(DEFAULT, district=60).severity.imminent.model_dump(mode="json")["ladder"]
    data["unit"] = {"kota-city": {"severity": {"imminent": {"ladder": ladder}}}}
    document = parse_policy(data, UNITS)
    assert paged(replay(routed(), document))[1] == ("sp", 1, 60)
    assert paged(replay(routed(unit="jhunjhunu"), document))[1] == ("sp", 1, 180)


def test_a_case_without_a_place_is_the_desks_until_its_unit_is_found_or_its_time_runs_out() -> None:
    assert paged(replay(nowhere(), DEFAULT))[:2] == [("desk", 1, 0), ("dgp", 1, 120)]
    found = routed(unit_at=START + seconds(100))
    assert paged(replay(found, DEFAULT))[:3] == [("desk", 1, 0), ("district", 1, 100), ("sp", 1, 280)]
    late = routed(unit_at=START + seconds(200))
    assert paged(replay(late, DEFAULT))[:5] == [
        ("desk", 1, 0), ("dgp", 1, 120), ("district", 1, 200), ("sp", 1, 200), ("dgp", 2, 720),
    ]  # fmt: skip
    after_all = routed(unit_at=START + seconds(5000))
    assert paged(replay(after_all, DEFAULT))[-2:] == [("district", 1, 5000), ("sp", 1, 5000)]


def test_a_held_case_stays_at_the_desk_until_a_person_names_the_unit() -> None:
    assert paged(replay(nowhere(held=True), DEFAULT)) == [("desk", 1, 0)]
    assert paged(replay(routed(held=True, unit_at=START + seconds(400)), DEFAULT))[:3] == [
        ("desk", 1, 0), ("district", 1, 400), ("sp", 1, 580),
    ]  # fmt: skip


def test_an_answer_of_a_rung_that_is_not_paged_by_then_is_told() -> None:
    past = routed(ended_at=START + seconds(200), answered_rung="sp")
    assert not is_unasked(past, replay(past, DEFAULT))
    assert is_unasked(past, replay(past, with_waits(DEFAULT, district=600)))
    assert not is_unasked(replace(past, answered_rung=None), ())


def test_rungs_are_counted_with_the_median_of_their_waits() -> None:
    climbs = [
        (START, (Paged("district", 1, START), Paged("sp", 1, START + seconds(wait)), Paged("sp", 2, START + LONG)))
        for wait in (60, 180, 600, 240)
    ]
    assert count_of("district", climbs) == RungCount(4, 0)
    assert count_of("sp", climbs) == RungCount(4, 210)
    assert count_of("sp", climbs[:3]) == RungCount(3, 180)
    assert count_of("dgp", climbs) == RungCount(0, None)
