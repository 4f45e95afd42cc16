"""Ports, database addresses and the environment of the parts."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from abhay.adapters.postgres.urls import database_urls, needs_embedded
from abhay.adapters.processes.environment import client_environment, server_environment, system_environment
from abhay.adapters.processes.ports import LOOPBACK, Port, free_port, is_free, require_free
from abhay.errors import SetupError
from abhay.security.secretfiles import database_password, make_secrets
from abhay.settings import Settings
from tests.support.system import ROOT

MANAGED = "postgresql+asyncpg://abhay:pw@db.example/abhay"


def test_a_taken_port_is_named_with_the_setting_that_moves_it() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = Port(LOOPBACK, taken.getsockname()[1], "ABHAY_PORT")
        assert not is_free(port)
        with pytest.raises(SetupError, match=f"port {port.number} .* set ABHAY_PORT"):
            require_free([port])


def test_two_parts_cannot_have_the_same_port() -> None:
    number = free_port()
    first, second = Port(LOOPBACK, number, "ABHAY_PORT"), Port(LOOPBACK, number, "ABHAY_PREFECT_PORT")
    require_free([first])
    with pytest.raises(SetupError, match="ABHAY_PREFECT_PORT"):
        require_free([first, second])
    assert is_free(first), "the look itself keeps the port"


def test_the_embedded_databases_are_reached_over_a_socket_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "9999")
    urls = database_urls(Settings(home=Path("/srv/ab hay")))
    url = make_url(urls.abhay)
    assert (url.username, url.host, url.password) == ("postgres", None, None)
    assert dict(url.query) == {"host": "/srv/ab hay/run", "port": "5432"}
    assert (url.database, make_url(urls.prefect).database) == ("abhay", "prefect")


def test_a_long_home_is_reached_over_loopback_with_a_password(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / ("deep" * 25))
    with pytest.raises(SetupError):
        database_urls(settings)
    make_secrets(settings)
    (settings.home / "database.port").write_text("54321")
    url = make_url(database_urls(settings).abhay)
    assert (url.host, url.port, url.password) == (LOOPBACK, 54321, database_password(settings))


@pytest.mark.parametrize(("length", "over_socket"), [(107, True), (108, False)])
def test_the_limit_is_that_of_the_system_in_bytes(
    length: int, over_socket: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("abhay.adapters.postgres.urls.SOCKET_PATH_LIMIT", 107)
    home = Path("/" + "अ" * 10 + "x" * (length - len("/") - 30 - len("/run/.s.PGSQL.5432")))
    settings = Settings(home=home)
    if over_socket:
        assert "host=" in database_urls(settings).abhay
    else:
        with pytest.raises(SetupError):
            database_urls(settings)


def test_settings_name_managed_databases() -> None:
    urls = database_urls(Settings(database_url=MANAGED, prefect_database_url=MANAGED + "2"))
    assert (urls.abhay, urls.prefect) == (MANAGED, MANAGED + "2")
    assert "pw" not in repr(urls)


@pytest.mark.parametrize(
    ("settings", "needed"),
    [
        (Settings(), True),
        (Settings(database_url=MANAGED), True),
        (Settings(prefect_database_url=MANAGED), True),
        (Settings(database_url=MANAGED, prefect_database_url=MANAGED), False),
        (Settings(database_url=MANAGED, prefect_api_url="https://prefect.example/api"), False),
    ],
)
def test_when_the_embedded_database_is_needed(settings: Settings, needed: bool) -> None:
    assert needs_embedded(settings) is needed


def test_the_callers_prefect_and_postgres_stay_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "PREFECT_API_URL": "https://elsewhere.example/api",
        "PREFECT_API_KEY": "theirs",
        "PREFECT_API_AUTH_STRING": "theirs",
        "PREFECT_PROFILE": "theirs",
        "PGHOST": "theirs",
        "PYTHONDONTWRITEBYTECODE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PREFECT_SERVER_API_AUTH_STRING", raising=False)
    env = system_environment(Settings(home=tmp_path, prefect_port=4711), "token")
    assert env["PREFECT_API_URL"] == "http://127.0.0.1:4711/api"
    assert env["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert env["ABHAY_HOME"] == str(tmp_path)
    assert env["ABHAY_SUPERVISION"] == "token"
    assert "theirs" not in env.values()
    assert "PYTHONDONTWRITEBYTECODE" not in env


def test_the_servers_password_is_its_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "admin:pw")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "theirs")
    env = client_environment(Settings())
    assert env["PREFECT_API_AUTH_STRING"] == env["PREFECT_SERVER_API_AUTH_STRING"] == "admin:pw"


def test_a_prefect_elsewhere_keeps_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "ours")
    env = client_environment(Settings(prefect_api_url="https://prefect.example/api"))
    assert (env["PREFECT_API_URL"], env["PREFECT_API_KEY"]) == ("https://prefect.example/api", "ours")


def test_nothing_is_reported_to_anybody() -> None:
    assert client_environment(Settings())["DO_NOT_TRACK"] == "1"
    server = server_environment(Settings())
    assert server["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert server["PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT"] == "false"
    assert server["PREFECT_SERVER_UI_V2_ENABLED"] == "false"


def test_prefect_keeps_no_run_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    server = server_environment(Settings())
    assert "flow_runs" in server["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"].split(",")
    assert int(server["PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"]) == 90 * 86400
    monkeypatch.setenv("PREFECT_SERVER_EVENTS_RETENTION_PERIOD", "PT1H")
    assert server_environment(Settings())["PREFECT_SERVER_EVENTS_RETENTION_PERIOD"] == "PT1H"


def in_env_file(path: Path) -> dict[str, str]:
    lines = [line.partition("=") for line in path.read_text().splitlines() if line.startswith("PREFECT_")]
    return {name: value.strip("'") for name, _, value in lines}


@pytest.mark.parametrize("ours", [True, False], ids=["abhay up", "prefect.env.example"])
def test_prefect_understands_how_long_it_keeps_things(tmp_path: Path, ours: bool) -> None:
    file = ROOT / "deployments" / "prefect.env.example"
    given = server_environment(Settings()) if ours else in_env_file(file)
    kept = {name: value for name, value in given.items() if "RETENTION" in name or "VACUUM" in name}
    code = (
        "from prefect.settings import get_current_settings as s; s = s().server;"
        "print(s.events.retention_period.days, s.services.db_vacuum.retention_period.days)"
    )
    env = {**os.environ, **kept, "PREFECT_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", "90"]


def test_only_prefects_own_ui_may_ask_from_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = server_environment(Settings(prefect_port=4321))["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]
    assert asked == "http://127.0.0.1:4321,http://localhost:4321"
    monkeypatch.setenv("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", "https://prefect.example")
    assert server_environment(Settings())["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "https://prefect.example"
