"""Corrections as labelled data: the corrections of operators and units, in the form that `evaluate` reads.

A line holds the pieces of place evidence as they were kept (kind, place, weight, the gazetteer's reason)
and where the case belongs. It holds no data of a person, no word of the post, no ref and no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from abhay.adapters.gazetteer.evaluate import LabelledCase
from abhay.adapters.store.views.corrections import Correction, corrected_cases
from abhay.domain.routing import OUT_OF_STATE
from abhay.services.runtime import Runtime
from models.actors import Actor


@dataclass(frozen=True)
class LabelledCases:
    """The lines, and how many corrected cases are left out because their right place is not known."""

    lines: Sequence[str]
    left_out: int


async def labelled_corrections(runtime: Runtime, since: datetime | None, actor: Actor, reason: str) -> LabelledCases:
    """Returns every correction since then as a line of JSON; the asker and the reason go to the audit log."""
    found, left_out = await corrected_cases(runtime.database, since, actor, reason)
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
