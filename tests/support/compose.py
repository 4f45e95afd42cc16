"""What deployments/compose/compose.yaml says: the commands and settings that an administrator runs, for tests to hold to."""

import re
import shlex
from typing import Any

import yaml

from tests.support.system import ROOT

FOLDER = ROOT / "deployments" / "compose"
DOCUMENT: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = DOCUMENT["services"]

WITH_DEFAULT = re.compile(r"\$\{[A-Z_]+:-([^}]*)\}")


def command(service: str) -> list[str]:
    """The words of a service's command."""
    return shlex.split(SERVICES[service]["command"])


def environment(service: str) -> dict[str, str]:
    """What a service's environment says, files apart, where .env says nothing."""
    values = SERVICES[service].get("environment", {})
    return {name: WITH_DEFAULT.sub(r"\1", value) for name, value in values.items()}
