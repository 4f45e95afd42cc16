"""The forms in Prefect's UI: what they let people type is what the policy's own models take."""

from typing import Any

import pytest
from prefect.flows import Flow
from prefect.utilities.callables import parameter_schema

from flows.acknowledge_alert import acknowledge_alert
from flows.run_drill import run_drill
from flows.tune_policy import tune_policy
from models.policy import LONGEST_WAIT, SHORTEST_WAIT

CASE = {"ref": "RJ-2026-000042"}
DRILL = {"units": ["kota-city"], "severity": "high", "reason": "routine"}
CLOCK = {"severity": "imminent", "rung": "zone"}


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (acknowledge_alert, {**CASE, "post": "range-office"}),
        (acknowledge_alert, {**CASE, "post": "control-room", "unit": "kota-city"}),
        (run_drill, {**DRILL, "top_rung": "", "window_minutes": 5}),
        (run_drill, {**DRILL, "top_rung": "sp", "announced": False}),
        (tune_policy, {**CLOCK, "wait": SHORTEST_WAIT, "remind": 1}),
        (tune_policy, {**CLOCK, "wait": 0, "remind": 0}),  # no change
        (tune_policy, {**CLOCK, "wait": LONGEST_WAIT, "remind": LONGEST_WAIT}),
    ],
)
def test_whatever_post_rung_and_wait_a_policy_may_name_can_be_typed(
    form: Flow[..., Any], typed: dict[str, Any]
) -> None:
    assert form.validate_parameters(typed).items() >= typed.items()


@pytest.mark.parametrize("field", ["wait", "version"])
def test_the_form_says_where_the_values_in_force_stand(field: str) -> None:
    schema = parameter_schema(tune_policy.fn)
    assert "/policy" in schema.properties[field]["description"]


@pytest.mark.parametrize(
    ("form", "typed", "says"),
    [
        (acknowledge_alert, {**CASE, "post": "SI Synthetic Officer"}, "post"),
        (acknowledge_alert, {**CASE, "post": ""}, "post"),
        (run_drill, {**DRILL, "units": []}, "at least 1"),
        (run_drill, {**DRILL, "units": ["Synthetic Person"]}, "units"),
        (run_drill, {**DRILL, "reason": "because of a synthetic person"}, "reason"),
        (run_drill, {**DRILL, "window_minutes": 241}, "less than or equal to 240"),
        (tune_policy, {**CLOCK, "wait": -1}, "greater than or equal to 0"),
        (tune_policy, {**CLOCK, "wait": LONGEST_WAIT + 1}, f"less than or equal to {LONGEST_WAIT}"),
        (tune_policy, {**CLOCK, "remind": LONGEST_WAIT + 1}, f"less than or equal to {LONGEST_WAIT}"),
    ],
)
def test_what_no_policy_may_name_is_refused(form: Flow[..., Any], typed: dict[str, Any], says: str) -> None:
    with pytest.raises(Exception, match=says):
        form.validate_parameters(typed)
