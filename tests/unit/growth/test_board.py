"""The board's list is made in time that grows with the open cases, and a row that is known is not made again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from abhay.domain.cases.urgency import Alarm
from abhay.domain.permissions import CaseFacts
from abhay.entrypoints.gateway.screens.board import _rows
from abhay.services.board.lines import Line
from abhay.wording.words import Bilingual
from models.enums import Severity, Status, Trust
from tests.support.speed import assert_in_proportion, calls

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
CASES = 400
LINE = Line(
    ref="RJ-2026-000001",
    stamp=1,
    status=Status.AWAITING,
    severity=Severity.IMMINENT,
    rung="district",
    drill=False,
    is_test=False,
    held=False,
    alarm=Alarm.NEW,
    received_at=AT,
    due_at=AT,
    sort_at=AT,
    units=("kota-city",),
    districts=("kota",),
    unit_names=Bilingual(hi="कोटा शहर", en="Kota City"),
    rung_name=Bilingual(hi="ज़िला", en="District"),
    then=Bilingual(hi="फिर: एस.पी.", en="then: SP"),
    trust=Trust.VERIFIED,
    holder=None,
    facts=CaseFacts(),
)


def lines(count: int) -> list[Line]:
    return [replace(LINE, ref=f"RJ-2026-{number:06}", rendered={}) for number in range(count)]


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_list_is_made_in_proportion(lang):
    def work(shown):
        for line in shown:
            line.rendered.clear()
        assert _rows(shown, lang).count("<tr ") == len(shown)

    assert_in_proportion(work, lines, CASES)


def test_a_list_that_is_known_is_only_put_together():
    shown = lines(CASES)
    first = calls(lambda: _rows(shown, "hi"))
    assert calls(lambda: _rows(shown, "hi")) < first / 10
