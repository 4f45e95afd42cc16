"""`abhay policy preview` as a person reads it: what changes, how late each level is paged, and each case that differs."""

from datetime import UTC, datetime, timedelta

import pytest

from abhay.domain.policy.diff import Change
from abhay.entrypoints.cli.policy import print_preview
from abhay.services.tuning.preview import CasePreview, CountView, PagedView, PolicyPreview, RungPreview
from models.enums import Severity

BEGAN = datetime(2026, 11, 29, 4, tzinfo=UTC)


def paged(*waits: tuple[str, int]) -> tuple[PagedView, ...]:
    return tuple(PagedView(rung=rung, round=1, at=BEGAN + timedelta(seconds=after)) for rung, after in waits)


def preview(*cases: CasePreview, left_out: int = 0) -> PolicyPreview:
    count = CountView(cases=1, median=180)
    return PolicyPreview(
        version=3,
        changes=(Change(path="severity.imminent.ladder[0].wait", before=180, after=40),) if cases else (),
        since=BEGAN - timedelta(days=30),
        until=BEGAN + timedelta(days=1),
        rungs=(RungPreview(rung="sp", was=count, before=count, after=CountView(cases=0, median=None)),),
        cases=cases,
        left_out=left_out,
    )


def case(ref: str, after: int, *, unasked: bool = False) -> CasePreview:
    before = paged(("district", 0), ("sp", 180))
    return CasePreview(
        ref=ref,
        severity=Severity.IMMINENT,
        unit="kota-city",
        began_at=BEGAN,
        ended_at=None,
        answered_rung="sp",
        was=before,
        before=before,
        after=paged(("district", 0), ("sp", after)),
        unasked=unasked,
    )


def test_each_case_that_differs_is_told_with_its_waits(capsys: pytest.CaptureFixture[str]) -> None:
    print_preview(preview(case("RJ-2026-000001", 40, unasked=True), case("RJ-2026-000002", 180), left_out=7))
    told = capsys.readouterr().out
    assert "severity.imminent.ladder[0].wait" in told
    assert "2 cases from 30-10-2026 09:30:00 to 30-11-2026 09:30:00 IST, 7 older ones left out; 1 differ" in told
    (line,) = [line for line in told.splitlines() if line.startswith("RJ-")]
    for part in ("RJ-2026-000001", "sp 3:00", "sp 0:40", "sp answered and would not have been asked by then"):
        assert part in line
    assert "1, median 3:00" in told


def test_a_policy_that_changes_nothing_and_a_time_without_cases_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_preview(preview())
    told = capsys.readouterr().out
    assert "says the same as version 3" in told
    assert "0 cases" in told
    assert "median" not in told
