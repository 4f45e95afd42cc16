"""What the worker touches inside Prefect is where it was: an upgrade that moves it fails here, loudly."""

import inspect

import prefect
import prefect.flow_engine
import prefect.results
from prefect.settings import get_current_settings

from abhay.entrypoints.worker.engine_tuning import RESULT_LOOKUP, tuned_engine
from flows.acknowledge_alert import acknowledge_alert
from flows.escalate_alert import escalate_alert
from flows.sweep_overdue import sweep_overdue
from flows.tune_policy import tune_policy


def test_the_look_up_is_where_it_was_and_takes_nothing() -> None:
    ask = getattr(prefect.results, RESULT_LOOKUP)
    assert not inspect.signature(ask).parameters
    assert f"else {RESULT_LOOKUP}()" in inspect.getsource(prefect.results._get_default_result_storage)


def test_within_the_block_nothing_is_asked_and_no_heart_beats() -> None:
    before = getattr(prefect.results, RESULT_LOOKUP)
    with tuned_engine():
        assert getattr(prefect.results, RESULT_LOOKUP)() is None
        assert get_current_settings().flows.heartbeat_frequency is None
        assert "flows.heartbeat_frequency" in inspect.getsource(prefect.flow_engine.BaseFlowRunEngine)
    assert getattr(prefect.results, RESULT_LOOKUP) is before
    assert get_current_settings().flows.heartbeat_frequency is not None


def test_no_flow_persists_results() -> None:
    for flow in (escalate_alert, acknowledge_alert, sweep_overdue, tune_policy):
        assert flow.persist_result is False


def test_a_run_without_a_deployment_is_not_observed() -> None:
    """The observer is a thread and a websocket for each run; the worker hands the engine runs without one."""
    setup = inspect.getsource(prefect.flow_engine.BaseFlowRunEngine.setup_flow_run_suspension_request)
    condition, observing = "if self.flow_run.deployment_id:", "observe_flow_run_suspension("
    assert setup.index(condition) < setup.index(observing)
