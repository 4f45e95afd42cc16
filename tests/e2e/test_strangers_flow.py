"""Whoever reaches Prefect's API cannot make the worker run code of theirs."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.system import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]

WITHIN = 60
"""Seconds: some polls of the worker."""

CODE = """
from pathlib import Path
from prefect import flow

Path({marker!r}).touch()

@flow(name={name!r})
def stranger():
    Path({marker!r}).touch()
"""


def a_run(system: System, flow: str, **deployment: Any) -> str:
    """A run of a deployment that a stranger made; returns its id."""
    flow_id = system.prefect("POST", "/flows/", {"name": flow})["id"]
    made = system.prefect(
        "POST",
        "/deployments/",
        {"name": f"stranger-{uuid4()}", "flow_id": flow_id, "work_pool_name": "abhay", **deployment},
    )
    return system.prefect("POST", f"/deployments/{made['id']}/create_flow_run", {})["id"]


def state_of(system: System, run: str) -> str:
    return system.prefect("GET", f"/flow_runs/{run}")["state"]["type"]


def code_of(folder: Path, name: str) -> tuple[Path, Path]:
    """A file with a flow, and the file that it makes once any of its code runs."""
    marker, file = folder / f"{name}.ran", folder / f"{name.replace('-', '_')}.py"
    file.write_text(CODE.format(marker=str(marker), name=name))
    return file, marker


def test_a_flow_that_is_not_ours_is_refused(in_process: System, tmp_path: Path) -> None:
    file, marker = code_of(tmp_path, "stranger")
    run = a_run(in_process, "stranger", entrypoint=f"{file}:stranger", path=str(tmp_path))
    until(lambda: state_of(in_process, run) == "CRASHED", WITHIN, "the run was not refused")
    assert not marker.exists()
    assert "own flows only" in in_process.prefect("GET", f"/flow_runs/{run}")["state"]["message"]


def test_a_flow_by_our_name_is_ours_whatever_its_deployment_says(in_process: System, tmp_path: Path) -> None:
    file, marker = code_of(tmp_path, "sweep-overdue")
    pulled = tmp_path / "pulled"
    shell = {"prefect.deployments.steps.run_shell_script": {"script": f"touch {pulled}"}}
    run = a_run(in_process, "sweep-overdue", entrypoint=f"{file}:stranger", path=str(tmp_path), pull_steps=[shell])
    until(lambda: state_of(in_process, run) == "COMPLETED", WITHIN, "our own flow did not run")
    assert not marker.exists()
    assert not pulled.exists()


def test_the_ui_of_prefect_asks_nobody_else(in_process: System) -> None:
    root = in_process.prefect_url.removesuffix("/api")
    told = httpx.get(f"{root}/ui-settings", trust_env=False).json()
    assert told["api_url"].startswith(("/api", root))
    settings = in_process.prefect("GET", "/admin/settings")
    assert settings["server"]["analytics_enabled"] is False
    assert settings["server"]["ui"]["v2_enabled"] is False
    page = httpx.get(f"{root}/dashboard", trust_env=False, follow_redirects=True).text
    assert "amplitude" not in page.lower()
    assert 'src="http' not in page


def test_no_other_page_may_ask_prefect_from_a_browser(in_process: System) -> None:
    url = f"http://127.0.0.1:{in_process.prefect_port}/api/admin/version"
    for origin, allowed in (("https://evil.example", None), (url.removesuffix("/api/admin/version"),) * 2):
        answer = httpx.get(url, headers={"Origin": origin}, trust_env=False)
        assert answer.headers.get("access-control-allow-origin") == allowed
