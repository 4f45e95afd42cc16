"""What must hold for the files in deployments/: nothing runs with more rights than it needs, and both ways are the same."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.support import compose
from tests.support.system import ROOT

SYSTEMD = ROOT / "deployments" / "systemd"
UNITS = sorted(SYSTEMD.glob("*.service"))
OURS = [name for name, service in compose.SERVICES.items() if "build" in service]

SAME = {
    "abhay-gateway@.service": "gateway",
    "abhay-worker@.service": "worker",
    "abhay-watcher.service": "watcher",
    "abhay-collector.service": "collector",
    "abhay-lmtp.service": "lmtp",
    "abhay-prefect-api@.service": "prefect-api",
    "abhay-prefect-services.service": "prefect-services",
}
"""Units, and the services of compose.yaml that run the same."""

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictNamespaces": "yes",
    "CapabilityBoundingSet": "",
    "Restart": "always",
    "RestartSec": "2",
}


WATCHED = {"Type": "notify", "TimeoutStartSec": "600", "WatchdogSec": "15", "LimitCORE": "0"}
BEATING = ("abhay-gateway@", "abhay-worker@", "abhay-watcher", "abhay-collector", "abhay-lmtp")
"""Units whose process shows its pulse."""


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_process_that_shows_its_pulse_is_ended_when_it_hangs(unit: Path) -> None:
    found = {name: section(unit).get(name) for name in WATCHED}
    assert (found == WATCHED) is (unit.stem in BEATING)


KEYS = {
    *("image", "build", "command", "restart", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "user"),
    *("stop_grace_period", "networks", "logging", "env_file", "environment", "secrets", "volumes", "ports", "profiles"),
    *("deploy", "depends_on", "healthcheck", "cpu_shares"),
}
"""Keys of a service that the Compose Specification knows and that are used here: another one may be a slip."""


def section(path: Path) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return dict(parser["Service"])


def settings(path: Path) -> dict[str, str]:
    """The variables of an environment file, without their quotes."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {name: value.strip("'") for name, _, value in (line.partition("=") for line in lines)}


def without_places(words: list[str]) -> list[str]:
    """A command without address, port and name, which differ by machine."""
    drop = {"--host", "--port", "--name"}
    return [word for before, word in zip(("", *words), words, strict=False) if word not in drop and before not in drop]


def test_there_is_a_unit_for_each_service_that_runs_on() -> None:
    steps = {"schema", "prefect-schema", "deployments"}
    assert set(SAME) == {path.name for path in UNITS}
    assert set(SAME.values()) == set(OURS) - steps


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_unit_runs_what_compose_runs_and_may_do_nothing_else(path: Path) -> None:
    unit = section(path)
    words = unit["ExecStart"].removeprefix("/opt/abhay/.venv/bin/").split()
    assert without_places(words) == without_places(compose.command(SAME[path.name]))
    assert {name: unit[name] for name in HARDENED} == HARDENED
    assert unit["User"] == ("abhay-prefect" if "prefect-" in path.name else "abhay")
    assert unit["StateDirectory"] == unit["User"], "the one folder that it may write"
    assert "--host" not in words or words[words.index("--host") + 1] == "127.0.0.1"


def test_who_takes_in_and_sends_comes_before_who_shows() -> None:
    nice = {SAME[path.name]: int(section(path)["Nice"]) for path in UNITS}
    order = ("gateway", "watcher", "worker", "prefect-api", "prefect-services")
    assert [nice[name] for name in order] == sorted({nice[name] for name in order})
    shares = {name: compose.SERVICES[name].get("cpu_shares", 1024) for name in order}
    assert (
        shares["gateway"] == shares["watcher"] > shares["worker"] > shares["prefect-api"] > shares["prefect-services"]
    )


def test_both_ways_give_prefect_the_same_messaging() -> None:
    of_compose = {k: v.replace("redis:6379", "127.0.0.1:6379") for k, v in compose.environment("prefect-api").items()}
    del of_compose["PGSSLROOTCERT"]  # prefect.env says it
    assert settings(SYSTEMD / "prefect-messaging.env") == of_compose
    assert compose.environment("prefect-services") == compose.environment("prefect-api")


@pytest.mark.parametrize("name", OURS)
def test_container_has_no_rights(name: str) -> None:
    service = compose.SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in service, "the image's own user is the one that may write nothing"


def test_only_the_proxys_tls_is_published() -> None:
    published = {name: service["ports"] for name, service in compose.SERVICES.items() if "ports" in service}
    assert published == {"proxy": ["${HTTPS_PORT:-443}:443"]}


def test_what_is_named_is_there() -> None:
    for name, service in compose.SERVICES.items():
        assert set(service) <= KEYS, name
        assert set(service.get("depends_on", {})) <= set(compose.SERVICES), name
        assert set(service["networks"]) <= set(compose.DOCUMENT["networks"]), name
        for secret in service.get("secrets", ()):
            assert (secret["source"] if isinstance(secret, dict) else secret) in compose.DOCUMENT["secrets"], name
    numbers = re.findall(r"\$\{([A-Z_]+)", (compose.FOLDER / "compose.yaml").read_text())
    example = (compose.FOLDER / ".env.example").read_text()
    assert all(re.search(rf"^#?{name}=", example, re.MULTILINE) for name in numbers)


def test_our_keys_are_not_prefects() -> None:
    for name in ("prefect-api", "prefect-services", "prefect-schema"):
        service = compose.SERVICES[name]
        assert service["env_file"] == ["../prefect.env"]
        assert service["secrets"] == ["database_ca"]


def test_proxy_knows_services_by_their_names() -> None:
    upstreams = re.findall(r"server ([a-z-]+):(\d+) resolve", (compose.FOLDER / "nginx.conf").read_text())
    assert upstreams == [("gateway", "8080"), ("prefect-api", "4200")]
    for service, port in upstreams:
        words = compose.command(service)
        assert words[words.index("--port") + 1] == port


def test_image_is_what_the_lock_says_and_runs_as_nobody_special() -> None:
    text = (compose.FOLDER / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.lock" in text
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)]
    missing = [name for names in copied for name in names if not (ROOT / name).exists()]
    assert not missing
    ignored = (compose.FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
    assert {f"!{name}" for names in copied for name in names} <= set(ignored), "the context leaves out what is copied"
