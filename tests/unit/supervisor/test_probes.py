"""The supervisor's questions are as patient as what they ask."""

from abhay.adapters.engine.base import QUICK
from abhay.adapters.processes.probes import TIMEOUT
from abhay.services.monitoring.readiness import ANSWER


def test_readiness_may_wait_for_database_and_prefect_before_it_answers() -> None:
    """With a Prefect that accepts and never answers, a gateway that is well would not count as ready."""
    assert ANSWER + QUICK < TIMEOUT
