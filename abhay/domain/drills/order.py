"""What drill to run, as every door takes it: ids and words of lists, no free text."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from abhay.domain.values import Identifier
from abhay.errors import BadInput
from models.drills.words import LONGEST_WINDOW, MOST_UNITS, SHORTEST_WINDOW, USUAL_WINDOW, DrillReason
from models.enums import Severity


def _each_once(units: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(units)) != len(units):
        raise ValueError("name each unit once")
    return units


class DrillOrder(BaseModel):
    """What drill to run; `top_rung` is the highest rung that may be paged, by default the unit's own highest."""

    units: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MOST_UNITS), AfterValidator(_each_once)]
    severity: Severity
    reason: DrillReason
    announced: bool = True
    window_minutes: Annotated[int, Field(ge=SHORTEST_WINDOW, le=LONGEST_WINDOW)] = USUAL_WINDOW
    top_rung: Identifier | None = None


def order_of(choices: Mapping[str, Any]) -> DrillOrder:
    """Returns what was chosen in a form, on a page or at the terminal; an empty rung is none. Raises `BadInput`."""
    try:
        return DrillOrder.model_validate({**choices, "top_rung": choices.get("top_rung") or None})
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        raise BadInput(f"{wrong['loc'][0]}: {wrong['msg']}.") from error
