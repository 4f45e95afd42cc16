"""Corrections as labelled data: what operators and units put right, in the form that `evaluate` reads.

A line holds the pieces of place evidence as they were kept (kind, place, weight, the gazetteer's reason)
and where the case belongs. It holds no person, no word of the post, no ref and no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from abhay.gazetteer.evaluate import LabelledCase
from abhay.policy.routing import OUT_OF_STATE
from abhay.services.runtime import Runtime
from abhay.store.corrections import Correction, corrected_cases


@dataclass(frozen=True)
class LabelledCases:
    """The lines, and how many corrected cases are left out because nobody found out where they belong."""

    lines: Sequence[str]
    left_out: int


async def labelled_corrections(
    runtime: Runtime, since: datetime | None, *, actor: str, role: str, reason: str
) -> LabelledCases:
    """Every correction since then as a line of JSON; who asked, and why, is written to the audit log."""
    found, left_out = await corrected_cases(runtime.database, since, actor=actor, role=role, reason=reason)
    return LabelledCases([_line(each) for each in found], left_out)


def _line(correction: Correction) -> str:
    case = LabelledCase(
        id=correction.alias,
        expect=correction.district or OUT_OF_STATE,
        group=correction.said_by,
        unit=correction.unit,
        evidence=correction.evidence,
    )
    return case.model_dump_json(include={"id", "expect", "group", "unit", "evidence"}, exclude_none=True)
