"""docs/contract.md says what is there: each call, each command, each vocabulary, on either side."""

import re
from pathlib import Path

import pytest
import typer
import yaml

from abhay.entrypoints.cli.run import command_line
from abhay.entrypoints.gateway.main import create_app
from models.enums import (
    IntakeChannel,
    MessageKind,
    MessageStatus,
    MilestoneKind,
    Outcome,
    RouteState,
    Severity,
    Status,
    TimelineEvent,
    Trust,
)

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")


def first_cells(pattern: str) -> set[str]:
    """What stands in backticks in the first cell of each table row that fits the pattern."""
    return set(re.findall(rf"^\| `({pattern})`", DOCUMENT, flags=re.MULTILINE))


def test_every_call_is_in_the_openapi_document_and_every_call_there_is_in_the_contract() -> None:
    paths = create_app().openapi()["paths"]
    served = {f"{method.upper()} {path}" for path, calls in paths.items() for method in calls}
    assert first_cells("(?:GET|POST|PUT|DELETE) /[^`?]*") == served


def test_every_command_is_there_and_every_command_is_in_the_contract() -> None:
    assert first_cells("abhay [a-z -]+") == set(commands(typer.main.get_command(command_line()), "abhay"))


def commands(group: object, name: str) -> list[str]:
    children = getattr(group, "commands", None)
    if not children:
        return [name]
    return [each for word, child in children.items() for each in commands(child, f"{name} {word}")]


def test_every_make_target_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE)) - {
        "help",
        "format",
        "clean",
        "distclean",
    }
    assert {word.removeprefix("make ") for word in first_cells("make [a-z]+")} == targets


VOCABULARIES = {
    "status": Status,
    "severity": Severity,
    "channel": IntakeChannel,
    "trust": Trust,
    "route.state": RouteState,
    "notifications.kind": MessageKind,
    "notifications.status": MessageStatus,
    "milestones": MilestoneKind,
    "outcome": Outcome,
    "timeline.event": TimelineEvent,
}


@pytest.mark.parametrize(("field", "vocabulary"), VOCABULARIES.items(), ids=VOCABULARIES.keys())
def test_every_vocabulary_is_written_down_in_its_order(field: str, vocabulary: type) -> None:
    row = re.search(rf"^\| `{re.escape(field)}` \| (.+) \|$", DOCUMENT, flags=re.MULTILINE)
    assert row is not None
    assert re.findall(r"`([a-z_]+)`", row.group(1)) == [each.value for each in vocabulary]


def test_every_deployment_is_named() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    names = {f"{each['entrypoint'].split('.')[1].replace('_', '-')}/{each['name']}" for each in deployments}
    assert set(re.findall(r"`([a-z-]+/abhay)`", DOCUMENT)) == names


def test_nothing_in_the_code_cites_a_document_that_is_not_in_the_repository() -> None:
    """A docstring names the contract by its file, and no document that a reader cannot open."""
    absent = re.compile(r"\((?:the )?contract,|contract's table|domain facts|\(design,|docs: the contract|docs: domain")
    ours = [
        path for name in ("abhay", "flows", "tasks", "models", "deployments") for path in (ROOT / name).rglob("*.py")
    ]
    assert [str(path.relative_to(ROOT)) for path in ours if absent.search(path.read_text(encoding="utf-8"))] == []
