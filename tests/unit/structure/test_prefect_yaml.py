"""What prefect.yaml names can be loaded, with the placeholder that hides import errors switched off."""

from pathlib import Path

import pytest
import yaml
from prefect.flows import Flow, load_flow_from_entrypoint

from abhay.adapters.engine import base as engine

ROOT = Path(__file__).resolve().parents[3]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=[d["entrypoint"] for d in DEPLOYMENTS])
def test_entrypoint_loads(deployment: dict) -> None:
    flow = load_flow_from_entrypoint(deployment["entrypoint"], use_placeholder_flow=False)
    assert isinstance(flow, Flow)
    assert deployment["name"] == "abhay"
    assert "/" not in deployment["entrypoint"], "a path entrypoint puts its folder first on sys.path"


def test_the_engine_is_asked_for_every_deployment() -> None:
    listed = {f"{d['entrypoint'].rpartition('.')[2].replace('_', '-')}/{d['name']}" for d in DEPLOYMENTS}
    assert listed == set(engine.DEPLOYMENTS)
    assert {form for form in listed if "form" in next(d for d in DEPLOYMENTS if _is(d, form))["tags"]} == set(
        engine.FORMS
    )


def _is(deployment: dict, name: str) -> bool:
    return deployment["entrypoint"].endswith("." + name.split("/", maxsplit=1)[0].replace("-", "_"))


def test_every_form_field_is_described() -> None:
    for deployment in DEPLOYMENTS:
        flow = load_flow_from_entrypoint(deployment["entrypoint"], use_placeholder_flow=False)
        for name, field in flow.parameters.properties.items():
            assert field.get("description"), f"{deployment['entrypoint']}: {name} has no description"


def test_the_prefect_server_can_be_imported() -> None:
    """FastAPI 0.159 and later break Prefect 3.8.8's server at import; the lock must hold one that does not."""
    from prefect.server.api import server

    assert server.create_app is not None
