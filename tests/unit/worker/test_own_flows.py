"""The worker finds its flows by name, in the installed package, and nothing else."""

from pathlib import Path

import pytest
import yaml
from prefect.flows import load_flow_from_entrypoint

from abhay.entrypoints.worker.own_flows import own_flow
from abhay.errors import NotOurFlow

ROOT = Path(__file__).resolve().parents[3]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.mark.parametrize("entrypoint", [deployment["entrypoint"] for deployment in DEPLOYMENTS])
def test_every_deployed_flow_is_found_by_its_name(entrypoint: str) -> None:
    flow = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    assert own_flow(flow.name) is flow


@pytest.mark.parametrize("name", ["", "stranger", "os", "__init__", "escalate_alert", "flows.escalate-alert", "../x"])
def test_another_flow_is_refused_by_name(name: str) -> None:
    with pytest.raises(NotOurFlow, match="own flows only"):
        own_flow(name)
