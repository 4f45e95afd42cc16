"""Where people see a run or a timeline: beside the API, or where a proxy's settings say."""

import pytest

from abhay.adapters.engine.addresses import artifact_page, run_page, timeline_key
from abhay.entrypoints.worker.equipment import by_hand_alone

API = "http://127.0.0.1:4200/api"


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_UI_URL", "PREFECT_UI_API_URL"):
        monkeypatch.delenv(name, raising=False)


def test_the_ui_is_where_the_api_is() -> None:
    assert run_page(API, "7") == "http://127.0.0.1:4200/runs/flow-run/7"
    key = timeline_key("RJ-2026-000042")
    assert artifact_page(API, key) == "http://127.0.0.1:4200/artifacts/key/timeline-rj-2026-000042"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFECT_UI_API_URL", "https://prefect.kota-police.example/api"),
        ("PREFECT_UI_URL", "https://prefect.kota-police.example/"),
    ],
)
def test_a_proxy_before_it_is_named_by_prefects_own_variables(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert run_page(API, "7") == "https://prefect.kota-police.example/runs/flow-run/7"


def test_nothing_is_scheduled_that_a_loop_does_and_no_mailbox_is_read_that_is_not_there() -> None:
    assert set(by_hand_alone("abhay", mailbox=True)) == {"sweep-overdue/abhay", "collect-mail/abhay"}
    assert set(by_hand_alone("process", mailbox=False)) == {"collect-mail/abhay"}
    assert set(by_hand_alone("process", mailbox=True)) == set()
