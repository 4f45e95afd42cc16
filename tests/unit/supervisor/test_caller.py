"""What the caller's environment may not change: variables, folders of modules, umask."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from abhay.adapters.processes.caller import (
    LOOPBACK_HOSTS,
    TRUSTED_AUTHORITY,
    cleaned,
    hosts_of,
    named_hosts,
    safe_path,
)
from abhay.adapters.processes.environment import client_environment, system_environment
from abhay.settings import MailboxSettings, Settings

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = "/nonexistent/abhay"
PROXY = "http://proxy.example:3128"
MANAGED = {"ABHAY_DATABASE_URL": "postgresql+asyncpg://abhay@db.example/abhay"}


@pytest.mark.parametrize(
    "name",
    [
        "PGHOST",
        "PGOPTIONS",
        "PGPASSFILE",
        "PGSERVICE",
        "PGSSLMODE",
        TRUSTED_AUTHORITY,
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHOME",
        "PYTHONOPTIMIZE",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "PYTHONUSERBASE",
        "PYTHONWARNINGS",
        "SSLKEYLOGFILE",
        "SSL_CERT_FILE",
        "TMPDIR",
    ],
)
def test_what_was_set_for_other_programs_is_left_out(name: str) -> None:
    assert name not in cleaned({name: NOWHERE})


def test_what_names_something_that_is_there_stays_and_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ca.pem").touch()
    given = {"SSL_CERT_FILE": "ca.pem", "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1", "PATH": "/bin", "HOME": "/"}
    assert cleaned(given).items() >= {**given, "SSL_CERT_FILE": str(tmp_path / "ca.pem")}.items()


def test_the_authority_of_a_database_elsewhere_stays() -> None:
    authority = {TRUSTED_AUTHORITY: "/etc/abhay/database_ca.pem"}
    assert authority.items() <= cleaned({**authority, **MANAGED}).items()
    assert TRUSTED_AUTHORITY not in cleaned({**authority, "ABHAY_DATABASE_URL": ""})


def proxied(address: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether httpx would ask a proxy of this environment for the address."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    with httpx.Client() as client:
        transport = client._transport_for_url(httpx.URL(address))
        return transport is not client._transport


PROXIES = {name: PROXY for lower in ("http_proxy", "https_proxy", "all_proxy") for name in (lower, lower.upper())}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/readyz",
        "http://localhost:4200/api",
        "http://[::1]:4200/api",
        "https://prefect.example/api",
        "http://192.0.2.7:8080/",
        "http://intern.example/",
    ],
)
def test_no_proxy_is_asked_for_what_is_ours(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxied(address, PROXIES, monkeypatch), "this environment's proxy is asked for everything"
    hosts = hosts_of("192.0.2.7", "https://prefect.example/api")
    assert not proxied(address, cleaned({**PROXIES, "no_proxy": "intern.example"}, hosts), monkeypatch)


def test_what_is_outside_is_asked_for_as_the_administrator_means_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxied("https://heartbeat.example/abhay", cleaned(PROXIES), monkeypatch)
    everything = cleaned({**PROXIES, "NO_PROXY": "*"})
    assert not proxied("https://heartbeat.example/abhay", everything, monkeypatch)
    assert cleaned({"NO_PROXY": "one.example", "no_proxy": ""})["NO_PROXY"] == ",".join(LOOPBACK_HOSTS)


@pytest.mark.parametrize(
    "exception",
    [
        "[::1]",
        "[::1]:80",
        "::1/128",
        "fe80::1%eth0",
        "é.example",
        "a b",
        "http://[::1]",
        "[",
        "x:y:z",
        "a:1:2",
        "%",
        "@",
    ],
)
def test_an_exception_at_which_httpx_breaks_does_no_harm(exception: str, monkeypatch: pytest.MonkeyPatch) -> None:
    env = cleaned({**PROXIES, "no_proxy": exception, "NO_PROXY": exception})
    assert not proxied("http://[::1]:4200/", env, monkeypatch)
    assert proxied("https://heartbeat.example/", env, monkeypatch)


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:9", "socks://x:1", "ftp://x", "http://[::1", "http://h:x", " http://h:1", "http://"]
)
def test_a_proxy_that_httpx_cannot_use_is_left_out(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not proxied("https://heartbeat.example/", cleaned({"ALL_PROXY": proxy, "all_proxy": proxy}), monkeypatch)


@pytest.mark.parametrize(
    "proxy", [PROXY, "proxy.example:3128", "http://user:p%40w@proxy.example:3128/", "http://[::1]:8"]
)
def test_a_proxy_in_any_usual_form_is_used(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxied("https://heartbeat.example/", cleaned({"HTTPS_PROXY": proxy}), monkeypatch)


def test_our_hosts_are_those_that_the_settings_name() -> None:
    given = {"ABHAY_HOST": "192.0.2.7", "ABHAY_PREFECT_API_URL": "https://prefect.example:4200/api"}
    assert named_hosts(given) == ["192.0.2.7", "prefect.example"]
    assert named_hosts({"ABHAY_HOST": "", "ABHAY_PREFECT_API_URL": "http://[::1"}) == []


def test_the_parts_and_the_command_itself_get_one_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    settings = Settings(home=tmp_path, prefect_api_url="https://prefect.example/api")
    for env in (client_environment(settings), system_environment(settings, "token")):
        assert not {"PGSSLMODE", "PYTHONPATH"} & env.keys()
        assert env["no_proxy"] == env["NO_PROXY"]
        assert {*LOOPBACK_HOSTS, "prefect.example"} <= {*env["NO_PROXY"].split(",")}


def test_a_part_in_another_folder_finds_the_same_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=Path("var"), mailbox=MailboxSettings(ca_file=Path("ca.pem")))
    env = system_environment(settings, "token")
    assert env["ABHAY_HOME"] == str(tmp_path / "var")
    assert env["ABHAY_MAILBOX__CA_FILE"] == str(tmp_path / "ca.pem")
    assert "ABHAY_CHANNELS__EMAIL__CA_FILE" not in env


def test_modules_come_from_what_is_installed_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    installed = [folder for folder in sys.path if folder.endswith("site-packages")]
    assert installed
    foreign = ["/srv/script", "", str(tmp_path), "/srv/theirs"]
    variables = {"PYTHONPATH": f"/srv/theirs:{installed[0]}:{ROOT}"}
    assert safe_path([*foreign, *installed, str(ROOT)], variables) == [*installed, str(ROOT)]


def test_a_checkout_that_is_found_by_pythonpath_alone_stays_found() -> None:
    assert cleaned({"PYTHONPATH": f"/srv/theirs:{ROOT}"})["PYTHONPATH"] == str(ROOT)


def test_a_command_in_a_folder_with_modules_of_the_same_names_runs_ours(tmp_path: Path) -> None:
    for name in ("models", "tasks", "flows", "deployments"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('a foreign module')\n")
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "PGSSLMODE": "verify-full", "PYTHONIOENCODING": "ascii"}
    probe = "import os, sys; from abhay.entrypoints.cli import main; sys.argv[1:] = ['--help']; main()"
    for command in (["-m", "abhay.entrypoints.cli", "--help"], ["-c", probe]):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_what_a_command_makes_is_its_accounts_alone(tmp_path: Path) -> None:
    probe = (
        "import os, sys; from abhay.adapters.processes.caller import enter, set_aside; enter(); open('made', 'w');"
        "print('PGHOST' in os.environ, 'PGHOST' in set_aside(), sys.stdout.encoding, 'अभय')"
    )
    env = {**os.environ, "PGHOST": "theirs", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True, umask=0
    )
    assert done.stdout.split() == ["False", "True", "utf-8", "अभय"]
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600
